"""The plot area of a chart, with its axes and what runs through the whole of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date

from rich.cells import cell_len
from rich.style import Style

from gutskin_tui.charts.canvas import EIGHTHS, Canvas
from gutskin_tui.charts.glyphs import Glyphs
from gutskin_tui.charts.label_text import fit, plain
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.scale import Scale
from gutskin_tui.charts.series import DayColumns
from gutskin_tui.charts.time_axis import date_labels, month_starts

# Below this height the rule of the time axis is left out, and the dates are under the plot.
_RULE_HEIGHT = 5
# Months that turn are marked between labels of days while a month has at least this many columns.
_MONTH_COLUMNS = 6
# Least columns between the ends of a span for a name that is cut.
_LEAST_CUT_NAME = 5


def plot_rows(height: int, header: bool) -> int:
    """Return the rows of a plot in a chart of `height` rows with dates, and a header if `header`."""
    return height - (2 if height >= _RULE_HEIGHT else 1) - header


class Plot:
    """The plot area of a chart: column 0 is right of the axis, row 0 at the bottom.

    It is drawn from row `top` of the canvas on. `heights` holds the height of an area that was drawn, in eighths of a
    row a column.
    """

    def __init__(self, canvas: Canvas, left: int, top: int, columns: int, axis: Scale, palette: Palette) -> None:
        self.canvas, self.left, self.top, self.columns = canvas, left, top, columns
        self.axis, self.palette = axis, palette
        self.bottom = self.top + axis.rows - 1
        self.heights = [0] * columns
        self._rule = canvas.height >= _RULE_HEIGHT

    def day_at(self, x: int, days: Sequence[date]) -> date | None:
        """Return which of `days` is in column `x` of the canvas, the last of several; None outside the plot."""
        if not days or not self.left <= x < self.left + self.columns:
            return None
        return days[DayColumns(len(days), self.columns).index_at(x - self.left)]

    def draw_axes(self) -> None:
        """Draw both axes, and the labels of the value axis."""
        self.draw_value_axis()
        if self._rule:
            glyphs, palette = self.palette.glyphs, self.palette
            self.canvas.put(self.left - 1, self.bottom + 1, glyphs.axis_corner, palette.axis)
            self.canvas.fill(self.left, self.bottom + 1, self.columns, glyphs.axis, palette.axis)

    def draw_value_axis(self) -> None:
        """Draw the value axis with its labels."""
        glyphs, palette = self.palette.glyphs, self.palette
        for row in range(self.axis.rows):
            self.canvas.put(self.left - 1, self.bottom - row, glyphs.axis_side, palette.axis)
        for row, label in self.axis.ticks:
            self.canvas.put(self.left - 1, self.bottom - row, glyphs.axis_tick, palette.axis)
            self.canvas.write(self.left - 1 - len(label), self.bottom - row, label, palette.label)

    def draw_dates(self, days: Sequence[date]) -> None:
        """Draw the labels of the time axis for consecutive `days`, and the turns of months between them."""
        if not days:
            return
        layout = DayColumns(len(days), self.columns)
        glyphs, axis = self.palette.glyphs, self.palette.axis
        labels = date_labels(days[0], len(days), layout.column, self.columns)
        if self._rule and self.columns / len(days) * 30 >= _MONTH_COLUMNS:
            for column in map(layout.column, month_starts(days[0], len(days))):
                if all(abs(column - label.tick) > 1 for label in labels):
                    self.canvas.put(self.left + column, self.bottom + 1, glyphs.month_tick, axis)
        for tick, start, text in labels:
            if self._rule:
                self.canvas.put(self.left + tick, self.bottom + 1, glyphs.date_tick, axis)
            self.canvas.write(self.left + start, self.bottom + 1 + self._rule, text, self.palette.label)

    def write_message(self, message: str) -> None:
        """Write a text in the middle of the plot, cut to the room there is."""
        lines = textwrap.wrap(plain(message, self.palette.glyphs), self.columns - 2)[: self.axis.rows]
        top = self.bottom - (self.axis.rows + len(lines)) // 2 + 1
        for index, line in enumerate(lines):
            text = fit(line, self.columns - 2, self.palette.glyphs)
            start = self.left + (self.columns - cell_len(text)) // 2
            self.canvas.write(start, top + index, text, self.palette.muted)

    def draw_area(self, values: Sequence[float | None]) -> None:
        """Fill the area below a value per column, in eighths of a row; a None is a gap."""
        eighths = self.axis.eighths
        self.heights = [0 if value is None else eighths(value) for value in values]
        self.canvas.area(self.left, self.bottom, self.heights, self.palette.glyphs.area, self.palette.area)

    def covered(self, column: int, row: int) -> int:
        """Return how much of a cell the area fills, in eighths."""
        return min(max(self.heights[column] - EIGHTHS * row, 0), EIGHTHS)

    def draw_reference(self, value: float, label: str) -> None:
        """Draw a dashed line at `value`, with `label` right of the plot; nothing outside the scale."""
        row = self.axis.row(value)
        if not 0 <= row < self.axis.rows:
            return
        glyph, style = self.palette.glyphs.reference[self.axis.third(value)], self.palette.reference
        over = self.palette.over_area(style)
        for column in range(0, self.columns, 2):
            covered = self.covered(column, row)
            if covered in (0, EIGHTHS):
                self.canvas.put(self.left + column, self.bottom - row, glyph, over if covered else style)
        self.canvas.write(self.left + self.columns + 1, self.bottom - row, label, style)

    def draw_points(self, values: Iterable[tuple[int, float]], mark: str, style: Style, *, edges: bool = False) -> None:
        """Draw a mark per (column, value); a value outside the scale is an arrow at its edge.

        The colour of the area stays behind a mark in a cell that the area fills at least half. With `edges` a mark in a
        cell with the edge of the area is left out.
        """
        glyphs, over = self.palette.glyphs, self.palette.over_area(style)
        canvas, left, bottom, rows, heights = self.canvas, self.left, self.bottom, self.axis.rows, self.heights
        for column, value in values:
            row = self.axis.row(value)
            glyph = mark if 0 <= row < rows else glyphs.over if row > 0 else glyphs.under
            row = min(max(row, 0), rows - 1)
            covered = heights[column] - EIGHTHS * row
            if edges and 0 < covered < EIGHTHS:
                continue
            canvas.put(left + column, bottom - row, glyph, over if covered >= EIGHTHS // 2 else style)

    def draw_crosshair(self, column: int) -> None:
        """Draw a hairline through a column; marks stay, in the style of the hairline."""
        glyphs, style = self.palette.glyphs, self.palette.crosshair
        over = self.palette.over_area(style)
        behind = {" ", glyphs.boundary, *glyphs.reference, *glyphs.area}
        x = self.left + column
        for row in range(self.axis.rows):
            y = self.bottom - row
            present, covered = self.canvas.glyph(x, y), self.covered(column, row)
            glyph = glyphs.crosshair if present in behind else present
            self.canvas.put(x, y, glyph, over if covered >= EIGHTHS // 2 else style)

    def draw_spans(self, spans: Sequence[tuple[int, int, str]]) -> None:
        """Draw spans of (first column, last column, name): the name above the plot, a background, a line at the start.

        Of overlapping spans, the later one starts after the earlier one.
        """
        glyphs, palette = self.palette.glyphs, self.palette
        free = 0
        for start, end, label in spans:
            start = max(start, free)
            if start > end:
                continue
            free = end + 1
            room = end - start + 1
            self.canvas.fill(self.left + start, 0, room, glyphs.span_rule, palette.axis)
            self.canvas.put(self.left + end, 0, glyphs.span_right, palette.axis)
            self.canvas.put(self.left + start, 0, glyphs.span_left, palette.axis)
            name = span_name(label, room, glyphs)
            if cell_len(name) <= room:
                self.canvas.write(self.left + start + (room - cell_len(name)) // 2, 0, name, palette.label)
            for y in range(1, self.bottom + 1):
                if start and self.canvas.is_blank(self.left + start, y):
                    self.canvas.put(self.left + start, y, glyphs.boundary, palette.axis)
                if palette.span.bgcolor:
                    self.canvas.tint(self.left + start, y, room, palette.span)

    def draw_marks(self, marks: Iterable[tuple[int, str]]) -> None:
        """Draw a glyph per (column, glyph) above the plot."""
        for column, glyph in marks:
            self.canvas.put(self.left + column, 0, glyph, self.palette.selected)


def span_name(label: str, room: int, glyphs: Glyphs) -> str:
    """Return the name of a span of `room` columns, between its two ends; where it does not fit, its first letter."""
    name = plain(label, glyphs)
    inner = room - 2
    if cell_len(name) <= inner:
        return f" {name} " if name and cell_len(name) + 2 <= inner else name
    return f" {fit(label, inner - 2, glyphs)} " if inner >= _LEAST_CUT_NAME else name[:1].strip()
