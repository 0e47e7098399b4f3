"""The screen for a journal that cannot be opened: the path, what is wrong, and what can be done. It writes nothing."""

from __future__ import annotations

from typing import Literal

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from gutskin_tui.journal.inert import clean
from gutskin_tui.store import JournalDamaged, JournalError
from gutskin_tui.tui.ending import EndsPlainly
from gutskin_tui.tui.theme import THEMES
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.rows import Rows

CHOICES: tuple[tuple[Literal["again", "quit"], str, str], ...] = (
    ("again", "r", "Try again"),
    ("quit", "q", "Quit"),
)


class Trouble(EndsPlainly, App[str]):
    """Shows `error`; returns "again" or "quit"."""

    TITLE = "gutskin"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; color: $foreground; }
    .rows--selected { background: $cursor-line; text-style: bold; }
    #path { margin-top: 1; }
    """
    BINDINGS = [
        Binding("r", "end('again')", show=False),
        Binding("q,escape,ctrl+q", "end('quit')", show=False),
    ]

    def __init__(self, error: JournalError, look: str) -> None:
        super().__init__()
        self._error = error
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES["mono" if self.no_color else look].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name the colours that only our own themes have."""
        return {"rule": "#666666", "quiet": "#888888", "cursor-line": "#33445580", "field": "#222222"}

    def compose(self) -> ComposeResult:
        """What is wrong, what it means, what can be done."""
        with VerticalScroll(can_focus=False):
            yield Panel("The journal cannot be opened", id="path")
            yield Rows("What now", id="choices")

    def on_mount(self) -> None:
        """Fill in the words; "try again" is selected."""
        self.heed_signals()
        words = Text.assemble(
            (clean(str(self._error.path)), "bold"), "\n\n", clean(str(self._error)), "\n\n", _meaning(self._error)
        )
        self.query_one(Panel).show(words)
        rows = self.query_one(Rows)
        rows.fill(
            len(CHOICES), lambda index, width: Text.assemble((CHOICES[index][1], "bold"), "  ", CHOICES[index][2])
        )
        self.screen.set_focus(rows)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        self.exit(CHOICES[event.index][0])

    def action_end(self, answer: str) -> None:
        """End with an answer."""
        self.exit(answer)


def _meaning(error: JournalError) -> str:
    if isinstance(error, JournalDamaged):
        return (
            "Nothing was changed and nothing will be written over it. If you keep copies of your files, put one "
            "in its place, then try again. gutskin doctor says more."
        )
    return "Nothing was changed. When the file can be read again, try again."
