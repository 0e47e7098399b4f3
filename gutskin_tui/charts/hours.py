"""Totals by hour of the day as 24 bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

from gutskin_tui.charts.canvas import EIGHTHS, Canvas, Chart
from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.series import checked

HOURS = 24
# Hours of a bar, and hours between two labels.
_STEPS = (1, 2, 3, 4, 6, 8, 12)
# Cells of a label and the gap after it.
_LABEL = 4


@dataclass(frozen=True)
class HourBars(Chart):
    """A bar for each hour, from `start` o'clock, when a journal day begins, with the hours below.

    `totals` are 24 values >= 0 per clock hour, in any unit; the greatest has the full height, and none is an hour
    without. Where 24 columns do not fit, a bar is the sum of several hours. In one row the hours are left out.
    `empty` is the text if all totals are 0.
    Raises ValueError unless there are 24 finite totals >= 0 and 0 <= start < 24, or for a height or width below 1.
    """

    totals: Sequence[float]
    _: KW_ONLY
    start: int = 4
    height: int = 6
    empty: str = ""

    def __post_init__(self) -> None:
        checked(self.totals, "totals")
        if len(self.totals) != HOURS or min(self.totals) < 0:
            raise ValueError("totals: needs 24 values, none negative")
        if not 0 <= self.start < HOURS:
            raise ValueError(f"start {self.start} is out of range")
        self._check_size()

    def draw(self, width: int, height: int) -> Canvas:
        glyphs, palette = self.palette.glyphs, self.palette
        canvas = Canvas(width, height if any(self.totals) else 1)
        step = next((step for step in _STEPS if HOURS // step <= width), HOURS)
        if not any(self.totals):
            canvas.write(0, 0, fit(self.empty, width, glyphs), palette.muted)
            return canvas
        sums = self._sums(step)
        rows = max(1, height - 1)
        cells = width // len(sums)
        bar = cells - 1 if cells > 1 else 1
        for index, total in enumerate(sums):
            x = index * cells
            if total:
                eighths = max(1, int(total / max(sums) * rows * EIGHTHS + 0.5))
                canvas.area(x, rows - 1, [eighths] * bar, glyphs.blocks, palette.bar)
            else:
                canvas.put(x + (bar - 1) // 2, rows - 1, glyphs.none, palette.muted)
        if height > 1:
            self._label(canvas, rows, cells, step)
        return canvas

    def _sums(self, step: int) -> list[float]:
        day = [self.totals[(self.start + hour) % HOURS] for hour in range(HOURS)]
        return [sum(day[hour : hour + step]) for hour in range(0, HOURS, step)]

    def _label(self, canvas: Canvas, y: int, cells: int, step: int) -> None:
        """Write the hours that bars begin at, as many as fit."""
        every = next((hours for hours in _STEPS if hours >= step and hours // step * cells >= _LABEL), HOURS)
        for hour in range(0, HOURS, every):
            x = hour // step * cells
            if x + 2 <= canvas.width:
                canvas.write(x, y, f"{(self.start + hour) % HOURS:02}", self.palette.label)
