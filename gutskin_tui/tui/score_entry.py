"""Answers to the fields of a check-in by single keys, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gutskin_tui.errors import UserError
from gutskin_tui.presentation.score_form import MINUTES_MISSING, FormState, Item, is_blank, toggled


def _is_writing(character: str) -> bool:
    """Whether a character may be part of typed words: it must not act as a command while they are expected."""
    return character.isalnum() or character in (" ", ",")


class ScoreEntry:
    """The answers of a form, its current field, and what is typed into that so far.

    `save(key, value)` stores an answer, and may call `fill` with the stored values, which may include changes made by
    other programs; it raises UserError if it refuses the answer. `finish` is called after the last field. `message` is
    why an answer or a move was refused, `letter` the last letter typed into choices.
    """

    def __init__(self, save: Callable[[str, Any], None], finish: Callable[[], None]) -> None:
        self._save, self._finish = save, finish
        self.items: tuple[Item, ...] = ()
        self.values: dict[str, Any] = {}
        self.position = 0
        self.typing = ""
        self.letter = ""
        self.message = ""

    def fill(self, items: Sequence[Item], values: Mapping[str, Any]) -> None:
        """Set the fields and their values by key. The current position is kept."""
        self.items, self.values = tuple(items), dict(values)
        self.position = min(self.position, max(0, len(self.items) - 1))

    def start(self) -> None:
        """Move to the first blank field."""
        blank = [index for index, item in enumerate(self.items) if is_blank(self.values.get(item.key))]
        self.position = blank[0] if blank else 0
        self.typing = self.message = self.letter = ""

    @property
    def item(self) -> Item | None:
        """The current field."""
        return self.items[self.position] if self.items else None

    def press_at(self, field: int, key: str) -> None:
        """Move to the field with this index, if the current one allows it, and press `key` there, if any."""
        if field != self.position:
            self.message = ""
            self.move(field - self.position)
        if key and field == self.position:
            self.press(key, key)

    def state(self, *, active: bool, idle: str) -> FormState:
        """Return what the form is drawn from."""
        return FormState(self.items, self.values, self.position, active, self.typing, self.letter, self.message, idle)

    def press(self, key: str, character: str) -> bool:
        """Handle a key of the current field; return whether it is one."""
        item = self.item
        if item is None:
            return False
        self.message = ""
        moves = {"down": 1, "up": -1, "right": 1, "left": -1}
        if key in moves and not (item.field.unit == "h" and key in ("left", "right")):
            self.move(moves[key])
        elif item.field.unit == "h" and key in ("left", "right"):
            self._step_hours(item, 0.25 if key == "right" else -0.25)
        elif key == "enter":
            self._handle_enter(item)
        elif key == "backspace":
            self._handle_backspace(item)
        elif key in ("minus", "full_stop") and not self.typing:
            self._skip(item)
        elif not self._handle_character(item, character):
            return False
        return True

    def move(self, step: int) -> None:
        """Save the typed text, and move by `step` fields; stay if the text or the missing minutes do not allow it."""
        item = self.item
        if self.typing and item:
            self._put(item, self.typing, advance=False)
            if self.message:
                return
        if item and self._missing_minutes(item):
            self.message = MINUTES_MISSING
            return
        self._go(step, finish=False)

    def _handle_character(self, item: Item, character: str) -> bool:
        """Handle a character as an answer to the field; return whether it is one."""
        if item.type == "toggles":
            if not self._toggle(item, character):
                return self._refuse_choice(item, character)
        elif item.type == "digit" and (character.isdigit() or character == "t"):
            self._put(item, "10" if character == "t" else character, advance=True)
        elif item.type == "tens" and character.isdigit():
            self._put(item, str(int(character) * 10) if character != "0" else "", advance=True)
        elif item.type == "typed" and (character.isdigit() or (self.typing and character in ".,:h")):
            self.typing += character
        elif self.typing and _is_writing(character):
            self.message = f'"{character}" is no part of a number. Press Enter to save {self.typing}.'
        else:
            return False
        return True

    def _refuse_choice(self, item: Item, character: str) -> bool:
        """Say why a character of a written word selects nothing; return False for any other key."""
        if not _is_writing(character):
            return False
        if character.isdigit():
            self.message = "Type a letter first, then its digit." if item.digits else "Letters select; Enter ends."
        else:
            self.message = f'No choice has the letter "{character}". Enter ends.'
        return True

    def _toggle(self, item: Item, character: str) -> bool:
        """Handle a character typed into choices; return whether it is a letter of theirs or a digit after one."""
        chosen = self.values.get(item.key) or {}
        result = toggled(item, chosen, self.letter, character)
        if result is None:
            return False
        values, self.letter = result
        if values is not chosen:
            self._put(item, values, advance=False)
        return True

    def _missing_minutes(self, item: Item) -> str:
        """Return the choice of the last letter if its minutes are still to be typed, else ""."""
        return item.awaiting_minutes(self.values.get(item.key), self.letter)

    def _handle_enter(self, item: Item) -> None:
        """Save the typed text, or the previous value in a blank field, and go on."""
        if self.typing:
            self._put(item, self.typing, advance=True)
        elif item.type != "toggles" and is_blank(self.values.get(item.key)) and item.last is not None:
            self._put(item, item.field.format(item.last), advance=True)
        elif self._missing_minutes(item):
            self.message = MINUTES_MISSING
        else:
            self._go(1)

    def _handle_backspace(self, item: Item) -> None:
        """Delete a typed character or the value; on a blank field go back a field."""
        if self.typing:
            self.typing = self.typing[:-1]
        elif not is_blank(self.values.get(item.key)) and item.type != "toggles":
            self._put(item, "", advance=False)
        else:
            self._go(-1, finish=False)

    def _skip(self, item: Item) -> None:
        """Remove the value of the field, if there is any, and go on; chosen letters stay."""
        if item.type == "toggles":
            self._handle_enter(item)
        elif is_blank(self.values.get(item.key)):
            self._go(1)
        else:
            self._put(item, "", advance=True)

    def _step_hours(self, item: Item, step: float) -> None:
        """Change a number of hours by `step`, starting from the previous value in a blank field."""
        now = self.values.get(item.key)
        start = item.last if now is None else now
        if start is None:
            self.message = "There is no earlier night to begin from: type the hours, such as 7.5."
            return
        low, high = item.field.low or 0, item.field.high or 24
        self._put(item, f"{max(low, min(high, start + step)):g}", advance=False)

    def _put(self, item: Item, typed: Any, *, advance: bool) -> None:
        """Parse and save a value, then move on if `advance`. On a UserError stay on the field and show its message."""
        before = self.values
        try:
            value = typed
            if isinstance(typed, str):
                value = item.field.parse(typed) if typed else None
            self.values = before | {item.key: value}
            self._save(item.key, value)
        except UserError as error:
            self.values = before
            self.message = error.short_sentence
            self.typing = ""
            return
        self.typing = ""
        if advance:
            self._go(1)

    def _go(self, step: int, *, finish: bool = True) -> None:
        """Move by `step` fields. After the last field call the `finish` of the form if `finish`, else stay."""
        self.letter = ""
        if self.position + step >= len(self.items):
            if finish:
                self._finish()
            return
        self.position = max(0, self.position + step)
