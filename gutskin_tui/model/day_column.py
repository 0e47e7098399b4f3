"""A number for each of many days, as a mapping that takes little memory."""

from __future__ import annotations

import math
from array import array
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from datetime import date
from itertools import repeat

from gutskin_tui.dates import day_range

_MISSING = math.nan


class DayColumn(Mapping[date, float]):
    """Numbers by day. Days without a number are absent.

    `rows` gives each day its place in all columns of an index, counted from 0 in the order of the mapping. Ten years
    take 30 kB a column; a dict takes 250 kB.
    """

    def __init__(self, rows: Mapping[date, int]) -> None:
        self._rows = rows
        self._numbers = array("d")  # NaN for none; days after its end have none either
        self._count = 0

    def __getitem__(self, day: date) -> float:
        number = self.get(day)
        if number is None:
            raise KeyError(day)
        return number

    def get(self, day: object, default: float | None = None) -> float | None:  # type: ignore[override]
        """Return the number of a day."""
        row = self._rows.get(day)  # type: ignore[call-overload]
        if row is None or row >= len(self._numbers):
            return default
        number = self._numbers[row]
        return number if number == number else default

    def between(self, first: date, last: date) -> dict[date, float]:
        """Return the numbers of the days from `first` to `last`, in order."""
        rows, numbers, size = self._rows, self._numbers, len(self._numbers)
        present: dict[date, float] = {}
        for day in day_range(first, last):
            row = rows.get(day, size)
            if row < size and (number := numbers[row]) == number:
                present[day] = number
        return present

    def __contains__(self, day: object) -> bool:
        return self.get(day) is not None

    def __iter__(self) -> Iterator[date]:
        return (day for day, number in zip(self._rows, self._numbers, strict=False) if number == number)

    def items(self) -> ItemsView[date, float]:
        """Return the days with their numbers."""
        return _Items(self)

    def values(self) -> ValuesView[float]:
        """Return the numbers."""
        return _Values(self)

    def __len__(self) -> int:
        return self._count

    def put(self, row: int, number: float | None) -> None:
        """Set the number of the day with this row, or remove it if None."""
        numbers = self._numbers
        if row == len(numbers) and number is not None:  # the usual case while an index is built
            numbers.append(number)
            self._count += 1
            return
        if row >= len(numbers):
            if number is None:
                return
            numbers.extend(repeat(_MISSING, row + 1 - len(numbers)))
        before = numbers[row]
        numbers[row] = _MISSING if number is None else number
        self._count += (number is not None) - (before == before)


class _Items(ItemsView[date, float]):
    """Iterated in one pass; that of a mapping looks each day up."""

    _mapping: DayColumn

    def __iter__(self) -> Iterator[tuple[date, float]]:
        column = self._mapping
        pairs = zip(column._rows, column._numbers, strict=False)
        return ((day, number) for day, number in pairs if number == number)


class _Values(ValuesView[float]):
    """Iterated in one pass, as `_Items`."""

    _mapping: DayColumn

    def __iter__(self) -> Iterator[float]:
        return (number for number in self._mapping._numbers if number == number)
