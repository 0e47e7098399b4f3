"""Totals by hour of the day in one line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from gutskin_tui.charts.label_text import fit
from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.series import checked, half_up

HOURS = 24
_STEPS = (2, 3, 4, 6, 8, 12)
_GAP = "  "


def hours_line(
    totals: Sequence[float], width: int, *, start: int = 4, empty: str = "", palette: Palette = DARK
) -> Text:
    """Return a line such as `06 ▂  08 ▅  10 █`: `totals` per clock hour, summed in equal runs of hours.

    `totals` are 24 values >= 0 in any unit. The line begins at `start` o'clock, when a journal day begins. Runs are
    2 hours long, or as much longer as `width` needs; empty runs at both ends are left out. The run with the
    greatest sum has the highest level, an empty run the glyph for no entry.
    `empty` is drawn if all totals are 0, or if `width` has no room for a label.
    Raises ValueError unless there are 24 finite totals >= 0 and 0 <= start < 24.
    """
    checked(totals, "totals")
    if len(totals) != HOURS or min(totals) < 0:
        raise ValueError("totals: needs 24 values, none negative")
    if not 0 <= start < HOURS:
        raise ValueError(f"start {start} is out of range")
    day = [totals[(start + hour) % HOURS] for hour in range(HOURS)]
    if not any(day):
        return Text(fit(empty, width, palette.glyphs), palette.muted, no_wrap=True)
    for step in _STEPS:
        sums = [sum(day[hour : hour + step]) for hour in range(0, HOURS, step)]
        busy = [index for index, total in enumerate(sums) if total]
        line = _line(sums, range(busy[0], busy[-1] + 1), start, step, palette)
        if line.cell_len <= width:
            return line
    return Text(fit(empty, width, palette.glyphs), palette.muted, no_wrap=True)


def _line(sums: Sequence[float], runs: range, start: int, step: int, palette: Palette) -> Text:
    glyphs = palette.glyphs
    highest = max(sums)
    text = Text(no_wrap=True, overflow="crop")
    for index in runs:
        hour = (start + index * step) % HOURS
        text.append(_GAP if index > runs.start else "")
        text.append(f"{hour:02}{glyphs.hour_mark} ", palette.label)
        if sums[index]:
            text.append(glyphs.spark[half_up(sums[index] / highest * (len(glyphs.spark) - 1))], palette.bar)
        else:
            text.append(glyphs.none, palette.muted)
    return text
