"""The journal on disk as TinyDB sees it: the snapshot, and over it the changes that the log holds."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw
from tinydb.storages import Storage

from gutskin_tui.clock import Clock
from gutskin_tui.store import disk, log, migrations, snapshot
from gutskin_tui.store.backups import after_compaction
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, JournalUnwritable, reason
from gutskin_tui.store.history import REDO, UNDO, History
from gutskin_tui.store.index import Index, runs_of
from gutskin_tui.store.lock import locked
from gutskin_tui.store.lock import warning as network_warning
from gutskin_tui.store.log import Line, Scan
from gutskin_tui.store.logfile import LogFile
from gutskin_tui.store.numbers import highest
from gutskin_tui.store.replay import Delta, gone, onto_other, put
from gutskin_tui.store.snapshot import Signature, Snapshot, Tables
from gutskin_tui.store.state import state_folder

Patch = Mapping[str, Mapping[str, Raw | None]]
"""What a change does to the tables: a document to put in its place, or None to take it away."""

LOG_AT_LEAST = 1 << 20
LOG_SHARE = 8
"""The log is folded into the snapshot when it is longer than 1 MiB and than an eighth of the snapshot."""

TRIES = 50
"""How often a reader, who holds no lock, looks again when the files change under its eyes."""


class Seen(NamedTuple):
    """What `reload` found: everything may be `new`, or some `deltas` came to what was known."""

    new: bool = False
    deltas: tuple[Delta, ...] = ()

    def __bool__(self) -> bool:
        return self.new or bool(self.deltas)


class LogStorage(Storage):
    """A TinyDB storage that saves a change as a line of a log, and documents that stay undecoded until asked for.

    `tables` hold what is saved, `history` what can be undone; both change only after the disk has the change.
    Callers hold `lock` around `reload` and a save.
    """

    def __init__(self, path: str | os.PathLike[str], *, state: Path | None = None, clock: Clock | None = None) -> None:
        super().__init__()
        self.path = Path(path)
        self.file = Path(os.path.realpath(path))
        self.state = state or state_folder(self.path)
        self.tables: Tables = {}
        self.history = History()
        self.snapshot = Snapshot({})
        self._index: Index | None = None
        self._strayed = self._lost = False
        self._unbacked = ""
        self._clock = clock or Clock(zone=lambda: "UTC")
        self._unlocked = network_warning(self.path)
        self._log = LogFile(log.log_path(self.path))
        self._held: int | None = None
        self._signature: Signature = ()
        self._wrote = False
        self._highest: dict[str, int] = {}
        self.reload()

    @property
    def index(self) -> Index:
        """Where each entry is."""
        if self._index is None:
            self._index = Index(self.tables)
        return self._index

    @property
    def broken(self) -> str:
        """Why nothing more may be written, else ""."""
        if not self._log.stuck:
            return ""
        return f"{self.path} can no longer be saved: {self._log.stuck}. Start gutskin again once that is mended."

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its owner should know of the file, one sentence each."""
        said = [self._unlocked, self._unbacked]
        if self.snapshot.tables and not self.snapshot.sealed and self.snapshot.version != 1:
            said.append(f"{self.path} was changed outside gutskin; it is taken as it stands.")
        if self._strayed:
            said.append(f"{self._log.path.name} belongs to another state of {self.path}; its changes were kept.")
        if self._log.torn:
            said.append(f"An unfinished last line of {self._log.path} was left out: it was never saved.")
        return tuple(filter(None, said))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the journal's lock. Raises JournalUnwritable."""
        with locked(self.path, self.state, self.file.parent) as held:
            if not held and not self._unlocked:
                self._unlocked = f"The folder of {self.path} knows no locks: write to it from one computer at a time."
            yield

    # Reading: never writes.

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table that holds something, documents decoded; None where there is none."""
        self.reload()
        held = {name: table for name, table in self.tables.items() if table}
        return {name: {n: msgspec.json.decode(raw) for n, raw in table.items()} for name, table in held.items()} or None

    def reload(self) -> Seen:
        """Take in what others saved; return what is new. A file that has gone is not a change.

        Raises JournalUnreadable and JournalDamaged; what was known before then stays.
        """
        for attempt in range(TRIES):
            try:
                if self._signature and (there := self._now(self.file)) is not None:
                    if there == self._signature and (seen := self._follow()) is not None:
                        return seen
                elif self._signature:
                    self._lost = True
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
            if self._now(self.file) != (loaded[2] if loaded else None) and not last:
                if loaded:
                    os.close(loaded[1])
                return None
            if loaded is None and not scan.lines and not scan.damage:
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
        history = History(tables.pop(UNDO, {}), tables.pop(REDO, {}))
        index = Index(tables, found.runs)
        lines, strayed = log.to_replay(scan.lines, found.base)
        for line in onto_other(tables, lines) if strayed else lines:
            deltas = put(tables, line)
            history.note(line, deltas)
            index.note(deltas)
        self.tables, self.history, self.snapshot = tables, history, found
        self._index = None if any(line.how == log.PLAIN for line in lines) else index
        self._highest = {}
        self._strayed, self._lost = strayed, False

    def _follow(self) -> Seen | None:
        """Take in the lines that others appended to the log since; None if it is another log."""
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
            changed = put(self.tables, line)
            self.history.note(line, changed)
            if line.how == log.PLAIN:
                self._index = None  # its documents need not be entries
            elif self._index:
                self._index.note(changed)
            for name in self._highest.keys() & {delta.table for delta in changed}:
                added = (delta.number for delta in changed if delta.table == name)
                self._highest[name] = max(self._highest[name], highest(added))
            deltas += changed
        return deltas

    # Writing: the caller holds the lock and has called `reload`.

    def append(self, patch: Patch, how: str = log.PLAIN, label: str = "") -> list[Delta]:
        """Save a change to some documents, all or nothing, and return what it changed.

        Raises JournalUnwritable, and then nothing has changed.
        """
        if self.broken:
            raise JournalUnwritable(self.path, self.broken)
        self._prepare()
        ops = [
            (name, number, gone(self.tables.get(name, {}).get(number)) if raw is None else raw)
            for name, documents in patch.items()
            for number, raw in documents.items()
        ]
        deltas = self._take([self._append(how, label, ops)])
        if self._log.end > max(LOG_AT_LEAST, self.snapshot.size // LOG_SHARE):
            with suppress(JournalUnwritable):  # the change is saved already
                self.fold()
                self._back_up()
        return deltas

    def fill(self, tables: Tables) -> None:
        """Write a new journal that holds `tables`. Raises JournalUnwritable."""
        self.tables, self._index = tables, None
        self.fold()

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables those of `data`, as one change: what stock tables of TinyDB ask for."""
        self.check_writable()
        with self.lock():
            self.reload()
            patch: dict[str, dict[str, Raw | None]] = {}
            for name in self.tables.keys() | data.keys():
                old, new = self.tables.get(name, {}), data.get(name, {})
                documents = patch.setdefault(name, {})
                documents.update({number: None for number in old if number not in map(str, new)})
                for number, document in new.items():
                    if str(number) not in old or msgspec.json.decode(old[str(number)]) != document:
                        documents[str(number)] = Raw(msgspec.json.encode(document))
            self.append(patch)

    def next_number(self, name: str) -> int:
        """Return the number after the highest in a table; 1 for an empty one. Counted once, then kept up to date."""
        if name not in self._highest:
            self._highest[name] = highest(self.tables.get(name, ()))
        return self._highest[name] + 1

    def fold(self) -> None:
        """Write everything into a new snapshot and let go of the log. Raises JournalUnwritable; all is kept then."""
        self.check_writable()
        tables = {**self.tables, **self.history.tables()}
        runs = runs_of(self.tables) if self.index.clean else None
        parts, base = snapshot.encoded({name: table for name, table in tables.items() if table}, runs)
        try:
            migrations.keep_before(self.file, self.snapshot, self.state)
            if self._log.end and self._log.status():
                self._append(log.FOLD, base, [])
            handle, signature = snapshot.replace(self.file, parts)
            self._hold(handle, signature)
            self.snapshot = Snapshot({}, snapshot.VERSION, True, runs, base, signature[2])
            disk.fsync_folder(self.file.parent)
            disk.unlink(self._log.path)
        except OSError as error:
            raise self._unwritable(error) from None
        self._log.forget()
        self._strayed = self._lost = False

    def write_protected(self) -> bool:
        """Whether there is a file that may not be written. A rename would pass over what its owner asked for."""
        try:
            mode = self.file.stat().st_mode
        except OSError:
            return False
        return not mode & 0o222 or not all(os.access(one, os.W_OK) for one in (self.file, self.file.parent))

    def close(self) -> None:
        """Let go of the files; if this process wrote, fold the log first, so that stock TinyDB reads everything."""
        if self._wrote and not self.broken:
            with suppress(JournalUnwritable, JournalUnreadable, JournalDamaged), self.lock():
                self.reload()
                if self._log.status():
                    self.fold()
            self._back_up()
        self._wrote = False
        self._hold(None, self._signature)

    def _back_up(self) -> None:
        """Copy the journal into the state folder if a backup is due; that it cannot be is no fault of the save."""
        self._unbacked = after_compaction(self.file, self.state, self._clock.now())

    def _prepare(self) -> None:
        """Make sure that the snapshot stands on the disk and that the log belongs to it."""
        if not self._signature or self._lost or self._strayed or not self.snapshot.sealed:
            self.fold()

    def _append(self, how: str, label: str, ops: list[log.Op]) -> Line:
        try:
            line = self._log.append(how, label, ops, self.snapshot.base)
        except OSError as error:
            raise self._unwritable(error) from None
        self._wrote = True
        return line

    def check_writable(self) -> None:
        """Raise JournalUnwritable if it is known that nothing can be saved."""
        if self.broken:
            raise JournalUnwritable(self.path, self.broken)
        if self.write_protected():
            raise JournalUnwritable(self.path, f"{self.path} cannot be saved: it is write-protected.")

    def _unwritable(self, error: OSError) -> JournalUnwritable:
        return JournalUnwritable(self.path, f"{self.path} cannot be saved: {reason(error)}.")

    def _hold(self, handle: int | None, signature: Signature) -> None:
        """Keep the snapshot open, so that no later file can be given its inode number."""
        if self._held is not None:
            os.close(self._held)
        self._held, self._signature = handle, signature

    @staticmethod
    def _now(file: Path) -> Signature | None:
        try:
            return snapshot.signature(file.stat())
        except FileNotFoundError:
            return None
