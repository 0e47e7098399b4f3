"""The days whose "without" is known: one that was logged in part is not a day without a food [docs/domain.md 6.14]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

USUAL = 28
"""Days before a day from which its usual numbers are taken."""
FEWEST = 7
"""Days with a number among these below which nothing counts as usual, so that the day is taken as it is."""


def usual(counts: Mapping[date, int]) -> dict[date, float]:
    """Return the median of the counts in the 28 days before each day with a count; absent with fewer than 7 counts.

    Days without any count are not among the 28.
    """
    if not counts:
        return {}
    first, last = min(counts).toordinal(), max(counts).toordinal()
    numbers = np.full(USUAL + last - first + 1, np.nan)
    for day, count in counts.items():
        numbers[USUAL + day.toordinal() - first] = count
    windows = sliding_window_view(numbers[:-1], USUAL)
    known = USUAL - np.isnan(windows).sum(axis=1)
    ordered = np.sort(windows, axis=1)  # NaN last
    rows = np.arange(len(windows))
    medians = (ordered[rows, np.maximum(known - 1, 0) // 2] + ordered[rows, known // 2]) / 2
    return {day: float(medians[place]) for day in counts if known[place := day.toordinal() - first] >= FEWEST}


def logged_in_part(counts: Mapping[date, int]) -> set[date]:
    """Return the days with fewer than half of the usual count."""
    medians = usual(counts)
    return {day for day, count in counts.items() if day in medians and count < medians[day] / 2}


def usually(days: Iterable[date], logged: Iterable[date]) -> set[date]:
    """Return those of `days` before which, on half of the 28 days with entries or more, something was logged.

    `days` are all days with entries, `logged` those on which it was logged. With fewer than 7 days before it, a day
    counts if it is among `logged` itself.
    """
    logged = set(logged)
    medians = usual({day: int(day in logged) for day in days})
    return {day for day in days if medians.get(day, float(day in logged)) >= 0.5}
