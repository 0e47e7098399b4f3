"""The entries of a day as a ribbon of its hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from rich.style import Style

from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.ribbon import DAY_MINUTES, DayRibbon, RibbonEntry
from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import AnyEntry, Drink, Sleep


def ribbon(
    entries: Sequence[AnyEntry],
    following: Iterable[AnyEntry],
    day_start: time,
    now: time | None,
    height: int,
    palette: Palette,
) -> DayRibbon:
    """Return the ribbon of a day that begins at `day_start`; its entries have the numbers of `entries`.

    `following` are the entries of the next day, whose night may begin on this one; it has a number after the others.
    `now` is the present time, None unless the day is today. A night without the times of bed and rising is a glyph,
    because its hours alone do not say when it was.
    """
    drawn = [_entry(entry, day_start, palette) for entry in entries]
    for entry in following:
        if isinstance(entry, Sleep) and entry.bed and entry.up:
            bed, up = (minute_of(time.fromisoformat(at), day_start) for at in (entry.bed, entry.up))
            if bed > up:
                drawn.append(_night(bed, DAY_MINUTES, palette))
    present = None if now is None else minute_of(now, day_start)
    return DayRibbon(drawn, start=day_start, now=present, height=height, palette=palette)


def minute_of(at: time, day_start: time) -> int:
    """Return the minutes from the start of the journal day to a wall-clock time."""
    return ((at.hour - day_start.hour) * 60 + at.minute - day_start.minute) % DAY_MINUTES


def ribbon_legend(ribbon: DayRibbon, width: int, room: int) -> str:
    """Return the meaning of the glyphs of a ribbon of `width` cells: `● meal  ≈ drink  ◆ check-in  ▲ practice`.

    The glyphs of all other kinds and of several entries are among them if they are drawn. So that it fits `room` cells,
    what is not drawn is left out, then the gaps are narrower, then the first glyphs are left out.
    """
    glyphs = ribbon.palette.glyphs
    named = {"meal": glyphs.meal, "drink": glyphs.drink, "check-in": glyphs.check_in, "practice": glyphs.practice}
    if any(entry.glyph == glyphs.other for entry in ribbon.entries):
        named["other"] = glyphs.other
    if ribbon.has_shared_cell(width):
        named["several"] = glyphs.both
    drawn = {entry.glyph for entry in ribbon.entries} | {glyphs.both}
    present = [f"{glyph} {name}" for name, glyph in named.items() if glyph in drawn]
    legends = ["  ".join(f"{glyph} {name}" for name, glyph in named.items()), "  ".join(present)]
    legends += [" ".join(present[first:]) for first in range(len(present))]
    return next((legend for legend in legends if len(legend) <= room), "")


def _entry(entry: AnyEntry, day_start: time, palette: Palette) -> RibbonEntry:
    if isinstance(entry, Sleep) and entry.bed and entry.up:
        bed, up = (minute_of(time.fromisoformat(at), day_start) for at in (entry.bed, entry.up))
        return _night(bed if bed <= up else 0, up, palette, "sleep")
    glyph, style = _mark(entry.kind, palette)
    label = summary(entry) if isinstance(entry, Drink) else title(entry)
    return RibbonEntry(minute_of(entry.when.time(), day_start), glyph, style, label)


def _night(first: int, until: int, palette: Palette, label: str = "") -> RibbonEntry:
    return RibbonEntry(first, palette.glyphs.blocks[-1], palette.area, label, until)


def _mark(kind: str, palette: Palette) -> tuple[str, Style]:
    glyphs = palette.glyphs
    return {
        "meal": (glyphs.meal, palette.mean),
        "drink": (glyphs.drink, palette.bar),
        "skin": (glyphs.check_in, palette.second),
        "stress": (glyphs.check_in, palette.second),
        "gut": (glyphs.check_in, palette.second),
        "exercise": (glyphs.practice, palette.good),
        "practice": (glyphs.practice, palette.good),
    }.get(kind, (glyphs.other, palette.label))
