"""Daily series: what is accepted, and how days share out the columns of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import isfinite

# Past this, doubles on an axis would need more digits than a margin has; nothing a journal holds comes near.
LARGEST = 1e12

Values = Sequence[float | None]


def checked(values: Values, name: str, length: int | None = None) -> tuple[float | None, ...]:
    """`values` as a tuple.

    Raises ValueError for NaN, infinities, magnitudes over 1e12, or a length other than `length`. A NaN is
    refused rather than drawn as a gap: it would hide a fault in the sums before it.
    """
    taken = tuple(values)
    if length is not None and len(taken) != length:
        raise ValueError(f"{name}: {len(taken)} values for {length} days")
    for value in taken:
        if value is not None and not (isfinite(value) and abs(value) <= LARGEST):
            raise ValueError(f"{name}: {value!r} is not a number that can be drawn")
    return taken


def checked_days(days: Sequence[date]) -> tuple[date, ...]:
    """`days` as a tuple. Raises ValueError unless each is the day after the one before.

    A day without an entry belongs in `days`, with None as its value; leaving it out would bend the time axis.
    """
    taken = tuple(days)
    if taken:
        first = taken[0].toordinal()
        if any(day.toordinal() != first + index for index, day in enumerate(taken)):
            raise ValueError("days: must follow each other without holes; a missing day has the value None")
    return taken


def present(*series: Values) -> list[float]:
    """All values that are there."""
    return [value for values in series for value in values if value is not None]


def half_up(value: float) -> int:
    """The nearest whole number, halves upwards: 2.5 is 3 to a reader (and 2 to `round`)."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def binned(values: Values, bins: int) -> list[float | None]:
    """`values` in `bins` runs of nearly equal length, each the mean of what is present in it, or None.

    `bins` must not exceed the number of values, so that every bin covers at least one.
    """
    count = len(values)
    edges = [-(-index * count // bins) for index in range(bins + 1)]
    means: list[float | None] = []
    for start, stop in pairwise(edges):
        there = [value for value in values[start:stop] if value is not None]
        means.append(sum(there) / len(there) if there else None)
    return means


class Columns:
    """`days` consecutive days over `columns` columns: spread out when they are few, binned when many."""

    def __init__(self, days: int, columns: int) -> None:
        self.days = days
        self.columns = columns

    def of(self, index: int) -> int:
        """The column of day number `index` (0-based)."""
        if self.days > self.columns:
            return index * self.columns // self.days
        if self.days == 1:
            return 0
        return half_up(index * (self.columns - 1) / (self.days - 1))

    def spread(self, values: Values) -> list[float | None]:
        """A value per column; None where no day stands or no day has a value."""
        if self.days > self.columns:
            return binned(values, self.columns)
        placed: list[float | None] = [None] * self.columns
        for index, value in enumerate(values):
            placed[self.of(index)] = value
        return placed

    def joined(self, values: Values) -> list[float | None]:
        """As `spread`, with the columns between two neighbouring days filled in along a straight line.

        Only for a mean, which is a line already. Two days with a missing one between them are not joined.
        """
        placed = self.spread(values)
        if self.days > self.columns:
            return placed
        for index in range(1, self.days):
            before, after = values[index - 1], values[index]
            if before is None or after is None:
                continue
            left, right = self.of(index - 1), self.of(index)
            for column in range(left + 1, right):
                placed[column] = before + (after - before) * (column - left) / (right - left)
        return placed
