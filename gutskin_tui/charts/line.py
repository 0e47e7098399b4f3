"""Line charts of daily values and their rolling mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date

from rich.cells import cell_len
from rich.text import Text

from gutskin_tui.charts.canvas import LEAST_HEIGHT, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.label_text import fit, single_cell
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.plot import Plot
from gutskin_tui.charts.scale import Scale, scale
from gutskin_tui.charts.series import DayColumns, Values, checked, checked_days, present
from gutskin_tui.charts.spark import sparkline

# A reference label takes at most 1 / _LABEL_SHARE of the width.
_LABEL_SHARE = 4


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A named run of days, such as a phase of a trial; both ends are included."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A horizontal line at a goal or a reference value."""

    value: float
    label: str = ""


@dataclass(frozen=True)
class LineChart(Chart):
    """A line chart of `points`, a value or None per day, and their rolling `mean` (empty for none), over `days`.

    - `days` are consecutive. Fewer days than columns are spread over the width; of more days, each column
      shows the mean. A missing value is a gap, never a zero.
    - `second` is another series on the same scale, drawn as `second_mark`, and as `both` in a cell with both.
    - `lo`, `hi`: the bounds of the scale; None derives one from the values. A value outside is an arrow at the edge.
    - `empty`: the text if there are no values ("needs 3 more days").
    - `height` counts every row, with the axis, the dates and the names of `spans`. Under 4 rows or 20
      columns the chart is a single line.

    Raises ValueError for NaN and infinities, series of another length than `days`, days with holes,
    `lo` >= `hi`, marks that are not one cell wide, or a height or width below 1.
    """

    days: Sequence[date]
    points: Values
    mean: Values = ()
    _: KW_ONLY
    second: Values = ()
    point_mark: str | None = None
    second_mark: str | None = None
    reference: Reference | None = None
    spans: Sequence[DaySpan] = ()
    lo: float | None = None
    hi: float | None = None
    height: int = 10
    width: int | None = None
    empty: str = ""
    palette: Palette = DARK

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        checked(self.points, "points", len(days))
        for name, values in (("mean", self.mean), ("second", self.second)):
            if values:
                checked(values, name, len(days))
        checked([self.lo, self.hi, self.reference.value if self.reference else None], "bounds")
        if self.height < 1 or (self.width is not None and self.width < 1):
            raise ValueError("height and width must be at least 1")
        for mark in (self.point_mark, self.second_mark):
            if mark is not None:
                single_cell(mark, self.palette.glyphs)
        self._scale(2)

    def draw(self, width: int) -> Canvas | Text:
        spans = self._spans()
        rows = self.height - 2 - bool(spans)
        if width < LEAST_WIDTH or self.height < LEAST_HEIGHT or rows < 2:
            return self._short_form(width)
        axis = self._scale(rows)
        left = axis.margin + (2 if axis.margin else 1)
        label = self._reference_label(axis, width)
        columns = width - left - (cell_len(label) + 1 if label else 0)
        plot = Plot(Canvas(width, self.height), left, bool(spans), columns, axis, self.palette)
        plot.draw_axes()
        if not self.days or not present(self.points, self.mean, self.second):
            plot.draw_dates(self.days)
            plot.write_message(self.empty)
            return plot.canvas
        layout = DayColumns(len(self.days), columns)
        glyphs = self.palette.glyphs
        if self.reference:
            plot.draw_reference(self.reference.value, label)
        plot.draw_line(layout.interpolated(self.mean) if self.mean else [])
        points = plot.draw_points(layout.spread(self.points), self.point_mark or glyphs.point, self.palette.point)
        if self.second:
            plot.draw_points(layout.spread(self.second), self.second_mark or glyphs.second, self.palette.second, points)
        plot.draw_dates(self.days)
        plot.draw_spans([(layout.column(start), _last_column(layout, end), name) for start, end, name in spans])
        return plot.canvas

    def _scale(self, rows: int) -> Scale:
        drawn = present(self.points, self.mean, self.second)
        if drawn and self.reference:
            drawn.append(self.reference.value)
        return scale(drawn, rows, self.lo, self.hi)

    def _spans(self) -> list[tuple[int, int, str]]:
        """Return (first day number, last day number, label) of the spans, cut to the days of the chart."""
        if not self.days:
            return []
        zero, last = self.days[0].toordinal(), len(self.days) - 1
        inside = []
        for span in sorted(self.spans, key=lambda span: span.start):
            start, end = span.start.toordinal() - zero, span.end.toordinal() - zero
            if start <= end and end >= 0 and start <= last:
                inside.append((max(0, start), min(last, end), span.label))
        return inside

    def _reference_label(self, axis: Scale, width: int) -> str:
        if not self.reference or not 0 <= axis.row(self.reference.value) < axis.rows:
            return ""
        return fit(self.reference.label, width // _LABEL_SHARE, self.palette.glyphs)

    def _short_form(self, width: int) -> Text:
        if not present(self.points):
            return Text(fit(self.empty, width, self.palette.glyphs), self.palette.muted, no_wrap=True)
        return sparkline(self.points, width, lo=self.lo, hi=self.hi, palette=self.palette)


def _last_column(layout: DayColumns, day: int) -> int:
    """Return the last column of `day`: the one before the next day, so that consecutive spans touch."""
    return layout.column(day) if day + 1 == layout.days else max(layout.column(day), layout.column(day + 1) - 1)
