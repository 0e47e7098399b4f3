"""Days in words, and where their labels go under a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

# Our own names: strftime would follow the locale of the terminal, and charts are compared across machines.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_DAY_STEPS = (1, 2, 7, 14, 28, 56)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
# From four months on, the first of a month says more than every 28th day.
_BY_MONTH = 120
# Fewer cells between two labels and they read as one.
_GAP = 3


class DateLabel(NamedTuple):
    """A tick at `tick` and its `text` from `start`; columns of the plot, 0-based."""

    tick: int
    start: int
    text: str


def day_month(day: date) -> str:
    """`27 Sep`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """`Sat 21 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2} {MONTHS[day.month - 1]} {day.year}"


def date_labels(first: date, count: int, column: Callable[[int], int], columns: int) -> list[DateLabel]:
    """Labels for `count` days from `first`, where `column(i)` is the column of day i and `columns` the room.

    The densest round step is taken whose labels all fit; no label overlaps another or leaves the room. Up to
    four months the first and last day are always labelled if both fit; beyond that, months (January by its
    year).
    """
    if not count:
        return []

    def label(index: int, text: str) -> DateLabel:
        tick = column(index)
        start = min(max(0, tick - (len(text) - 1) // 2), columns - len(text))
        return DateLabel(tick, start, text)

    if count >= _BY_MONTH:
        for step in _MONTH_STEPS:
            months = [label(index, text) for index, text in _months(first, count, step)]
            if len(months) >= 2 and _clear(months):
                return months

    def days(indices: Iterable[int]) -> list[DateLabel]:
        return [label(index, day_month(first + timedelta(days=index))) for index in indices]

    last = days([count - 1])[0]
    if last.start < 0:
        return []
    for step in _DAY_STEPS:
        labels = days(range(0, count, step))
        if _clear(labels):
            return [each for each in labels if _apart(each, last)] + [last]
    ends = [*days([0]), last]
    return ends if _clear(ends) else [last]


def _months(first: date, count: int, step: int) -> list[tuple[int, str]]:
    """(day number, name) of every `step`-th month that starts within the days."""
    end = first.toordinal() + count
    month = first.year * 12 + first.month - 1 + (first.day > 1)
    named = []
    while month // 12 <= date.max.year:
        start = date(month // 12, month % 12 + 1, 1)
        if start.toordinal() >= end:
            break
        if month % step == 0:
            named.append((start.toordinal() - first.toordinal(), _month_name(start)))
        month += 1
    return named


def _month_name(start: date) -> str:
    return str(start.year) if start.month == 1 else MONTHS[start.month - 1]


def _apart(left: DateLabel, right: DateLabel) -> bool:
    return left.start + len(left.text) + _GAP <= right.start


def _clear(labels: list[DateLabel]) -> bool:
    """No label runs into the next or out of the room (a start is negative where the room is too small)."""
    return all(_apart(left, right) for left, right in pairwise(labels)) and all(each.start >= 0 for each in labels)


MONDAY, SUNDAY = 0, 6
# Cells left of the first week: a two-letter weekday and a space.
GUTTER = 3
# A week is a space and a glyph, so that the brackets of a selected day find room on both sides.
WEEK = 2
# Rows above the first weekday: the names of the months.
HEADER = 1
DAYS = 7


def weeks_in(width: int) -> int:
    """How many weeks fit `width` cells, the last bracket included; 0 if none does."""
    return max(0, (width - GUTTER - 1) // WEEK)


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """`weeks` (>= 1) weeks of seven rows, the last of which holds `last`; no day after `last` is in it.

    `first_weekday` is the weekday of the top row as `date.weekday` counts: 0 Monday, 6 Sunday.
    Raises ValueError for other weekdays or less than one week.
    """

    last: date
    weeks: int
    first_weekday: int = MONDAY

    def __post_init__(self) -> None:
        if self.weeks < 1:
            raise ValueError(f"{self.weeks} weeks")
        if self.first_weekday not in range(DAYS):
            raise ValueError(f"weekday {self.first_weekday}")

    @property
    def first(self) -> date:
        """The day in the top left corner."""
        into_week = (self.last.weekday() - self.first_weekday) % DAYS
        return self.last - timedelta(days=into_week + DAYS * (self.weeks - 1))

    def cell(self, day: date) -> tuple[int, int] | None:
        """(row 0-6, week 0..) of `day`, or None if it is not in the grid."""
        offset = (day - self.first).days
        if offset < 0 or day > self.last:
            return None
        return offset % DAYS, offset // DAYS

    def day(self, row: int, week: int) -> date | None:
        """The day in that cell, or None outside the grid."""
        if not (0 <= row < DAYS and 0 <= week < self.weeks):
            return None
        day = self.first + timedelta(days=week * DAYS + row)
        return day if day <= self.last else None

    def place(self, day: date) -> tuple[int, int] | None:
        """(x, y) of the glyph of `day` in a drawn heatmap, from its top left corner."""
        cell = self.cell(day)
        return None if cell is None else (GUTTER + 1 + WEEK * cell[1], HEADER + cell[0])

    def day_at(self, x: int, y: int) -> date | None:
        """The day under a pointer at (x, y) of a drawn heatmap; the space left of a glyph belongs to it."""
        return self.day(y - HEADER, (x - GUTTER) // WEEK)
