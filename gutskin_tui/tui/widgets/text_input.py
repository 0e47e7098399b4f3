"""A one-line input that accepts pastes of several lines and removes control characters."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from gutskin_tui.text import clean


class TextInput(Input):
    """An input without a frame. Pasted lines are joined by commas."""

    DEFAULT_CSS = "TextInput, TextInput:focus { border: none; height: 1; padding: 0; background: $field; }"

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        # Textual gives the class to every valid input. Given at the start, it does not restyle each input once more.
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False, classes="-valid")

    def validate_value(self, value: str) -> str:
        """Remove control characters, whatever the source of the text: a file, a draft, a paste."""
        return clean(value)

    def on_paste(self, event: events.Paste) -> None:
        """Insert all lines of a paste. Textual's Input inserts the first only."""
        event.stop()
        event.prevent_default()
        parts = [clean(part).strip() for part in event.text.splitlines()]
        self.insert_text_at_cursor(", ".join(part for part in parts if part))
