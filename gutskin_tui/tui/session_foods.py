"""Foods of the session: the labels of meals, and changes of the person's own foods."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from gutskin_tui.clock import Clock
from gutskin_tui.dates import days_until
from gutskin_tui.model.amend import Amended
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer

T = TypeVar("T")

FOOD_DAYS = 98
"""Days up to today whose meals the Meals tab counts: a week, and 90 days before it for each trigger's last day."""


class FoodService:
    """Mixed into the session. The lexicon is slow to load: in the background, or on the first use of `analyzer`."""

    journal: Journal
    clock: Clock
    on_status: Callable[[str, bool, str], None]
    _analyzer: MealAnalyzer | None = None

    @property
    def analyzer_ready(self) -> bool:
        """Whether the lexicon is loaded, so that `analyzer` returns at once."""
        return self._analyzer is not None

    @property
    def analyzer(self) -> MealAnalyzer:
        """The analyzer of meals, with the person's own foods as they are now."""
        from gutskin_tui.nutrition import MealAnalyzer
        from gutskin_tui.nutrition.custom_foods import own_foods

        own = self.cached("own foods", lambda: own_foods(self.journal))
        if self._analyzer is None or self._analyzer.own != own:
            self._analyzer = MealAnalyzer(own)
        return self._analyzer

    @property
    def loaded_analyzer(self) -> MealAnalyzer | None:
        """The analyzer if the lexicon is loaded, else None."""
        return self.analyzer if self.analyzer_ready else None

    async def read_foods(self) -> None:
        """Load the lexicon and analyze the meals of the last `FOOD_DAYS` days, a day at a time so that no key waits."""
        await asyncio.to_thread(_load)
        for day in reversed(days_until(self.clock.today(), FOOD_DAYS)):
            analyzer = self.analyzer
            for entry in self.entries(day):
                analyzer.foods_of(entry)
            await asyncio.sleep(0)

    def change_food(self, change: Callable[[Journal, Clock], object], message: str) -> str:
        """Apply `change` to the own foods and show `message` on the status line; return the text that is shown.

        Raises FoodError or JournalError; the journal is unchanged then.
        """
        return self._change_and_notify(change, message)[1]

    def _change_and_notify(self, change: Callable[[Journal, Clock], T], message: str) -> tuple[T, str]:
        """Apply `change`, which concerns no entry, and show `message` after a note of a conflict.

        Returns the result of `change` and the text that is shown.
        """
        self.save_waiting()
        revision = self.journal.revision
        result = change(self.journal, self.clock)
        self._changed(set())
        text = f"{result.message} {message}" if isinstance(result, Amended) and result.message else message
        self.on_status(text, True, "undo" if self.journal.revision != revision else "")
        return result, text

    def entries(self, day: date | None = None) -> list[AnyEntry]:
        """Return the entries of a day."""
        raise NotImplementedError

    def save_waiting(self) -> None:
        """Save the changes that wait for another program. Raises JournalError."""
        raise NotImplementedError

    def cached(self, name: str, work: Callable[[], T]) -> T:
        """Return `work()`, computed again after a change of the journal."""
        raise NotImplementedError

    def _changed(self, days: set[date] | None) -> None:
        raise NotImplementedError


def _load() -> None:
    from gutskin_tui import nutrition  # noqa: F401 - the import is the purpose
    from gutskin_tui.foods.lexicon import lexicon
    from gutskin_tui.foods.spelling import correct_spelling

    table = lexicon()
    assert table.names
    assert table.plants
    correct_spelling("misspelt")  # the matcher's own tables
