"""The time axis of charts: names of days and months, labels under a plot, and the layout of a calendar of weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from gutskin_tui.dates import day_month, day_range, month_name

_DAY_STEPS = (1, 2, 7, 14, 28, 56)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
# The number of days from which labels are at the starts of months.
_BY_MONTH = 120
# Least number of cells between two labels.
_GAP = 3
# Cells from one label of a day to the next, at the very least: a label such as "1 Nov", and a little less than the gap.
_DAY_WIDTH = 7


class DateLabel(NamedTuple):
    """A label on the time axis: the columns (0-based, of the plot) of its tick and of the start of its text."""

    tick: int
    start: int
    text: str


def date_labels(first: date, count: int, column: Callable[[int], int], columns: int) -> list[DateLabel]:
    """Return the labels of `count` days from `first`, where `column(i)` is the column of day i, below `columns`.

    The step is the smallest of a few round ones at which all labels fit: they neither overlap nor exceed the plot.
    For less than 120 days the labels are days, and the first and last day are labelled if both fit; from 120 days
    they are months, January as its year.
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
            if len(months) >= 2 and _all_fit(months):
                return months

    dates = day_range(first, first + timedelta(days=count - 1))

    def days(indices: Iterable[int]) -> list[DateLabel]:
        return [label(index, day_month(dates[index])) for index in indices]

    last = days([count - 1])[0]
    if last.start < 0:
        return []
    for step in _DAY_STEPS:
        if step * columns < _DAY_WIDTH * count and step < count:
            continue  # labels so near to each other cannot fit
        labels = days(range(0, count, step))
        if _all_fit(labels):
            return [label for label in labels if _separate(label, last)] + [last]
    ends = [*days([0]), last]
    return ends if _all_fit(ends) else [last]


def month_starts(first: date, count: int) -> list[int]:
    """Return the numbers of the days, of `count` days from `first`, on which a month begins, without the first day."""
    return [index for index, _ in _months(first, count, 1) if index]


def _months(first: date, count: int, step: int) -> list[tuple[int, str]]:
    """Return (day number, label) of every `step`-th month that starts within the days."""
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
    return str(start.year) if start.month == 1 else month_name(start)


def _separate(left: DateLabel, right: DateLabel) -> bool:
    return left.start + len(left.text) + _GAP <= right.start


def _all_fit(labels: list[DateLabel]) -> bool:
    """Whether no label touches the next or begins left of the plot (where a text is wider than the plot)."""
    return all(_separate(left, right) for left, right in pairwise(labels)) and all(label.start >= 0 for label in labels)


MONDAY = 0
# Cells left of the first week, for a two-letter weekday and a space.
GUTTER = 3
# Cells of a week.
WEEK = 2
# Rows above the first weekday, for the names of the months.
HEADER = 1
DAYS = 7


def weeks_in(width: int) -> int:
    """Return how many weeks fit `width` cells, a cell for the frame after the last one included; may be 0."""
    return max(0, (width - GUTTER - 1) // WEEK)


class WeekGrid(Struct, frozen=True):
    """The layout of `weeks` (>= 1) weeks, a column each, up to the week of `last`; days after `last` are not in it.

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
        """The first day, which is in the top left corner."""
        into_week = (self.last.weekday() - self.first_weekday) % DAYS
        return self.last - timedelta(days=into_week + DAYS * (self.weeks - 1))

    def cell(self, day: date) -> tuple[int, int] | None:
        """Return (row, week) of `day`, both 0-based; None if it is not in the grid."""
        offset = (day - self.first).days
        if offset < 0 or day > self.last:
            return None
        return offset % DAYS, offset // DAYS

    def day(self, row: int, week: int) -> date | None:
        """Return the day in a cell, None outside the grid."""
        if not (0 <= row < DAYS and 0 <= week < self.weeks):
            return None
        day = self.first + timedelta(days=week * DAYS + row)
        return day if day <= self.last else None

    def place(self, day: date) -> tuple[int, int] | None:
        """Return (x, y) of the left cell of `day` in a heatmap, from its top left corner; None outside the grid."""
        cell = self.cell(day)
        return None if cell is None else (GUTTER + WEEK * cell[1], HEADER + cell[0])

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day drawn at (x, y) of a heatmap, either of its two cells; None outside the grid."""
        return self.day(y - HEADER, (x - GUTTER) // WEEK)
