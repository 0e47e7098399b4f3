"""The base class of dialogs that save each change at once and undo the changes made in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.binding import Binding

from gutskin_tui.clock import Clock
from gutskin_tui.errors import UserError
from gutskin_tui.store import Journal
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.state import AppState

T = TypeVar("T")


class UndoDialog(Dialog[None]):
    """A dialog in which u undoes the changes made in it, the last first, and no others."""

    BINDINGS = [Binding("u,ctrl+z", "undo", show=False)]

    def __init__(self, session: AppState) -> None:
        super().__init__()
        self.session = session
        self._changes = 0

    @property
    def can_undo(self) -> bool:
        """Whether a change made in this dialog is left to undo."""
        return self._changes > 0

    def save_change(self, change: Callable[[Journal, Clock], T], message: str) -> tuple[T, str] | None:
        """Apply a change as `AppState.change_records` does; show why it is refused, and return None then."""
        revision = self.session.journal.revision
        try:
            result = self.session.change_records(change, message)
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return None
        self.count_change(revision)
        return result

    def count_change(self, before: int) -> None:
        """Count a change as made in this dialog, unless the journal still has the revision `before`."""
        self._changes += self.session.journal.revision != before

    def show_change(self, message: str) -> None:
        """Show the journal after a change was undone, and a sentence about it."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """Undo the last change made in this dialog."""
        if not self.can_undo:
            self.show_message("Nothing to undo here.")
            return
        try:
            message = self.session.undo()
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self._changes -= 1
        self.show_change(message)
