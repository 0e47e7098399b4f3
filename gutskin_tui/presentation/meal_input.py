"""Texts below the input line for meals: completions, labels, and the keys that can be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month, show_day
from gutskin_tui.foods.food import Certainty, Food, strongest
from gutskin_tui.model.entries import title
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.meal_syntax import MealLine
from gutskin_tui.nutrition.completion import MOST_OFFERS, Offer
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.text import clean, one_line

SHORTEST_UNKNOWN = 3
"""Least letters of an unknown food that is named below the line."""


def filing_text(entry: AnyEntry, today: date, palette: Palette) -> str:
    """Return the meal, time and day under which an entry would be saved."""
    dot = palette.glyphs.separator
    day = "today" if entry.date == today else show_day(entry.date, pad="0")
    return f" {dot} {title(entry)} {dot} {entry.clock_time} {dot} {day}"


def arranged(upper: Sequence[Text], lower: Sequence[Text], *, brief: bool) -> Text:
    """Return `upper` in as many lines as offers may take, and `lower` below: nothing moves while typing."""
    rows = 1 if brief else MOST_OFFERS
    blank = [Text()] * (rows - len(upper))
    return Text("\n").join([*upper[:rows], *blank, *lower])


def offer_lines(offers: Sequence[Offer], chosen: int, room: int, palette: Palette, *, brief: bool) -> list[Text]:
    """Return the completions in `room` cells, the chosen one marked: a line each, or all in one line if `brief`."""
    lines = []
    for index, offer in enumerate(offers):
        line = Text().append("> " if index == chosen else "  ", "bold")
        count = f"{offer.known.count}{palette.glyphs.times}" if offer.known else ""
        if brief:
            lines.append(line.append(one_line(offer.text, 24)).append(f" {count}".rstrip() + " ", "dim"))
            continue
        words = Text(offer.text)
        words.truncate(max(9, min(28, room - 23)), overflow="ellipsis", pad=True)
        line.append_text(words)
        if offer.known:
            line.append(f"{count:>7}  last {day_month(offer.known.last, pad='0')}", "dim")
        lines.append(line)
    return [Text().join(lines)] if brief and lines else lines


def labels_line(foods: Sequence[Food], typed: str, room: int) -> Text:
    """Return the labels of the foods of the line in `room` cells, and the last food that is unknown."""
    words = label_texts(strongest(*(food.labels for food in foods)))
    unknown = unknown_food(foods, typed)
    if not unknown:
        return fitting(words, room)
    remark = Text(f"unknown food: {one_line(unknown, max(8, min(24, room // 3)))}", "dim")
    line = fitting(words, room - remark.cell_len - 3)
    return line.append("   ").append_text(remark) if line.plain else remark


def unknown_food(foods: Sequence[Food], typed: str) -> str:
    """Return the last food that is neither custom nor in the lexicon, "" for none.

    The food that is being typed is ignored: the last, unless a tag, a time or a note follows it.
    """
    last = typed.replace(";", ",").rpartition(",")[2].split()
    finished = foods if not last or any(word[0] in "+@#" for word in last) else foods[:-1]
    unknown = (food.name for food in reversed(finished) if not food.known and len(food.name) >= SHORTEST_UNKNOWN)
    return next(unknown, "")


def has_maybe(foods: Sequence[Food]) -> bool:
    """Whether a label of the foods is MAYBE."""
    return any(Certainty.MAYBE in food.labels.values() for food in foods)


def unfocused_lines(typed: str) -> list[Text]:
    """Return the hint while something else has the focus."""
    return [Text("Draft saved. Press m to continue." if typed.strip() else "Press m to type a meal.", "dim")]


def syntax_lines() -> list[Text]:
    """Return the hint on how a meal is typed."""
    return [
        Text("Separate foods with commas. +tag, # a note.", "dim"),
        Text('Not now? @12:30  @yesterday  @"fri 8pm"', "dim"),
    ]


def tag_lines(line: MealLine | None) -> list[Text]:
    """Return the tags and the note of the line; [] without any."""
    if line is None or not (line.tags or line.note):
        return []
    known = Text("  ".join(f"+{one_line(tag, 20)}" for tag in line.tags))
    if line.note:
        known.append("   #" if line.tags else "#").append(clean(line.note[:200]), "italic")
    return [known]


def keys_line(room: int, palette: Palette, *, offers: bool, settle: str = "", unknown: str = "") -> Text:
    """Return the keys that can be pressed, in `room` cells without those that everyone knows.

    `settle` is the key that asks about labels that are MAYBE, `unknown` that for unknown foods; "" for none.
    """
    keys = [("Tab", "accept")] * offers + [
        (",", "next"),
        (palette.glyphs.enter, "save"),
        ("Esc", "close"),
    ]
    questions = [(settle, "confirm ?"), (unknown, "unknown")]
    keys[-1:-1] = [(key, word) for key, word in questions if "+" in key]  # a letter would be typed
    for common in (",", "Tab", "Esc"):
        if _keys(keys).cell_len > room:
            keys = [pair for pair in keys if pair[0] != common]
    return _keys(keys)


def _keys(keys: Sequence[tuple[str, str]]) -> Text:
    return Text("  ").join(Text.assemble((key, "bold"), (f" {word}", "dim")) for key, word in keys)
