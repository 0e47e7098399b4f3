"""The questions about the journal itself: what is missing from it, and conflict copies of a sync tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gutskin_tui.presentation.recovery import accepted, restored
from gutskin_tui.presentation.undo import MERGED
from gutskin_tui.store import JournalError
from gutskin_tui.store.backups import restore
from gutskin_tui.store.conflicts import Conflicts, file_state
from gutskin_tui.store.errors import reason
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.merge import contents_of_file, merge_message
from gutskin_tui.text import clean
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.dialogs.base import DIALOGS

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class JournalQuestions:
    """Asks about the journal and applies the answers."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session
        self._conflicts: Conflicts | None = None

    def ask_at_start(self) -> None:
        """Ask what to do about what is missing from the journal, then the first settings, then about its copies."""
        loss = None if self.session.journal.read_only else self.app.watcher.loss
        if loss or self.app.first_run:
            self.app.run_worker(self._ask_at_start(loss), group=DIALOGS)
        elif not self.app.demo:
            self.app.call_after_refresh(self.offer_copies)

    async def _ask_at_start(self, loss: Loss | None) -> None:
        if loss:
            await self._ask_about_loss(loss)
        if self.app.first_run:
            await self.app.settings_editor.ask_first()
        else:
            self.offer_copies()

    def loss_message(self) -> str:
        """Return what is missing from the journal, "" if nothing is."""
        session, loss = self.session, self.app.watcher.loss
        return loss.message(session.journal.path, session.clock.now().tzinfo) if loss else ""

    async def _ask_about_loss(self, loss: Loss) -> None:
        answer = await self.app.push_screen_wait(dialogs.missing.MissingDialog(loss, self.loss_message()))
        self._apply_loss_answer(loss, answer.name if answer else "later")

    def _apply_loss_answer(self, loss: Loss, answer: str) -> None:
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
        difference = self.session.journal.merge(contents_of_file(path), label=MERGED)
        self.session.apply_changes()
        self.app.status(merge_message(difference), offer="undo" if difference else "")

    def _show_error(self, error: JournalError, folder: Path) -> None:
        """Show an error on the status line, with paths in `folder` shortened to names."""
        self.app.status(clean(str(error)).replace(clean(f"{folder}/"), ""), False)

    def offer_copies(self) -> None:
        """Ask about the conflict copies that have appeared beside the journal since this was called last."""
        journal = self.session.journal
        if not journal.read_only:
            self._conflicts = self._conflicts or Conflicts(journal.path, journal.state)
            if copies := self._conflicts.arrived():
                self.app.run_worker(self._ask_about_copies(self._conflicts, copies), group=DIALOGS)

    async def _ask_about_copies(self, conflicts: Conflicts, copies: Sequence[Path]) -> None:
        """Ask about each copy in turn."""
        for copy in copies:
            answer = await self.app.push_screen_wait(dialogs.sync_conflict.SyncConflictDialog(copy))
            self._apply_copy_answer(conflicts, copy, answer.name if answer else "later")

    def _apply_copy_answer(self, conflicts: Conflicts, copy: Path, answer: str) -> None:
        """Apply the answer about a copy; a copy that cannot be read is reported, and offered again next time."""
        try:
            if answer == "merge":
                state = file_state(copy)
                self._merge(copy)
                conflicts.retain_merged(copy, state, self.session.clock.now())
            elif answer == "never":
                conflicts.decide(copy, "never")
        except JournalError as error:
            self._show_error(error, copy.parent)
        except OSError as error:
            self.app.status(f"Could not save your choice: {reason(error)}.", False)
