"""Whether a journal may be changed, and warnings about its files and about what is missing from them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gutskin_tui.store import log_link, snapshot
from gutskin_tui.store.errors import JournalDamaged, JournalReadOnly, JournalUnreadable, JournalUnwritable, reason
from gutskin_tui.store.journal_state import JournalState
from gutskin_tui.store.lock import warning as network_warning
from gutskin_tui.store.loss import Loss, LossTracker, Position
from gutskin_tui.store.lost_changes import still_lost
from gutskin_tui.store.merge import Version
from gutskin_tui.store.tombstones import Key


class JournalStatus(JournalState):
    """The contents of a journal, and what there is to know before they are changed."""

    def __init__(self, path: Path, state: Path, present: bool = False, read_only: bool = False) -> None:
        super().__init__(path, state, present)
        self._opened_read_only = read_only
        self._unbacked = ""
        self._unlocked = network_warning(path)
        self._losses = LossTracker(state)
        self._dropped: dict[Key, Version] = {}

    @property
    def notice(self) -> str:
        """Why a journal that was not opened as read-only is so nevertheless, else ""."""
        version = self.snapshot.version
        if version is None or version < 0:
            return f"{self.path} does not say which version made it, so it is open for reading only."
        if version > snapshot.VERSION:
            return f"{self.path} was made by a newer version of gutskin, so it is open for reading only."
        if self.write_protected:
            return f"{self.path} is write-protected, so it is open for reading only."
        return self.broken

    @property
    def read_only(self) -> bool:
        """Whether changes are refused: because it was opened so, or for the reason in `notice`."""
        return self._opened_read_only or bool(self.notice)

    @property
    def broken(self) -> str:
        """Why nothing more may be written, else ""."""
        if not self._log.append_error:
            return ""
        return f"{self.path} can no longer be saved: {self._log.append_error}. Start gutskin again once that is mended."

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings about the file for the user, one sentence each."""
        return tuple(filter(None, (self._unlocked, self._unbacked, *self.alarms)))

    @property
    def alarms(self) -> tuple[str, ...]:
        """Warnings that the contents may not be those that were saved, one sentence each."""
        messages = []
        if not self.snapshot.sealed and self.snapshot.version != 1 and self.snapshot.tables:
            messages.append(f"{self.path} was changed outside gutskin; it is taken as it stands.")
        if self.missing:
            what = "is empty" if self.file.exists() else "is gone"
            messages.append(f"{self.path} {what}; it is saved again with the next change.")
        if self._mismatched:
            messages.append(f"{self._log.path.name} belongs to another state of {self.path}; its changes were kept.")
        if self._log.torn and not self.loss:
            messages.append(f"An unfinished last line of {self._log.path} was left out: it was never saved.")
        return tuple(messages)

    @property
    def log_lost(self) -> int:
        """How many changes a log held that has gone, while the file they belong to is still there."""
        return self._log.number if self._lost and not self.missing else 0

    @property
    def loss(self) -> Loss | None:
        """What was saved on this computer and is missing now, and was not accepted; None if nothing is."""
        if self._losses.is_acknowledged(self._position):
            return None
        loss = self._losses.find(self.tables, self._position)
        with suppress(JournalDamaged, JournalUnreadable):
            if loss and self.reload():  # another process may just have saved what this one has not read yet
                loss = self._losses.find(self.tables, self._position)
        return loss and loss._replace(recoverable=0 < loss.changes <= len(self.dropped()))

    def dropped(self) -> dict[Key, Version]:
        """Return the saved changes that this process knew and the files no longer hold, by key.

        There are none if the files are those that another process on this computer saved, as after a restore.
        """
        if self._dropped:
            self._dropped = {} if self._is_acknowledged else still_lost(self._dropped, self.tables)
        return self._dropped

    def accept(self) -> None:
        """Accept the present contents as complete. Raises JournalUnwritable; the caller has the lock."""
        self._dropped = {}
        log_link.unlink(self.state)
        try:
            self._losses.accept(self.tables, self._position)
        except OSError as error:
            raise JournalUnwritable(self.path, f"{self.state} cannot be written: {reason(error)}.") from None

    def check_changeable(self) -> None:
        """Raise JournalReadOnly if changes are refused."""
        if (notice := self.notice) or self._opened_read_only:
            raise JournalReadOnly(self.path, notice or f"{self.path} is open for reading only.")

    def check_writable(self) -> None:
        """Raise JournalUnwritable if it is known that nothing can be saved."""
        if self.broken:
            raise JournalUnwritable(self.path, self.broken)
        if self.write_protected:
            raise JournalUnwritable(self.path, f"{self.path} cannot be saved: it is write-protected.")

    def _find_replaced_log(self) -> None:
        """Record for `dropped` what a log says that was saved on this computer and replaced since."""
        if not self._is_acknowledged and (changed := log_link.changed_by_replaced(self._log.path, self.state)):
            self._dropped |= still_lost(changed, self.tables)

    @property
    def _is_acknowledged(self) -> bool:
        """Whether the files are known to be those that a process on this computer saved, or to continue them."""
        return not self._log_replaced and self._losses.is_acknowledged(self._position)

    @property
    def _position(self) -> Position:
        return Position(self.snapshot.base, self._log.number, self._log.checksums)

    def _unwritable(self, error: OSError) -> JournalUnwritable:
        return JournalUnwritable(self.path, f"{self.path} cannot be saved: {reason(error)}.")
