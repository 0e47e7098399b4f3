"""What is saved: the snapshot and the changes that the log holds, kept up to date. Nothing is written here."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.store import log_format, migrations, snapshot
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, reason
from gutskin_tui.store.index import Index
from gutskin_tui.store.log_file import LogFile
from gutskin_tui.store.log_format import Line, Scan
from gutskin_tui.store.replay import Delta, onto_other, put
from gutskin_tui.store.snapshot import Signature, Snapshot, Tables, highest
from gutskin_tui.store.undo import REDO, UNDO, UndoHistory

TRIES = 50
"""How often a reader, who holds no lock, looks again when the files change under its eyes."""


class Seen(NamedTuple):
    """What `reload` found: everything may be `new`, or some `deltas` came to what was known."""

    new: bool = False
    deltas: tuple[Delta, ...] = ()

    def __bool__(self) -> bool:
        return self.new or bool(self.deltas)


class JournalState:
    """The two files of a journal. `tables` hold what is saved, `history` what can be undone.

    `snapshot` is the file they started from; `gone` says that it was removed or emptied since, so that only this
    process has what it held. Not for use by several threads at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = Path(os.path.realpath(path))
        self.folder = self.file.parent
        self.tables: Tables = {}
        self.history = UndoHistory()
        self.snapshot = Snapshot({})
        self._index: Index | None = None
        self._strayed = self._lost = False
        self.gone = False
        self._log = LogFile(path)
        self._held: int | None = None
        self._signature: Signature = ()
        self._highest: dict[str, int] = {}
        self._mode = 0o600
        self._ours = True

    @property
    def index(self) -> Index:
        """Where each entry is."""
        if self._index is None:
            self._index = Index(self.tables)
        return self._index

    @property
    def write_protected(self) -> bool:
        """Whether there is a file that may not be written. A rename would pass over what its owner asked for."""
        return not (self._ours and self._mode & 0o222)

    def next_number(self, name: str) -> int:
        """Return the number after the highest in a table; 1 for an empty one. Counted once, then kept up to date."""
        if name not in self._highest:
            self._highest[name] = highest(self.tables.get(name, ()))
        return self._highest[name] + 1

    def reload(self) -> Seen:
        """Take in what others saved; return what is new. A file that has gone, or was emptied, is not a change.

        Raises JournalUnreadable and JournalDamaged; what was known before then stays.
        """
        for attempt in range(TRIES):
            try:
                if self._signature and (there := self._now()) is not None:
                    if there == self._signature and (seen := self._follow()) is not None:
                        return seen
                elif self._signature:
                    self.gone = self._lost = True
                    return Seen()
                if (seen := self._load(last=attempt == TRIES - 1)) is not None:
                    return seen
            except OSError as error:
                raise JournalUnreadable(self.path, f"{self.path} cannot be read: {reason(error)}.") from None
            time.sleep(0.001)
        raise JournalUnreadable(self.path, f"{self.path} cannot be read: another program keeps changing it.")

    def _load(self, last: bool) -> Seen | None:
        """Read snapshot and log; None if the snapshot was replaced meanwhile."""
        loaded = snapshot.load(self.path, self.file)
        try:
            scan, identity = self._log.read()
            if self._now() != (loaded[2] if loaded else None) and not last:
                if loaded:
                    os.close(loaded[1])
                return None
            if loaded is None and not scan.lines and not scan.damage:
                return Seen()
            if loaded and not loaded[0].tables and not loaded[0].sealed and any(self.tables.values()):
                os.close(loaded[1])
                self.gone = self._lost = True  # another program may be about to write it
                return Seen()
            self._adopt(loaded[0] if loaded else Snapshot({}), scan)
        except BaseException:
            if loaded:
                os.close(loaded[1])
            raise
        self._log.take(scan, identity)
        self._hold(loaded[1] if loaded else None, loaded[2] if loaded else ())
        return Seen(new=True)

    def _adopt(self, found: Snapshot, scan: Scan) -> None:
        if scan.damage:
            where = f"{self._log.path} is damaged (byte {scan.damage[0]})"
            raise JournalDamaged(self.path, f"{where}, so {self.path} is not complete. Both were left untouched.")
        tables = found.tables if found.version is None else migrations.migrate(found.tables, found.version)
        history = UndoHistory(tables.pop(UNDO, {}), tables.pop(REDO, {}))
        index = Index(tables, found.runs)
        lines, strayed = log_format.to_replay(scan.lines, found.base)
        for line in onto_other(tables, lines) if strayed else lines:
            deltas = put(tables, line)
            history.note(line, deltas)
            index.note(deltas)
        self.tables, self.history, self.snapshot = tables, history, found
        self._index = None if any(line.how == log_format.PLAIN for line in lines) else index
        self._highest = {}
        self._strayed, self._lost, self.gone = strayed, False, False

    def _follow(self) -> Seen | None:
        """Take in the lines that others appended to the log since; None if it is another log."""
        self.gone = False
        self._lost = self._log.end > 0 and self._log.status() is None
        if self._lost:
            return Seen()  # gone though the snapshot is the same: the next save brings back what is known
        end = self._log.end
        found = self._log.follow()
        if found is None:
            return None
        if found.damage:
            raise JournalDamaged(self.path, f"{self._log.path} is damaged (byte {end + found.damage[0]}).")
        return Seen(deltas=tuple(self._take(found.lines)))

    def _take(self, lines: list[Line]) -> list[Delta]:
        deltas: list[Delta] = []
        for line in lines:
            if line.how in (log_format.BASE, log_format.FOLD):
                continue
            changed = put(self.tables, line)
            self.history.note(line, changed)
            if line.how == log_format.PLAIN:
                self._index = None  # its documents need not be entries
            elif self._index:
                self._index.note(changed)
            for name in self._highest.keys() & {delta.table for delta in changed}:
                added = (delta.number for delta in changed if delta.table == name)
                self._highest[name] = max(self._highest[name], highest(added))
            deltas += changed
        return deltas

    def _hold(self, handle: int | None, signature: Signature) -> None:
        """Keep the snapshot open, so that no later file can be given its inode number."""
        if self._held is not None:
            os.close(self._held)
        self._held, self._signature = handle, signature
        self._ours = handle is None or (os.access(self.file, os.W_OK) and os.access(self.folder, os.W_OK))

    def _now(self) -> Signature | None:
        """Return the signature of the snapshot that is there now; None if there is none."""
        try:
            status = self.file.stat()
        except FileNotFoundError:
            self._mode = 0o600
            return None
        self._mode = status.st_mode
        return snapshot.signature(status)
