"""TinyDB with documents left undecoded until somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Table

from gutskin_tui.store.storage import FileStorage, Patch


class RawTable(Table):
    """A table whose documents are decoded one by one as TinyDB's queries touch them."""

    _storage: FileStorage

    def _read_table(self) -> Mapping[str, Any]:  # type: ignore[override]
        return _Decoding(self._raw())

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        """Run one of TinyDB's own updates, saving only the documents that it changed."""
        before = {int(key): bytes(document) for key, document in self._raw().items()}
        table = {number: msgspec.json.decode(document) for number, document in before.items()}
        same = {number: msgspec.json.encode(document) for number, document in table.items()}
        updater(table)
        patch: dict[str, Raw | None] = {str(number): None for number in before if number not in table}
        for number, document in table.items():
            written = msgspec.json.encode(document)
            if same.get(number) != written:
                patch[str(number)] = Raw(written)
        self._storage.apply({self.name: patch})
        self.clear_cache()

    def _raw(self) -> Mapping[str, Raw]:
        return (self._storage.read() or {}).get(self.name, {})


class JournalTables(TinyDB):
    """The journal's tables: TinyDB over `FileStorage`, with changes to several tables saved as one."""

    table_class = RawTable
    default_storage_class = FileStorage  # type: ignore[assignment]
    _storage: FileStorage

    @property
    def storage(self) -> FileStorage:
        """The file the tables stand in."""
        return self._storage

    def raw(self, name: str) -> Mapping[str, Raw]:
        """Return a table's documents as they stand in the file, by number; empty where there is no such table."""
        return (self.storage.read() or {}).get(name, {})

    def next_number(self, name: str) -> int:
        """Return the number after the highest in a table; 1 for an empty one."""
        return self.storage.next_number(name)

    def apply(self, patch: Patch) -> None:
        """Save a change to documents of any tables, all or nothing; raises JournalUnwritable."""
        self.storage.apply(patch)
        self._tables.clear()

    def reload(self) -> bool:
        """Read the file again if it changed; return whether it did. Raises as `FileStorage.reload` does."""
        changed = self.storage.reload()
        if changed:
            self._tables.clear()  # their query caches speak of the documents before
        return changed


class _Decoding(Mapping[str, Any]):
    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw

    def __getitem__(self, key: str) -> Any:
        return msgspec.json.decode(self._raw[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)
