"""The pace of the day's water: where it is heading, and when the next glass is due.

Both are plain arithmetic on today's water, and no advice:

- heading for: what was drunk so far, carried on at its average rate since the day began (`day_start`) until `bedtime`.
  Nothing is said in the first three hours, when one glass would make an absurd rate.
- next glass: what is left of the goal, spread evenly from the last glass (or the beginning of the day) until `bedtime`,
  the last one at bedtime; "now" once that time has passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.model.day_status import glasses
from gutskin_tui.model.kinds import Drink
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.settings import Settings

TOO_EARLY = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Pace:
    """How today's water stands at one instant.

    `have` and `goal` are full glasses. `heading_for` is glasses by bedtime, None too early in the day or after bedtime.
    `next_by` is when the next glass is due, in the zone in force: now (and `due_now`) if that has passed; None once the
    goal is reached or the bedtime has passed.
    """

    have: int
    goal: int
    bedtime: time
    heading_for: int | None
    next_by: datetime | None
    due_now: bool = False

    def __str__(self) -> str:
        """Say it in one line, such as "on track for 7 by 22:00; next glass by 15:30"."""
        if self.have >= self.goal:
            return "goal reached"
        parts = [
            "" if self.heading_for is None else f"on track for {self.heading_for} by {self.bedtime:%H:%M}",
            "" if self.next_by is None else "next glass now" if self.due_now else f"next glass by {self.next_by:%H:%M}",
        ]
        return "; ".join(part for part in parts if part)


def pace(drinks: Iterable[Drink], clock: Clock, settings: Settings) -> Pace:
    """Return the pace of today's water; drinks of other days, and drinks that are not water, are left out."""
    now, today = clock.now(), clock.today()
    water = [drink for drink in drinks if is_water(drink) and drink.date == today]
    ml = sum(drink.ml for drink in water)
    have, goal = glasses(ml, settings)
    bedtime = time.fromisoformat(settings.bedtime)
    # Differences are taken in UTC: between two times of one zone Python would ignore a change of clocks.
    begin, end, this = (_instant(clock, today, clock.day_start), _instant(clock, today, bedtime), now.astimezone(UTC))
    heading_for = next_by = None
    due_now = False
    if this < end:
        if this - begin >= TOO_EARLY:
            heading_for = glasses(ml * ((end - begin) / (this - begin)), settings)[0]
        if have < goal:
            last = max((drink.when.astimezone(UTC) for drink in water), default=begin)
            due = last + (end - last) / (goal - have)
            next_by, due_now = max(this, due).astimezone(now.tzinfo), due <= this
    return Pace(have, goal, bedtime, heading_for, next_by, due_now)


def _instant(clock: Clock, day: date, at: time) -> datetime:
    """Return the instant of a time of day on a journal day: before `day_start` it is past midnight."""
    naive = datetime.combine(day, at) + timedelta(days=at < clock.day_start)
    return clock.localise(naive).astimezone(UTC)
