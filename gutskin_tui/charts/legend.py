"""Legends: the glyphs of a chart with their meaning, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import plain, single_cell
from gutskin_tui.charts.palette import DARK, Palette


def legend(parts: Iterable[tuple[str, Style, str]], width: int | None = None, *, palette: Palette = DARK) -> Text:
    """Return a legend of (glyph, style, name). Parts without a name, or beyond `width` cells, are left out."""
    text = Text(no_wrap=True, overflow="crop")
    for mark, style, name in parts:
        gap = "  " if text else ""
        words = f" {plain(name, palette.glyphs)}"
        if not name or (width is not None and text.cell_len + cell_len(gap + mark + words) > width):
            continue
        text.append(gap).append(mark, style).append(words, palette.label)
    return text


def line_legend(
    point: str = "day",
    mean: str = "7-day mean",
    second: str = "",
    *,
    point_mark: str | None = None,
    second_mark: str | None = None,
    palette: Palette = DARK,
) -> Text:
    """Return the legend of a `LineChart`, such as `• day  ─ 7-day mean`; a part with an empty name is left out.

    Raises ValueError for a mark that is not one cell wide.
    """
    glyphs = palette.glyphs
    marks = [
        (point_mark or glyphs.point, palette.point, point),
        (glyphs.line, palette.mean, mean),
        (second_mark or glyphs.second, palette.second, second),
        (glyphs.both, palette.second, "both" if point and second else ""),
    ]
    return legend([(single_cell(mark, glyphs), style, name) for mark, style, name in marks], palette=palette)
