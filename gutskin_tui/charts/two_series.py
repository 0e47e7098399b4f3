"""Two daily series on one scale, as two Braille lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date

from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.canvas import DOT_COLUMNS, LEAST_HEIGHT, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.legend import legend
from gutskin_tui.charts.line import DaySpan, spans_within
from gutskin_tui.charts.plot import Plot, plot_rows
from gutskin_tui.charts.scale import scale
from gutskin_tui.charts.series import DayColumns, Values, checked, checked_days, present
from gutskin_tui.charts.spark import single_line

# Least number of columns between two marks on a line.
_MARK_GAP = 8


@dataclass(frozen=True)
class TwoSeriesChart(Chart):
    """A chart of two series, a value or None per day each, over consecutive `days`; `names` are for the legend.

    The lines differ in colour and in the mark that they have on some of the days and on their last one. ASCII has the
    marks alone. A missing value is a gap. `spans` are shaded and named above the plot. `lo` and `hi` are the ends of
    the scale; `empty` is the text if there are no values. Under 3 rows or 20 columns the first series alone is drawn,
    as a single line.

    Raises ValueError for NaN and infinities, series of another length than `days`, days with holes, `lo` >= `hi`, or a
    height or width below 1.
    """

    days: Sequence[date]
    first: Values
    second: Values
    names: tuple[str, str]
    _: KW_ONLY
    spans: Sequence[DaySpan] = ()
    crosshair: date | None = None
    lo: float | None = None
    hi: float | None = None
    empty: str = ""

    def __post_init__(self) -> None:
        days = checked_days(self.days)
        checked(self.first, "first", len(days))
        checked(self.second, "second", len(days))
        checked([self.lo, self.hi], "bounds")
        self._check_size()
        scale(present(self.first, self.second), 2, self.lo, self.hi)

    def draw(self, width: int, height: int) -> Canvas:
        plot = self._plot(width, height)
        if plot is None:
            return single_line(self.first, width, self.empty, lo=self.lo, hi=self.hi, palette=self.palette)
        left, axis, rows = plot.left, plot.axis, plot.axis.rows
        plot.draw_axes()
        plot.draw_dates(self.days)
        if not present(self.first, self.second):
            plot.write_message(self.empty)
            return plot.canvas
        if self.crosshair in self.days:
            plot.draw_crosshair(DayColumns(len(self.days), plot.columns).column(self.days.index(self.crosshair)))
        if not self.palette.glyphs.plain:
            for series, _, style, dashed in self._lines():
                plot.canvas.braille(left, plot.bottom, _dots(plot, series, dashed), style)
        occupied: dict[tuple[int, int], str] = {}
        for series, mark, style, _ in self._lines():
            for column, value in self._marked(series, plot.columns):
                cell = (left + column, plot.bottom - min(max(axis.row(value), 0), rows - 1))
                both = occupied.setdefault(cell, mark) != mark
                plot.canvas.put(*cell, self.palette.glyphs.both if both else mark, style)
        layout = DayColumns(len(self.days), plot.columns)
        spans = spans_within(self.days, self.spans)
        plot.draw_spans([(layout.column(start), layout.last_column(end), name) for start, end, name in spans])
        return plot.canvas

    def day_at(self, x: int, width: int, height: int) -> date | None:
        """Return the day in column `x` of a chart of this size, the last of several; None outside the plot."""
        plot = self._plot(width, height)
        return plot.day_at(x, self.days) if plot else None

    def _plot(self, width: int, height: int) -> Plot | None:
        """Return the empty plot of a chart of this size, None for a single line."""
        header = bool(spans_within(self.days, self.spans))
        rows = plot_rows(height, header=header)
        if width < LEAST_WIDTH or height < LEAST_HEIGHT or rows < 2:
            return None
        axis = scale(present(self.first, self.second), rows, self.lo, self.hi)
        left = axis.margin + 1
        return Plot(Canvas(width, height), left, int(header), width - left, axis, self.palette)

    def legend(self, width: int | None = None) -> Text:
        """Return the marks with the names of the series and their last values: `• skin 3  ◦ stress 5  * both`."""
        parts = []
        for (series, mark, style, _), name in zip(self._lines(), self.names, strict=True):
            values = present(series)
            parts.append((mark, style, f"{name} {values[-1]:.3g}" if values else f"{name} none"))
        glyphs = self.palette.glyphs
        return legend([*parts, (glyphs.both, self.palette.second, "both")], width, palette=self.palette)

    def _lines(self) -> list[tuple[Values, str, Style, bool]]:
        """Return the values, mark and style of each line, and whether it is dashed."""
        glyphs, palette = self.palette.glyphs, self.palette
        return [
            (self.first, glyphs.point, palette.point, False),
            (self.second, glyphs.second, palette.second, True),
        ]

    def _marked(self, series: Values, columns: int) -> Iterator[tuple[int, float]]:
        """Yield the column and value of each mark, from the last day backwards."""
        layout = DayColumns(len(self.days), columns)
        least = 1 if self.palette.glyphs.plain else _MARK_GAP
        free = columns + least
        for index in range(len(series) - 1, -1, -1):
            value, column = series[index], layout.column(index)
            alone = value is not None and not any(
                series[near] is not None for near in (index - 1, index + 1) if 0 <= near < len(series)
            )
            if value is not None and (column <= free - least or alone):
                yield column, value
                free = column


def _dots(plot: Plot, series: Values, dashed: bool) -> Iterator[tuple[int, int]]:
    """Yield the Braille dots of a line: (column, row) from the lower left of the plot."""
    columns = plot.columns * DOT_COLUMNS
    previous: int | None = None
    for column, value in enumerate(DayColumns(len(series), columns).interpolated(series)):
        if value is None:
            previous = None
            continue
        row = plot.axis.dot_row(value)
        nearest = row if previous is None or previous == row else previous + (1 if row > previous else -1)
        if not dashed or column % 4 < 3:
            for between in range(min(row, nearest), max(row, nearest) + 1):
                yield column, between
        previous = row
