"""TinyDB over the journal: its tables decode documents as they are touched, and save only those that changed.

All that depends on private names of TinyDB is in this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from gutskin_tui.model.entries import EntryError, encode, from_document
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import replay
from gutskin_tui.store.errors import DuplicateEntry, InvalidEntry
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.snapshot import META
from gutskin_tui.store.tinydb_storage import LogStorage

OUTSIDE_LABEL = "Changed by a script"
"""Label of a change that was made through TinyDB outside a transaction."""


class JournalTable(Table):
    """A table of a journal. Over any storage but `LogStorage` it is TinyDB's own.

    A document written to the table of a kind must be an entry; `kind`, `created` and `updated` may be left out. Each
    write is a change of its own that can be undone, unless a transaction of the storage is open. Queries see what
    other processes have saved.
    """

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        # A cached result could be older than what another process has saved.
        super().__init__(storage, name, 0 if isinstance(storage, LogStorage) else cache_size, persist_empty)

    def write(self, documents: Mapping[str, Raw | None]) -> None:
        """Put documents, which are canonical, under their numbers, or remove those that are None.

        A transaction of the storage is open.
        """
        assert isinstance(self._storage, LogStorage)
        self._storage.stage(self.name, documents)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document and return its number. Raises InvalidEntry, JournalReadOnly, JournalUnwritable."""
        if not isinstance(self._storage, LogStorage):
            return super().insert(document)
        with self._storage.transaction(OUTSIDE_LABEL):
            return super().insert(document)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return the matching documents. Those of a day, `where("day") == day`, are read from the index of days."""
        day = _day_of(cond)
        if day is None or self.name not in KINDS or not isinstance(self._storage, LogStorage):
            return super().search(cond)
        return [
            self.document_class(msgspec.json.decode(raw), number) for number, raw in self._storage.on(self.name, day)
        ]

    def _read_table(self) -> Any:
        if not isinstance(self._storage, LogStorage):
            return super()._read_table()
        return _Documents(self._storage.current(self.name))

    def _get_next_id(self) -> int:
        if not isinstance(self._storage, LogStorage):
            return super()._get_next_id()  # type: ignore[no-any-return, no-untyped-call]
        return self._storage.assign_number(self.name)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        if not isinstance(self._storage, LogStorage):
            super()._update_table(updater)
            return
        if self.name == META:
            raise InvalidEntry(self._storage.path, f"The table {META} of {self._storage.path} cannot be changed.")
        with self._storage.transaction(OUTSIDE_LABEL):
            documents = _EditedDocuments(self._storage.current(self.name))
            updater(documents)  # type: ignore[arg-type]
            patch = {number: self._encoded(document) for number, document in documents.changes().items()}
            self._check_ids(patch)
            self._storage.stage(self.name, patch)

    def _check_ids(self, patch: Mapping[str, Raw | None]) -> None:
        """Raise DuplicateEntry if changes give a document the id of another one."""
        assert isinstance(self._storage, LogStorage)
        if self.name not in KINDS and self.name not in RECORD_TABLES:
            return
        index, ids = self._storage.index, set()
        for number, raw in patch.items():
            document_id = replay.document_id(raw)
            if document_id is None:
                continue
            if self.name in KINDS:
                place = index.place(document_id)
                other = place and (place[1] if place[0] == self.name else "")
            else:
                other = index.record(self.name, document_id)
            if document_id in ids or (other is not None and other != number and other not in patch):
                text = f"A document of {self._storage.path} would get an id that another one has."
                raise DuplicateEntry(self._storage.path, text)
            ids.add(document_id)

    def __iter__(self) -> Iterator[Document]:
        """Iterate over the documents as they are now, whatever is changed meanwhile."""
        return iter([*super().__iter__()])

    def _encoded(self, document: dict[str, Any] | None) -> Raw | None:
        """Return a document that is to be written as JSON. Raises InvalidEntry."""
        if document is None:
            return None
        assert isinstance(self._storage, LogStorage)
        path = self._storage.path
        if self.name in KINDS or self.name in RECORD_TABLES:
            now = self._storage.now()
            document = {"created": now, "updated": now} | document
        try:
            if self.name in KINDS:
                entry = from_document({"kind": self.name} | document)
                if entry.kind != self.name:
                    raise InvalidEntry(path, f"An entry in the table {self.name} of {path} has another kind.")
                return Raw(encode(entry))
            if self.name in RECORD_TABLES and not isinstance(document.get("id"), str):
                raise InvalidEntry(path, f"A record cannot be saved in {path}: it needs an id.")
            return Raw(msgspec.json.encode(document, order="sorted"))
        except EntryError as error:
            raise InvalidEntry(path, f"An entry cannot be saved in {path}: {error}.") from None
        except (msgspec.MsgspecError, UnicodeError, TypeError, RecursionError):
            raise InvalidEntry(path, f"A document holds something that cannot be saved in {path}.") from None


class JournalDB(TinyDB):
    """TinyDB whose tables take part in the transactions of `LogStorage`, if that is its storage."""

    table_class = JournalTable


def _day_of(cond: QueryLike) -> str | None:
    """Return the day if a query is `where("day") == day`; None for any other query."""
    hashed = getattr(cond, "_hash", None)
    match hashed:
        case ("==", ("day",), str(day)):
            return day
    return None


class _Documents(Mapping[str, Any]):
    """The documents of a table by number, decoded on access."""

    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw

    def __getitem__(self, number: str) -> Any:
        return msgspec.json.decode(self._raw[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class _EditedDocuments(MutableMapping[int, Any]):
    """The documents of a table by number while an update of TinyDB runs over them, decoded on access."""

    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw
        self._decoded: dict[int, Any] = {}
        self._removed: set[int] = set()

    def __getitem__(self, number: int) -> Any:
        if number not in self._decoded:
            if number in self._removed:
                raise KeyError(number)
            self._decoded[number] = msgspec.json.decode(self._raw[str(number)])
        return self._decoded[number]

    def __setitem__(self, number: int, document: Any) -> None:
        self._decoded[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._decoded.pop(number, None)
        self._removed.add(number)

    def __contains__(self, number: object) -> bool:
        return number in self._decoded or (number not in self._removed and str(number) in self._raw)

    def __iter__(self) -> Iterator[int]:
        yield from (int(key) for key in self._raw if int(key) not in self._removed or int(key) in self._decoded)
        yield from [number for number in self._decoded if str(number) not in self._raw]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document without decoding it."""
        self._decoded.clear()
        self._removed.update(map(int, self._raw))

    def changes(self) -> dict[str, Any]:
        """Return the documents that differ now, by number; None for those that were removed."""
        changes: dict[str, Any] = {
            str(number): None for number in self._removed if str(number) in self._raw and number not in self._decoded
        }
        for number, document in self._decoded.items():
            old = self._raw.get(str(number))
            if old is None or msgspec.json.decode(old) != document:
                changes[str(number)] = document
        return changes
