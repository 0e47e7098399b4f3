"""Cycle days and premenstrual days, from the flow of each day [docs/domain.md 2].

A day without an entry counts as a day without flow, so the first flow on record counts as the start of a cycle. It may
be too late if the record began within a period; nothing is derived for the days before it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from gutskin_tui.dates import day_range, days_until

BLEEDING = 1
"""The least flow that can start a cycle: spotting (0) does not."""
FREE_DAYS = 10
"""Days without bleeding before the start of a cycle, at least."""
LONGEST_CYCLE = 60
"""The last cycle day; after it a start was probably not recorded."""
PREMENSTRUAL = 7
"""Days before the start of a cycle in which acne flares in many women [Stoll 2001, Lucky 2004]."""


def cycle_starts(flow: Mapping[date, float]) -> list[date]:
    """Return the first days of the cycles, in order: the days with a flow of 1 or more after 10 days or more without.

    `flow` is the greatest flow of each day with an entry, 0 to 3.
    """
    bleeding = sorted(day for day, value in flow.items() if value >= BLEEDING)
    later = [day for before, day in pairwise(bleeding) if (day - before).days > FREE_DAYS]
    return [*bleeding[:1], *later]


def cycle_day(starts: Sequence[date], day: date) -> int | None:
    """Return the day of the cycle, 1 on its first day; None before the first of `starts` and beyond day 60."""
    index = bisect_right(starts, day)
    number = (day - starts[index - 1]).days + 1 if index else LONGEST_CYCLE + 1
    return number if number <= LONGEST_CYCLE else None


def premenstrual_days(starts: Sequence[date]) -> set[date]:
    """Return the 7 days before each start but the first, so that the last cycle has none before the next one starts."""
    return {day for start in starts[1:] for day in days_until(start - timedelta(days=1), PREMENSTRUAL)}


def premenstrual_exposure(starts: Sequence[date]) -> dict[date, int]:
    """Return 1 for each premenstrual day and 0 for each other day with a cycle day, in the cycles that have ended.

    Days of the cycle under way are absent: whether they are premenstrual is known only after the next start.
    """
    exposure: dict[date, int] = {}
    premenstrual = premenstrual_days(starts)
    for start, following in pairwise(starts):
        for day in day_range(start, following - timedelta(days=1)):
            if day in premenstrual or cycle_day(starts, day) is not None:
                exposure[day] = int(day in premenstrual)
    return exposure
