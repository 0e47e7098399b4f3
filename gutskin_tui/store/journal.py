"""A journal that can be changed: the interface through which other packages add, change and undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from msgspec import Raw
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.model.amend import Amendment, amend
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import log_format, tombstones
from gutskin_tui.store.changeset import Change, Patch, change_of, plan, plan_new
from gutskin_tui.store.errors import ChangesRestored, DuplicateEntry, InvalidEntry, JournalUnwritable
from gutskin_tui.store.future_dates import FutureDate, corrected
from gutskin_tui.store.maintenance import JournalMaintenance
from gutskin_tui.store.merge import Contents, Difference, all_records, contents, difference, merged
from gutskin_tui.store.records import check_table, encode_records
from gutskin_tui.store.snapshot import encode_entries
from gutskin_tui.store.superseded import SupersededList, superseded_values
from gutskin_tui.store.tinydb_storage import LogStorage
from gutskin_tui.store.tinydb_tables import JournalDB
from gutskin_tui.text import counted


class Journal(JournalMaintenance):
    """A journal file, opened.

    Each change is saved before the call returns, all or nothing, under a lock between processes and on top
    of what other processes saved meanwhile. If saving fails, neither the file nor what the queries answer changes.
    `revision` starts at 0 and grows with every change, also those of other processes. `notice` says why a journal
    that was not asked to be read-only is so nevertheless, else "". Not for use by several threads at once.

    An entry that cannot be read is skipped by every query, left unchanged, and reported by `problems`.
    """

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        state: Path | None = None,
        clock: Clock | None = None,
        present: bool = False,
    ) -> Self:
        """Open the journal at `path`. Nothing is made on disk until the first change.

        `present` is for a process that stays, such as a screen: while it has the journal open, others only append to
        the log. A process that changes the journal is present from its first change on.

        `state` is the folder for its lock and backups; the usual one is below the user's state folder. `clock` dates
        new versions and backups; None is the system's. Raises JournalDamaged for a file that is not a journal,
        JournalUnreadable when the system refuses.
        """
        return cls(JournalDB(path, storage=LogStorage, state=state, clock=clock, present=present, read_only=read_only))

    @classmethod
    def create(
        cls, path: Path, entries: Iterable[AnyEntry], *, state: Path | None = None, clock: Clock | None = None
    ) -> Self:
        """Make a new journal that holds `entries` and nothing to undo, and return it open.

        Raises JournalUnwritable where a file is in the way, and what `add` and `open` raise.
        """
        if path.exists() or path.is_symlink():
            raise JournalUnwritable(path, f"{path} exists already.")
        documents = encode_entries(path, entries)
        journal = cls.open(path, state=state, clock=clock)
        with journal.exclusive():
            if path.exists():  # another process made it meanwhile
                raise JournalUnwritable(path, f"{path} exists already.")
            journal._storage.fill(documents.values())
        return journal

    def add(self, *entries: AnyEntry, label: str = "") -> None:
        """Add entries as one change. Raises DuplicateEntry, InvalidEntry, JournalReadOnly, JournalUnwritable."""

        def check() -> None:
            for entry in entries:
                if self._index.place(entry.id):
                    raise DuplicateEntry(self.path, f"An entry with the id {entry.id} is already in {self.path}.")

        self._change(entries, (), label, check)

    def replace(self, *entries: AnyEntry, label: str = "") -> None:
        """Put entries in the place of those with the same id, as one change; an entry keeps its kind.

        Raises UnknownEntry, DuplicateEntry, InvalidEntry, JournalReadOnly, JournalUnwritable.
        """

        def check() -> None:
            for entry in entries:
                place = self._index.place(entry.id)
                if place is None:
                    raise self._unknown(entry.id)
                if place[0] != entry.kind:
                    raise InvalidEntry(self.path, f"An entry in {self.path} cannot change its kind.")

        self._change(entries, (), label, check)

    def put(self, *entries: AnyEntry, label: str = "") -> None:
        """Add entries or put them in the place of those with the same id, as one change.

        Raises DuplicateEntry for an id given twice, InvalidEntry, JournalReadOnly, JournalUnwritable.
        """
        self.change(put=entries, label=label)

    def amend(
        self, seen: AnyEntry, values: Mapping[str, Any], clock: Clock, at: datetime | None = None, label: str = ""
    ) -> Amendment:
        """Change some fields of the entry that a person saw as `seen`, and return what came of it, as one change.

        The fields are changed on the entry as it is now: what another program changed meanwhile stays; see
        `model.amend` for fields that both changed, and for an entry that was deleted meanwhile. Values that the entry
        has already are no change. Raises EntryError, JournalReadOnly, JournalUnwritable.
        """
        with self.exclusive():
            latest = self.latest(seen)
            done = amend(latest, seen, values, clock, at)
            if latest is None or replace(done.entry, updated=latest.updated) != latest:
                self.put(done.entry, label=label)
            return replace(done, entry=self.get(done.entry.id))

    def remove(self, *ids: str, label: str = "") -> None:
        """Remove entries as one change. Raises UnknownEntry, JournalReadOnly, JournalUnwritable."""
        self.change(remove=ids, label=label)

    def change(
        self,
        *,
        put: Iterable[AnyEntry] = (),
        remove: Iterable[str] = (),
        records: Mapping[str, Mapping[str, Mapping[str, Any] | None]] | None = None,
        label: str = "",
    ) -> None:
        """Make one change of many parts, all or nothing; add, replace, put, remove and put_records are special cases.

        `put` is added or replaces what has the same id; `records` are as for put_records, by table. Raises
        UnknownEntry for an id to remove, DuplicateEntry for an id given twice, InvalidEntry, JournalReadOnly,
        JournalUnwritable.
        """
        for table in records or ():
            check_table(table)
        rows = {table: encode_records(self.path, documents) for table, documents in (records or {}).items()}
        self._change(put, tuple(dict.fromkeys(remove)), label, rows=rows)

    def contents(self) -> Contents:
        """Return the contents for merging; entries that cannot be read have no part in it."""
        tables = self._storage.tables
        removals = tombstones.tombstones(tables.get(tombstones.TABLE, {}))
        return contents(self.between(), all_records(tables), removals)

    def merge(self, other: Contents, label: str = "", base: Contents | None = None) -> Difference:
        """Merge the contents of another journal (see merge.py) as one change, and return the difference made.

        What lost against a concurrent change is first added to the list of superseded values; see superseded.py for
        `base`.

        Raises JournalReadOnly, JournalUnwritable.
        """
        with self.exclusive():
            mine = self.contents()
            result = difference(mine, merged(mine, other))
            SupersededList(self.state).add(superseded_values(mine, other, base))
            rows = {table: encode_records(self.path, documents) for table, documents in result.records.items()}
            rows[tombstones.TABLE] = tombstones.rows(result.removals) | tombstones.deletions(result.restored)
            self._change(result.put, result.remove, label, rows=rows, how=log_format.MERGE)
        return result

    def correct_dates(self, clock: Clock) -> list[FutureDate]:
        """Set what is dated more than a day ahead to now, as one change, and return what was dated so.

        The corrected versions are older than those they replace: a copy that still has these wins when it is merged.
        Raises JournalReadOnly, JournalUnwritable.
        """
        self._storage.check_no_transaction()
        with self.exclusive():
            if not self.future_dates(clock.now()):
                return []
            self._storage.prepare()
            dates = self.future_dates(clock.now())
            patch: dict[str, dict[str, Raw | None]] = {}
            for table, number, *_ in dates:
                raw = self._storage.tables[table][number]
                patch.setdefault(table, {})[number] = corrected(raw, table, clock)
            self._storage.append(patch, log_format.MERGE, "Corrected dates")
        return dates

    def put_records(self, table: str, documents: Mapping[str, Mapping[str, Any] | None], label: str = "") -> None:
        """Add, replace or (None) remove plain documents of a table by id, as one change that undo takes back.

        Each document carries its `id`, `created` and `updated`. Raises InvalidEntry, JournalReadOnly,
        JournalUnwritable; ValueError for a table that holds entries or is the store's own.
        """
        self.change(records={table: documents}, label=label)

    def transaction(self, label: str = "") -> AbstractContextManager[object]:
        """Make all changes within, also those through the tables of `db`, one change that undo takes back.

        Whatever reads this journal sees them at once; other processes see them after the end. Nothing is saved after
        an exception. Raises JournalReadOnly, JournalUnwritable. Within it, `undo`, `redo`, `merge`, `compact`,
        `accept` and `correct_dates` raise RuntimeError.
        """
        return self._storage.transaction(label, visible=True)

    def undo(self) -> Change | None:
        """Undo the newest change that was not undone; None if there is none. Works across restarts.

        A restored entry is a new version, newer than the one it replaces. A removed entry gets a tombstone, unless
        it came from a merge: merging again may restore it.
        Raises JournalReadOnly, JournalUnwritable; ChangesRestored if changes that the files had lost were saved again
        instead.
        """
        return self._back(log_format.UNDO)

    def redo(self) -> Change | None:
        """Make the change again that was undone last; None if there is none, or if something was changed since.

        Raises as `undo` does.
        """
        return self._back(log_format.REDO)

    def _change(
        self,
        put: Iterable[AnyEntry],
        remove: Sequence[str],
        label: str,
        check: Callable[[], None] | None = None,
        rows: Mapping[str, dict[str, Raw]] | None = None,
        how: str = log_format.DO,
    ) -> None:
        documents = encode_entries(self.path, put)
        rows = {table: records for table, records in rows.items() if records} if rows else {}
        if not documents and not remove and not rows:
            return
        if twice := documents.keys() & remove:
            raise DuplicateEntry(self.path, f"The id {min(twice)} was given twice for {self.path}.")
        with self._storage.transaction(label, how, check=check):
            for entry_id in remove:
                if self._index.place(entry_id) is None:
                    raise self._unknown(entry_id)
            patch = plan_new(documents, remove, rows, self._index, self._storage.next_number)
            documents.clear()  # an import has hundreds of thousands
            self._write(patch)

    def _write(self, patch: Patch) -> None:
        """Write a change to the tables. A transaction is open."""
        for name, documents in patch.items():
            self._table(name).write(documents)

    def _back(self, how: str) -> Change | None:
        """Apply the newest change set of one stack; its inverse is pushed on the other."""
        self._storage.check_changeable()
        self.refresh()
        if self._storage.history.top(how) is None:
            return None  # without the lock, so that asking makes nothing on disk
        before = self._storage.restored_count
        with self.exclusive():
            if count := self._storage.restored_count - before:
                text = f"{counted(count, 'change')} missing from {self.path} had to be saved again first"
                raise ChangesRestored(self.path, f"There was no {how}: {text}.")
            newest = self._storage.history.top(how)
            if newest is None:
                return None
            self._storage.prepare()
            patch = plan(newest, self._storage.tables, self._index, self._storage.next_number)
            if patch is None:
                return None
            undone_merge = newest.merged and how == log_format.UNDO  # merging again may bring back what this takes away
            with self._storage.transaction(newest.label, how, leave_tombstones=not undone_merge) as transaction:
                self._write(patch)
            return change_of(newest.label, transaction.deltas)
