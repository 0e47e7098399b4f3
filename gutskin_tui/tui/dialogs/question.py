"""A question about the journal's files: some sentences, and what can be done, each with a key."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Static

from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_block import TextBlock


class Answer(Struct, frozen=True):
    """One of the answers: its name for the program, its key, its text in the list, and a sentence on what it does."""

    name: str
    key: str
    text: str
    does: str


class QuestionDialog(Dialog[Answer]):
    """Asks and returns the chosen answer, None if it was closed with Esc. The first answer is selected.

    What the selected answer does is below the list, in as many lines as the longest sentence needs on a small screen.
    """

    DEFAULT_CSS = """
    QuestionDialog #question { margin-bottom: 1; }
    QuestionDialog #does { min-height: 2; margin-top: 1; color: $quiet; }
    """
    HINTS = ("Enter choose", "Esc close")

    def __init__(self, title: str, text: Text, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.title, self._text, self._answers = title, text, answers

    def compose_content(self) -> ComposeResult:
        """Compose the sentences and the answers."""
        yield Static(self._text, markup=False, id="question")
        yield Rows("")
        yield TextBlock(self._answers[0].does, id="does")

    def on_mount(self) -> None:
        """List the answers."""
        rows = self.query_one(Rows)
        rows.fill(len(self._answers), self._line)
        self.set_focus(rows)

    def on_key(self, event: events.Key) -> None:
        """Close with the answer that has the key."""
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer)

    def _line(self, index: int, width: int) -> Text:
        return Text.assemble((self._answers[index].key, "bold"), "  ", self._answers[index].text)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        self.query_one("#does", TextBlock).update_content(self._answers[event.index].does)

    @on(Rows.Chosen)
    def _on_chosen(self, event: Rows.Chosen) -> None:
        self.dismiss(self._answers[event.index])
