"""The questions about the journal itself: what is missing from it, and copies that a synchroniser left beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.presentation.recovery import accepted, restored
from gutskin_tui.store import JournalError
from gutskin_tui.store.backups import restore
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.store.errors import reason
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.merge import contents_of_file, merge_message
from gutskin_tui.text import clean

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class JournalQuestions:
    """Asks about the journal and applies the answers.

    The dialogs are imported when first opened, which the first frame does not wait for.
    """

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session
        self._conflicts: Conflicts | None = None

    def ask_at_start(self) -> None:
        """Ask what to do about what is missing from the journal, then the first settings, then about its copies."""
        if self.app.watcher.loss and not self.session.journal.read_only:
            self._ask_about_loss(self.app.watcher.loss)
        elif self.app.first_run:
            self.app.ask_first_settings()
        elif not self.app.demo:
            self.app.call_after_refresh(self.offer_copies)

    def loss_message(self) -> str:
        """Return what is missing from the journal, "" if nothing is."""
        session, loss = self.session, self.app.watcher.loss
        return loss.message(session.journal.path, session.clock.now().tzinfo) if loss else ""

    def _ask_about_loss(self, loss: Loss) -> None:
        from gutskin_tui.tui.dialogs.missing import MissingDialog

        def answered(answer: str | None) -> None:
            self._apply_loss_answer(loss, answer)
            if self.app.first_run:
                self.app.ask_first_settings()
            else:
                self.offer_copies()

        self.app.push_screen(MissingDialog(loss, self.loss_message()), answered)

    def _apply_loss_answer(self, loss: Loss, answer: str | None) -> None:
        """Apply the answer about what is missing, or show why it cannot be applied."""
        session, journal = self.session, self.session.journal
        try:
            if answer == "merge" and loss.backup:
                self._merge(loss.backup.path)
            elif answer == "restore" and loss.backup:
                restore(journal.path, loss.backup.path, journal.state, session.clock.now())
                session.reload_from_disk()
                self.app.status(restored(journal.count(), Path(journal.path.name)))
            elif answer == "accept":
                journal.accept()
                self.app.status(accepted(journal.count(), Path(journal.path.name)))
        except JournalError as error:
            self._show_error(error, journal.path.parent)

    def _merge(self, path: Path) -> None:
        """Merge the journal file at `path` into the journal. Raises JournalError."""
        difference = self.session.journal.merge(contents_of_file(path), label="merge")
        self.session.apply_changes()
        self.app.status(merge_message(difference), offer="undo" if difference else "")

    def _show_error(self, error: JournalError, folder: Path) -> None:
        """Show an error on the status line, with paths in `folder` shortened to names."""
        self.app.status(clean(str(error)).replace(clean(f"{folder}/"), ""), False)

    def offer_copies(self) -> None:
        """Ask about the copies that a synchroniser has left beside the journal since this was called last."""
        journal = self.session.journal
        if not journal.read_only:
            self._conflicts = self._conflicts or Conflicts(journal.path, journal.state)
            self._ask_about_copies(self._conflicts, self._conflicts.arrived())

    def _ask_about_copies(self, conflicts: Conflicts, copies: Sequence[Path]) -> None:
        """Ask about each copy in turn."""
        if not copies:
            return
        from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog

        def answered(answer: str | None) -> None:
            self._apply_copy_answer(conflicts, copies[0], answer)
            self._ask_about_copies(conflicts, copies[1:])

        self.app.push_screen(SyncConflictDialog(copies[0]), answered)

    def _apply_copy_answer(self, conflicts: Conflicts, copy: Path, answer: str | None) -> None:
        """Apply the answer about a copy; a copy that cannot be read is reported, and offered again next time."""
        try:
            if answer == "merge":
                self._merge(copy)
            if answer in ("merge", "never"):
                conflicts.decide(copy, "merged" if answer == "merge" else "never")
        except JournalError as error:
            self._show_error(error, copy.parent)
        except OSError as error:
            self.app.status(f"What you chose cannot be remembered: {reason(error)}.", False)
