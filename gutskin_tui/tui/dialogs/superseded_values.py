"""The list of what lost against a concurrent change in a merge, to put a value back with a key."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from gutskin_tui.presentation.superseded import NOTHING_SUPERSEDED, superseded_details, superseded_text
from gutskin_tui.sync.superseded import document, put_back, restorable_values
from gutskin_tui.tui.dialogs.undo_dialog import UndoDialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows


class SupersededValues(UndoDialog):
    """Lists the values, the newest first; Enter puts the selected one back, u undoes that."""

    TITLE = "What lost in a merge"
    DEFAULT_CSS = """
    SupersededValues DialogFrame { max-width: 104; }
    SupersededValues #details { margin-top: 1; }
    """
    HINTS = ("Enter put back", "u undo", "Esc close")

    def __init__(self, session: AppState) -> None:
        super().__init__(session)
        self._values = restorable_values(session.journal)[::-1]

    def compose_content(self) -> ComposeResult:
        """Compose the list, and the selected value in full."""
        yield Rows("", empty=NOTHING_SUPERSEDED)
        yield Static(id="details", markup=False)

    def on_mount(self) -> None:
        """Show the list; the newest value is selected."""
        self._fill()
        self.show_message("")
        self.set_focus(self.query_one(Rows))

    def _fill(self) -> None:
        self.query_one(Rows).fill(len(self._values), self._line)
        self._show_details()

    def _line(self, index: int, width: int) -> Text:
        return Text(superseded_text(self._values[index]))

    @on(Rows.Moved)
    def _show_details(self) -> None:
        rows = self.query_one(Rows)
        value = self._values[rows.cursor] if rows.count else None
        text = superseded_details(value, document(self.session.journal, value)) if value else ""
        self.query_one("#details", Static).update(text)

    @on(Rows.Chosen)
    def _put_selected_back(self, event: Rows.Chosen) -> None:
        event.stop()
        if not self.is_open:
            return
        value = self._values[event.index]
        message = f"Put back {superseded_text(value)}"
        if self.save_change(lambda journal, clock: put_back(journal, value, clock), message):
            self.show_change(message)

    def show_change(self, message: str) -> None:
        """Read the values again, and show a sentence about the change."""
        self._values = restorable_values(self.session.journal)[::-1]
        self._fill()
        self.show_message(message)
