"""The lag profile: the difference in the outcome at each lag between exposure and outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

from gutskin_tui.charts.canvas import LEAST_HEIGHT, LEAST_WIDTH, Canvas, Chart
from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.plot import Plot, plot_rows
from gutskin_tui.charts.scale import scale
from gutskin_tui.charts.series import present

WIDEST = 8
"""Most columns between two lags."""


@dataclass(frozen=True)
class LagProfile(Chart):
    """A chart of `effects` over `lags` (days); an effect is a difference, or None where there are too few days.

    A vertical line connects zero and each difference; the `chosen` lag is in brackets. `height` counts all rows;
    under 3 rows or 20 columns it is replaced by a sentence.
    """

    lags: Sequence[int]
    effects: Sequence[float | None]
    chosen: int
    _: KW_ONLY
    height: int = 8

    def draw(self, width: int, height: int) -> Canvas:
        rows = plot_rows(height, header=False)
        drawn = present(self.effects)
        if width < LEAST_WIDTH or height < LEAST_HEIGHT or rows < 2 or not drawn:
            return self._sentence(
                "Too few days, or too little space, to draw this." if drawn else "Too few days for any delay.", width
            )
        axis = scale([*drawn, 0.0], rows)
        left = axis.margin + 1
        step = min(WIDEST, (width - left - 1) // len(self.lags))
        if step < 1:
            return self._sentence("Widen the window to see this chart.", width)
        palette, glyphs = self.palette, self.palette.glyphs
        columns = step * len(self.lags) + 1
        plot = Plot(Canvas(width, height), left, False, columns, axis, palette)
        plot.draw_axes()
        plot.draw_reference(0.0, "")
        values = []
        for index, value in enumerate(self.effects):
            if value is None:
                continue
            column = step // 2 + index * step
            values.append((column, value))
            zero, row = axis.row(0.0), axis.row(value)
            for between in range(min(zero, row) + (row > zero), max(zero, row) + (row <= zero)):
                plot.canvas.put(left + column, plot.bottom - between, glyphs.upright, palette.muted)
        plot.draw_points(values, glyphs.point, palette.mean)
        self._labels(plot, left, step)
        return plot.canvas

    def _sentence(self, text: str, width: int) -> Canvas:
        canvas = Canvas(width, 1)
        canvas.write(0, 0, fit(text, width, self.palette.glyphs), self.palette.text)
        return canvas

    def _labels(self, plot: Plot, left: int, step: int) -> None:
        """Write as many lags under the axis as fit, and the chosen lag in brackets."""
        first, chosen = left + step // 2, self.lags.index(self.chosen)
        mark = f"[{self.chosen}]"
        start_chosen = min(first + chosen * step - 1 - (len(mark) > 3), plot.canvas.width - len(mark))
        occupied = range(start_chosen - 1, start_chosen + len(mark) + 1)
        for index in range(0, len(self.lags), -(-(len(str(self.lags[-1])) + 1) // step)):
            text, start = str(self.lags[index]), first + index * step
            start -= len(text) - 1
            if start not in occupied and start + len(text) - 1 not in occupied:
                plot.canvas.write(start, plot.canvas.height - 1, text, self.palette.label)
        plot.canvas.write(start_chosen, plot.canvas.height - 1, mark, self.palette.selected)
