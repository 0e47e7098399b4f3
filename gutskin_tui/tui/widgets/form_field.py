"""A labelled text field of a form, with help beside it and a message below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from gutskin_tui.tui.widgets.panel import text_strips
from gutskin_tui.tui.widgets.text_input import LineSuggester, TextInput

LABEL = 22
"""Columns of the label."""

HELP = 32
"""Columns of the help on the right of a wide screen. Longer help is shown below the field that has the focus."""


class FormField(Widget):
    """A labelled field. `key` identifies it, `placeholder` is shown while it is empty.

    `start` is the stored text; it is selected when the field gets the focus, so that typing replaces it. `draft`, if
    not "", is shown in its place and not selected. `complete` returns texts that begin with what is typed, best first.
    """

    DEFAULT_CSS = "FormField { height: auto; width: 1fr; }"

    def __init__(
        self,
        key: str,
        label: str,
        help: str = "",
        start: str = "",
        placeholder: str = "",
        *,
        draft: str = "",
        complete: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self.key, self.label, self.start, self.draft = key, label, start, draft
        self._help, self._placeholder, self._complete = help, placeholder, complete
        self._message, self._bad, self._height = "", False, 1
        self._lines: list[Strip] = []

    def compose(self) -> ComposeResult:
        """Compose the input. This widget draws the text around it."""
        line = TextInput(placeholder=self._placeholder)
        line.suggester = LineSuggester(self._complete) if self._complete else None
        line.select_on_focus = bool(self.start and not self.draft)
        with line.prevent(Input.Changed):
            line.value = self.draft or self.start
        yield line

    @property
    def line(self) -> TextInput:
        """The input."""
        return self.query_one(TextInput)

    @property
    def typed(self) -> str:
        """The text of the field."""
        return self.line.value

    def put(self, text: str) -> None:
        """Set the text of the field, cursor at its end, without an `Input.Changed` message."""
        with self.line.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)
        self.line.select_on_focus = bool(text) and text == self.start

    def on_input_changed(self) -> None:
        """Select the text again on focus only if it is the stored one."""
        self.line.select_on_focus = bool(self.typed) and self.typed == self.start

    def set_message(self, message: str, *, bad: bool = False) -> None:
        """Show a message below the field: how the text was understood or, if `bad`, why it is refused; "" for none."""
        if (message, bad) != (self._message, self._bad):
            self._message, self._bad = message, bad
            self._redraw()

    @property
    def refused(self) -> bool:
        """Whether the message is a refusal of the text."""
        return self._bad and bool(self._message)

    def on_resize(self) -> None:
        """Draw the label and the help for the new width."""
        self._redraw()

    def on_descendant_focus(self) -> None:
        """Show help that has no room beside the field."""
        self._redraw()

    def on_descendant_blur(self) -> None:
        """Hide the help below the field."""
        self._redraw()

    def notify_style_update(self) -> None:
        """Draw the text anew in another theme."""
        super().notify_style_update()
        self._lines = []

    def _redraw(self) -> None:
        """Draw the text anew; a layout is needed only if the number of lines has changed."""
        self._lines = []
        before, width = self._height, self.size.width
        self.refresh(layout=bool(width) and self.get_content_height(self.size, self.size, width) != before)

    @property
    def _roomy(self) -> bool:
        return self.screen.has_class("-wide") or self.screen.has_class("-huge")

    def _below(self, width: int) -> list[Strip]:
        """Return the lines under the field."""
        if self._message:
            sign = "! " if self._bad else ""
            text = Text(sign + self._message, style="bold" if self._bad else "dim")
        elif self.line.has_focus and self._help and (not self._roomy or cell_len(self._help) > HELP):
            text = Text(self._help, style="dim")
        else:
            return []
        indent = Strip.blank(LABEL)
        return [Strip.join([indent, line]) for line in text_strips(text, width - LABEL, self.app.console)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the line of the field and those below it."""
        self._height = 1 + len(self._below(width)) if width > LABEL else 1
        return self._height

    def render_line(self, y: int) -> Strip:
        """Draw the label and the help, or a line below them. The input covers the gap between label and help."""
        width, base = self.size.width, self.rich_style
        if not self._lines:
            lines = [Strip(self._first(width).render(self.app.console)), *self._below(width)]
            self._lines = [line.apply_style(base).adjust_cell_length(width, base) for line in lines]
        return self._lines[y] if y < len(self._lines) else Strip.blank(width, base)

    def _first(self, width: int) -> Text:
        focus = self.line.has_focus
        first = Text("> " if focus else "  ", style="bold" if focus else "", end="")
        first.append(self.label)
        first.truncate(LABEL - 1, overflow="ellipsis", pad=True)
        if self._roomy:
            first.append(" " * (width - LABEL - HELP + 1))
            help_text = Text(self._help, style="not bold dim")
            help_text.truncate(HELP, overflow="ellipsis")
            first.append_text(help_text)
        return first
