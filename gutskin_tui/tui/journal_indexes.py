"""The indexes of a whole journal: days, meals, words and events, all built in one pass over the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from itertools import chain

from gutskin_tui.model.chart_events import ChartEvents, chart_events, is_event
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import AnyEntry, Meal
from gutskin_tui.model.meal_history import MealHistory
from gutskin_tui.model.search import SearchIndex

Tags = Callable[[AnyEntry], Iterable[str]]


class JournalIndexes:
    """`days`, `meals`, `search` and `events`, of the days that were passed to `update`.

    `tags` returns the labels of an entry and `entries` the entries of a day, both for a search for labels.
    """

    def __init__(self, day_start: time, tags: Tags, entries: Callable[[date], Iterable[AnyEntry]]) -> None:
        self.days = DayIndex()
        self.meals = MealHistory((), day_start)
        self.search = SearchIndex(self.days, tags, entries)
        self._events: dict[date, list[AnyEntry]] = {}
        self._chart_events: ChartEvents | None = None

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Replace what the indexes have of `day` by `entries`, all entries of the day."""
        self.update_all([(day, entries)])

    def update_all(self, days: Sequence[tuple[date, Sequence[AnyEntry]]]) -> None:
        """Replace what the indexes have of several days, each with all its entries.

        One index is updated after the other, which takes a fifth less than one day after the other: the code and the
        data of one stay in the caches of the processor.
        """
        for day, entries in days:
            self.days.update(day, entries)
        for day, entries in days:
            self.meals.update(day, [entry for entry in entries if type(entry) is Meal])
        for day, entries in days:
            self.search.update(day, entries)
        for day, entries in days:
            before, events = self._events.pop(day, None), [entry for entry in entries if is_event(entry)]
            if events:
                self._events[day] = events
            if events or before:
                self._chart_events = None

    @property
    def events(self) -> ChartEvents:
        """The courses of treatment, flares and days of bleeding."""
        if self._chart_events is None:
            self._chart_events = chart_events(chain.from_iterable(self._events.values()))
        return self._chart_events
