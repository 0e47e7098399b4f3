"""Sparklines: a series in one row of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.canvas import Canvas
from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import Values, binned, checked, half_up, present


def sparkline(
    values: Values,
    width: int | None = None,
    *,
    unfinished: bool = False,
    lo: float | None = None,
    hi: float | None = None,
    palette: Palette = DARK,
    style: Style | None = None,
    spans: Sequence[tuple[int, int]] = (),
) -> Text:
    """Return a cell per value, in eight levels from `lo` to `hi`; None is the glyph for no entry.

    With `unfinished` the last value is hollow, because it is not final, if it has a cell of its own.
    A bound that is None is the least or greatest value; a constant series is drawn at half height.
    Values outside the bounds take the nearest level. With more values than `width` (None: all of them), runs
    of neighbours are averaged; with fewer, the line is shorter than `width`.
    `spans` are the places (first, last) of runs of values to mark.
    Raises ValueError for NaN, infinities, a negative width, or `lo` above `hi`.
    """
    drawn = checked(values, "values")
    if width is not None and width < 0:
        raise ValueError(f"width {width} is negative")
    if width is not None and len(drawn) > width:
        unfinished = False
        drawn = tuple(binned(drawn, width)) if width else ()
    low, high = _bounds(drawn, lo, hi)
    levels = palette.glyphs.spark
    cells: list[tuple[Style, str]] = []
    for value in drawn:
        if value is None:
            cells.append((palette.muted, palette.glyphs.none))
        else:
            share = (value - low) / (high - low) if high > low else 0.5
            level = half_up(min(max(share, 0.0), 1.0) * (len(levels) - 1))
            cells.append((style or palette.point, levels[level]))
    if unfinished and drawn and drawn[-1] is not None:
        cells[-1] = palette.today, palette.glyphs.hollow
    text = Text(no_wrap=True, overflow="crop")
    # A span for each run of a style: for each cell they took a third of the time of drawing a list of sparklines.
    for run_style, run in groupby(cells, key=itemgetter(0)):
        text.append("".join(glyph for _, glyph in run), run_style)
    count = max(1, len(values))
    for start, end in spans:
        text.stylize(palette.span_day, start * len(cells) // count, end * len(cells) // count + 1)
    return text


def _bounds(values: Values, lo: float | None, hi: float | None) -> tuple[float, float]:
    """Return the bounds, the least and the greatest value for None; raises ValueError for `lo` above `hi`, or NaN."""
    checked([lo, hi], "bounds")
    if lo is not None and hi is not None and lo > hi:
        raise ValueError(f"lo {lo} is above hi {hi}")
    numbers = present(values)
    return min(numbers, default=0.0) if lo is None else lo, max(numbers, default=0.0) if hi is None else hi


def single_line(
    values: Values,
    width: int,
    empty: str,
    *,
    lo: float | None = None,
    hi: float | None = None,
    palette: Palette = DARK,
    style: Style | None = None,
) -> Canvas:
    """Return a chart without room for axes: the sparkline of `values`, or the text `empty` if there are none."""
    canvas = Canvas(width, 1)
    if not present(values):
        canvas.write(0, 0, fit(empty, width, palette.glyphs), palette.muted)
        return canvas
    canvas.write_text(0, 0, sparkline(values, width, lo=lo, hi=hi, palette=palette, style=style))
    return canvas
