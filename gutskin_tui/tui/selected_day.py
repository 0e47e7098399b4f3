"""The journal day that is on screen, and the moment at which something that is logged on it is filed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.dates import moment_in_day, show_short
from gutskin_tui.settings import Settings


class SelectedDay:
    """The selected `day`, by a clock whose day begins as the settings say.

    A day that ends while it is on screen stays selected until `follow_clock` is called, so that an entry is filed under
    the day that the screen names.
    """

    def __init__(self, clock: Clock, settings: Settings) -> None:
        self.clock = clock
        self.settings = settings
        self.day = self._last_today = clock.today()
        self._fixed_today: date | None = None

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
        return self._fixed_today or self.clock.today()

    @contextmanager
    def fixed_today(self) -> Iterator[None]:
        """Let `today` stay the same within, where the clock would be asked for it dozens of times."""
        self._fixed_today = self.clock.today()
        try:
            yield
        finally:
            self._fixed_today = None

    def follow_clock(self) -> bool:
        """Select the new day if the selected one was today; return whether the day has turned since the last call."""
        before, self._last_today = self._last_today, self.today
        if self.day == before:
            self.day = self._last_today
        return before != self._last_today

    def moment(self, day: date | None = None) -> datetime:
        """Return the instant an entry made now for `day` (the selected one if None) gets.

        On today it is now. On an earlier day it is the present time of day within that journal day, so
        that the entry belongs to the day on the screen.
        """
        now = self.clock.now()
        day = day or self.day
        if day == self.clock.day_of(now):
            return now
        if day == self._last_today:  # the words on the screen still name the day that has just ended
            end = datetime.combine(day, self.clock.day_start) - timedelta(seconds=1)
            return min(now, moment_in_day(day, end.time(), self.clock), key=datetime.timestamp)
        return moment_in_day(day, now.time().replace(microsecond=0), self.clock)

    # Words.

    def moment_words(self) -> str:
        """Return the day and time that an entry made now would get: "Sat 21 Nov, 14:15"."""
        at = self.moment()
        return f"{self.short_day(self.clock.day_of(at))}, {at:%H:%M}"

    def day_word(self) -> str:
        """Name the selected day: "today", else "Fri 20 Nov"."""
        return "today" if self.day == self.today else self.short_day(self.day)

    def short_day(self, day: date) -> str:
        """Name a day, without its year if that is this year's: "Fri 20 Nov"."""
        return show_short(day, self.today, pad="0")
