"""Weeks as columns: where a day stands in a calendar of weeks, and which day stands in a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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
