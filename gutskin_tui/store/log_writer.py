"""Saving a journal: appending changes to the log, folding the log into the snapshot, backups."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path

from msgspec import Raw

from gutskin_tui import atomic_file, disk
from gutskin_tui.clock import Clock
from gutskin_tui.paths import state_folder
from gutskin_tui.store import canonical, log_format, log_link, migrations, snapshot, snapshot_state
from gutskin_tui.store.backups import after_compaction
from gutskin_tui.store.canonical import Folded, Tables
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, JournalUnwritable
from gutskin_tui.store.index import Index
from gutskin_tui.store.journal_state import UNCHANGED, Reload
from gutskin_tui.store.journal_status import JournalStatus
from gutskin_tui.store.lock import lock_journal, unlock
from gutskin_tui.store.log_format import Line
from gutskin_tui.store.loss import Position
from gutskin_tui.store.lost_changes import lost_changes
from gutskin_tui.store.replay import Delta, Patch, apply_deltas, deltas_of, removal_marker
from gutskin_tui.store.snapshot import Snapshot
from gutskin_tui.store.snapshot_state import SnapshotState
from gutskin_tui.store.superseded import SupersededList, new_values, superseded_in_memory
from gutskin_tui.store.timestamps import stamped

LOG_AT_LEAST = 1 << 20
LOG_SHARE = 8
"""The log is folded into the snapshot when it is longer than 1 MiB and than an eighth of the snapshot."""


class LogWriter(JournalStatus):
    """The contents of a journal, and saving them: each change is a line of a log, folded into the snapshot later.

    The tables in memory change only after the change is on the disk; `wrote` is true once this process saved one.
    Callers hold `lock` around `reload` and a save. `revision` counts the changes since the journal was opened, also
    those of other processes; `restored_count` those that were lost and saved again.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        state: Path | None = None,
        clock: Clock | None = None,
        present: bool = False,
        read_only: bool = False,
    ) -> None:
        super().__init__(Path(path), state or state_folder(Path(path)), present, read_only)
        self.revision = 0
        self.restored_count = 0
        self._clock = clock or Clock(zone=lambda: UTC)
        self.wrote = False
        self.lock_timeout: float | None = None
        self._folded: Folded | None = None
        self._locked = False
        self._lock_handles: list[int] = []
        super().reload()
        self._find_replaced_log()
        self.changes.drain()

    def reload(self) -> Reload:
        """Read what others saved; what has disappeared is recorded for `dropped`. Raises as JournalState.reload.

        A file that was edited outside gutskin is accepted as it is.
        """
        if self._folded:
            self._adopt_folded()
        changed = self._changed
        result = super().reload()
        if result is UNCHANGED:
            return result
        self.revision += 1
        if result.new and result.before and self.snapshot.sealed and not self._is_acknowledged:
            self._dropped |= lost_changes(result.before, self.tables)
            if changed and not self._mismatched:
                self.superseded += new_values(
                    superseded_in_memory(result.before, changed, self.tables), self.superseded
                )
        if result.new:
            self._find_replaced_log()
        return result

    @property
    def has_log(self) -> bool:
        """Whether changes are waiting in the log to be folded."""
        return self._log.end > 0

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the journal's lock; reentrant. Raises JournalBusy, JournalUnwritable."""
        if self._locked:
            yield
            return
        self._acquire_lock()
        try:
            yield
        finally:
            self._release_lock()

    def _acquire_lock(self) -> None:
        """Take the journal's lock, which this process does not hold. Raises JournalBusy, JournalUnwritable."""
        self._lock_handles, folder_locked = lock_journal(self.path, self.state, self.folder, self.lock_timeout)
        if not folder_locked and not self._unlocked:
            self._unlocked = f"The folder of {self.path} knows no locks: write to it from one computer at a time."
        self._locked = True
        if not self._shared:
            self._share()

    def _release_lock(self) -> None:
        self._locked = False
        unlock(self._lock_handles)

    # Writing: the caller holds the lock and has called `reload` and `prepare`.

    def append(
        self, patch: Patch, how: str = log_format.DO, label: str = "", *, leave_tombstones: bool = True
    ) -> list[Delta]:
        """Save a change to some documents, all or nothing, and return what it changed.

        Each document becomes newer than the one it replaces, and, with `leave_tombstones`, each removed one gets a
        tombstone; see timestamps.py. A merge is saved unchanged, because its versions were made elsewhere.
        Raises JournalUnwritable; nothing has changed then.
        """
        if self.broken:
            raise JournalUnwritable(self.path, self.broken)
        assert self._is_prepared, "the patch may have the numbers of another snapshot"
        deltas = deltas_of(self.tables, patch)
        if how != log_format.MERGE:
            deltas = stamped(deltas, self, self._clock, leave_tombstones=leave_tombstones)
        before = self._losses.before_save(self.tables, self._position)
        ops = [(table, number, removal_marker(old) if new is None else new) for table, number, _, new, old, _ in deltas]
        line = self._append(how, label, ops)
        apply_deltas(self.tables, deltas)
        self._follow_change(line, deltas)
        self.revision += 1
        self._losses.after_save(before, self.tables, self._position, deltas)
        if self._log.number == 1:
            log_link.link(self._log.path, self.state)
        if self._log.end > max(LOG_AT_LEAST, self.snapshot.size // LOG_SHARE) and self._is_alone():
            with suppress(JournalUnwritable):  # the change is saved already
                self.fold()
                self._back_up()
            self._share()
        return deltas

    def fill(self, documents: Iterable[tuple[str, Raw]]) -> None:
        """Write a new journal that holds some entries, each as its kind and JSON. Raises JournalUnwritable."""
        tables: Tables = {}
        for kind, raw in documents:
            table = tables.setdefault(kind, {})
            table[str(len(table) + 1)] = raw
        self.tables, self._index, self._highest, self._canonical = tables, None, {}, False
        self.changes.add_everything()
        self.fold()
        with suppress(JournalUnwritable):
            self.accept()

    def fold(self, *, closing: bool = False) -> None:
        """Write everything to a new snapshot and delete the log. Raises JournalUnwritable; nothing is lost then.

        With `closing` the tables in memory are numbered as in the snapshot only if they are used again.
        """
        self.check_writable()
        self.save_superseded()
        before = self._losses.before_save(self.tables, self._position)
        if self._canonical:
            folded = canonical.refold(self.tables, self._changed, self._runs, self.snapshot.data, self._spans)
        else:
            folded = canonical.fold(self.tables)
        runs = folded.runs if self.index.clean else None
        parts, base = snapshot.encoded(folded.parts)
        spans = folded.spans(snapshot.TABLES_START)
        try:
            migrations.retain_before(self.file, self.snapshot, self.state)
            readable = runs is not None and (self._are_entries() if self._canonical else folded.readable)
            with suppress(OSError):
                undo, redo, end = self.history.undo(), self.history.redo(), self._log.last
                snapshot_state.save(self.state, base, SnapshotState(runs, readable, undo, redo, spans, end))
            if self._log.end and self._log.status():
                self._append(log_format.FOLD, base, [])
            handle = atomic_file.replace_and_open(self.file, parts)
            signature = snapshot.signature(os.fstat(handle))
            self._hold(handle, signature)
            self.snapshot, self._spans = Snapshot(dict, snapshot.VERSION, True, base, signature[2]), {}
            self._folded = folded._replace(runs=runs, readable=readable)
            if not closing:
                self._adopt_folded()
            disk.fsync_folder(self.folder)
            log_link.unlink(self.state)  # while the log is there, or a stop between would take it for a replaced one
            self._losses.after_save(before, self.tables, Position(base))
            disk.unlink(self._log.path)
        except OSError as error:
            raise self._unwritable(error) from None
        snapshot_state.delete_others(self.state, base)
        self._log.reset()
        self._mismatched = self._lost = self.missing = False

    def save_superseded(self) -> None:
        """Add what was superseded to the list in the state folder. Raises JournalUnwritable."""
        if self.superseded:  # or each save would read the list
            SupersededList(self.state).add(self.superseded)
            self.superseded = []

    def _adopt_folded(self) -> None:
        """Number the tables in memory as they are in the snapshot that was written last."""
        if folded := self._folded:
            self._folded = None
            self.tables = folded.numbered(self.tables)
            if folded.runs is None:  # of several entries with the same id others may be listed now
                self.changes.add_everything()
            self._index, self._highest, self._changed = Index(lambda: self.tables, folded.runs), {}, {}
            self._canonical, self._runs, self._readable = True, folded.runs, folded.readable

    def close(self) -> None:
        """Close the files, compacting first if this process wrote, or followed what others wrote."""
        if not self.read_only and (self.wrote or (self._present and self._followed)):
            with suppress(JournalUnwritable, JournalUnreadable, JournalDamaged):
                self.compact(closing=True)
        self.wrote = self._followed = self._present = False
        self._losses.close()
        self._log.close()
        self._hold(None, self._signature)

    def compact(self, *, closing: bool = False) -> None:
        """Fold the log into the snapshot, so that stock TinyDB reads everything, and back it up.

        `closing` is as for `fold`. Nothing is done while another process has the journal open: the last one does it.
        Raises JournalUnwritable, JournalUnreadable, JournalDamaged.
        """
        self.check_writable()
        with self.lock():
            self.reload()
            if self._is_alone():
                if self._log.status() or self._lost:
                    self.fold(closing=closing)
                self._back_up()
            self._share()

    def _back_up(self) -> None:
        """Copy the journal into the state folder if a backup is due; a backup that fails does not fail the save.

        Nothing is copied, and no older copy goes, while something is missing. The caller holds the lock.
        """
        if self.loss:
            return
        copy, self._unbacked = after_compaction(self.file, self.state, self._clock.now(), self._losses.backup)
        if copy:
            self._losses.backed_up(copy.name)

    def prepare(self) -> None:
        """Make sure that the snapshot is on the disk, in the present layout, and that the log belongs to it.

        This may renumber documents, so it comes before a patch for `append` is made. Raises JournalUnwritable.
        """
        if not self._is_prepared:
            self.fold()

    @property
    def _is_prepared(self) -> bool:
        current = self.snapshot.sealed and self.snapshot.version == snapshot.VERSION
        return bool(self._signature) and current and not (self._lost or self._mismatched)

    def _append(self, how: str, label: str, ops: list[log_format.Op]) -> Line:
        try:
            line = self._log.append(how, label, ops, self.snapshot.base)
        except OSError as error:
            raise self._unwritable(error) from None
        self.wrote = True
        return line
