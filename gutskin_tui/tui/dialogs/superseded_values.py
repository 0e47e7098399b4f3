"""The list of what lost against a concurrent change in a merge, to put a value back with a key."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from gutskin_tui.errors import UserError
from gutskin_tui.presentation.superseded import NOTHING_SUPERSEDED, superseded_details, superseded_text
from gutskin_tui.sync.superseded import document, put_back, restorable_values
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows


class SupersededValues(Dialog[None]):
    """Lists the values, the newest first; Enter puts the selected one back, u undoes that."""

    TITLE = "What lost in a merge"
    DEFAULT_CSS = """
    SupersededValues DialogFrame { max-width: 104; }
    SupersededValues #details { margin-top: 1; }
    """
    BINDINGS = [Binding("u,ctrl+z", "undo", show=False)]
    HINTS = ("Enter put back", "u undo", "Esc close")

    def __init__(self, session: AppState) -> None:
        super().__init__()
        self.session = session
        self._values = restorable_values(session.journal)[::-1]
        self._put_back = 0

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
        try:
            self.session.change_records(lambda journal, clock: put_back(journal, value, clock), message)
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self._put_back += 1
        self._reload_values(message)

    def action_undo(self) -> None:
        """Undo the last value put back here."""
        if not self._put_back:
            self.show_message("Nothing to undo here.")
            return
        try:
            message = self.session.undo()
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self._put_back -= 1
        self._reload_values(message)

    def _reload_values(self, message: str) -> None:
        self._values = restorable_values(self.session.journal)[::-1]
        self._fill()
        self.show_message(message)
