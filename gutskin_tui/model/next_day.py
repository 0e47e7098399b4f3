"""A descriptive comparison of a series on the day after some days and on the day after others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from msgspec import Struct

ENOUGH = 10
"""Minimum number of days in each group [docs/domain.md 6.3]."""

PAIRED = 30
"""Minimum number of days in both groups together [docs/domain.md 6.3]."""


class NextDay(Struct, frozen=True):
    """The means of both groups, in the unit of the series, None for an empty group; and their numbers of days."""

    after: float | None
    n_after: int
    without: float | None
    n_without: int

    @property
    def missing(self) -> tuple[int, int]:
        """How many more days each group needs for a comparison: (after, without)."""
        together = PAIRED - max(self.n_after, ENOUGH) - self.n_without
        return max(0, ENOUGH - self.n_after), max(0, ENOUGH - self.n_without, together)


def next_day(values: Mapping[date, float], days: Collection[date], others: Collection[date]) -> NextDay:
    """Compare `values` on the day after each of `days` and on the day after each of `others` not in `days`."""
    numbers = dict(values.items())  # looked up for most days: a dict answers sooner than a column of an index
    after = _following(numbers, set(days))
    without = _following(numbers, set(others) - set(days))
    return NextDay(_mean(after), len(after), _mean(without), len(without))


def _following(values: Mapping[date, float], days: set[date]) -> list[float]:
    """Return the values of the days after `days`."""
    step = timedelta(days=1)
    return [value for day in days if (value := values.get(day + step)) is not None]


def _mean(values: list[float]) -> float | None:
    """Return the arithmetic mean, None for no values."""
    return sum(values) / len(values) if values else None
