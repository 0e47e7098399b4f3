"""The door to a journal: everything above the store adds, finds and undoes through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Raw
from tinydb.utils import LRUCache

from gutskin_tui.journal.entries import EntryError, decode
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.store import history, meta
from gutskin_tui.store.documents import written
from gutskin_tui.store.errors import (
    AmbiguousEntry,
    DuplicateEntry,
    InvalidEntry,
    JournalReadOnly,
    JournalUnwritable,
    UnknownEntry,
)
from gutskin_tui.store.index import Index
from gutskin_tui.store.lock import locked
from gutskin_tui.store.problems import Problem, find
from gutskin_tui.store.records import check_table, read_records, written_records
from gutskin_tui.store.state import state_folder
from gutskin_tui.store.steps import Change, Plan, Step, plan
from gutskin_tui.store.tables import JournalTables

SHORTEST_ENDING = 4
"""Characters of an id's ending that `find_id` asks for."""

CACHED = 8192
"""Decoded entries kept: more than a year of a full diary (15 a day), about 8 MB."""


class Journal:
    """A journal file, opened.

    Each change is saved before the call returns, all or nothing, under a lock between processes and on top
    of what other processes saved meanwhile. If saving fails, neither the file nor what the queries answer changes.
    `revision` starts at 0 and grows with every change seen, whoever made it. `notice` says why a journal
    that was not asked to be read-only is so nevertheless, else "". Not for use by several threads at once.

    An entry that cannot be read is skipped by every query, kept as it stands, and told of by `problems`.
    """

    def __init__(self, path: Path, tables: JournalTables, read_only: bool, state: Path) -> None:
        self.path = path
        self.state = state
        self.revision = 0
        self.warnings: tuple[str, ...] = ()
        self._tables = tables
        self._asked_read_only = read_only
        self._cache: LRUCache[str, AnyEntry] = LRUCache(capacity=CACHED)
        self._look()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, state: Path | None = None) -> Self:
        """Open the journal at `path`. Nothing is made on disk until the first change.

        `state` is the folder for its lock and backups; the usual one is below the user's state folder.
        Raises JournalDamaged for a file that is not a journal, JournalUnreadable when the system refuses.
        """
        return cls(path, JournalTables(path), read_only, state or state_folder(path))

    @classmethod
    def create(cls, path: Path, entries: Iterable[AnyEntry], *, state: Path | None = None) -> Self:
        """Make a new journal that holds `entries` and nothing to undo, and return it open.

        Raises JournalUnwritable where a file is in the way, and what `add` and `open` raise.
        """
        if path.exists() or path.is_symlink():
            raise JournalUnwritable(path, f"{path} exists already.")
        journal = cls.open(path, state=state)
        with journal._changing():
            journal._make(Step("", put=journal._placed(written(path, entries))), undoable=False)
        return journal

    @property
    def read_only(self) -> bool:
        """Whether changes are refused: because it was asked for, or for the reason in `notice`."""
        return self._asked_read_only or bool(self.notice)

    def add(self, *entries: AnyEntry, label: str = "") -> None:
        """Add entries as one change. Raises DuplicateEntry, InvalidEntry, JournalReadOnly, JournalUnwritable."""

        def check() -> None:
            for entry in entries:
                if entry.id in self._index.places:
                    raise DuplicateEntry(self.path, f"An entry with the id {entry.id} is already in {self.path}.")

        self._change(entries, (), label, check)

    def replace(self, *entries: AnyEntry, label: str = "") -> None:
        """Put entries in the place of those with the same id, as one change; an entry keeps its kind.

        Raises UnknownEntry, DuplicateEntry, InvalidEntry, JournalReadOnly, JournalUnwritable.
        """

        def check() -> None:
            for entry in entries:
                place = self._index.places.get(entry.id)
                if place is None:
                    raise self._unknown(entry.id)
                if place.table != entry.kind:
                    raise InvalidEntry(self.path, f"An entry in {self.path} cannot change its kind.")

        self._change(entries, (), label, check)

    def put(self, *entries: AnyEntry, label: str = "") -> None:
        """Add entries or put them in the place of those with the same id, as one change.

        Raises DuplicateEntry for an id given twice, InvalidEntry, JournalReadOnly, JournalUnwritable.
        """
        self.change(put=entries, label=label)

    def remove(self, *ids: str, label: str = "") -> None:
        """Take entries away as one change. Raises UnknownEntry, JournalReadOnly, JournalUnwritable."""
        self.change(remove=ids, label=label)

    def change(self, *, put: Iterable[AnyEntry] = (), remove: Iterable[str] = (), label: str = "") -> None:
        """Take entries away and put others in (added, or replacing the same id) as one change, all or nothing.

        Raises UnknownEntry for an id to remove, DuplicateEntry for an id given twice, InvalidEntry, JournalReadOnly,
        JournalUnwritable.
        """
        self._change(tuple(put), tuple(dict.fromkeys(remove)), label)

    def _change(
        self, put: Sequence[AnyEntry], remove: Sequence[str], label: str, check: Callable[[], None] = lambda: None
    ) -> None:
        documents = written(self.path, put)
        if not put and not remove:
            return
        if twice := next((one for one in remove if one in documents), None):
            raise DuplicateEntry(self.path, f"The id {twice} was given twice for {self.path}.")
        with self._changing():
            check()
            for entry_id in remove:
                if entry_id not in self._index.places:
                    raise self._unknown(entry_id)
            self._make(Step(label, drop=tuple(remove), put=self._placed(documents)))

    def records(self, table: str) -> dict[str, dict[str, Any]]:
        """Return a table of plain documents that are not entries, by id; those that cannot be read are left out.

        Raises ValueError for a table that holds entries or is the store's own.
        """
        check_table(table)
        return read_records(self._tables.raw(table))

    def put_records(self, table: str, documents: Mapping[str, Mapping[str, Any] | None], label: str = "") -> None:
        """Add, replace or (None) remove plain documents of a table by id, as one change that undo takes back.

        Each document carries its `id`, `created` and `updated`. Raises InvalidEntry, JournalReadOnly,
        JournalUnwritable; ValueError for a table that holds entries or is the store's own.
        """
        check_table(table)
        rows = written_records(self.path, documents)
        if not rows:
            return
        with self._changing():
            self._make(Step(label, rows={table: rows}))

    def undo(self) -> Change | None:
        """Take back the newest change that stands; None if there is none. Survives a restart.

        Raises JournalReadOnly, JournalUnwritable.
        """
        return self._back(history.UNDO, history.REDO)

    def redo(self) -> Change | None:
        """Make the change again that was undone last; None if there is none, or if something was changed since.

        Raises JournalReadOnly, JournalUnwritable.
        """
        return self._back(history.REDO, history.UNDO)

    def get(self, entry_id: str) -> AnyEntry:
        """Return the entry with this id. Raises UnknownEntry."""
        entry = self._entry(entry_id) if entry_id in self._index.places else None
        if entry is None:
            raise self._unknown(entry_id)
        return entry

    def find_id(self, ending: str) -> str:
        """Return the one id that is `ending` or ends with it, capitals or not, four characters at least.

        Raises UnknownEntry and AmbiguousEntry.
        """
        wanted = ending.strip()
        if wanted in self._index.places:
            return wanted
        wanted = wanted.lower()
        if len(wanted) < SHORTEST_ENDING:
            raise UnknownEntry(self.path, f"Give at least {SHORTEST_ENDING} characters of an id in {self.path}.")
        found = [entry_id for entry_id in self._index.places if entry_id.lower().endswith(wanted)]
        if not found:
            raise self._unknown(wanted)
        if len(found) > 1:
            text = f"{len(found)} entries in {self.path} have an id that ends like that; give more of it."
            raise AmbiguousEntry(self.path, text)
        return found[0]

    def day(self, day: date) -> list[AnyEntry]:
        """Return the entries of a journal day in order of their instant, then id."""
        return self._sorted_day(day, None)

    def between(
        self, first: date | None = None, last: date | None = None, kind: str | None = None
    ) -> Iterator[AnyEntry]:
        """Yield entries by journal day, both ends included, in order of day, instant and id; of one kind if named."""
        for day in self._index.days(first, last):
            yield from self._sorted_day(day, kind)

    def days(self) -> list[date]:
        """Return the journal days that hold an entry, sorted. Entries are not read for it."""
        return self._index.days()

    def count(self, kind: str | None = None) -> int:
        """Return how many entries there are, of one kind if named. Entries are not read for it."""
        return len(self._index.places) if kind is None else self._index.counts[kind]

    def refresh(self) -> bool:
        """Read the file again if another process changed it; return whether it had.

        A file that has gone is no change. Raises JournalDamaged and JournalUnreadable; what was read before then stays.
        """
        changed = self._tables.reload()
        if changed:
            self._look()
            self.revision += 1
        return changed

    def problems(self) -> list[Problem]:
        """Read every entry and return what is wrong with the file, place by place, without anybody's words."""
        return list(find(self._tables.storage.read() or {}, self._index))

    def close(self) -> None:
        """Let go of the file. All changes are saved already."""
        self._tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look(self) -> None:
        """Build what is known about the file from what was read."""
        self._cache.clear()
        self._index = Index(self._tables.storage.read() or {})
        self.notice = meta.notice(self.path, self._tables.raw(meta.TABLE))
        if not self.notice and self._tables.storage.write_protected():
            self.notice = f"{self.path} is write-protected, so it is open for reading only."

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the lock, on top of what others saved. Making nothing on disk when reading only."""
        self._writable()
        with locked(self.path):
            self.refresh()
            self._writable()
            yield

    def _writable(self) -> None:
        if self.read_only:
            raise JournalReadOnly(self.path, self.notice or f"{self.path} is open for reading only.")

    def _placed(self, documents: Mapping[str, tuple[str, Raw]]) -> dict[str, dict[str, Raw]]:
        """Give each document, by id with its kind, the number it has in the journal, or a new one."""
        put: dict[str, dict[str, Raw]] = {}
        numbers: dict[str, Iterator[int]] = {}
        for entry_id, (kind, raw) in documents.items():
            place = self._index.places.get(entry_id)
            if kind not in numbers:
                put[kind], numbers[kind] = {}, count(self._tables.next_number(kind))
            number = place.number if place and place.table == kind else str(next(numbers[kind]))
            put[kind][number] = raw
        return put

    def _make(self, step: Step, undoable: bool = True) -> None:
        """Save a new change and remember how to undo it; whatever had been undone can no longer be redone."""
        planned = plan(step, self._tables, self._index)
        assert planned is not None, "a new entry has an id and a day"
        if not undoable:
            self._save(planned, {})
            return
        stacks = {
            history.UNDO: history.push(self._tables.raw(history.UNDO), planned.inverse),
            history.REDO: history.clear(self._tables.raw(history.REDO)),
        }
        self._save(planned, stacks)

    def _back(self, source: str, target: str) -> Change | None:
        """Make the newest step of one stack, and put its inverse on the other."""
        self._writable()
        self.refresh()
        if not self._tables.raw(source):
            return None  # without a lock file, so that asking makes nothing on disk
        with self._changing():
            newest = history.top(self._tables.raw(source))
            planned = newest and plan(newest[1], self._tables, self._index)
            if not newest or not planned:
                return None
            stacks: dict[str, dict[str, Raw | None]] = {
                source: {newest[0]: None},
                target: history.push(self._tables.raw(target), planned.inverse),
            }
            self._save(planned, stacks)
            return planned.change

    def _save(self, planned: Plan, stacks: dict[str, dict[str, Raw | None]]) -> None:
        self._tables.apply({meta.TABLE: {meta.NUMBER: meta.DOCUMENT}, **planned.patch, **stacks})
        for entry_id, place in planned.places.items():
            self._cache.pop(entry_id, None)
            if place is None:
                self._index.drop(entry_id)
            else:
                self._index.put(entry_id, place)
        self.revision += 1

    def _entry(self, entry_id: str) -> AnyEntry | None:
        """Return a listed entry, decoded now or before; None if it cannot be read."""
        entry = self._cache.get(entry_id)
        if entry is None:
            place = self._index.places[entry_id]
            try:
                entry = decode(self._tables.raw(place.table)[place.number])
            except EntryError:
                return None
            if entry.kind != place.table:
                return None
            self._cache.set(entry_id, entry)
        return entry

    def _sorted_day(self, day: date, kind: str | None) -> list[AnyEntry]:
        places = self._index.places
        ids = [one for one in self._index.on(day) if kind is None or places[one].table == kind]
        entries = [entry for one in ids if (entry := self._entry(one)) is not None]
        return sorted(entries, key=lambda entry: (entry.when, entry.id))

    def _unknown(self, entry_id: str) -> UnknownEntry:
        name = f"with the id {entry_id}" if re.fullmatch(r"[0-9A-Za-z_-]{1,64}", entry_id) else "with such an id"
        return UnknownEntry(self.path, f"There is no entry {name} in {self.path}.")
