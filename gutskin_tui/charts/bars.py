"""Daily bars against a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import NamedTuple

from rich.text import Text

from gutskin_tui.charts.canvas import LEAST_HEIGHT, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.scale import round_step
from gutskin_tui.charts.series import Values, binned, checked, checked_days, present
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.charts.time_axis import date_labels

_UNITS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
# Widest day in cells, a bar of three and a gap: wider bars look like blocks.
_WIDEST = 4
# How much taller the scale may grow so that its rows count in round numbers.
_STRETCH = 1.6
# Most labels on the axis.
_LABELS = 6


class _Rows(NamedTuple):
    """The value of a row, and the row (1-based from the bottom) whose top is the goal; 0 for no goal."""

    unit: float
    goal: int


@dataclass(frozen=True)
class BarChart(Chart):
    """A bar chart of days: `values` >= 0, in the unit of `goal`, or None for no entry.

    - A zero is written `0`; a missing day is the glyph for no entry, or, for the last day with `pending`, the
      glyph for "not yet".
    - Bars are exact to an eighth of a row, rounded down, so none looks as if it reached a goal it did not.
      The goal line runs along the top of a row: a bar that fills that row has reached it. A goal that is less
      than a row of the scale has no line.
    - The scale reaches at least `hi`. More days than columns are averaged in runs.
    - `height` counts all rows with axis and dates; under 4 rows or 20 columns the chart is one line.
    - `empty` is the text if there is nothing to draw.

    Raises ValueError for NaN, infinities and negative values, a goal or `hi` that is not above 0, series of
    another length than `days`, days with holes, or a height or width below 1.
    """

    days: Sequence[date]
    values: Values
    _: KW_ONLY
    goal: float | None = None
    hi: float | None = None
    pending: bool = False
    height: int = 8
    width: int | None = None
    empty: str = ""
    palette: Palette = DARK

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        checked(self.values, "values", len(days))
        if any(value < 0 for value in present(self.values)):
            raise ValueError("values: a bar cannot be negative")
        for name, bound in (("goal", self.goal), ("hi", self.hi)):
            checked([bound], name)
            if bound is not None and bound <= 0:
                raise ValueError(f"{name} must be above 0")
        if self.height < 1 or (self.width is not None and self.width < 1):
            raise ValueError("height and width must be at least 1")

    def draw(self, width: int) -> Canvas | Text:
        if not present(self.values):
            return Text(fit(self.empty, width, self.palette.glyphs), self.palette.muted, no_wrap=True)
        if width < LEAST_WIDTH or self.height < LEAST_HEIGHT:
            return sparkline(self.values, width, lo=0, palette=self.palette, style=self.palette.bar)
        count = self.height - 2
        rows = self._rows(count)
        labels = _labels(rows, count)
        left = max(map(len, labels.values())) + 2
        columns = width - left
        stride = max(1, min(_WIDEST, columns // len(self.days)))
        middle = max(0, stride - 2) // 2
        bars = list(self.values) if len(self.days) <= columns else binned(self.values, columns)
        canvas = Canvas(width, self.height)
        self._axes(canvas, left, stride * len(bars), rows, labels)
        for index, value in enumerate(bars):
            last = index == len(bars) - 1
            x = left + index * stride
            if value:
                self._bar(canvas, range(x, x + max(1, stride - 1)), value, rows)
            else:
                self._nothing(canvas, x + middle, value, self.pending and last)

        def column(day: int) -> int:
            if len(self.days) > columns:
                return day * columns // len(self.days)
            return day * stride + middle

        for tick, start, text in date_labels(self.days[0], len(self.days), column, columns):
            canvas.put(left + tick, count, self.palette.glyphs.date_tick, self.palette.axis)
            canvas.write(left + start, count + 1, text, self.palette.label)
        return canvas

    def _rows(self, count: int) -> _Rows:
        """Rows worth a round number, or at least a round share of the goal."""
        top = max(*present(self.values), self.goal or 0.0, self.hi or 0.0) or 1.0
        least = top / count
        most = int(self.goal / least + 1e-9) if self.goal else 0
        if not self.goal or not most:
            return _Rows(round_step(least, _UNITS), 0)
        for goal in range(most, 0, -1):
            unit = self.goal / goal
            if unit > least * _STRETCH:
                break
            if _round(unit):
                return _Rows(unit, goal)
        return _Rows(self.goal / most, most)

    def _axes(self, canvas: Canvas, left: int, length: int, rows: _Rows, labels: dict[int, str]) -> None:
        glyphs, palette, count = self.palette.glyphs, self.palette, self.height - 2
        for row in range(1, count + 1):
            tick = glyphs.axis_tick if row in labels else glyphs.axis_side
            canvas.put(left - 1, count - row, tick, palette.axis)
        if rows.goal:
            canvas.put(left - 1, count - rows.goal, glyphs.goal_tick, palette.reference)
            for x in range(left, left + length):
                canvas.put(x, count - rows.goal, glyphs.goal, palette.reference)
        canvas.put(left - 1, count, glyphs.axis_corner, palette.axis)
        for x in range(left, left + length):
            canvas.put(x, count, glyphs.axis, palette.axis)
        for row, label in labels.items():
            style = palette.reference if row and row == rows.goal else palette.label
            canvas.write(left - 2 - len(label), count - row, label, style)

    def _bar(self, canvas: Canvas, columns: range, value: float, rows: _Rows) -> None:
        blocks, base = self.palette.glyphs.blocks, self.height - 3
        eighths = max(1, int(value / rows.unit * len(blocks) + 1e-9))
        full, part = divmod(eighths, len(blocks))
        style = self.palette.good if rows.goal and full >= rows.goal else self.palette.bar
        for x in columns:
            for row in range(full):
                canvas.put(x, base - row, blocks[-1], style)
            if part:
                canvas.put(x, base - full, blocks[part - 1], style)

    def _nothing(self, canvas: Canvas, x: int, value: float | None, pending: bool) -> None:
        glyphs, palette, base = self.palette.glyphs, self.palette, self.height - 3
        if value is not None:
            canvas.put(x, base, "0", palette.muted)
        elif pending:
            canvas.put(x, base, glyphs.pending, palette.today)
        else:
            canvas.put(x, base, glyphs.none, palette.muted)


def _labels(rows: _Rows, count: int) -> dict[int, str]:
    """Return row number -> label. The goal is always labelled, and alone if a row is not worth a round number."""
    if not _round(rows.unit):
        return {0: "0", rows.goal: f"{rows.goal * rows.unit:g}"}
    every = -(-count // _LABELS)
    labelled = range(rows.goal % every or every, count + 1, every)
    return {0: "0"} | {row: f"{row * rows.unit:g}" for row in labelled}


def _round(unit: float) -> bool:
    return abs(round_step(unit, _UNITS) - unit) <= 1e-9 * unit
