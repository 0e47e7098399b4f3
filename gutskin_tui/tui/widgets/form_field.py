"""A labelled text field of a form, with help beside it and a message below it."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from gutskin_tui.tui.widgets.text_input import TextInput

LABEL = 22
"""Columns of the label."""

HELP = 32
"""Columns of the help on the right of a wide screen. Longer help is shown below the field that has the focus."""


class FormField(Widget):
    """A labelled field. `key` identifies it, `start` is its initial text, `placeholder` is shown while it is empty."""

    DEFAULT_CSS = "FormField { height: 1; width: 1fr; }"

    def __init__(self, key: str, label: str, help: str = "", start: str = "", placeholder: str = "") -> None:
        super().__init__()
        self.key, self.label, self.start = key, label, start
        self._help, self._placeholder = help, placeholder
        self._message, self._bad, self._height = "", False, 1

    def compose(self) -> ComposeResult:
        """Compose the input. This widget draws the text around it."""
        line = TextInput(placeholder=self._placeholder)
        with line.prevent(Input.Changed):
            line.value = self.start
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

    def set_message(self, message: str, *, bad: bool = False) -> None:
        """Show a message below the field: how the text was understood or, if `bad`, why it is refused; "" for none."""
        self._message, self._bad = message, bad
        self._fit()

    @property
    def refused(self) -> bool:
        """Whether the message is a refusal of the text."""
        return self._bad and bool(self._message)

    def on_resize(self) -> None:
        """Wrap the lines below the field for the new width."""
        self._fit()

    def on_descendant_focus(self) -> None:
        """Show help that has no room beside the field."""
        self._fit()

    def on_descendant_blur(self) -> None:
        """Hide the help below the field."""
        self._fit()

    def _fit(self) -> None:
        height = 1 + len(self._below())
        if height != self._height:
            self._height = height
            self.styles.height = height
        self.refresh()

    @property
    def _roomy(self) -> bool:
        return self.screen.has_class("-wide")

    def _below(self) -> list[Text]:
        """Return the lines under the field."""
        width = self.size.width - LABEL
        if width < 1:
            return []
        if self._message:
            sign = "! " if self._bad else ""
            text = Text(sign + self._message, style="bold" if self._bad else "dim")
        elif self.line.has_focus and (not self._roomy or cell_len(self._help) > HELP):
            text = Text(self._help, style="dim")
        else:
            return []
        return list(text.wrap(self.app.console, width))

    def render(self) -> Text:
        """Draw the label, the help, and the lines below. The input covers the gap between label and help."""
        focus = self.line.has_focus
        first = Text("> " if focus else "  ", style="bold" if focus else "")
        first.append(self.label)
        first.truncate(LABEL - 1, overflow="ellipsis", pad=True)
        if self._roomy:
            first.append(" " * (self.size.width - LABEL - HELP + 1))
            help_text = Text(self._help, style="not bold dim")
            help_text.truncate(HELP, overflow="ellipsis")
            first.append_text(help_text)
        lines = [first, *(Text(" " * LABEL).append_text(line) for line in self._below())]
        return Text("\n").join(lines)
