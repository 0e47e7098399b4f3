"""A calendar of a month: each day with its number on a shade, and glyphs for what happened on it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from datetime import date

from rich.style import Style

from gutskin_tui.charts.canvas import Canvas, Chart
from gutskin_tui.charts.label_text import single_cell
from gutskin_tui.charts.series import checked
from gutskin_tui.charts.shades import checked_bounds, level_of
from gutskin_tui.charts.time_axis import DAYS, HEADER, MONDAY
from gutskin_tui.date_words import WEEKDAYS
from gutskin_tui.dates import day_range

# Cells of a day: a bracket, two for its number, a bracket; glyphs and a gap follow where there is room.
_NUMBER = 4
_MOST_CELLS = 8
_WEEKS = 6


@dataclass(frozen=True)
class MonthCalendar(Chart):
    """The month of `day`, a row a week; `day` is in brackets if `selected`, days after `today` have no shade.

    - `values` and `bounds` give the shades as in a `Heatmap`; without colours the glyph of the shade is left of the
      number. A day up to `today` without a value has the glyph for no entry there, and no shade.
    - `marks` are glyphs, one cell wide each, right of the number; those that do not fit are left out.

    It is 28 to 56 cells wide and up to 7 rows high; a narrower drawing is empty.
    Raises ValueError for NaN and infinities, bounds that are not four or do not rise, marks that are not one cell wide,
    or a height or width below 1.
    """

    day: date
    values: Mapping[date, float]
    today: date
    _: KW_ONLY
    marks: Mapping[date, str] = field(default_factory=dict)
    bounds: Sequence[float] = (1, 3, 5, 7)
    first_weekday: int = MONDAY
    selected: bool = True
    height: int = HEADER + _WEEKS

    def __post_init__(self) -> None:
        checked(list(self.values.values()), "values")
        checked_bounds(self.bounds)
        for glyphs in self.marks.values():
            for glyph in glyphs:
                single_cell(glyph, self.palette.glyphs)
        self._check_size()

    def draw(self, width: int, height: int) -> Canvas:
        canvas = Canvas(width, height)
        cells = self._cells(width)
        if not cells:
            return canvas
        for column in range(DAYS):
            name = WEEKDAYS[(self.first_weekday + column) % DAYS][:2]
            canvas.write(column * cells + 1, 0, name, self.palette.label)
        for day in self._days():
            x, y = self._place(day, cells)
            if y < height:
                self._draw_day(canvas, x, y, day, cells)
        return canvas

    def day_at(self, x: int, y: int, width: int) -> date | None:
        """Return the day drawn at (x, y) of a calendar `width` cells wide; None outside the days."""
        cells = self._cells(width)
        if not cells:
            return None
        return next((day for day in self._days() if self._place(day, cells) == (x // cells * cells, y)), None)

    @staticmethod
    def _cells(width: int) -> int:
        """Return the cells of a day; 0 if there is no room."""
        cells = min(width // DAYS, _MOST_CELLS)
        return cells if cells >= _NUMBER else 0

    def _days(self) -> list[date]:
        _, length = monthrange(self.day.year, self.day.month)
        return day_range(self.day.replace(day=1), self.day.replace(day=length))

    def _place(self, day: date, cells: int) -> tuple[int, int]:
        """Return the left cell of a day and its row."""
        offset = (day.replace(day=1).weekday() - self.first_weekday) % DAYS + day.day - 1
        return offset % DAYS * cells, HEADER + offset // DAYS

    def _draw_day(self, canvas: Canvas, x: int, y: int, day: date, cells: int) -> None:
        glyphs, palette = self.palette.glyphs, self.palette
        value = self.values.get(day)
        glyph, style = " ", palette.text if day <= self.today else palette.muted
        if value is not None:
            glyph, style = palette.shade(level_of(value, self.bounds))
        elif day < self.today:
            glyph, style = glyphs.none, palette.muted
        width = cells - 1 if cells > _NUMBER else cells
        canvas.fill(x, y, width, " ", style)
        canvas.put(x, y, glyph, style)
        canvas.write(x + 1, y, f"{day.day:>2}", style)
        for index, mark in enumerate(self.marks.get(day, "")[: max(0, width - _NUMBER)]):
            canvas.put(x + _NUMBER + index, y, mark, style)
        if self.selected and day == self.day:
            frame = (style if value is not None and palette.coloured else palette.selected) + Style(bold=True)
            canvas.put(x, y, glyphs.selected[0], frame)
            canvas.put(x + 3, y, glyphs.selected[1], frame)
