"""How a series was on the day after some days, beside how it was after others. Counts and means: no more is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ENOUGH = 10
"""Days that each side needs before its mean is shown [DOMAIN section 6.3]."""

PAIRED = 30
"""Days that both sides need together [DOMAIN section 6.3]."""


@dataclass(frozen=True, slots=True)
class NextDay:
    """Means of the day after, in the series' own unit; None for a side without days. `n` are days that have a value."""

    after: float | None
    n_after: int
    without: float | None
    n_without: int

    @property
    def missing(self) -> tuple[int, int]:
        """How many more days each side needs: (after, without)."""
        together = PAIRED - max(self.n_after, ENOUGH) - self.n_without
        return max(0, ENOUGH - self.n_after), max(0, ENOUGH - self.n_without, together)


def next_day(values: Mapping[date, float], days: Collection[date], others: Collection[date]) -> NextDay:
    """Compare `values` on the day after `days` with those on the day after `others` that are not in `days`."""
    with_it = _next(values, set(days))
    without = _next(values, set(others) - set(days))
    return NextDay(_mean(with_it), len(with_it), _mean(without), len(without))


def _next(values: Mapping[date, float], days: set[date]) -> list[float]:
    tomorrows = (day + timedelta(days=1) for day in days)
    return [values[day] for day in tomorrows if day in values]


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
