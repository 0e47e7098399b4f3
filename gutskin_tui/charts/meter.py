"""Meters and streak bars, as rows of boxes."""

from __future__ import annotations

from math import isfinite

from rich.text import Text

from gutskin_tui.charts.palette import DARK, Palette


def meter(
    done: float, total: float, width: int | None = None, *, spaced: bool = False, palette: Palette = DARK
) -> Text:
    """Return `done` of `total` as full and empty boxes: one box per unit while they fit `width`, else to scale.

    Only whole boxes are filled, so the meter is full only when the goal is reached; to scale, anything above 0
    fills at least a box. More than the goal is a full meter and a `+`, kept within `width` too.
    `spaced` puts a space between boxes where all of that fits. `width` None is unlimited.
    Raises ValueError unless 0 <= done, 0 < total, both
    finite, and width >= 1.
    """
    if not (isfinite(done) and isfinite(total) and done >= 0 and total > 0):
        raise ValueError(f"cannot show {done!r} of {total!r}")
    _check_width(width)
    glyphs = palette.glyphs
    over = done > total
    wanted = max(1, int(total + 0.5))
    room = wanted + over if width is None else width
    boxes = max(0, min(wanted, room - over))
    full = boxes if done >= total else int(done / total * boxes + 1e-9)
    if boxes < wanted and 0 < done < total:
        full = min(max(full, 1), boxes)
    gap = " " if spaced and (width is None or 2 * wanted - 1 + 2 * over <= width) else ""
    text = Text(no_wrap=True, overflow="crop")
    for index in range(boxes):
        if index:
            text.append(gap)
        text.append(glyphs.full, palette.bar) if index < full else text.append(glyphs.empty, palette.muted)
    if over:
        text.append((gap if boxes else "") + glyphs.beyond, palette.good)
    return text


def gauge(done: float, total: float, width: int, *, palette: Palette = DARK) -> Text:
    """Return a bar of `width` cells filled to `done` of `total`, with a gap between the units where they fit.

    It is full only when the goal is reached. Raises ValueError unless 0 <= done, 0 < total, both
    finite, and width >= 1.
    """
    if not (isfinite(done) and isfinite(total) and done >= 0 and total > 0):
        raise ValueError(f"cannot show {done!r} of {total!r}")
    _check_width(width)
    glyphs, units = palette.glyphs, max(1, round(total))
    filled = width if done >= total else int(done / total * width + 1e-9)
    style = palette.good if done >= total else palette.bar
    edges = {round(unit * width / units) for unit in range(1, units)} if width >= 4 * units else set()
    text = Text(no_wrap=True, overflow="crop")
    for x in range(width):
        if x + 1 in edges:
            text.append(" ")
        elif x < filled:
            text.append(glyphs.blocks[-1], style)
        else:
            text.append(glyphs.gauge, palette.muted)
    return text


def streak_bar(length: int, width: int, *, palette: Palette = DARK) -> Text:
    """Return a box per day of a streak, in at most `width` cells; cut, it ends in the glyph for "more".

    Raises ValueError for a negative length or a width below 1.
    """
    if length < 0:
        raise ValueError(f"a streak of {length} days")
    _check_width(width)
    text = Text(no_wrap=True, overflow="crop")
    text.append(palette.glyphs.full * (length if length <= width else width - 1), palette.bar)
    if length > width:
        text.append(palette.glyphs.more, palette.muted)
    return text


def _check_width(width: int | None) -> None:
    if width is not None and width < 1:
        raise ValueError("width must be at least 1")
