"""Assessments: patterns are judged only when a certain number of days is complete [docs/domain.md 6.12].

Looking every second day for a year would show a false pattern to 56 % of people. A look needs no memory: the journal up
to its day is its own past.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

ASSESSED_AT = [60, 90, 135, 200, 300, 450, 675, 1000, 1500]
"""Numbers of days with the outcome at which patterns are judged; each further one is half as many again."""
while ASSESSED_AT[-1] < 100_000:
    ASSESSED_AT.append(ASSESSED_AT[-1] * 3 // 2)


class Assessment(Struct, frozen=True):
    """The last look at a factor that was chosen on the day `since`.

    `day` is the day that completed it, None before the first look; `recorded` are the complete days with the outcome
    since then, `next_at` is their number at the next assessment.
    """

    since: date
    day: date | None
    recorded: int
    next_at: int

    @property
    def number(self) -> int:
        """The days with the outcome at the last assessment, 0 before the first."""
        return 0 if self.day is None else ASSESSED_AT[ASSESSED_AT.index(self.next_at) - 1]

    @property
    def to_go(self) -> int:
        """The days with the outcome until the next assessment."""
        return self.next_at - self.recorded


def last_assessment(recorded: Sequence[date], since: date) -> Assessment:
    """Return the last look; `recorded` are the complete days with the outcome in order."""
    days = [day for day in recorded if day >= since]
    done = bisect_right(ASSESSED_AT, len(days))
    return Assessment(since, days[ASSESSED_AT[done - 1] - 1] if done else None, len(days), ASSESSED_AT[done])
