"""The check-in form: the fields it asks for, the letters of their choices, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any, Literal

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds.skin import area_name
from gutskin_tui.text import lower_case

CELL_WIDTH = 28
"""Columns that a field needs for its longest word. At most three fields share a line."""

ROOMY = 30
"""Screen rows from which the choices of every field are listed; lower screens list those of the current field only."""

METER_WIDTH = 36
"""Columns from which a field with a score has a meter."""

DIGITS = {"": "", "score": ", a digit after scores", "tens": ", then 3 = 30 min"}
"""Help on the digit that may follow a letter, by `Item.digits`."""

MINUTES = "How many minutes? 2 is 20 min"
"""Question for a choice that needs minutes and has none from an earlier day."""

MINUTES_MISSING = f"{MINUTES}; its letter again leaves it out."


class Item(Struct, frozen=True):
    """A field of the form.

    `key` identifies it; `field` parses and bounds its value. `type` is `digit` (one digit, t for 10, completes it),
    `tens` (a digit times ten), `typed` (characters until Enter) or `toggles` (a letter switches a choice).
    `hint` is drawn while the item is blank. `last` is the value recorded last time, which Enter repeats, or None;
    `last_words` describe it and its origin. `choices` are (letter, value, label). With `digits` "score", a digit after
    a letter scores the choice. With "tens" it sets the choice's tens of minutes: `last` then holds minutes by choice,
    and a choice that is not in it needs the digit.
    """

    key: str
    label: str
    field: Field
    type: Literal["digit", "tens", "typed", "toggles"] = "digit"
    hint: str = ""
    last: Any = None
    last_words: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()
    digits: Literal["", "score", "tens"] = ""

    def awaiting_minutes(self, value: Any, letter: str) -> str:
        """Return the choice of `letter` if its minutes are still to be typed, else "". `value` is the item's value."""
        if self.digits != "tens" or not letter:
            return ""
        chosen = value or {}
        return next((name for key, name, _ in self.choices if key == letter and name not in chosen), "")


