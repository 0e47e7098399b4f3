"""The pace of today's water: a projection for bedtime, and the time of the next glass.

Both are arithmetic on today's water, and not advice:

- projection: the water so far, extrapolated to `bedtime` at its average rate since `day_start`. There is none in the
  first three hours, in which the rate of a single glass would be misleading.
- next glass: the rest of the goal is spread evenly between the last glass (or `day_start`) and `bedtime`, with the last
  glass at bedtime; now, once that time is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from msgspec import Struct

from gutskin_tui.clock import Clock
from gutskin_tui.dates import moment_in_day
from gutskin_tui.model.day_status import glasses
from gutskin_tui.model.kinds import Drink
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.settings import Settings

TOO_EARLY = timedelta(hours=3)
"""Time from `day_start` in which there is no projection."""


class Pace(Struct, frozen=True):
    """The state of today's water.

    `have` and `goal` are full glasses. `heading_for` is the projection in glasses, None early in the day, before the
    first glass and after bedtime. `next_by` is when the next glass is due, in the current time zone; now, with
    `due_now`, if it is overdue; None if the goal is reached or after bedtime.
    """

    have: int
    goal: int
    bedtime: time
    heading_for: int | None
    next_by: datetime | None
    due_now: bool = False

    def __str__(self) -> str:
        """Return a line of text such as "7 by 22:00 at this rate; next glass by 15:30"."""
        if self.have >= self.goal:
            return "goal reached"
        parts = [
            "" if self.heading_for is None else f"{self.heading_for} by {self.bedtime:%H:%M} at this rate",
            "" if self.next_by is None else "next glass now" if self.due_now else f"next glass by {self.next_by:%H:%M}",
        ]
        return "; ".join(part for part in parts if part)


def pace(drinks: Iterable[Drink], clock: Clock, settings: Settings) -> Pace:
    """Return the pace of today's water; other drinks and drinks of other days are ignored."""
    now, today = clock.now(), clock.today()
    water = [drink for drink in drinks if is_water(drink) and drink.date == today]
    ml = sum(drink.ml for drink in water)
    have, goal = glasses(ml, settings)
    bedtime = time.fromisoformat(settings.bedtime)
    # In UTC, as the difference of two datetimes of the same zone ignores a change of clocks.
    begin, end = (moment_in_day(today, at, clock).astimezone(UTC) for at in (clock.day_start, bedtime))
    this = now.astimezone(UTC)
    heading_for = next_by = None
    due_now = False
    if this < end:
        if ml and this - begin >= TOO_EARLY:
            heading_for = glasses(ml * ((end - begin) / (this - begin)), settings)[0]
        if have < goal:
            last = max((drink.when.astimezone(UTC) for drink in water), default=begin)
            due = last + (end - last) / (goal - have)
            next_by, due_now = max(this, due).astimezone(now.tzinfo), due <= this
    return Pace(have, goal, bedtime, heading_for, next_by, due_now)
