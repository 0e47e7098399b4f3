"""Line charts of daily values: the rolling mean as an area, the days as dots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from functools import cached_property

from msgspec import Struct
from rich.cells import cell_len

from gutskin_tui.charts.canvas import LEAST_HEIGHT, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.label_text import fit, single_cell
from gutskin_tui.charts.plot import Plot, plot_rows
from gutskin_tui.charts.scale import Scale, scale
from gutskin_tui.charts.series import DayColumns, Values, are_whole, checked, checked_days, present
from gutskin_tui.charts.spark import single_line

# A reference label takes at most 1 / _LABEL_SHARE of the width.
_LABEL_SHARE = 4
# Up to this number of rows the edge of the area has priority over dots.
_FEW_ROWS = 6
# More days than this in a column are faint dots.
_DENSE = 3


class DaySpan(Struct, frozen=True):
    """A named run of days, such as a phase of a trial or a course of treatment; both ends are included."""

    start: date
    end: date
    label: str


def spans_within(days: Sequence[date], spans: Iterable[DaySpan]) -> list[tuple[int, int, str]]:
    """Return (first place, last place, label) of the spans in consecutive `days`, cut to these, by their start."""
    if not days:
        return []
    zero, last = days[0].toordinal(), len(days) - 1
    inside = []
    for span in sorted(spans, key=lambda span: span.start):
        start, end = span.start.toordinal() - zero, span.end.toordinal() - zero
        if start <= end and end >= 0 and start <= last:
            inside.append((max(0, start), min(last, end), span.label))
    return inside


class DayMark(Struct, frozen=True):
    """A glyph, one cell wide, above a day."""

    day: date
    glyph: str


class Reference(Struct, frozen=True):
    """A horizontal line at a goal or a reference value."""

    value: float
    label: str = ""


@dataclass(frozen=True)
class LineChart(Chart):
    """A chart of `points`, a value or None per day, as dots, over the area of their rolling `mean` (empty for none).

    - `days` are consecutive. Fewer days than columns are spread over the width; of more days, a column has all their
      dots and the mean of the means. A missing value is a gap, never a zero.
    - `lo`, `hi`: the ends of a fixed scale; None derives one from the values (see `scale.scale`).
    - `spans` are shaded and named, `marks` drawn in the row above the plot, `crosshair` is a day with a hairline.
    - `empty`: the text if there are no values ("needs 3 more days").
    - `height` counts every row, with the axis, the dates and the names of `spans`. Under 3 rows or 20
      columns the chart is a single line.

    Raises ValueError for NaN and infinities, series of another length than `days`, days with holes,
    `lo` >= `hi`, marks that are not one cell wide, or a height or width below 1.
    """

    days: Sequence[date]
    points: Values
    mean: Values = ()
    _: KW_ONLY
    reference: Reference | None = None
    spans: Sequence[DaySpan] = ()
    marks: Sequence[DayMark] = ()
    crosshair: date | None = None
    lo: float | None = None
    hi: float | None = None
    empty: str = ""

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        checked(self.points, "points", len(days))
        if self.mean:
            checked(self.mean, "mean", len(days))
        checked([self.lo, self.hi, self.reference.value if self.reference else None], "bounds")
        self._check_size()
        for mark in self.marks:
            single_cell(mark.glyph, self.palette.glyphs)
        self._scale(2)

    def draw(self, width: int, height: int) -> Canvas:
        plot = self._plot(width, height)
        if plot is None:
            return single_line(self.points, width, self.empty, lo=self.lo, hi=self.hi, palette=self.palette)
        plot.draw_axes()
        plot.draw_dates(self.days)
        if not self._values:
            plot.write_message(self.empty)
            return plot.canvas
        layout = DayColumns(len(self.days), plot.columns)
        columns = layout.all_columns()
        if self.mean:
            plot.draw_area(layout.interpolated(self.mean))
        if self.reference:
            plot.draw_reference(self.reference.value, self._reference_label(plot.axis, width))
        shared = len(self.days) > plot.columns
        dense = len(self.days) > _DENSE * plot.columns
        plot.draw_points(
            [(column, value) for column, value in zip(columns, self.points, strict=True) if value is not None],
            self.palette.glyphs.faint_point if dense else self.palette.glyphs.point,
            self.palette.muted if dense else self.palette.point,
            edges=shared or plot.axis.rows <= _FEW_ROWS,
        )
        plot.draw_spans([(columns[start], layout.last_column(end), name) for start, end, name in self._day_spans])
        plot.draw_marks([(columns[index], glyph) for index, glyph in self._day_marks])
        index = self._index(self.crosshair) if self.crosshair else None
        if index is not None:
            plot.draw_crosshair(columns[index])
        return plot.canvas

    def day_at(self, x: int, width: int, height: int) -> date | None:
        """Return the day in column `x` of a chart of this size, the last of several; None outside the plot."""
        plot = self._plot(width, height)
        return plot.day_at(x, self.days) if plot else None

    def _plot(self, width: int, height: int) -> Plot | None:
        """Return the empty plot; None if there is no room for one."""
        header = bool(self._day_spans or self._day_marks)
        rows = plot_rows(height, header)
        if width < LEAST_WIDTH or height < LEAST_HEIGHT or rows < 2:
            return None
        axis = self._scale(rows)
        left = axis.margin + 1
        label = self._reference_label(axis, width)
        columns = width - left - (cell_len(label) + 1 if label else 0)
        return Plot(Canvas(width, height), left, int(header), columns, axis, self.palette)

    @cached_property
    def _values(self) -> list[float]:
        return present(self.points, self.mean)

    def _scale(self, rows: int) -> Scale:
        values = self._values
        if values and self.reference:
            values = [*values, self.reference.value]
        return scale(values, rows, self.lo, self.hi, whole=are_whole(self.points))

    @cached_property
    def _day_spans(self) -> list[tuple[int, int, str]]:
        return spans_within(self.days, self.spans)

    @cached_property
    def _day_marks(self) -> list[tuple[int, str]]:
        indices = ((self._index(mark.day), mark.glyph) for mark in self.marks)
        return [(index, glyph) for index, glyph in indices if index is not None]

    def _index(self, day: date) -> int | None:
        index = day.toordinal() - self.days[0].toordinal() if self.days else -1
        return index if 0 <= index < len(self.days) else None

    def _reference_label(self, axis: Scale, width: int) -> str:
        if not self.reference or not 0 <= axis.row(self.reference.value) < axis.rows:
            return ""
        return fit(self.reference.label, width // _LABEL_SHARE, self.palette.glyphs)
