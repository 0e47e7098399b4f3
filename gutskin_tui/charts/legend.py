"""Legends: the glyphs of a chart with their meaning, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import plain
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


def line_legend(point: str = "day", mean: str = "7-day average", *, palette: Palette = DARK) -> Text:
    """Return the legend of a `LineChart`, `• day  █ 7-day average`; a part with an empty name is left out."""
    glyphs = palette.glyphs
    return legend([(glyphs.point, palette.point, point), (glyphs.area[-1], palette.area, mean)], palette=palette)