def with_letters(names: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Assign each name the first letter of its label that is still free: (letter, name, label)."""
    used: set[str] = set()
    choices = []
    for name in names:
        label = area_name(name)
        candidates = label.lower() + "abcdefghijklmnopqrsuvwxyz"
        letter = next((letter for letter in candidates if letter.isalpha() and letter not in used), "")
        used.add(letter)
        choices.append((letter, name, label))
    return tuple(choices)


def is_blank(value: Any) -> bool:
    """Return whether a value of an item is not an answer. Zero is one."""
    return value in (None, {}, ())


def toggled(item: Item, chosen: dict[str, Any], letter: str, character: str) -> tuple[dict[str, Any], str] | None:
    """Return the choices and the last letter after a character has been typed; None if it is not a key of the item.

    `chosen` are the choices so far, with their score or minutes, and are returned themselves if they stay. A letter
    switches its choice; a digit sets score or minutes of the choice of `letter`, the last letter typed, "" for none.
    """
    if character.isdigit():
        if not item.digits or not letter:
            return None
        name = next(value for key, value, _ in item.choices if key == letter)
        number = int(character) * (10 if item.digits == "tens" else 1)
        if number or item.digits == "score":
            return chosen | {name: number}, letter
        return _without(chosen, name), ""
    name = next((value for key, value, _ in item.choices if key == character), "")
    if not name:
        return None
    if name in chosen:
        return _without(chosen, name), ""
    letter = "" if item.awaiting_minutes(chosen, letter) == name else character
    if item.digits != "tens":
        return chosen | {name: None}, letter
    return (chosen | {name: item.last[name]} if name in item.last else chosen), letter


def _without(chosen: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: value for other, value in chosen.items() if other != name}


def clickable(field: int, key: str = "") -> Style:
    """Return the style of a part whose click goes to the field with this index, and presses `key` there."""
    return Style(meta={"field": field, "key": key})


class FormState(Struct, frozen=True):
    """What a form is drawn from.

    `values` are by `Item.key`; `position` is the index of the current item. `active` means that keys are answers.
    `typing` are the characters typed into the current item so far, `letter` the last letter typed into its choices,
    `message` a refusal to show in place of the help, `idle` the help of a form that is not active.
    """

    items: Sequence[Item]
    values: Mapping[str, Any]
    position: int
    active: bool
    typing: str
    letter: str
    message: str
    idle: str


class FormLines(Struct, frozen=True):
    """A drawn form. The current item begins on line `line` and, with the help below it, is `height` lines high."""

    lines: list[Text]
    line: int
    height: int


def form_lines(state: FormState, width: int, room: int, screen_height: int, palette: Palette) -> FormLines:
    """Return the fields side by side, choices on their own lines, and the help or error; at most `width` columns.

    Where these are more than `room` lines, the help follows the current field. The help has as many lines as the
    longest of the form needs, so that nothing below moves from field to field.
    """
    rows = 1 + max((len(wrap(item.field.question, width - 2)) for item in state.items), default=1)
    across = max(1, min(3, width // CELL_WIDTH))
    lines: list[Text] = []
    row: list[Text] = []
    line, height = 0, rows
    for index, item in enumerate(state.items):
        if item.type == "toggles":
            if row:
                lines.append(_join(row, width, across))
                row = []
            toggles = _toggles(state, index, width, screen_height)
            if index == state.position:
                line, height = len(lines), len(toggles) + rows - 1
            lines.extend(toggles)
            continue
        if index == state.position:
            line, height = len(lines), rows
        row.append(_cell(state, index, width // across, palette))
        if len(row) == across:
            lines.append(_join(row, width, across))
            row = []
    if row:
        lines.append(_join(row, width, across))
    tall = len(lines) + rows > room
    below = line + 1 if tall and state.active else len(lines)
    lines[below:below] = _help(state, width, rows)
    return FormLines(lines, line, height)


def _cell(state: FormState, index: int, width: int, palette: Palette) -> Text:
    item, current = state.items[index], index == state.position and state.active
    value = state.values.get(item.key)
    text = Text(style=clickable(index)).append("> " if current else "  ", "bold" if current else "")
    text.append(f"{lower_case(item.label)[:13]:<13} ")
    if current and state.typing:
        text.append(f"{state.typing}_", style="bold")
    elif value is None:
        text.append("_" if current else "·", style="bold" if current else "dim")
        text.append(f"  {item.hint}" if item.hint else "", style="dim")
    else:
        text.append(f"{item.field.format(value):>2}", style="bold")
        if item.field.is_score and item.field.high and width >= METER_WIDTH:
            text.append(" ").append_text(meter(value, item.field.high, palette=palette))
        words = f" {item.field.band(value) or item.field.unit}"
        if text.cell_len + cell_len(words) < width:  # the number says it without them
            text.append(words)
    text.truncate(width - 1, overflow="ellipsis")
    return text


def _toggles(state: FormState, index: int, width: int, screen_height: int) -> list[Text]:
    item, current = state.items[index], index == state.position and state.active
    chosen = state.values.get(item.key) or {}
    text = Text(style=clickable(index)).append("> " if current else "  ", "bold" if current else "")
    text.append(f"{lower_case(item.label):<13}".rstrip())
    if not current and screen_height < ROOMY:
        labels = ", ".join(label for _, value, label in item.choices if value in chosen)
        return [text.append(f"  {labels}" if labels else "  ·", "" if labels else "dim")]
    waiting = item.awaiting_minutes(chosen, state.letter) if current else ""
    boxes = []
    for letter, value, label in item.choices:
        score = chosen.get(value)
        sign = "x" if value in chosen else "_" if value == waiting else " "
        box = f"[{sign}] {letter} {label}{'' if score is None else f' {score}'}"
        style = Style(bold=True) if value in chosen else Style.null()
        boxes.append(Text(box, style + clickable(index, letter)))
    size = max((box.cell_len for box in boxes), default=0) + 2
    across = max(1, (width - 4) // size)
    lines = [text]
    for start in range(0, len(boxes), across):
        lines.append(Text("    ").append_text(_join(boxes[start : start + across], size * across, across)))
    return lines


def _help(state: FormState, width: int, rows: int) -> list[Text]:
    """Return `rows` lines: the help of the current item and its keys, or a message in place of both."""
    if not state.items or not state.active:
        lines = [_help_line(Text(state.idle))]
    elif state.message:
        lines = [_help_line(Text(line), "bold") for line in wrap(f"! {state.message}", width - 2)]
    else:
        item = state.items[state.position]
        waiting = item.awaiting_minutes(state.values.get(item.key), state.letter)
        words = wrap(MINUTES if waiting else item.field.question, width - 2)
        lines = [*(_help_line(Text(line)) for line in words), _help_line(_keys(state, item))]
    return [*lines, *[Text()] * rows][:rows]


def _help_line(text: Text, style: str = "dim") -> Text:
    line = Text("  ", style, overflow="ellipsis", no_wrap=True)
    return line.append_text(text)


def _keys(state: FormState, item: Item) -> Text:
    """Return the keys of the current item, each of which can be clicked."""
    position = state.position

    def key(words: str, name: str) -> Text:
        return Text(words, clickable(position, name))

    def digits(low: int, high: int) -> Text:
        keys = [key(f"{number}", f"{number}") if number < 10 else key("t=10", "t") for number in range(low, high + 1)]
        return Text(" ").join(keys)

    skip_and_back = [key("- skip", "minus"), key("⌫ back", "backspace")]
    end = key("⏎ ends", "enter")
    if item.type == "digit":
        parts = [digits(int(item.field.low or 0), int(item.field.high or 9)), *skip_and_back]
    elif item.type == "tens":
        parts = [digits(1, 9), Text("3 = 30 min"), *skip_and_back]
    elif item.type == "typed":
        parts = [key("type, then Enter", "enter"), *skip_and_back[1 if state.typing else 0 :]]
    elif item.digits and state.letter:
        parts = [digits(1 if item.digits == "tens" else 0, 9), end]
    else:
        parts = [Text(f"letters select{DIGITS[item.digits]}"), end]
    if item.last_words and (item.type == "toggles" or is_blank(state.values.get(item.key))):
        parts.insert(0, Text(item.last_words) if item.type == "toggles" else key(item.last_words, "enter"))
    return Text("  ").join(parts)


def _join(cells: Sequence[Text], width: int, across: int) -> Text:
    """Return cells in columns of equal width, `across` of them to `width` columns."""
    line = Text()
    for cell in cells:
        line.append_text(cell).append(" " * max(0, width // across - cell.cell_len))
    return line
