"""The current time and the journal day. Only this module reads the system's clock.

A journal day starts at `day_start` (a setting, 04:00 by default) and not at midnight, so a snack at 00:30
belongs to the day before. All other modules get their time from a `Clock` that is passed to them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from gutskin_tui.zone import ZoneError, system_zone

DAY_START = time(4, 0)


def journal_day(at: datetime, day_start: time = DAY_START) -> date:
    """Return the journal day of `at`, by its wall-clock time.

    `day_start` is subtracted from the wall-clock time and not from the instant, so that the journal day also
    changes at `day_start` on a day on which the clocks change.
    """
    shift = timedelta(hours=day_start.hour, minutes=day_start.minute)
    return (at.replace(tzinfo=None) - shift).date()


class Clock:
    """The current time and journal day in the person's time zone.

    `instant` returns the current time as an aware datetime in any zone; `zone` returns the current time zone or raises
    ZoneError. Tests replace both. The zone is read at every call, as it may change while the program runs.
    `first_weekday` is the first day of a week as `date.weekday` numbers it: 0 Monday, 6 Sunday.
    """

    def __init__(
        self,
        instant: Callable[[], datetime] = lambda: datetime.now(UTC),
        zone: Callable[[], tzinfo] = system_zone,
        day_start: time = DAY_START,
    ) -> None:
        self._instant = instant
        self._zone = zone
        self.day_start = day_start
        self.first_weekday = 0

    def zone(self) -> tzinfo:
        """Return the current time zone; UTC if it is unknown."""
        try:
            return self._zone()
        except ZoneError:
            return UTC

    @property
    def warning(self) -> str:
        """A sentence that says why the time zone is unknown; "" if it is known."""
        try:
            self._zone()
        except ZoneError as error:
            return str(error)
        return ""

    def now(self) -> datetime:
        """Return the current time in the current time zone."""
        return self._instant().astimezone(self.zone())

    def today(self) -> date:
        """Return the current journal day."""
        return journal_day(self.now(), self.day_start)

    def day_of(self, at: datetime) -> date:
        """Return the journal day of `at`, by its wall-clock time and the current `day_start`."""
        return journal_day(at, self.day_start)

    def localise(self, naive: datetime) -> datetime:
        """Return the aware datetime of a wall-clock time in the current time zone.

        A time that a change of clocks repeats is its first occurrence. A time that a change of clocks skips is moved
        forward by the length of the gap.
        """
        zone = self.zone()
        return naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def fixed_clock(at: datetime, zone: str = "UTC", day_start: time = DAY_START) -> Clock:
    """Return a clock whose time is always `at`, for samples, pictures and tests."""
    return Clock(lambda: at, lambda: ZoneInfo(zone), day_start)
