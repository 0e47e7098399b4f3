"""What stands around the entry line of meals: when it would be saved, foods to go on with, labels, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from gutskin_tui.model.entries import title
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.meal_syntax import MealLine
from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.completing import OFFERED, Offer
from gutskin_tui.tui.keys import BY_ID
from gutskin_tui.tui.session import Session
from gutskin_tui.tui.views.labels import fitting, label_texts

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Food

SHORTEST_UNKNOWN = 3
"""Letters of a word that is worth a remark when the lexicon does not have it."""


def filed(session: Session, entry: AnyEntry) -> str:
    """Say under which meal, time and day an entry would be saved."""
    dot = session.sign("dot")
    day = "today" if entry.date == session.today else f"{entry.date:%a %d %b %Y}"
    return f" {dot} {title(entry)} {dot} {entry.when:%H:%M} {dot} {day}"


def laid_out(upper: Sequence[Text], lower: Sequence[Text], *, brief: bool) -> Text:
    """Set `upper` at the top of as many lines as offers may take, `lower` below them: nothing moves while typing."""
    rows = 1 if brief else OFFERED
    blank = [Text()] * (rows - len(upper))
    return Text("\n").join([*upper[:rows], *blank, *lower])


def offer_lines(session: Session, offers: Sequence[Offer], chosen: int, room: int, *, brief: bool) -> list[Text]:
    """Draw the foods on offer in `room` cells, the chosen one marked: a line each, or all in one if `brief`."""
    lines = []
    for index, offer in enumerate(offers):
        line = Text().append("> " if index == chosen else "  ", "bold")
        count = f"{offer.known.count}{session.sign('times')}" if offer.known else ""
        if brief:
            lines.append(line.append(one_line(offer.text, 24)).append(f" {count}".rstrip() + " ", "dim"))
            continue
        words = Text(offer.text)
        words.truncate(max(9, min(28, room - 23)), overflow="ellipsis", pad=True)
        line.append_text(words)
        if offer.known:
            line.append(f"{count:>7}  last {offer.known.last:%d %b}", "dim")
        lines.append(line)
    return [Text().join(lines)] if brief and lines else lines


def labels_line(foods: Sequence[Food], typed: str, room: int) -> Text:
    """Draw the labels of what is typed in `room` cells, and what of it the lexicon does not have."""
    from gutskin_tui.foods.food import strongest

    words = label_texts(strongest(*(food.labels for food in foods)))
    unknown = unknown_food(foods, typed)
    if not unknown:
        return fitting(words, room)
    remark = Text(f"not in the lexicon: {one_line(unknown, max(8, min(24, room // 3)))}", "dim")
    line = fitting(words, room - remark.cell_len - 3)
    return line.append("   ").append_text(remark) if line.plain else remark


def unknown_food(foods: Sequence[Food], typed: str) -> str:
    """Return the last food that nobody knows, "" for none; one that is still being typed is none yet."""
    finished = foods if typed.rstrip().endswith((",", ";")) else foods[:-1]
    unknown = (one.name for one in reversed(finished) if not one.known and len(one.name) >= SHORTEST_UNKNOWN)
    return next(unknown, "")


def has_maybe(foods: Sequence[Food]) -> bool:
    """Whether there is something to settle."""
    from gutskin_tui.foods.food import Certainty

    return any(Certainty.MAYBE in food.labels.values() for food in foods)


def resting(typed: str) -> list[Text]:
    """Say what the line is for while something else has the focus."""
    return [Text("Your draft is kept. m goes on with it." if typed.strip() else "m types a meal.", "dim")]


def beginning() -> list[Text]:
    """Say how a meal is typed."""
    return [
        Text("Commas between foods. +dairy is a tag, #with Kim a note.", "dim"),
        Text('When, unless now: @12:30  @yesterday  @"fri 8pm"', "dim"),
    ]


def understood(line: MealLine | None) -> list[Text]:
    """Say which tags and which note were understood; nothing where there are none."""
    if line is None or not (line.tags or line.note):
        return []
    known = Text("  ".join(f"+{one_line(tag, 20)}" for tag in line.tags))
    if line.note:
        known.append("   #" if line.tags else "#").append(clean(line.note[:200]), "italic")
    return [known]


def keys_line(session: Session, *, offers: bool, maybes: bool) -> Text:
    """Say the keys that can be pressed now."""
    keys = [("Tab", "accept")] * offers + [(",", "next food"), (session.sign("enter"), "save"), ("Esc", "keep draft")]
    settle = (session.keymap.chosen.get("settle") or BY_ID["settle"].keys).split(",")[-1]
    if maybes and "+" in settle:  # a letter would be typed
        keys.insert(-1, (settle, "settle ?"))
    return Text("  ").join(Text.assemble((key, "bold"), (f" {word}", "dim")) for key, word in keys)
