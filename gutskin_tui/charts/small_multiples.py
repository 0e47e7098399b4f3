"""Several daily series one above the other, on the same days: small multiples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from functools import partial

from msgspec import Struct
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.canvas import EIGHTHS, Canvas, Chart
from gutskin_tui.charts.line import DaySpan, spans_within
from gutskin_tui.charts.plot import Plot
from gutskin_tui.charts.scale import Scale, scale
from gutskin_tui.charts.series import DayColumns, Values, are_whole, checked, checked_days, half_up, present
from gutskin_tui.charts.time_axis import date_labels

LEAST_ROWS = 2
"""Rows that a series needs: one for its title, one for its bars."""

# Rows of a plot from which it has an axis, and scores are an area with dots instead of bars.
_AREA_ROWS = 4


class SmallSeries(Struct, frozen=True):
    """A series: its title, a value >= 0 or None per day, and the end of its scale, which begins at 0.

    `hi` None is the greatest value. With a `mean` per day, a plot with enough rows has the mean as an area and the days
    as dots; without it, and on few rows, a bar a day.
    """

    title: Text
    values: Values
    mean: Values = ()
    hi: float | None = None


class DayMarks(Struct, frozen=True):
    """A row of marks: its title, and whether each day has a mark."""

    title: Text
    done: Sequence[bool]


@dataclass(frozen=True)
class SmallMultiples(Chart):
    """A chart of `series` and below them `marks`, over the same consecutive `days`.

    All have the same number of rows, the first one more of those left over. Series that do not fit are left out, from
    the last one on. The days of `spans` are shaded, with a line where they start and end.
    Raises ValueError for NaN, infinities or negative values, series of another length than `days`, days with holes, or
    a height or width below 1.
    """

    days: Sequence[date]
    series: Sequence[SmallSeries]
    marks: Sequence[DayMarks] = ()
    _: KW_ONLY
    spans: Sequence[DaySpan] = ()
    height: int = 20

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        for part in self.series:
            checked(part.values, "values", len(days))
            if min(present(part.values), default=0) < 0:
                raise ValueError("values: a bar cannot be negative")
            if part.mean:
                checked(part.mean, "mean", len(days))
        self._check_size()

    def draw(self, width: int, height: int) -> Canvas:
        canvas = Canvas(width, height)
        series, rows, axes = self._plots(height)
        left, layout = self._columns(axes, width)
        columns = layout.all_columns()
        plot_rows: list[int] = []
        top = 0
        for index, (part, count) in enumerate(zip(series, rows, strict=True)):
            _write(canvas, top, part.title)
            if axes:
                self._draw_plot(Plot(canvas, left, top + 1, layout.columns, axes[index], self.palette), layout, part)
            else:
                share = count * EIGHTHS / self._end(part)
                self._draw_bars(canvas, left, top + count, columns, part, partial(_scaled, share))
            plot_rows += range(top + 1, top + 1 + count)
            top += 1 + count
        for marks in self.marks[: (height - 1 - top) // 2]:
            self._draw_marks(canvas, left, top, columns, marks)
            plot_rows.append(top + 1)
            top += 2
        if self.days:
            for _, start, text in date_labels(self.days[0], len(self.days), layout.column, layout.columns):
                canvas.write(left + start, top, text, self.palette.label)
        for first, last, _ in spans_within(self.days, self.spans):
            self._draw_span(canvas, left + columns[first], left + layout.last_column(last), plot_rows)
        return canvas

    def _draw_marks(self, canvas: Canvas, left: int, top: int, columns: Sequence[int], marks: DayMarks) -> None:
        """Draw the title of a row of marks, and below it a glyph a day."""
        _write(canvas, top, marks.title)
        for column, done in zip(columns, marks.done, strict=True):
            glyph = self.palette.glyphs.full if done else self.palette.glyphs.none
            canvas.put(left + column, top + 1, glyph, self.palette.point if done else self.palette.muted)

    def _draw_span(self, canvas: Canvas, start: int, end: int, rows: Iterable[int]) -> None:
        """Shade the columns from `start` to `end` in some rows, with lines at both ends where nothing is drawn."""
        for y in rows:
            for x in {start, end}:
                if canvas.is_blank(x, y):
                    canvas.put(x, y, self.palette.glyphs.boundary, self.palette.axis)
            if self.palette.span.bgcolor:
                canvas.tint(start, y, end - start + 1, self.palette.span)

    def day_at(self, x: int, width: int, height: int) -> date | None:
        """Return the day in column `x` of a chart of this size, the last of several; None left of the days."""
        _, _, axes = self._plots(height)
        left, layout = self._columns(axes, width)
        return self.days[layout.index_at(x - left)] if self.days and left <= x < width else None

    def _plots(self, height: int) -> tuple[Sequence[SmallSeries], list[int], list[Scale]]:
        """Return the series that fit, the rows of each without its title, and the axes, none on few rows."""
        room = height - 1 - 2 * len(self.marks)
        series = self.series[: max(0, room // LEAST_ROWS)]
        each, extra = divmod(room, len(series)) if series else (0, 0)
        rows = [each - 1 + (index < extra) for index in range(len(series))]
        axes = [self._axis(part, count) for part, count in zip(series, rows, strict=True) if each > _AREA_ROWS]
        return series, rows, axes

    def _columns(self, axes: Sequence[Scale], width: int) -> tuple[int, DayColumns]:
        """Return the first column of the days, and their layout."""
        left = max((axis.margin + 1 for axis in axes), default=0)
        return left, DayColumns(len(self.days), max(1, width - left))

    @staticmethod
    def _end(part: SmallSeries) -> float:
        """Return the upper end of the scale."""
        return part.hi or max(present(part.values), default=0.0) or 1.0

    def _axis(self, part: SmallSeries, rows: int) -> Scale:
        # The ends are among the values, so that the axis of bars begins at 0.
        ends = [] if part.mean else [0.0, self._end(part)]
        return scale([*present(part.values, part.mean), *ends], rows, 0.0, part.hi, whole=are_whole(part.values))

    def _draw_plot(self, plot: Plot, layout: DayColumns, part: SmallSeries) -> None:
        plot.draw_value_axis()
        if not part.mean:
            self._draw_bars(plot.canvas, plot.left, plot.bottom, layout.all_columns(), part, plot.axis.eighths)
            return
        plot.draw_area(layout.interpolated(part.mean))
        points = [(layout.column(day), value) for day, value in enumerate(part.values) if value is not None]
        plot.draw_points(points, self.palette.glyphs.point, self.palette.point)

    def _draw_bars(
        self,
        canvas: Canvas,
        left: int,
        bottom: int,
        columns: Sequence[int],
        part: SmallSeries,
        eighths: Callable[[float], int],
    ) -> None:
        """Draw a bar a day, at least an eighth of a row high; a day without a value has a dot."""
        width = columns[-1] + 1 if columns else 0
        cells = max(1, width // max(1, len(columns)) - 1)
        heights, gaps = [0] * width, []
        for column, value in zip(columns, part.values, strict=True):
            if value is None:
                gaps.append(column)
            else:
                height = max(1, eighths(value))
                heights[column : column + cells] = [height] * len(heights[column : column + cells])
        canvas.area(left, bottom, heights, self.palette.glyphs.blocks, self.palette.bar)
        for column in gaps:
            canvas.put(left + column, bottom, self.palette.glyphs.none, self.palette.muted)


def _scaled(factor: float, value: float) -> int:
    return half_up(value * factor)


def _write(canvas: Canvas, y: int, text: Text) -> None:
    """Write a text of single cells, in its styles, which must not overlap; what exceeds the canvas is cut."""
    line = text[: canvas.width]
    start = 0
    for span in line.spans:
        canvas.write(start, y, line.plain[start : span.start], Style.null())
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        canvas.write(span.start, y, line.plain[span.start : span.end], style)
        start = span.end
    canvas.write(start, y, line.plain[start:], Style.null())
