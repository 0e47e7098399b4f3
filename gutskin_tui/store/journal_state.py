"""The saved contents of a journal, read from its snapshot and log. Nothing is written here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, lock, log_format, snapshot, snapshot_state
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.canonical_file import CanonicalFile
from gutskin_tui.store.changes import ChangeCollector
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, reason
from gutskin_tui.store.index import Index
from gutskin_tui.store.journal_tables import JournalTables
from gutskin_tui.store.log_file import LogFile
from gutskin_tui.store.log_format import Line, LogScan
from gutskin_tui.store.log_rebase import renumber_lines
from gutskin_tui.store.replay import Delta, apply_line
from gutskin_tui.store.snapshot import Signature, Snapshot, is_number
from gutskin_tui.store.snapshot_state import SnapshotState
from gutskin_tui.store.superseded import SupersededValue, contents_of_changed, new_values, superseded_in_log
from gutskin_tui.store.undo import UndoHistory

TRIES = 50
"""Attempts of a reader, which holds no lock, to read the files while they keep changing."""


class Reload(NamedTuple):
    """The result of a reload: everything may be `new`, or `deltas` were applied to what was loaded before.

    `before` are the tables before a reload that is `new`.
    """

    new: bool = False
    deltas: tuple[Delta, ...] = ()
    before: Tables | None = None

    def __bool__(self) -> bool:
        return self.new or bool(self.deltas)


UNCHANGED = Reload()
"""The result where there was nothing new."""


class JournalState(JournalTables):
    """The contents of the two files of a journal: `tables` of documents, and `history`, the changes that can be undone.

    `changes` collects what was read and saved. `snapshot` is the file the contents were loaded from; `missing` is true
    if it was removed or emptied since, so that only this process holds its contents. `state` is the journal's state
    folder. `superseded` is what lost where the journal of another computer took the place of this one, and is not in
    the list of the state folder yet. While `present`, this process holds a shared lock on the snapshot, so that no
    other process folds the log. Not for use by several threads at once.
    """

    def __init__(self, path: Path, state: Path, present: bool = False) -> None:
        super().__init__(present)
        self.path = path
        self.state = state
        self.file = Path(os.path.realpath(path))
        self.folder = self.file.parent
        self.history = UndoHistory()
        self.changes = ChangeCollector()
        self.superseded: list[SupersededValue] = []
        self._followed = False
        self._mismatched = self._lost = self._log_replaced = False
        self.missing = False
        self._log = LogFile(path)
        self._handle: int | None = None
        self._shared = False
        self._signature: Signature = ()
        self._mode = 0o600
        self._permitted = True

    @property
    def write_protected(self) -> bool:
        """Whether the journal file exists and is write-protected; a rename would ignore that protection."""
        return not (self._permitted and self._mode & 0o222)

    def reload(self) -> Reload:
        """Read what other processes saved, and return the changes. A file that was removed or emptied is not a change.

        Raises JournalUnreadable and JournalDamaged; the state is then as before.
        """
        for attempt in range(TRIES):
            try:
                current = self._current_signature()
                if self._signature and current is None:
                    self.missing = self._lost = True
                    return UNCHANGED
                if self._can_follow(current) and (result := self._follow()) is not None:
                    return result
                if (result := self._load(last=attempt == TRIES - 1)) is not None:
                    return result
            except OSError as error:
                raise JournalUnreadable(self.path, f"{self.path} cannot be read: {reason(error)}.") from None
            time.sleep(0.001)
        raise JournalUnreadable(self.path, f"{self.path} cannot be read: another program keeps changing it.")

    def _load(self, last: bool) -> Reload | None:
        """Read snapshot and log; None if the snapshot was replaced meanwhile."""
        loaded = snapshot.load(self.path, self.file, lazily=True)
        try:
            scan, identity = self._log.read()
            if self._current_signature() != (loaded[2] if loaded else None) and not last:
                if loaded:
                    os.close(loaded[1])
                return None
            if loaded is None and not scan.lines and not scan.damage:
                return UNCHANGED
            if loaded and not loaded[0].sealed and not loaded[0].tables and any(self.tables.values()):
                os.close(loaded[1])
                self.missing = self._lost = True  # another program may be about to write it
                return UNCHANGED
            same_snapshot = loaded is not None and loaded[0].base == self.snapshot.base
            self._log_replaced = same_snapshot and self._log.was_replaced()  # a new snapshot has a new log
            before = self.tables
            self._adopt(loaded[0] if loaded else Snapshot(), scan)
        except BaseException:
            if loaded:
                os.close(loaded[1])
            raise
        self._followed = self._followed or bool(self._signature and scan.lines)
        self._log.adopt(scan, identity)
        self._hold(loaded[1] if loaded else None, loaded[2] if loaded else ())
        return Reload(new=True, before=before)

    def _adopt(self, loaded: Snapshot, scan: LogScan) -> None:
        if scan.damage:
            where = f"{self._log.path} is damaged (byte {scan.damage[0]})"
            raise JournalDamaged(self.path, f"{where}, so {self.path} is not complete. Both were left untouched.")
        stored = self._stored(loaded)
        # Tables to which nothing is applied, and that are compared with nothing, can wait until they are needed.
        indexed = stored.is_index_of_entries and snapshot.are_all(stored.spans, loaded.size)
        unsplit = indexed and not scan.lines and not self.tables
        tables: Tables = {} if unsplit else self._split(loaded, stored.runs)
        history = UndoHistory(stored.undo, stored.redo)
        if loaded.version != snapshot.VERSION:
            history = UndoHistory.from_tables(tables)
        index = Index(lambda: loaded.tables, stored.runs, loaded.data if stored.readable else b"")
        lines, mismatched = log_format.to_replay(scan.lines, loaded.base)
        if mismatched:
            base = contents_of_changed(self._changed) if self.tables else None
            self.superseded += new_values(superseded_in_log(lines, tables, base), self.superseded)
        self._changed, self._readable = {}, stored.readable
        recorded = stored.last_recorded(scan.checksums)
        for line in renumber_lines(tables, lines) if mismatched else lines:
            deltas = apply_line(tables, line)
            if line.number > recorded:
                history.record(line, deltas)
            index.apply(deltas)
            self._remember(line, deltas)
        if self.tables and self._index and self._index.clean and index.clean:
            self.changes.add_difference(self.tables, tables)
        else:  # of several entries with the same id others may be listed now
            self.changes.add_everything()
        self.tables, self.history, self.snapshot = tables, history, loaded
        self._canonical, self._runs = bool(loaded.data) and not mismatched, stored.runs
        self._spans = stored.spans
        self._index = None if any(line.how == log_format.PLAIN for line in lines) else index
        if unsplit:
            self._postpone_split(CanonicalFile(loaded.data, index, stored.runs or {}, stored.spans))
        self._highest = {}
        self._mismatched, self._lost, self.missing = mismatched, False, False

    def _stored(self, loaded: Snapshot) -> SnapshotState:
        """Return what the state folder has for a snapshot."""
        if loaded.data:
            return snapshot_state.load(self.state, loaded.base)
        return snapshot_state.load_newest(self.state) if loaded.version == snapshot.VERSION else SnapshotState()

    def _can_follow(self, current: Signature | None) -> bool:
        """Whether the snapshot is still the one that was loaded; where there is none, whether the log is there."""
        if current is None:
            return self._log.end > 0 and self._log.status() is not None
        return bool(self._signature) and current == self._signature

    def _follow(self) -> Reload | None:
        """Apply the lines that others appended to the log; None if the log was replaced."""
        self.missing = False
        status = self._log.status()
        self._lost = self._log.end > 0 and status is None
        if self._lost and self._log.folded == self.snapshot.base:
            self._lost = False  # it was read while another process was folding it
            self._log.reset()
        if self._lost:
            return UNCHANGED  # the log was removed, the snapshot was not: the next save writes its changes again
        end = self._log.end
        scan = self._log.follow(status, self.snapshot.base)
        if scan is None:
            return None
        if scan.damage:
            raise JournalDamaged(self.path, f"{self._log.path} is damaged (byte {end + scan.damage[0]}).")
        if not scan.lines:
            return UNCHANGED
        deltas = self._apply(scan.lines)
        self._followed = self._followed or bool(deltas)
        return Reload(deltas=tuple(deltas)) if deltas else UNCHANGED

    def _apply(self, lines: list[Line]) -> list[Delta]:
        deltas: list[Delta] = []
        for line in lines:
            if line.how in (log_format.BASE, log_format.FOLD):
                continue
            changed = apply_line(self.tables, line)
            self._follow_change(line, changed)
            deltas += changed
        return deltas

    def _follow_change(self, line: Line, deltas: list[Delta]) -> None:
        """Bring up to date what depends on the tables, in which the changes of a line were just made."""
        self._remember(line, deltas)
        self.changes.add(deltas)
        self.history.record(line, deltas)
        if line.how == log_format.PLAIN:
            self._index = None  # its documents need not be entries
            self.changes.add_everything()
        elif self._index:
            self._index.apply(deltas)
        for delta in deltas:
            if delta.old is None and delta.table in self._highest and is_number(delta.number):
                self._highest[delta.table] = max(self._highest[delta.table], int(delta.number))

    def _remember(self, line: Line, deltas: Iterable[Delta]) -> None:
        """Remember which documents are not as they were in the canonical tables."""
        for delta in deltas:
            self._changed.setdefault(delta.table, {}).setdefault(delta.number, delta.old)
            # A change that is neither an undo, a redo nor a merge was checked before it was saved.
            if self._readable and line.how != log_format.DO and delta.table in KINDS and delta.new is not None:
                self._readable = canonical.is_entry(delta.table, delta.new)

    def _hold(self, handle: int | None, signature: Signature) -> None:
        """Keep the snapshot open, so that its inode number is not reused for a later file."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle, self._signature, self._shared = handle, signature, False
        if self._present:
            self._share()
        self._permitted = handle is None or (os.access(self.file, os.W_OK) and os.access(self.folder, os.W_OK))

    def _share(self) -> None:
        """Hold the shared lock on the snapshot from now on."""
        self._present = True
        if self._handle is not None and not self._shared:
            lock.share(self._handle)
            self._shared = True

    def _is_alone(self) -> bool:
        """Whether no other process holds the shared lock. The caller holds the journal's lock, and calls `_share`."""
        self._shared = False
        return self._handle is None or lock.is_sole(self._handle)

    def _current_signature(self) -> Signature | None:
        """Return the signature of the snapshot file; None if it does not exist."""
        try:
            status = self.file.stat()
        except FileNotFoundError:
            self._mode = 0o600
            return None
        self._mode = status.st_mode
        return snapshot.signature(status)
