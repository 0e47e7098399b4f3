"""The plot area of a line chart: axes, lines, marks and spans on a canvas."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence, Set
from datetime import date

from rich.cells import cell_len
from rich.style import Style

from gutskin_tui.charts.canvas import Canvas
from gutskin_tui.charts.label_text import fit, plain
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.scale import Scale
from gutskin_tui.charts.series import DayColumns
from gutskin_tui.charts.time_axis import date_labels


class Plot:
    """The plot area of a chart: column 0 is right of the axis, row 0 at the bottom."""

    def __init__(self, canvas: Canvas, left: int, header: bool, columns: int, axis: Scale, palette: Palette) -> None:
        self.canvas, self.left, self.columns, self.axis, self.palette = canvas, left, columns, axis, palette
        self.bottom = int(header) + axis.rows - 1

    def draw_axes(self) -> None:
        """Draw both axes, and the labels of the value axis."""
        glyphs, palette = self.palette.glyphs, self.palette
        for row in range(self.axis.rows):
            self.canvas.put(self.left - 1, self.bottom - row, glyphs.axis_side, palette.axis)
        for row, label in self.axis.ticks:
            self.canvas.write(self.left - 2 - len(label), self.bottom - row, label, palette.label)
        self.canvas.put(self.left - 1, self.bottom + 1, glyphs.axis_corner, palette.axis)
        for column in range(self.columns):
            self.canvas.put(self.left + column, self.bottom + 1, glyphs.axis, palette.axis)

    def draw_dates(self, days: Sequence[date]) -> None:
        """Draw the labels of the time axis for consecutive `days`."""
        if not days:
            return
        layout = DayColumns(len(days), self.columns)
        for tick, start, text in date_labels(days[0], len(days), layout.column, self.columns):
            self.canvas.put(self.left + tick, self.bottom + 1, self.palette.glyphs.date_tick, self.palette.axis)
            self.canvas.write(self.left + start, self.bottom + 2, text, self.palette.label)

    def write_message(self, message: str) -> None:
        """Write a text in the middle of the plot, cut to the room there is."""
        lines = textwrap.wrap(plain(message, self.palette.glyphs), self.columns - 2)[: self.axis.rows]
        top = self.bottom - (self.axis.rows + len(lines)) // 2 + 1
        for index, line in enumerate(lines):
            text = fit(line, self.columns - 2, self.palette.glyphs)
            start = self.left + (self.columns - cell_len(text)) // 2
            self.canvas.write(start, top + index, text, self.palette.muted)

    def draw_reference(self, value: float, label: str) -> None:
        """Draw a horizontal line at `value`, with `label` right of the plot; nothing outside the scale."""
        row = self.axis.row(value)
        if not 0 <= row < self.axis.rows:
            return
        for column in range(self.columns):
            self.canvas.put(
                self.left + column, self.bottom - row, self.palette.glyphs.reference, self.palette.reference
            )
        self.canvas.write(self.left + self.columns + 1, self.bottom - row, label, self.palette.reference)

    def draw_line(self, values: Sequence[float | None]) -> None:
        """Draw a line through a value per column, with gaps at None. It changes rows in the later column."""
        glyphs, style = self.palette.glyphs, self.palette.mean
        before: int | None = None
        for column, value in enumerate(values):
            if value is None:
                before = None
                continue
            row = min(max(self.axis.row(value), 0), self.axis.rows - 1)
            x = self.left + column
            if before is None or before == row:
                self.canvas.put(x, self.bottom - row, glyphs.line, style)
            else:
                rising = row > before
                self.canvas.put(x, self.bottom - before, glyphs.rise_from if rising else glyphs.fall_from, style)
                self.canvas.put(x, self.bottom - row, glyphs.rise_to if rising else glyphs.fall_to, style)
                for between in range(min(before, row) + 1, max(before, row)):
                    self.canvas.put(x, self.bottom - between, glyphs.upright, style)
            before = row

    def draw_points(
        self, values: Sequence[float | None], mark: str, style: Style, shared: Set[tuple[int, int]] = frozenset()
    ) -> set[tuple[int, int]]:
        """Draw a glyph per value and return the cells drawn on.

        A cell in `shared`, the cells of another series, gets the glyph for both.
        """
        glyphs = self.palette.glyphs
        occupied = set()
        for column, value in enumerate(values):
            if value is None:
                continue
            row = self.axis.row(value)
            glyph = mark if 0 <= row < self.axis.rows else glyphs.over if row > 0 else glyphs.under
            y = self.bottom - min(max(row, 0), self.axis.rows - 1)
            cell = (self.left + column, y)
            self.canvas.put(*cell, glyphs.both if cell in shared else glyph, style)
            occupied.add(cell)
        return occupied

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
            name = fit(label, room - 4, glyphs)
            for column in range(start, end + 1):
                side = glyphs.span_left if column == start else glyphs.span_right
                edge = column in (start, end)
                self.canvas.put(self.left + column, 0, side if edge else glyphs.span_rule, palette.axis)
            if name:
                name = f" {name} "
                self.canvas.write(self.left + start + (room - cell_len(name)) // 2, 0, name, palette.label)
            for y in range(1, self.bottom + 1):
                if start and self.canvas.is_blank(self.left + start, y):
                    self.canvas.put(self.left + start, y, glyphs.boundary, palette.axis)
                for column in range(start, end + 1):
                    self.canvas.tint(self.left + column, y, palette.span)
