"""A one-line field that loses nothing that is pasted into it and shows nothing that could act on a terminal."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from gutskin_tui.text import clean


class TextInput(Input):
    """An input without a frame. Several pasted lines become one, joined by commas."""

    DEFAULT_CSS = "TextInput, TextInput:focus { border: none; height: 1; padding: 0; background: $field; }"

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """Keep what acts on a terminal out, wherever it comes from: a file, a draft, a clipboard."""
        return clean(value)

    def on_paste(self, event: events.Paste) -> None:
        """Insert the whole of what was pasted; the stock field keeps the first line only."""
        event.stop()
        event.prevent_default()
        parts = [clean(part).strip() for part in event.text.splitlines()]
        self.insert_text_at_cursor(", ".join(part for part in parts if part))
