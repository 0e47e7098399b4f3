"""Streaks of a day index that are counted again only when their own days change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.streaks import Streak, streak
from gutskin_tui.presentation.streaks import counts, streak_days


class StreakCounter:
    """Counts streaks by name. After a change of days of the index, `update` is to be called with them."""

    def __init__(self, index: DayIndex, water_goal_ml: float) -> None:
        self.water_goal_ml = water_goal_ml
        self._index = index
        self._skipped = set(index.skipped)
        self._days: dict[str, set[date]] = {}
        self._streaks: dict[str, tuple[date, Streak]] = {}

    def streak(self, name: str, today: date) -> Streak:
        """Return a streak as of `today`; `name` is one of `presentation.streaks.NAMES`."""
        if name not in self._days:
            self._days |= streak_days(self._index, self.water_goal_ml, [name])
        counted = self._streaks.get(name)
        if counted is None or counted[0] != today:
            counted = self._streaks[name] = today, streak(self._days[name], self._skipped, today)
        return counted[1]

    def update(self, days: Iterable[date]) -> None:
        """Take up changes of days of the index."""
        for day in days:
            if (day in self._skipped) != (day in self._index.skipped):
                self._skipped ^= {day}
                self._streaks.clear()
            for name, active in self._days.items():
                if (day in active) != counts(self._index, self.water_goal_ml, name, day):
                    active ^= {day}
                    self._streaks.pop(name, None)
