"""Strips: the last few weeks in one line, a character per day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.line import DaySpan, spans_within
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import Values, checked, present
from gutskin_tui.dates import day_month

GROUP = 4
"""Days between two spaces of a strip."""
_TEN = "t"
_Mark = tuple[str, Style]


def value_strip(values: Values, *, pending: bool = False, palette: Palette = DARK) -> Text:
    """Return a low bar per day for values from 0 to 10, lowest for 0 and full from 10 on; in groups of 4 days.

    Without colours, and in ASCII, it is a digit, rounded half up: `0`-`9`, `t` for 10, `+` above. None is the glyph for
    no entry; for the last day with `pending` (the day is not over) it is `_`.
    Raises ValueError for NaN, infinities or negative values.
    """
    checked(values, "values")
    if min(present(values), default=0) < 0:
        raise ValueError("values: a strip has nothing for a negative value")
    marks = _bars(values, palette) if _has_bars(palette) else _digits(values, palette)
    return _strip(marks, pending, palette)


def strip_legend(palette: Palette = DARK, width: int | None = None) -> str:
    """Return the meaning of the glyphs of a `value_strip`: `· none  _ not yet  t = 10  + more`.

    In less `width` it is that of the days without a value, or empty.
    """
    glyphs = palette.glyphs
    top = f"{glyphs.spark[-1]} 10 or more" if _has_bars(palette) else f"{_TEN} = 10  {glyphs.beyond} more"
    empty_days = f"{glyphs.none} none  {glyphs.pending} not yet"
    legends = (f"{empty_days}  {top}", empty_days, "")
    return legends[0] if width is None else next(legend for legend in legends if cell_len(legend) <= max(0, width))


def mark_strip(done: Sequence[bool | None], *, pending: bool = False, palette: Palette = DARK) -> Text:
    """Return a box per day with True, and the glyph for no entry per day with False or None.

    With `pending` a last day that is not done yet is `_`.
    """
    box = (palette.glyphs.full, palette.point)
    return _strip([box if day else None for day in done], pending, palette)


def mark_spans(strip: Text, days: Sequence[date], spans: Iterable[DaySpan], palette: Palette = DARK) -> None:
    """Mark the days of a strip of `days` that are in a span."""
    for first, last, _ in spans_within(days, spans):
        strip.stylize(palette.span_day, strip_width(first + 1) - 1, strip_width(last + 1))


def strip_width(days: int) -> int:
    """Return the width of a strip in cells."""
    return days + max(0, days - 1) // GROUP


def strip_day(days: Sequence[date], x: int) -> date | None:
    """Return the day in column `x` of a strip of `days`; None between two groups and outside."""
    group, place = divmod(x, GROUP + 1)
    index = group * GROUP + place
    return days[index] if x >= 0 and place < GROUP and index < len(days) else None


def strip_axis(
    days: Sequence[date], *, today: date | None = None, spans: Iterable[DaySpan] = (), palette: Palette = DARK
) -> Text:
    """Return the line under a strip: its first day on the left, its last (or "today") flush right.

    The first is left out if both do not fit; the last is cut to the strip. A name of `spans` that fits between them is
    written under its days.
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
        names = [(strip_width(start + 1) - 1, label) for start, _, label in spans_within(days, spans)]
        text = _with_names(text, names, cell_len(first) + 1, width - cell_len(last) - 1, palette)
    return text


def _with_names(line: Text, names: Iterable[tuple[int, str]], free: int, end: int, palette: Palette = DARK) -> Text:
    """Return a line with the names of spans, (column, name), in place of blanks from column `free` to `end`.

    A name that does not fit is left out; one that does is as near to its column as the others allow.
    """
    for start, label in names:
        name = f" {label} "
        place = min(max(start, free), end - cell_len(name))
        if place >= free:
            line = Text.assemble(line[:place], (name, palette.span_day), line[place + cell_len(name) :])
            free = place + cell_len(name) + 1
    return line


def _has_bars(palette: Palette) -> bool:
    return palette.coloured and not palette.glyphs.plain


def _bars(values: Values, palette: Palette) -> list[_Mark | None]:
    blocks, styles = palette.glyphs.spark, [Style(color=shade.bgcolor) for shade in palette.shades[2:]]
    marks: list[_Mark | None] = []
    for value in values:  # many, at each change: without a call for each
        share = min(value / 10, 1.0) if value is not None else 0.0
        mark = blocks[int(share * (len(blocks) - 1) + 0.5)], styles[min(int(share * len(styles)), len(styles) - 1)]
        marks.append(None if value is None else mark)
    return marks


def _digits(values: Values, palette: Palette) -> list[_Mark | None]:
    marks: list[_Mark | None] = []
    for value in values:
        digit = None if value is None else int(value + 0.5)
        text = "" if digit is None else str(digit) if digit < 10 else _TEN if digit == 10 else palette.glyphs.beyond
        marks.append((text, palette.text) if text else None)
    return marks


def _strip(marks: Sequence[_Mark | None], pending: bool, palette: Palette) -> Text:
    text = Text(no_wrap=True, overflow="crop")
    for index, mark in enumerate(marks):
        if index and index % GROUP == 0:
            text.append(" ")
        if mark is not None:
            text.append(*mark)
        elif pending and index == len(marks) - 1:
            text.append(palette.glyphs.pending, palette.today)
        else:
            text.append(palette.glyphs.none, palette.muted)
    return text
