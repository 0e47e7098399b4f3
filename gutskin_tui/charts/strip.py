"""Strips: the last few weeks in one line, a character per day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import Values, checked, half_up, present
from gutskin_tui.dates import day_month

GROUP = 4
"""Days between two spaces of a strip."""
_TEN = "t"


def digit_strip(values: Values, *, pending: bool = False, palette: Palette = DARK) -> Text:
    """Return a digit per day for values >= 0, rounded half up: `0`-`9`, `t` for 10, `+` above; in groups of 4.

    None is the glyph for no entry; for the last day with `pending` (the day is not over) it is `_`.
    Raises ValueError for NaN, infinities or negative values.
    """
    checked(values, "values")
    if any(value < 0 for value in present(values)):
        raise ValueError("values: a strip has no digit for a negative value")
    digits = [None if value is None else _digit(value, palette) for value in values]
    return _strip(digits, pending, palette, palette.text)


def mark_strip(done: Sequence[bool | None], *, pending: bool = False, palette: Palette = DARK) -> Text:
    """Return a box per day with True, and the glyph for no entry per day with False or None.

    With `pending` a last day that is not done yet is `_`.
    """
    return _strip([palette.glyphs.full if day else None for day in done], pending, palette, palette.point)


def strip_width(days: int) -> int:
    """Return the width of a strip in cells."""
    return days + max(0, days - 1) // GROUP


def strip_axis(days: Sequence[date], *, today: date | None = None, key: bool = False, palette: Palette = DARK) -> Text:
    """Return the line under a strip: its first day on the left, its last (or "today") flush right.

    The first is left out if both do not fit; the last is cut to the strip. `key` appends the meaning of the glyphs
    for no entry and "not yet", beyond the strip.
    """
    text = Text(no_wrap=True, overflow="crop")
    width = strip_width(len(days))
    if width:
        last = "today" if days[-1] == today else day_month(days[-1])
        last = fit(last, width, palette.glyphs)
        first = day_month(days[0])
        if cell_len(first) + 2 + cell_len(last) > width:
            first = ""
        text.append(first + last.rjust(width - len(first)), palette.label)
    if key:
        glyphs = palette.glyphs
        text.append(f"   {glyphs.none} no entry  {glyphs.pending} not yet", palette.muted)
    return text


def _digit(value: float, palette: Palette) -> str:
    digit = half_up(value)
    return str(digit) if digit < 10 else _TEN if digit == 10 else palette.glyphs.beyond


def _strip(marks: Sequence[str | None], pending: bool, palette: Palette, style: Style) -> Text:
    text = Text(no_wrap=True, overflow="crop")
    for index, mark in enumerate(marks):
        if index and index % GROUP == 0:
            text.append(" ")
        if mark is not None:
            text.append(mark, style)
        elif pending and index == len(marks) - 1:
            text.append(palette.glyphs.pending, palette.today)
        else:
            text.append(palette.glyphs.none, palette.muted)
    return text
