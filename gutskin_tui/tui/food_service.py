"""The labels of meals: an analyzer with the person's own foods, whose lexicon is loaded in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from gutskin_tui import foods, nutrition
from gutskin_tui.clock import Clock
from gutskin_tui.dates import days_until
from gutskin_tui.model.kinds import AnyEntry, Drink, Meal
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.store import Changes, Journal

if TYPE_CHECKING:
    from gutskin_tui.nutrition.analyzer import MealAnalyzer

T = TypeVar("T")

FOODS = "foods"
"""The table of the person's own foods."""
FOOD_DAYS = 98
"""Days up to today whose meals the Meals tab counts: a week, and 90 days before it for each trigger's last day."""


class FoodService:
    """Provides the analyzer of meals. `entries` returns the entries of a journal day.

    The lexicon takes long to import: `load` imports it in the background, `analyzer` on its first use.
    """

    def __init__(self, journal: Journal, clock: Clock, entries: Callable[[date], Iterable[AnyEntry]]) -> None:
        self._journal = journal
        self._clock = clock
        self._entries = entries
        self._analyzer: MealAnalyzer | None = None
        self._foods_changed = False
        self._eaten: dict[date, list[AnyEntry]] = {}
        self.eaten_revision = 0
        """Grows with every change of what `eaten` has returned, and of the own foods."""

    def apply(self, changes: Changes) -> None:
        """Note a change of the journal: if it concerns the own foods, they are read again when next needed."""
        if changes.everything or FOODS in changes.tables:
            self._foods_changed = True
            self.eaten_revision += 1
        if changes.everything:
            self._eaten.clear()
        for day in changes.days & self._eaten.keys():
            before = self._eaten.pop(day)
            if self.eaten(day) != before:
                self.eaten_revision += 1

    def eaten(self, day: date) -> list[AnyEntry]:
        """Return the meals of a day, and its drinks other than water."""
        if day not in self._eaten:
            self._eaten[day] = [
                entry
                for entry in self._entries(day)
                if isinstance(entry, Meal) or (isinstance(entry, Drink) and not is_water(entry))
            ]
        return self._eaten[day]

    @property
    def ready(self) -> bool:
        """Whether the lexicon is loaded, so that `analyzer` returns at once."""
        return self._analyzer is not None

    @property
    def analyzer(self) -> MealAnalyzer:
        """The analyzer of meals, with the person's own foods as they are now; a new one once these have changed."""
        if self._analyzer is None or self._foods_changed:
            self._foods_changed, own = False, nutrition.custom_foods.own_foods(self._journal)
            if self._analyzer is None or self._analyzer.own != own:
                self._analyzer = nutrition.analyzer.MealAnalyzer(own)
        return self._analyzer

    @property
    def loaded_analyzer(self) -> MealAnalyzer | None:
        """The analyzer if the lexicon is loaded, else None."""
        return self.analyzer if self.ready else None

    async def load(self) -> None:
        """Load the lexicon and analyze the meals of the last `FOOD_DAYS` days, a day at a time so that no key waits."""
        await asyncio.to_thread(_load_lexicon)
        for day in reversed(days_until(self._clock.today(), FOOD_DAYS)):
            analyzer = self.analyzer
            for entry in self._entries(day):
                analyzer.foods_of(entry)
            await asyncio.sleep(0)

    async def count(self, tally: Callable[[MealAnalyzer, Iterable[AnyEntry]], T]) -> T:
        """Return what `tally` makes of all entries; the journal is read a day at a time so that no key waits."""
        entries: list[AnyEntry] = []
        for day in self._journal.days():
            entries += self._journal.day(day)
            await asyncio.sleep(0)
        return await asyncio.to_thread(tally, self.analyzer, entries)

    async def prepare_typing(self) -> None:
        """Load in the background what a typed meal needs besides: names to complete, and spellings of words.

        They take 30 ms and 5 MB, which a start without typing does without.
        """
        await asyncio.to_thread(_load_spellings)


def _load_lexicon() -> None:
    import_module("gutskin_tui.nutrition.analyzer")
    assert foods.lexicon.lexicon().plants


def _load_spellings() -> None:
    assert foods.lexicon.lexicon().names
    foods.spelling.correct_spelling("misspelt")  # the matcher's own tables
