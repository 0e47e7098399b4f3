"""Keeping the files of a journal in order: its lock, folding the log, and what they have lost."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress

from gutskin_tui.store.errors import JournalError
from gutskin_tui.store.reader import JournalReader


class JournalMaintenance(JournalReader):
    """The part of a journal that writes its files, but makes no new change that could be undone."""

    @property
    def lock_timeout(self) -> float | None:
        """Seconds that a change waits for another program's save before it raises JournalBusy; None is the usual."""
        return self._storage.lock_timeout

    @lock_timeout.setter
    def lock_timeout(self, seconds: float | None) -> None:
        self._storage.lock_timeout = seconds

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the journal's lock, so that changes within apply to what is read within.

        What others saved before is read first. Raises JournalReadOnly, making nothing on disk, JournalUnwritable.
        """
        return self._storage.exclusive()

    def restore_lost_changes(self) -> int:
        """Save again what this process had read or saved and the files no longer hold; see lost_changes.py.

        A journal file that is gone or empty is left to the next change, or to the end. Returns how many changes
        were written again since the last call, including those that another change wrote.
        Raises JournalReadOnly, JournalUnwritable.
        """
        if (self._storage.log_lost or self._storage.dropped()) and not self.read_only:
            with self.exclusive():
                pass
        count, self._storage.restored_count = self._storage.restored_count, 0
        return count

    def close(self) -> None:
        """Close the files after saving again what they lost; after any change the log is folded into the journal."""
        timeout, self.lock_timeout = self.lock_timeout, None  # what the files lost can be saved at no later time
        with suppress(JournalError):
            if self._storage.wrote:
                self.refresh()
            self.restore_lost_changes()
        if not self._storage.missing:  # or closing saves it
            self.lock_timeout = timeout
        super().close()
        self.lock_timeout = timeout

    def compact(self) -> None:
        """Fold the log, if there is one, into the journal file and back it up.

        Nothing is done while another program has the journal open. Raises JournalReadOnly, JournalUnwritable.
        """
        self._storage.check_no_transaction()
        if self._storage.has_log:
            with self.exclusive():
                self._storage.compact()

    def write_snapshot(self) -> None:
        """Fold the log into the journal file, also while other programs have the journal open: they read it again.

        Called within `exclusive`. Raises JournalUnwritable.
        """
        self._storage.prepare()
        if self._storage.has_log:
            self._storage.fold()

    def accept(self) -> None:
        """Accept that entries are missing (see `loss`); the backup that holds them is retained permanently.

        Raises JournalReadOnly, JournalUnwritable.
        """
        self._storage.check_no_transaction()
        with self.exclusive():
            self._storage.accept()
