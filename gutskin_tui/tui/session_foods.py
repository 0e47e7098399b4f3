"""The part of a session that knows foods: what meals held, and what the person says about a food."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from gutskin_tui.clock import Clock
from gutskin_tui.model.amend import Amended
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer

T = TypeVar("T")

FOOD_DAYS = 98
"""Days up to today whose meals the Meals tab counts: a week, and 90 days before it for each trigger's last day."""


class FoodService:
    """Mixed into the session. Loading what knows foods takes a while: it is done in the background, or when asked."""

    journal: Journal
    clock: Clock
    on_status: Callable[[str, bool, str], None]
    _diet: MealAnalyzer | None = None

    @property
    def diet_ready(self) -> bool:
        """Whether asking for the diet costs no wait."""
        return self._diet is not None

    @property
    def diet(self) -> MealAnalyzer:
        """Reads what meals held, with the person's own foods as they are now."""
        from gutskin_tui.nutrition import MealAnalyzer
        from gutskin_tui.nutrition.custom_foods import own_foods

        own = self.cached("own foods", lambda: own_foods(self.journal))
        if self._diet is None or self._diet.own != own:
            self._diet = MealAnalyzer(own)
        return self._diet

    async def read_foods(self) -> None:
        """Load what knows foods, and the latest meals' foods into it, a day at a time so that no key waits."""
        await asyncio.to_thread(_load)
        for back in range(FOOD_DAYS):
            diet = self.diet
            for entry in self.entries(self.clock.today() - timedelta(days=back)):
                diet.eaten(entry)
            await asyncio.sleep(0)

    def change_food(self, change: Callable[[Journal, Clock], object], said: str) -> str:
        """Change what is known of a food by one of `diet.own`, then say `said`; returns all that was said.

        Raises FoodError or JournalError; nothing has changed then.
        """
        return self._change_and_notify(change, said)[1]

    def _change_and_notify(self, change: Callable[[Journal, Clock], T], said: str) -> tuple[T, str]:
        """Change the journal beside its entries, then say `said`, after what was changed elsewhere meanwhile."""
        self.save_waiting()
        revision = self.journal.revision
        done = change(self.journal, self.clock)
        self._changed(set())
        text = f"{done.message} {said}" if isinstance(done, Amended) and done.message else said
        self.on_status(text, True, "undo" if self.journal.revision != revision else "")
        return done, text

    def entries(self, day: date | None = None) -> list[AnyEntry]:
        """Return the entries of a day."""
        raise NotImplementedError

    def save_waiting(self) -> None:
        """Save the changes that wait for another program. Raises JournalError."""
        raise NotImplementedError

    def cached(self, name: str, work: Callable[[], T]) -> T:
        """Return `work()`, done again only when the journal is another."""
        raise NotImplementedError

    def _changed(self, days: set[date] | None) -> None:
        raise NotImplementedError


def _load() -> None:
    from gutskin_tui import nutrition  # noqa: F401 - so that the import is done
    from gutskin_tui.foods.lexicon import lexicon
    from gutskin_tui.foods.spelling import correct_spelling

    table = lexicon()
    assert table.names
    assert table.plants
    correct_spelling("misspelt")  # the matcher's own tables
