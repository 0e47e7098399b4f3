"""The only place that asks the system for the time.

A journal day is not a calendar day: it changes at `day_start` (04:00 unless the
person says otherwise), so a snack at half past midnight belongs to the evening
before it. Everything else in the program is handed a `Clock`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from gutskin_tui.zone import ZoneError, system_zone

DAY_START = time(4, 0)


def journal_day(at: datetime, day_start: time = DAY_START) -> date:
    """Return the journal day of the instant `at`, judged by its own wall clock.

    The subtraction is done on the wall clock, not on the instant: on a day when
    clocks change the day still turns at `day_start` as the person reads it.
    """
    shift = timedelta(hours=day_start.hour, minutes=day_start.minute)
    return (at.replace(tzinfo=None) - shift).date()


class Clock:
    """Tells now and today, in the person's zone.

    `instant` returns the current aware datetime in any zone and `zone` the zone in
    force, or raises ZoneError; tests pass their own. The zone is asked for anew at each
    call, so a laptop that travels with the program open gets the right offset. `first_weekday` is the first
    day of a week as `date.weekday` counts: 0 Monday, 6 Sunday.
    """

    def __init__(
        self,
        instant: Callable[[], datetime] = lambda: datetime.now(UTC),
        zone: Callable[[], tzinfo] = system_zone,
        day_start: time = DAY_START,
        first_weekday: int = 0,
    ) -> None:
        self._instant = instant
        self._zone = zone
        self.day_start = day_start
        self.first_weekday = first_weekday

    def zone(self) -> tzinfo:
        """Return the zone in force now; UTC when it cannot be told."""
        try:
            return self._zone()
        except ZoneError:
            return UTC

    @property
    def warning(self) -> str:
        """Why the zone cannot be told, one sentence; "" if it can."""
        try:
            self._zone()
        except ZoneError as error:
            return str(error)
        return ""

    def now(self) -> datetime:
        """Return the current instant, in the zone in force."""
        return self._instant().astimezone(self.zone())

    def today(self) -> date:
        """Return the current journal day."""
        return self.day_of(self.now())

    def day_of(self, at: datetime) -> date:
        """Return the journal day `at` belongs to under today's `day_start`."""
        return journal_day(at, self.day_start)

    def localise(self, naive: datetime) -> datetime:
        """Give a wall-clock time its offset in the zone in force.

        In the hour that a change to winter time repeats, the first pass is meant. A time
        that a change to summer time skips does not exist: it is moved forward by the gap.
        """
        zone = self.zone()
        there = naive.replace(tzinfo=zone)
        return there.astimezone(UTC).astimezone(zone)


def fixed_clock(at: datetime, zone: str = "UTC", day_start: time = DAY_START) -> Clock:
    """Return a clock that stands still at `at`: for samples, pictures and tests."""
    return Clock(lambda: at, lambda: ZoneInfo(zone), day_start)
