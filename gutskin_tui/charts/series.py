"""Daily series: validation, and the mapping of days to the columns of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

# Largest magnitude: beyond it the labels of an axis would not fit the margin.
LARGEST = 1e12

Values = Sequence[float | None]


def checked(values: Values, name: str, length: int | None = None) -> tuple[float | None, ...]:
    """Return `values` as a tuple.

    Raises ValueError for NaN, infinities, magnitudes over 1e12, or a length other than `length`. A NaN is
    an error and not a gap, because it points to a fault in the computation.
    """
    result = tuple(values)
    if length is not None and len(result) != length:
        raise ValueError(f"{name}: {len(result)} values for {length} days")
    for value in result:
        if value is not None and not -LARGEST <= value <= LARGEST:  # a NaN is neither
            raise ValueError(f"{name}: {value!r} is not a number that can be drawn")
    return result


def checked_days(days: Sequence[date]) -> tuple[date, ...]:
    """Return `days` as a tuple. Raises ValueError unless they are consecutive.

    A day without an entry belongs in `days`, with None as its value; without it the time axis would be distorted.
    """
    result = tuple(days)
    if result:
        first = result[0].toordinal()
        if any(day.toordinal() != first + index for index, day in enumerate(result)):
            raise ValueError("days: must follow each other without holes; a missing day has the value None")
    return result


def present(*series: Values) -> list[float]:
    """Return all values but None."""
    return [value for values in series for value in values if value is not None]


def are_whole(values: Values) -> bool:
    """Return whether there are values, and all of them are whole numbers."""
    there = present(values)
    return bool(there) and all(value % 1 == 0 for value in there)


def half_up(value: float) -> int:
    """Return the nearest integer, halves away from zero (`round` rounds 2.5 to 2)."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def binned(values: Values, bins: int) -> list[float | None]:
    """Return the means of `bins` runs of nearly equal length, None for runs without values.

    `bins` must not exceed the number of values, so that no bin is empty.
    """
    count = len(values)
    edges = [-(-index * count // bins) for index in range(bins + 1)]
    means: list[float | None] = []
    for start, stop in pairwise(edges):
        numbers = [value for value in values[start:stop] if value is not None]
        means.append(sum(numbers) / len(numbers) if numbers else None)
    return means


class DayColumns:
    """The columns of a plot for consecutive days: few days are spread out, many are averaged in runs."""

    def __init__(self, days: int, columns: int) -> None:
        """Lay out `days` days (>= 1) over `columns` columns (>= 1)."""
        self.days = days
        self.columns = columns

    def column(self, index: int) -> int:
        """Return the column of day number `index` (0-based)."""
        if self.days > self.columns:
            return index * self.columns // self.days
        if self.days == 1:
            return 0
        return half_up(index * (self.columns - 1) / (self.days - 1))

    def all_columns(self) -> list[int]:
        """Return the column of each day."""
        return [self.column(index) for index in range(self.days)]

    def index_at(self, column: int) -> int:
        """Return the number of the day in a column, the last of several; of a column between days that before it."""
        return max(index for index in range(self.days) if self.column(index) <= column)

    def last_column(self, index: int) -> int:
        """Return the last column of a day: the one before the next day, so that consecutive spans touch."""
        column = self.column(index)
        return column if index + 1 == self.days else max(column, self.column(index + 1) - 1)

    def spread(self, values: Values) -> list[float | None]:
        """Return a value per column; None for a column without a day or a value."""
        if self.days > self.columns:
            return binned(values, self.columns)
        placed: list[float | None] = [None] * self.columns
        for index, value in enumerate(values):
            placed[self.column(index)] = value
        return placed

    def interpolated(self, values: Values) -> list[float | None]:
        """As `spread`, with the columns between two neighbouring days filled in along a straight line.

        For means only. Two days with a missing one between them are not joined.
        """
        placed = self.spread(values)
        if self.days > self.columns:
            return placed
        for index in range(1, self.days):
            before, after = values[index - 1], values[index]
            if before is None or after is None:
                continue
            left, right = self.column(index - 1), self.column(index)
            for column in range(left + 1, right):
                placed[column] = before + (after - before) * (column - left) / (right - left)
        return placed
