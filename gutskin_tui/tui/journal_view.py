"""The entries of a journal as the screen shows them: by day, as series and as meals, with the changes that wait."""

from __future__ import annotations

import asyncio
import functools
import itertools
import operator
from collections import deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, cast

from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_range, days_until, moment_in_day, show_short
from gutskin_tui.model.day_index import DayIndex, day_value
from gutskin_tui.model.day_status import Need, day_needs
from gutskin_tui.model.kinds import MEASURES, AnyEntry, Meal, Practice
from gutskin_tui.model.kinds.meal import Slot
from gutskin_tui.model.meal_history import MealHistory
from gutskin_tui.model.series import Series, series_of
from gutskin_tui.model.streaks import Streak, streak
from gutskin_tui.presentation.streaks import streak_days
from gutskin_tui.settings import Settings
from gutskin_tui.store import Changes, Journal
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.save_queue import SaveQueue

T = TypeVar("T")

REMEMBERED = 1000
"""Changes that `changes_since` knows; more of them count as a change of everything."""


class JournalView:
    """Reads a journal together with the changes that wait in `queue`. `day` is the journal day that is shown.

    Days that were read are cached. `day_index` is None until `read_all` has read the whole journal.
    """

    def __init__(self, journal: Journal, settings: Settings, drafts: Drafts, clock: Clock) -> None:
        self.journal = journal
        self.clock = clock
        self.settings = settings
        self.drafts = drafts
        self.queue = SaveQueue(journal, clock, drafts)
        self.day = self._turned_to = clock.today()
        self.day_index: DayIndex | None = None
        self._days: dict[date, list[AnyEntry]] = {}
        self._usual: MealHistory | None = None
        self._cache: dict[str, Any] = {}
        self._cache_key: tuple[object, ...] = ()
        self._reading: tuple[DayIndex, MealHistory] | None = None
        self.revision = 0
        """Grows by one with every change that is applied."""
        self._applied: deque[Changes] = deque(maxlen=REMEMBERED)
        self._streaks: dict[str, tuple[set[date], set[date], date, Streak]] = {}

    @property
    def settings(self) -> Settings:
        """The person's settings; setting them sets the clock's start of the day and of the week too."""
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._settings = settings
        self.clock.day_start, self.clock.first_weekday = settings.day_starts, settings.first_weekday

    @property
    def today(self) -> date:
        """The current journal day."""
        return self.clock.today()

    def entries(self, day: date | None = None) -> list[AnyEntry]:
        """Return the entries of a day (the shown one if None), in order of time."""
        day = day or self.day
        if day not in self._days:
            self._days[day] = self._day(day)
        return self._days[day]

    def latest(self, kind: str, day: date | None = None) -> AnyEntry | None:
        """Return the day's latest entry of a kind, None if it has none."""
        return next((entry for entry in reversed(self.entries(day)) if entry.kind == kind), None)

    def previous(self, kind: str, before: date, within: int = 30) -> AnyEntry | None:
        """Return the latest entry of a kind in the `within` days before `before`, None if there is none."""
        for day in reversed(days_until(before - timedelta(days=1), within)):
            entry = self.latest(kind, day)
            if entry:
                return entry
        return None

    def values(self, measure: str, first: date, last: date) -> dict[date, float]:
        """Return the days of a series from `first` to `last`; quick also before the day index is ready."""
        if self.day_index:
            every = self.day_index.values[measure]
            return {day: every[day] for day in day_range(first, last) if day in every}
        kind, attribute = MEASURES[measure]
        values = {}
        for day in day_range(first, last):
            value = day_value(attribute, [entry for entry in self.entries(day) if entry.kind == kind.name])
            if value is not None:
                values[day] = value
        return values

    def series(self, measure: str, first: date) -> Series:
        """Return a series from `first` to today, for what is made of it."""
        return series_of(measure, self.values(measure, first, self.today), self.today, self.settings)

    @property
    def needs(self) -> list[Need]:
        """What the shown day needs, and how far it is met."""
        return day_needs(self.entries(), self.settings, self.day, self.today)

    @property
    def streaks(self) -> list[tuple[str, Streak]]:
        """The streaks that Today shows, by name; [] until the day index is ready."""
        return self.cached("streaks", self._count_streaks) if self.day_index else []

    def _count_streaks(self) -> list[tuple[str, Streak]]:
        """Count those streaks whose days have changed."""
        assert self.day_index is not None
        skipped, today = set(self.day_index.skipped), self.today
        for name, days in streak_days(self.day_index, self.settings.water_goal_ml).items():
            cached = self._streaks.get(name)
            if cached is None or cached[:3] != (days, skipped, today):
                self._streaks[name] = days, skipped, today, streak(days, skipped, today)
        return [(name, counted) for name, (*_, counted) in self._streaks.items()]

    @property
    def usual(self) -> MealHistory:
        """The person's own meals: usual ones, completions, usual times. Built once; each change updates it."""
        if self._usual is None:
            meals = self.journal.between(self.today - timedelta(days=3650), self.today, "meal")
            self._usual = MealHistory((meal for meal in meals if isinstance(meal, Meal)), self.clock.day_start)
        return self._usual

    def usual_time(self, slot: str) -> time | None:
        """Return the usual time of a meal slot, None with too few meals or before they are read."""
        return self._usual.time(cast("Slot", slot)) if self._usual else None

    def last_minutes(self, practice: str) -> int | None:
        """Return the minutes of the latest practice of that name in the last month, None if there is none."""
        for day in reversed(days_until(self.today, 31)):
            for entry in reversed(self.entries(day)):
                if isinstance(entry, Practice) and entry.what == practice:
                    return entry.minutes
        return None

    def moment(self, day: date | None = None) -> datetime:
        """Return the instant an entry made now for `day` (the shown one if None) gets.

        On today it is now. On an earlier day it is the present time of day within that journal day, so
        that the entry belongs to the day on the screen.
        """
        now = self.clock.now()
        day = day or self.day
        if day == self.clock.day_of(now):
            return now
        if day == self._turned_to:  # the words on the screen still name the day that has just ended
            end = datetime.combine(day, self.clock.day_start) - timedelta(seconds=1)
            return min(now, moment_in_day(day, end.time(), self.clock), key=datetime.timestamp)
        return moment_in_day(day, now.time().replace(microsecond=0), self.clock)

    def moment_words(self) -> str:
        """Return the day and time that an entry made now would get: "Sat 21 Nov, 14:15"."""
        at = self.moment()
        return f"{self.short_day(self.clock.day_of(at))}, {at:%H:%M}"

    def follow_clock(self) -> bool:
        """Show the new day if the shown one was today; return whether the day has turned since the last call.

        Until it is called the shown day stays, so that an entry is filed under the day that the screen names.
        """
        before, self._turned_to = self._turned_to, self.today
        if self.day == before:
            self.day = self._turned_to
        return before != self._turned_to

    async def read_all(self) -> None:
        """Read the whole journal once, a slice at a time so that no key waits; the day index is then ready."""
        while self.day_index is None:
            reading = self._reading = DayIndex(), MealHistory((), self.clock.day_start)
            for count, day in enumerate(sorted({*self.journal.days(), *self.queue.days})):
                _update(*reading, day, self._day(day))
                if count % 20 == 19:
                    await asyncio.sleep(0)
                    if self._reading is not reading:
                        break
            else:
                self.day_index, self._usual = reading
                self._reading = None

    def cached(self, name: str, compute: Callable[[], T]) -> T:
        """Return `compute()`, done again only once the journal, the day index, the day or the settings are others."""
        now = (id(self.day_index), self.revision, self.today, self.settings)
        if now != self._cache_key:
            self._cache_key = now
            self._cache.clear()
        if name not in self._cache:
            self._cache[name] = compute()
        return cast("T", self._cache[name])

    def day_word(self) -> str:
        """Name the shown day: "today", else "Fri 20 Nov"."""
        return "today" if self.day == self.today else self.short_day(self.day)

    def short_day(self, day: date) -> str:
        """Name a day, without its year if that is this year's: "Fri 20 Nov"."""
        return show_short(day, self.today, pad="0")

    def _day(self, day: date) -> list[AnyEntry]:
        """Return the entries of a day as saved and waiting."""
        entries = self.journal.day(day)
        return self.queue.applied(day, entries) if self.queue else entries

    def changes_since(self, revision: int) -> Changes:
        """Return what the changes touched that were applied since `revision` was the number of the last."""
        count = self.revision - revision
        if count > len(self._applied):
            return Changes(everything=True)
        newest = itertools.islice(reversed(self._applied), count)
        return functools.reduce(operator.or_, newest, Changes())

    def _drop(self, changes: Changes) -> None:
        """Read the days of a change again."""
        self.revision += 1
        self._applied.append(changes)
        if changes.everything:
            self._days.clear()
            self.day_index = self._usual = self._reading = None
            return
        for day in changes.days:
            self._days.pop(day, None)
            _update(self.day_index, self._usual, day, self.entries(day))
            if self._reading:
                _update(*self._reading, day, self.entries(day))


def _update(day_index: DayIndex | None, usual: MealHistory | None, day: date, entries: list[AnyEntry]) -> None:
    """Replace a day's entries in the indexes that there are."""
    if day_index:
        day_index.update(day, entries)
    if usual:
        usual.update(day, [entry for entry in entries if isinstance(entry, Meal)])
