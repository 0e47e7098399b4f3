"""What stands around the entry line of meals: when the meal would be saved, foods to complete it with, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from gutskin_tui.journal.entries import title
from gutskin_tui.journal.inert import clean, one_line
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.journal.mealline import MealLine
from gutskin_tui.journal.usual import KnownFood
from gutskin_tui.tui.session import Session


def filed(session: Session, entry: AnyEntry) -> str:
    """Say under which meal, time and day an entry would be saved."""
    dot = session.sign("dot")
    day = "today" if entry.date == session.today else f"{entry.date:%a %d %b %Y}"
    return f" {dot} {title(entry)} {dot} {entry.when:%H:%M} {dot} {day}"


def offer_lines(session: Session, foods: Sequence[KnownFood], chosen: int, room: int, *, brief: bool) -> list[Text]:
    """Draw the foods on offer in `room` cells, the chosen one marked: a line each, or all in one if `brief`."""
    lines = []
    for index, food in enumerate(foods):
        line = Text().append("> " if index == chosen else "  ", "bold")
        count = f"{food.count}{session.sign('times')}"
        if brief:
            lines.append(line.append(one_line(food.text, 24)).append(f" {count} ", "dim"))
            continue
        words = Text(clean(food.text))
        words.truncate(max(9, min(28, room - 23)), overflow="ellipsis", pad=True)
        lines.append(line.append_text(words).append(f"{count:>7}  last {food.last:%d %b}", "dim"))
    return [Text().join(lines)] if brief and lines else lines


def help_lines(session: Session, typed: str, line: MealLine | None, focused: bool, *, offers: bool) -> list[Text]:
    """Say what was understood besides the foods, and the keys that can be pressed now."""
    if not focused:
        return [Text("Your draft is kept. m goes on with it." if typed.strip() else "m types a meal.", "dim")]
    if not typed.strip():
        return [
            Text("Commas between foods. +dairy is a tag, #with Kim a note.", "dim"),
            Text('When, unless now: @12:30  @yesterday  @"fri 8pm"', "dim"),
        ]
    lines = []
    if line and (line.tags or line.note):
        known = Text("  ".join(f"+{one_line(tag, 20)}" for tag in line.tags))
        if line.note:
            known.append("   #" if line.tags else "#").append(clean(line.note[:200]), "italic")
        lines.append(known)
    keys = [("Tab", "accept")] * offers + [(",", "next food"), (session.sign("enter"), "save"), ("Esc", "keep draft")]
    hint = Text("  ").join(Text.assemble((key, "bold"), (f" {word}", "dim")) for key, word in keys)
    return [*lines, hint]
