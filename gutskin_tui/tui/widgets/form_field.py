"""One line of a form: a label, a field to type into, what it takes, and below it what is wrong."""

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
"""Columns of the help on the right of a wide screen; what has no room there stands under the field with the focus."""


class FormField(Widget):
    """A labelled field. `key` names it; `start` is what stands in it at first; `shown` what an empty one means."""

    DEFAULT_CSS = "FormField { height: 1; width: 1fr; }"

    def __init__(self, key: str, label: str, help: str = "", start: str = "", shown: str = "") -> None:
        super().__init__()
        self.key, self.label, self.start = key, label, start
        self._help, self._shown = help, shown
        self._words, self._bad, self._height = "", False, 1

    def compose(self) -> ComposeResult:
        """The field itself; the words around it are drawn by this widget."""
        line = TextInput(placeholder=self._shown)
        with line.prevent(Input.Changed):
            line.value = self.start
        yield line

    @property
    def line(self) -> TextInput:
        """The field."""
        return self.query_one(TextInput)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.line.value

    def put(self, text: str) -> None:
        """Write `text` into the field, cursor at its end, without telling anybody."""
        with self.line.prevent(Input.Changed):
            self.line.value = text
        self.line.cursor_position = len(text)

    def set_message(self, words: str, *, bad: bool = False) -> None:
        """Show words under the field: what it was understood as, or what is wrong. "" shows nothing."""
        self._words, self._bad = words, bad
        self._fit()

    @property
    def refused(self) -> bool:
        """Whether something is wrong with what was typed."""
        return self._bad and bool(self._words)

    def on_resize(self) -> None:
        """Wrap the words below anew."""
        self._fit()

    def on_descendant_focus(self) -> None:
        """Show the help of the field that is typed into."""
        self._fit()

    def on_descendant_blur(self) -> None:
        """Hide it again."""
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
        if self._words:
            mark = "! " if self._bad else ""
            text = Text(mark + self._words, style="bold" if self._bad else "dim")
        elif self.line.has_focus and (not self._roomy or cell_len(self._help) > HELP):
            text = Text(self._help, style="dim")
        else:
            return []
        return list(text.wrap(self.app.console, width))

    def render(self) -> Text:
        """Draw the label, the help, and the words below; the field lies over the gap between them."""
        focus = self.line.has_focus
        first = Text("> " if focus else "  ", style="bold" if focus else "")
        first.append(self.label)
        first.truncate(LABEL - 1, overflow="ellipsis", pad=True)
        if self._roomy:
            first.append(" " * (self.size.width - LABEL - HELP + 1))
            help_text = Text(self._help, style="dim")
            help_text.truncate(HELP, overflow="ellipsis")
            first.append_text(help_text)
        lines = [first, *(Text(" " * LABEL).append_text(line) for line in self._below())]
        return Text("\n").join(lines)
