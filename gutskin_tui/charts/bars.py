"""Daily bars against a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from math import floor, log10
from typing import NamedTuple

from rich.style import Style

from gutskin_tui.charts.canvas import EIGHTHS, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.line import DaySpan, spans_within
from gutskin_tui.charts.scale import round_step
from gutskin_tui.charts.series import Values, binned, checked, checked_days, present
from gutskin_tui.charts.spark import single_line
from gutskin_tui.charts.time_axis import date_labels

_UNITS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
# Steps between labels, times a power of ten.
_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
# How much taller the scale may grow so that there are round numbers between 0 and the goal.
_STRETCH = 1.3
# Most labels on the axis.
_LABELS = 6
_LEAST_HEIGHT = 4
# The height of the scale from which its labels are whole numbers where they can.
_WHOLE_FROM = 5


class _Rows(NamedTuple):
    """The value of a row, and the row (1-based from the bottom) whose top is the goal; 0 for no goal."""

    unit: float
    goal: int


@dataclass(frozen=True)
class BarChart(Chart):
    """A chart with a bar per day over its whole width: `values` >= 0, in the unit of `goal`, or None for no entry.

    - A zero is written `0`; a missing day is the glyph for no entry, or, for the last day with `pending`, the
      glyph for "not yet". With `unfinished` the last bar is hollow: its sum may still grow.
    - Bars are exact to an eighth of a row, rounded down, so none looks as if it reached a goal it did not.
      The goal line runs along the top of a row: a bar that fills that row has reached it, and has a mark on the axis.
      A goal that is less than a row of the scale has no line.
    - The scale reaches at least `hi`. More days than columns are averaged in runs.
    - `height` counts all rows with axis and dates; under 4 rows or 20 columns the chart is one line.
    - The days of `spans` are shaded, with a line where they start and end.
    - `crosshair` is a day with a hairline. `empty` is the text if there is nothing to draw.

    Raises ValueError for NaN, infinities and negative values, a goal or `hi` that is not above 0, series of
    another length than `days`, days with holes, or a height or width below 1.
    """

    days: Sequence[date]
    values: Values
    _: KW_ONLY
    goal: float | None = None
    hi: float | None = None
    pending: bool = False
    unfinished: bool = False
    spans: Sequence[DaySpan] = ()
    crosshair: date | None = None
    height: int = 8
    empty: str = ""

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        checked(self.values, "values", len(days))
        if any(value < 0 for value in present(self.values)):
            raise ValueError("values: a bar cannot be negative")
        for name, bound in (("goal", self.goal), ("hi", self.hi)):
            checked([bound], name)
            if bound is not None and bound <= 0:
                raise ValueError(f"{name} must be above 0")
        self._check_size()

    def draw(self, width: int, height: int) -> Canvas:
        if not present(self.values) or width < LEAST_WIDTH or height < _LEAST_HEIGHT:
            style = self.palette.bar
            return single_line(self.values, width, self.empty, lo=0, palette=self.palette, style=style)
        count = height - 2
        rows = self._rows(count)
        left, columns = self._plot(width, height)
        canvas = Canvas(width, height)
        glyphs, palette = self.palette.glyphs, self.palette
        self._axes(canvas, left, rows, _labels(rows, count))
        shared = len(self.days) > columns
        bars = binned(self.values, columns) if shared else list(self.values)
        starts = [index * columns // len(bars) for index in range(len(bars))]
        cells = max(1, columns // len(bars) - 1)
        middle = (cells - 1) // 2

        def column(day: int) -> int:
            return day * columns // len(self.days) + middle

        for tick, start, text in date_labels(self.days[0], len(self.days), column, columns):
            canvas.put(left + tick, count, glyphs.date_tick, palette.axis)
            canvas.write(left + start, count + 1, text, palette.label)
        for index, (value, start) in enumerate(zip(bars, starts, strict=True)):
            last = index == len(bars) - 1
            met = not shared and self.goal is not None and value is not None and value >= self.goal
            if value:
                self._bar(canvas, left + start, cells, value, rows, met=met, hollow=last and self.unfinished)
            else:
                self._nothing(canvas, left + start + middle, value, last and self.pending)
            if met:
                canvas.put(left + start + middle, count, glyphs.met, palette.good)
        for first, end, _ in spans_within(self.days, self.spans):
            gap = int(columns > cells * len(self.days))
            start = left + first * columns // len(self.days) - gap
            self._span(canvas, max(left, start), left + (end + 1) * columns // len(self.days) - 1)
        if self.crosshair in self.days:
            self._crosshair(canvas, left + column(self.days.index(self.crosshair)))
        return canvas

    def day_at(self, x: int, width: int, height: int) -> date | None:
        """Return the day in column `x` of a chart of this size, the last of several; None outside the plot."""
        if not present(self.values) or width < LEAST_WIDTH or height < _LEAST_HEIGHT:
            return None
        left, columns = self._plot(width, height)
        if not left <= x < left + columns:
            return None
        return self.days[((x - left + 1) * len(self.days) - 1) // columns]

    def _plot(self, width: int, height: int) -> tuple[int, int]:
        """Return the first column of the plot and the number of its columns."""
        left = max(map(len, _labels(self._rows(height - 2), height - 2).values())) + 1
        return left, width - left

    def _rows(self, count: int) -> _Rows:
        """Rows of which a whole number is worth a round number, and a whole number the goal."""
        top = max(*present(self.values), self.goal or 0.0, self.hi or 0.0) or 1.0
        least = top / count
        most = int(self.goal / least + 1e-9) if self.goal else 0
        if not self.goal or not most:
            return _Rows(round_step(least, _UNITS), 0)
        choices = [_Rows(self.goal / goal, goal) for goal in range(most, 0, -1) if self.goal / goal <= least * _STRETCH]
        with_goal = (rows for rows in choices if _label_step(rows, count))
        without_goal = (rows for rows in choices if _label_step(rows, count, through_goal=False))
        return next(with_goal, None) or next(without_goal, None) or _Rows(self.goal / most, most)

    def _axes(self, canvas: Canvas, left: int, rows: _Rows, labels: dict[int, str]) -> None:
        glyphs, palette, count = self.palette.glyphs, self.palette, canvas.height - 2
        columns = canvas.width - left
        for row in range(1, count + 1):
            tick = glyphs.axis_tick if row in labels else glyphs.axis_side
            canvas.put(left - 1, count - row, tick, palette.axis)
        if rows.goal:
            canvas.put(left - 1, count - rows.goal, glyphs.goal_tick, palette.reference)
            canvas.fill(left, count - rows.goal, columns, glyphs.goal, palette.reference)
        canvas.put(left - 1, count, glyphs.axis_corner, palette.axis)
        canvas.fill(left, count, columns, glyphs.axis, palette.axis)
        for row, label in labels.items():
            style = palette.reference if row and row == rows.goal else palette.label
            canvas.write(left - 1 - len(label), count - row, label, style)

    def _bar(self, canvas: Canvas, x: int, cells: int, value: float, rows: _Rows, *, met: bool, hollow: bool) -> None:
        glyphs, base = self.palette.glyphs, canvas.height - 3
        eighths = max(1, int(value / rows.unit * EIGHTHS + 1e-9))
        full, part = divmod(eighths, EIGHTHS)
        style = self.palette.good if met else self.palette.bar
        for row in range(min(full, base + 1)):
            canvas.fill(x, base - row, cells, glyphs.hollow if hollow else glyphs.blocks[-1], style)
        if part and full <= base:
            canvas.fill(x, base - full, cells, glyphs.hollow if hollow else glyphs.blocks[part - 1], style)
        if rows.goal and full >= rows.goal and not hollow and style.color:
            # Drawn in the colour of the surface, because the colours of the line and of the bar are too close.
            canvas.fill(
                x, base - rows.goal + 1, cells, glyphs.goal, Style(color=self.palette.span.bgcolor, bgcolor=style.color)
            )

    def _nothing(self, canvas: Canvas, x: int, value: float | None, pending: bool) -> None:
        glyphs, palette, base = self.palette.glyphs, self.palette, canvas.height - 3
        if value is not None:
            canvas.put(x, base, "0", palette.muted)
        elif pending:
            canvas.put(x, base, glyphs.pending, palette.today)
        else:
            canvas.put(x, base, glyphs.none, palette.muted)

    def _span(self, canvas: Canvas, start: int, end: int) -> None:
        """Shade the columns from `start` to `end`, with a line in each of the two where no bar is."""
        glyphs, palette = self.palette.glyphs, self.palette
        for y in range(canvas.height - 2):
            for x in {start, end}:
                if canvas.glyph(x, y) in (" ", glyphs.goal):
                    canvas.put(x, y, glyphs.boundary, palette.axis)
            if palette.span.bgcolor:
                canvas.tint(start, y, end - start + 1, palette.span)

    def _crosshair(self, canvas: Canvas, x: int) -> None:
        glyphs = self.palette.glyphs
        for y in range(canvas.height - 2):
            present = canvas.glyph(x, y)
            line = present in (" ", glyphs.goal)
            canvas.put(x, y, glyphs.crosshair if line else present, self.palette.crosshair)


def _labels(rows: _Rows, count: int) -> dict[int, str]:
    """Return row number -> label: round numbers, at most 6, and the goal in place of those that it would touch."""
    every = _label_step(rows, count) or _label_step(rows, count, through_goal=False)
    labelled = list(range(every, count + 1, every)) if every else [] if rows.goal else [count]
    if rows.goal and rows.goal not in labelled:
        labelled = sorted([rows.goal, *(row for row in labelled if abs(row - rows.goal) > 1)])
    return {row: f"{row * rows.unit:.3g}" for row in [0, *labelled]}


def _label_step(rows: _Rows, count: int, *, through_goal: bool = True) -> int | None:
    """Return the least number of rows that is worth a round number and leaves at most 6 labels, None for none.

    There is a label below the goal, and with `through_goal` one at it. Labels with a fraction are the last resort where
    the scale reaches several units.
    """
    steps = [
        every
        for every in range(-(-count // _LABELS), rows.goal or count + 1)
        if _is_round(every * rows.unit) and not (rows.goal and through_goal and rows.goal % every)
    ]
    if count * rows.unit >= _WHOLE_FROM:
        steps.sort(key=lambda every: abs(every * rows.unit - round(every * rows.unit)) > 1e-6)
    return next(iter(steps), None)


def _is_round(value: float) -> bool:
    mantissa = value / 10.0 ** floor(log10(value) + 1e-9)
    return any(abs(mantissa - number) < 1e-6 for number in _ROUND)
