"""The offer to take in a copy of the journal that a file synchroniser left beside it."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from gutskin_tui.journal.inert import clean
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.rows import Rows

CHOICES = (
    ("merge", "m", "Merge it: of each entry the version changed last is kept; u takes it back"),
    ("later", "l", "Later: ask again at the next start"),
    ("never", "x", "Never for this file"),
)
"""What can be done about a copy: the answer, its key, and what it will do. The copy itself is only read."""


class FoundCopy(ModalScreen[str]):
    """Asks about the copy at `path`; returns "merge", "later" or "never"."""

    DEFAULT_CSS = """
    FoundCopy { align: center middle; }
    FoundCopy > Vertical { width: 100%; max-width: 84; height: auto; padding: 0 1; background: $background;
                           border-top: solid $primary; border-bottom: solid $primary;
                           border-title-color: $primary; border-title-style: bold; }
    FoundCopy Static { height: auto; margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("escape,q", "answer('later')", show=False),
        *(Binding(key, f"answer('{answer}')", show=False) for answer, key, _ in CHOICES),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """Which file, and what can be done."""
        with Vertical() as frame:
            set_title(frame, "A copy of your journal")
            yield Static(
                Text.assemble(
                    "Two devices changed the journal at once, and this copy was left beside it:\n\n",
                    (clean(self._path.name), "bold"),
                ),
                markup=False,
            )
            yield Rows("What now")

    def on_mount(self) -> None:
        """List the choices; merging is selected."""
        rows = self.query_one(Rows)
        rows.fill(
            len(CHOICES), lambda index, width: Text.assemble((CHOICES[index][1], "bold"), "  ", CHOICES[index][2])
        )
        self.set_focus(rows)

    def _line(self, index: int, width: int) -> Text:
        _, key, does = CHOICES[index]
        return Text.assemble((key, "bold"), "  ", does)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        self.action_answer(CHOICES[event.index][0])

    def action_answer(self, answer: str) -> None:
        """Close with an answer, once."""
        if self.is_current:
            self.dismiss(answer)
