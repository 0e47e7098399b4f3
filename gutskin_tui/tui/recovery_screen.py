"""The screen for a journal that cannot be opened: its path, the error, and choices. It writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from gutskin_tui.settings import Settings
from gutskin_tui.store import JournalDamaged, JournalError
from gutskin_tui.text import clean
from gutskin_tui.tui.shutdown import CleanShutdown
from gutskin_tui.tui.theme import ThemedApp
from gutskin_tui.tui.widgets.frame import TALL, WIDE, fit_titles, set_title
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_block import TextBlock


class Choice(NamedTuple):
    """A choice: the `answer` that the screen returns for it, its key, its name, and a sentence on its effect."""

    answer: str
    key: str
    name: str
    does: str = ""


LAST = (
    Choice("again", "r", "Try again", "Checks the file again, for instance after you have repaired it."),
    Choice("quit", "q", "Quit", "Leaves everything as it is."),
)
"""The choices that every recovery screen ends with."""


class RecoveryScreen(CleanShutdown, ThemedApp[str]):
    """Shows `error` and `findings`, sentences on what is readable. Returns the answer of the selected choice.

    `choices` are listed before "try again" and "quit". Theme and characters are those of `settings`.
    """

    TITLE = "gutskin"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "styles/app.tcss"
    CSS = "#does { padding: 0 2; }"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL, "-tall")]
    BINDINGS = [Binding("escape,ctrl+q", "end('quit')", show=False)]

    def __init__(
        self, error: JournalError, settings: Settings, findings: Sequence[str] = (), choices: Sequence[Choice] = ()
    ) -> None:
        super().__init__()
        self._settings = settings
        self._error = error
        self._findings = findings
        self._choices = (*choices, *LAST)
        self.use_theme(settings.theme)
        for choice in self._choices:
            self.bind(choice.key, f"end('{choice.answer}')", show=False)

    @property
    def plain_ascii(self) -> bool:
        """Whether the settings ask for ASCII alone."""
        return self._settings.ascii

    def compose(self) -> ComposeResult:
        """Compose the error with the findings, the choices, and the effect of the selected choice."""
        with VerticalScroll(can_focus=False):
            problem = TextBlock(id="problem", classes="framed")
            set_title(problem, "The journal cannot be opened")
            yield problem
            yield Rows("What now", id="choices")
            yield TextBlock(id="does")

    def on_mount(self) -> None:
        """Fill the panels, and select the first choice."""
        words = Text.assemble((clean(str(self._error.path)), "bold"), "\n\n", clean(str(self._error)), "\n\n")
        for sentence in self._findings:
            words.append(f"{clean(sentence)}\n")
        words.append(_meaning(self._error))
        self.query_one("#problem", TextBlock).update_content(words)
        fit_titles(self.screen)
        rows = self.query_one(Rows)
        rows.fill(len(self._choices), self._line)
        self._show_description(0)
        self.screen.set_focus(rows)

    def on_resize(self) -> None:
        """Fit the titles to the new size."""
        self.call_after_refresh(fit_titles, self.screen)

    def _line(self, index: int, width: int) -> Text:
        choice = self._choices[index]
        return Text.assemble((choice.key, "bold"), "  ", choice.name)

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        self._show_description(event.index)

    def _show_description(self, index: int) -> None:
        self.query_one("#does", TextBlock).update_content(clean(self._choices[index].does))

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        self.exit(self._choices[event.index].answer)

    def action_end(self, answer: str) -> None:
        """Return `answer` from the screen."""
        self.exit(answer)


def _meaning(error: JournalError) -> str:
    """Return a sentence on what an error means for the files."""
    if isinstance(error, JournalDamaged):
        return "Nothing was changed, and nothing will be written over what is there."
    return "Nothing was changed. When the file can be read again, try again."
