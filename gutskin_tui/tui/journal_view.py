"""The entries of a journal as the screen shows them: by day, as series and as meals, with the changes that wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range, days_until
from gutskin_tui.model.chart_events import NO_EVENTS, ChartEvents
from gutskin_tui.model.day_index import DayIndex, day_value
from gutskin_tui.model.day_status import Need, day_needs
from gutskin_tui.model.entries import on_days
from gutskin_tui.model.kinds import KINDS, MEASURE_NAMES, MEASURES, AnyEntry, Meal
from gutskin_tui.model.kinds.meal import Slot, slot_of
from gutskin_tui.model.series import Series, series_of
from gutskin_tui.model.streaks import Streak
from gutskin_tui.model.treatments import Course
from gutskin_tui.presentation.streaks import MAIN
from gutskin_tui.settings import Settings
from gutskin_tui.store import Changes, Journal
from gutskin_tui.tui.change_log import ChangeLog
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.save_queue import SaveQueue
from gutskin_tui.tui.selected_day import SelectedDay
from gutskin_tui.tui.streak_counter import StreakCounter

if TYPE_CHECKING:
    from gutskin_tui.model.meal_history import MealHistory, UsualMeal
    from gutskin_tui.tui.journal_indexes import JournalIndexes, Tags

T = TypeVar("T")

SLICE = 30
"""Days that are read at once in the background: 3 ms of a full diary, which a key may have to wait for."""


class JournalView(SelectedDay):
    """Reads a journal together with the changes that wait in `queue`. `change_log` has those that were applied.

    Days that were read are cached. `tags` returns the labels of an entry, for the search.
    """

    def __init__(self, journal: Journal, settings: Settings, drafts: Drafts, clock: Clock, tags: Tags) -> None:
        super().__init__(clock, settings)
        self.journal = journal
        self._tags = tags
        self.drafts = drafts
        self.queue = SaveQueue(journal, clock, drafts)
        self.change_log = ChangeLog()
        self.indexes: JournalIndexes | None = None
        """The indexes of the whole journal, None until `read_all` has read it."""
        self._days: dict[date, list[AnyEntry]] = {}
        self._early_usual: MealHistory | None = None
        """The meals, if they were needed before the indexes were ready."""
        self._cache: dict[str, Any] = {}
        self._cache_key: tuple[object, ...] = ()
        self._reading: JournalIndexes | None = None
        self._streak_counter: StreakCounter | None = None

    def entries(self, day: date | None = None) -> list[AnyEntry]:
        """Return the entries of a day (the shown one if None), in order of time."""
        day = day or self.day
        if day not in self._days:
            self._days[day] = self._with_waiting(day, self.journal.day(day))
        return self._days[day]

    def latest(self, kind: str, day: date | None = None) -> AnyEntry | None:
        """Return the day's latest entry of a kind, None if it has none."""
        struct = KINDS[kind].struct
        of_kind = [entry for entry in self.entries(day) if isinstance(entry, struct)]
        return of_kind[-1] if of_kind else None

    def previous(self, kind: str, before: date, within: int = 30) -> AnyEntry | None:
        """Return the latest entry of a kind in the `within` days before `before`, None if there is none."""
        counts = self.day_index.counts[kind] if self.day_index else None
        for day in reversed(days_until(before - timedelta(days=1), within)):
            if (counts is None or day in counts) and (entry := self.latest(kind, day)):
                return entry
        return None

    def values(self, measure: str, first: date, last: date) -> dict[date, float]:
        """Return the days of a series from `first` to `last`; quick also before the day index is ready."""
        if self.day_index:
            return self.day_index.values[measure].between(first, last)
        kind, attribute = MEASURES[measure]
        struct, values = kind.struct, {}
        for day in day_range(first, last):
            value = day_value(attribute, [entry for entry in self.entries(day) if type(entry) is struct])
            if value is not None:
                values[day] = value
        return values

    def series(self, measure: str, first: date) -> Series:
        """Return a series from `first` to today, for what is made of it."""
        today = self.today
        return series_of(measure, self.values(measure, first, today), today, self.settings)

    @property
    def needs(self) -> list[Need]:
        """What the shown day needs, and how far it is met."""
        return day_needs(self.entries(), self.settings, self.day, self.today)

    @property
    def day_index(self) -> DayIndex | None:
        """The index of all days, None until the whole journal has been read."""
        return self.indexes.days if self.indexes else None

    @property
    def events(self) -> ChartEvents:
        """What the whole journal has to show on charts of days; nothing until `read_all` has read it."""
        return self.indexes.events if self.indexes else NO_EVENTS

    @property
    def courses(self) -> Sequence[Course]:
        """The courses of treatment of the whole journal; none until `read_all` has read it."""
        return self.indexes.events.courses if self.indexes else ()

    @property
    def streaks(self) -> list[tuple[str, Streak]]:
        """The streaks that Today shows, by name; [] until the day index is ready."""
        counter, today = self._counter(), self.today
        return [] if counter is None else [(name, counter.streak(name, today)) for name in MAIN]

    @property
    def outcome_days(self) -> int:
        """The number of days with a value of the outcome; 0 until the day index is ready."""
        return len(self.day_index.values[MEASURE_NAMES.get(self.settings.outcome, "severity")]) if self.day_index else 0

    @property
    def regularities(self) -> dict[str, float]:
        """The regularity scores of `streaks`, 0 to 1, by name; {} until the day index is ready."""
        counter, today = self._counter(), self.today
        return {} if counter is None else {name: counter.regularity(name, today) for name in MAIN}

    def streak(self, name: str) -> Streak | None:
        """Return a streak, one of `presentation.streaks.NAMES`; None until the day index is ready."""
        counter = self._counter()
        return None if counter is None else counter.streak(name, self.today)

    def _counter(self) -> StreakCounter | None:
        """Return what counts the streaks, None until the day index is ready."""
        if self.indexes is None:
            return None
        if self._streak_counter is None or self._streak_counter.settings is not self.settings:
            self._streak_counter = StreakCounter(self.indexes.days, self.settings)
        return self._streak_counter

    @property
    def usual(self) -> MealHistory:
        """The person's own meals: usual ones, completions, usual times; read at once if the indexes are not ready."""
        if self.indexes:
            return self.indexes.meals
        if self._early_usual is None:
            from gutskin_tui.model.meal_history import MealHistory

            meals = self.journal.between(self.today - timedelta(days=3650), self.today, "meal")
            self._early_usual = MealHistory((meal for meal in meals if isinstance(meal, Meal)), self.clock.day_start)
        return self._early_usual

    @property
    def usual_meals(self) -> list[UsualMeal]:
        """The usual meals that are offered by digit, with the person's changes to the list."""
        return self.usual.meals(self.today, self.settings.usual_meals)

    def last_meal(self, slot: Slot) -> Meal | None:
        """Return the latest meal of a slot, for repeating it; None if there is none."""
        day = self.usual.last(slot)
        entries = self.entries(day) if day else []
        return next((meal for meal in reversed(entries) if isinstance(meal, Meal) and slot_of(meal) == slot), None)

    def usual_time(self, slot: str) -> time | None:
        """Return the usual time of a meal slot, None with too few meals or before they are read."""
        return self.usual.time(cast("Slot", slot)) if self.indexes or self._early_usual else None

    async def read_all(self) -> None:
        """Read the whole journal once, a slice at a time so that no key waits; the day index is then ready."""
        # imported here: with the search it takes 4 ms, which the entries of today do not wait for
        from gutskin_tui.tui.journal_indexes import JournalIndexes

        while self.indexes is None:
            reading = self._reading = JournalIndexes(self.clock.day_start, self._tags, self._read_day)
            days = sorted({*self.journal.days(), *self.queue.days})
            for start in range(0, len(days), SLICE):
                reading.update_all(self._read_days(days[start : start + SLICE]))
                await asyncio.sleep(0)
                if self._reading is not reading:
                    break
            else:
                self.indexes, self._reading, self._early_usual = reading, None, None

    def cached(self, name: str, compute: Callable[[], T]) -> T:
        """Return `compute()`, done again only once the journal, the day index, the day or the settings are others."""
        now = (self.indexes is None, self.change_log.revision, self.today, self.settings)
        if now != self._cache_key:
            self._cache_key = now
            self._cache.clear()
        if name not in self._cache:
            self._cache[name] = compute()
        return cast("T", self._cache[name])

    def _read_day(self, day: date) -> list[AnyEntry]:
        """Return the entries of a day, which is one of many that are read in passing."""
        return self._with_waiting(day, list(self.journal.between(day, day)))

    def _read_days(self, days: Sequence[date]) -> list[tuple[date, list[AnyEntry]]]:
        """Return successive days with their entries; to read them together takes half the time."""
        saved = on_days(days, self.journal.between(days[0], days[-1]))  # a day that has come since is indexed already
        return [(day, self._with_waiting(day, entries)) for day, entries in saved.items()]

    def _with_waiting(self, day: date, entries: list[AnyEntry]) -> list[AnyEntry]:
        """Return the entries of a day, of which `entries` are saved, as they are with the changes that wait."""
        return self.queue.applied(day, entries) if self.queue else entries

    def _drop(self, changes: Changes) -> None:
        """Read the days of a change again."""
        self.change_log.append(changes)
        if changes.everything:
            self._days.clear()
            self.indexes = self._reading = self._early_usual = self._streak_counter = None
            return
        for day in changes.days:
            self._days.pop(day, None)
            entries = self.entries(day)
            for indexes in (self.indexes, self._reading):
                if indexes:
                    indexes.update(day, entries)
            if self._early_usual:
                self._early_usual.update(day, [entry for entry in entries if isinstance(entry, Meal)])
        if self._streak_counter:
            self._streak_counter.update(changes.days)
