"""Streaks and regularity of a day index, counted again only when their own days change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.streaks import DAILY, Streak, streak
from gutskin_tui.presentation.streaks import WATER_GOAL, counts, regularity_of, streak_days, wanted
from gutskin_tui.settings import Settings


class StreakCounter:
    """Counts streaks by name. After a change of days of the index, `update` is to be called with them."""

    def __init__(self, index: DayIndex, settings: Settings) -> None:
        self.settings = settings
        self._index = index
        self._skipped = set(index.skipped)
        self._days: dict[str, set[date]] = {}
        self._streaks: dict[str, tuple[date, Streak]] = {}
        self._regularities: dict[str, tuple[date, float]] = {}

    def streak(self, name: str, today: date) -> Streak:
        """Return a streak as of `today`; `name` is one of `presentation.streaks.NAMES`."""
        if name not in self._days:
            self._days |= streak_days(self._index, self.settings.water_goal_ml, [name])
        counted = self._streaks.get(name)
        if counted is None or counted[0] != today:
            counted = self._streaks[name] = today, streak(self._days[name], self._skipped, today)
        return counted[1]

    def regularity(self, name: str, today: date) -> float:
        """Return the regularity score, 0 to 1, as of `today`; `name` is as in `streak`."""
        if name not in self._days:
            self._days |= streak_days(self._index, self.settings.water_goal_ml, [name])
        scored = self._regularities.get(name)
        if scored is None or scored[0] != today:
            score = regularity_of(self._index, self.settings, name, self._days[name], today)
            scored = self._regularities[name] = today, score
        return scored[1]

    def update(self, days: Iterable[date]) -> None:
        """Take up changes of days of the index."""
        for day in days:
            if (day in self._skipped) != (day in self._index.skipped):
                self._skipped ^= {day}
                self._streaks.clear()
                self._regularities.clear()
            # The water of an unfinished day does not count until the goal is reached; that of other days does.
            if (scored := self._regularities.get(WATER_GOAL)) and day != scored[0]:
                del self._regularities[WATER_GOAL]
            for name, active in self._days.items():
                if wanted(self.settings, name) != DAILY:  # then the number of entries counts too
                    self._regularities.pop(name, None)
                if (day in active) != counts(self._index, self.settings.water_goal_ml, name, day):
                    active ^= {day}
                    self._streaks.pop(name, None)
                    self._regularities.pop(name, None)
