"""The journal as a TinyDB storage: reading its tables, and transactions over several of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec
from msgspec import Raw
from tinydb.storages import Storage

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import log_format, tombstones
from gutskin_tui.store.canonical import index_fields
from gutskin_tui.store.changeset import plan
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.log_writer import LogWriter
from gutskin_tui.store.lost_changes import restoring_changeset
from gutskin_tui.store.replay import Delta
from gutskin_tui.store.snapshot import highest


class Transaction:
    """Changes of documents that are saved together.

    `patch` holds by table and number the new document, or None for one to remove; `deltas` is the result, once saved.
    `numbers` holds by table the last document number that was given out.
    """

    def __init__(self) -> None:
        self.patch: dict[str, dict[str, Raw | None]] = {}
        self.deltas: list[Delta] = []
        self.numbers: dict[str, int] = {}


class LogStorage(LogWriter, Storage):
    """A TinyDB storage that decodes documents on access and saves a change as a line of a log."""

    _transaction: Transaction | None = None

    def current(self, name: str) -> Mapping[str, Raw]:
        """Return a table as it is now, with what an open transaction has changed."""
        if self._transaction is None:
            self.reload()
        table = self.tables.get(name, {})
        if self._transaction and (patch := self._transaction.patch.get(name)):
            merged = {**table, **patch}
            return {number: raw for number, raw in merged.items() if raw is not None}
        return table

    def on(self, name: str, day: str) -> list[tuple[int, Raw]]:
        """Return the documents of a kind's table on a journal day (YYYY-MM-DD), with their numbers, in order."""
        table = self.current(name)
        if self._transaction and name in self._transaction.patch:
            fields = ((number, index_fields(raw)) for number, raw in table.items())
            numbers = [number for number, dated in fields if dated and dated.day.isoformat() == day]
        else:
            try:
                places = self.index.on(date.fromisoformat(day))
            except ValueError:
                return []
            numbers = [number for table_name, number in places if table_name == name]
        return [(int(number), table[number]) for number in sorted(numbers, key=int)]

    def assign_number(self, name: str) -> int:
        """Return a document number that neither the table nor the open transaction uses."""
        assert self._transaction is not None
        used = highest(self._transaction.patch.get(name, ()))
        number = max(self.next_number(name) - 1, used, self._transaction.numbers.get(name, 0)) + 1
        self._transaction.numbers[name] = number
        return number

    def now(self) -> str:
        """Return the present instant as it is stored."""
        return self._clock.now().isoformat(timespec="milliseconds")

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the journal's lock, so that changes within apply to what is read within.

        What others saved before is read first, and what this process saved and the files lost is saved again. Raises
        JournalReadOnly, making nothing on disk, JournalUnwritable.
        """
        self.check_changeable()
        with self.lock():
            self.reload()
            self.check_changeable()
            if lost := self.log_lost:
                self.fold()
                self.restored_count += lost
            if dropped := self.dropped():
                self.prepare()
                changeset = restoring_changeset(dropped, self.index, self.next_number)
                if patch := plan(changeset, self.tables, self.index, self.next_number):
                    self.append(patch, log_format.MERGE, changeset.label)
                self.restored_count += len(dropped)
            yield

    @contextmanager
    def transaction(
        self, label: str = "", how: str = log_format.DO, *, leave_tombstones: bool = True
    ) -> Iterator[Transaction]:
        """Collect changes of documents and save them as one change at the end, or none of them after an exception.

        Within another transaction the changes are part of that one. Raises what `exclusive` and `append` raise.
        """
        if self._transaction is not None:
            yield self._transaction
            return
        with self.exclusive():
            self.prepare()
            transaction = self._transaction = Transaction()
            try:
                yield transaction
            finally:
                self._transaction = None
            known = any(name in KINDS or name in (*RECORD_TABLES, tombstones.TABLE) for name in transaction.patch)
            counted = how in (log_format.UNDO, log_format.REDO)  # or the changes before it could never be undone
            if counted or any(transaction.patch.values()):
                transaction.deltas = self.append(
                    transaction.patch,
                    how if known or counted else log_format.PLAIN,
                    label,
                    leave_tombstones=leave_tombstones,
                )

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table that holds something, documents decoded; None where there is none."""
        self.reload()
        filled = {name: table for name, table in self.tables.items() if table}
        return {
            name: {n: msgspec.json.decode(raw) for n, raw in table.items()} for name, table in filled.items()
        } or None

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Remove the tables that `data` lacks, as one change: what TinyDB asks for when it drops tables."""
        with self.transaction() as transaction:
            for name in self.tables.keys() - data.keys():
                transaction.patch[name] = dict.fromkeys(self.tables[name])
