"""The dialog for a journal that cannot be opened: its path, the error, and choices. It writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from gutskin_tui.store import JournalDamaged, JournalError
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_block import TextBlock


class Choice(NamedTuple):
    """A choice: the `answer` that the dialog returns for it, its key, its name, and a sentence on its effect."""

    answer: str
    key: str
    name: str
    does: str = ""


LAST = (
    Choice("again", "r", "Try again", "Checks the file again, for instance after you have repaired it."),
    Choice("quit", "q", "Quit", "Leaves everything as it is."),
)
"""The choices that every recovery dialog ends with."""


class RecoveryDialog(Dialog[str]):
    """Shows `error` and `findings`, sentences on what is readable. Returns the answer of the selected choice.

    `choices` are listed before "try again" and "quit".
    """

    DEFAULT_CSS = """
    RecoveryDialog #problem, RecoveryDialog #does { height: auto; }
    RecoveryDialog #does { min-height: 2; }
    RecoveryDialog #choices { height: auto; margin: 1 0; }
    """
    TITLE = "The journal cannot be opened"
    BINDINGS = [Binding("escape,ctrl+q", "answer('quit')", show=False)]
    HINTS = ("Enter choose", "Esc quit")

    def __init__(self, error: JournalError, findings: Sequence[str] = (), choices: Sequence[Choice] = ()) -> None:
        super().__init__()
        self._error = error
        self._findings = findings
        self._choices = (*choices, *LAST)

    def compose_content(self) -> ComposeResult:
        """Compose the error with the findings, the choices, and the effect of the selected choice."""
        with VerticalScroll(can_focus=False):
            yield TextBlock(id="problem")
        yield Rows("", id="choices")
        yield TextBlock(id="does")

    def on_mount(self) -> None:
        """Fill the texts, and select the first choice."""
        words = Text.assemble((clean(str(self._error.path)), "bold"), "\n\n", self._error.short_sentence, "\n\n")
        for sentence in self._findings:
            words.append(f"{clean(sentence)}\n")
        words.append(_meaning(self._error))
        self.query_one("#problem", TextBlock).update_content(words)
        rows = self.query_one(Rows)
        rows.fill(len(self._choices), self._line)
        self._show_description(0)
        self.set_focus(rows)

    def _line(self, index: int, width: int) -> Text:
        choice = self._choices[index]
        return Text.assemble((choice.key, "bold"), "  ", choice.name)

    def on_key(self, event: events.Key) -> None:
        """Return the answer that has the key."""
        for choice in self._choices:
            if event.key == choice.key:
                event.stop()
                self.dismiss(choice.answer)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        self._show_description(event.index)

    def _show_description(self, index: int) -> None:
        self.query_one("#does", TextBlock).update_content(clean(self._choices[index].does))

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        self.dismiss(self._choices[event.index].answer)

    def action_answer(self, answer: str) -> None:
        """Return `answer`."""
        self.dismiss(answer)


def _meaning(error: JournalError) -> str:
    """Return a sentence on what an error means for the files."""
    if isinstance(error, JournalDamaged):
        return "Nothing was changed, and nothing will be written over what is there."
    return "Nothing was changed. When the file can be read again, try again."
