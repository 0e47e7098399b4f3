"""A one-line input that accepts pastes of several lines, removes control characters and completes what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.suggester import Suggester, SuggestionReady
from textual.widgets import Input

from gutskin_tui.text import clean


class LineSuggester(Suggester):
    """Suggests the best line that begins with the typed text. `complete` is called in a thread if it is `slow`."""

    def __init__(self, complete: Callable[[str], Sequence[str]], *, slow: bool = False) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete, self._slow = complete, slow
        self._latest = "", ""
        """The text that was completed last in a thread, and its best line."""

    async def get_suggestion(self, value: str) -> str | None:
        """Return the best line that begins with `value`."""
        if self._slow:
            self._latest = value, next(iter(await asyncio.to_thread(self._complete, value)), "")
        return self.best_line(value) or None

    def best_line(self, typed: str) -> str:
        """Return the best line at once, "" for none; if completing is slow, "" unless `typed` was completed last."""
        if self._slow:
            return self._latest[1] if typed == self._latest[0] else ""
        return next(iter(self._complete(typed)), "")


class TextInput(Input):
    """An input without a frame. Pasted lines are joined by commas.

    With a `LineSuggester`, Tab and Right at the end of the text accept its suggestion; otherwise Tab moves the focus.
    """

    BINDINGS = [Binding("tab", "complete", show=False)]

    DEFAULT_CSS = """
    TextInput, TextInput:focus { border: none; height: 1; padding: 0; background: $field; }
    TextInput > .input--placeholder, TextInput > .input--suggestion { color: $quiet; }
    """

    # The length of the text moves nothing else on the screen; Textual lays it out again at each letter.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        # Textual gives the class to every valid input. Given at the start, it does not restyle each input once more.
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False, classes="-valid")

    def validate_value(self, value: str) -> str:
        """Remove control characters, whatever the source of the text: a file, a draft, a paste."""
        return clean(value)

    def action_complete(self) -> None:
        """Accept the suggestion; without one, move the focus to the next widget."""
        if not self.accept_suggestion():
            self.screen.focus_next()

    def accept_suggestion(self) -> bool:
        """Accept the suggestion for the text before the cursor; return whether there is one."""
        if not (isinstance(self.suggester, LineSuggester) and self.value and self.cursor_at_end):
            return False
        line = self.suggester.best_line(self.value)  # the suggestion on screen may be that of the text before
        if not line or line == self.value:
            return False
        self.value = line
        self.cursor_position = len(line)
        return True

    def on_suggestion_ready(self, event: SuggestionReady) -> None:
        """Stop the message, which each ancestor would handle as well: 0.5 ms a letter."""
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Insert all lines of a paste. Textual's Input inserts the first only."""
        event.stop()
        event.prevent_default()
        parts = [clean(part).strip() for part in event.text.splitlines()]
        self.insert_text_at_cursor(", ".join(part for part in parts if part))
