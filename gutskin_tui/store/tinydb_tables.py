"""TinyDB over the journal, and over any file: documents are decoded and saved one by one where the storage can."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import JSONStorage
from tinydb.table import Table

from gutskin_tui import atomic_file, disk
from gutskin_tui.store import lock
from gutskin_tui.store.tinydb_storage import LogStorage


class FileStorage(JSONStorage):
    """TinyDB's own JSON storage, made safe: the same options, the same file to the byte, replaced in one step.

    A save writes a new file (0600), syncs it, renames it over the old one and syncs the folder, one process at a time.
    """

    def __init__(self, path: str | os.PathLike[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(os.fspath(path), *args, **kwargs)
        self._file = Path(os.path.realpath(path))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return what the file holds now, whoever wrote it."""
        self._reopen_if_replaced()
        return super().read()

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file's contents. Raises OSError; the old file then stands."""
        if self._mode not in ("r+", "rb+"):
            super().write(data)  # type: ignore[arg-type]
            return
        text = json.dumps(data, **self.kwargs).encode(getattr(self._handle, "encoding", None) or "utf-8")
        folder, _ = lock.lock_folder(self._file.parent, time.monotonic() + lock.LOCK_TIMEOUT)
        try:
            atomic_file.replace(self._file, [text])
            disk.fsync_folder(self._file.parent)
        finally:
            os.close(folder)
        self._reopen_if_replaced()

    def _reopen_if_replaced(self) -> None:
        """Open the file that has the name now, if it is another one."""
        try:
            same = os.path.samestat(os.fstat(self._handle.fileno()), self._file.stat())
        except FileNotFoundError:
            return
        if not same:
            encoding = getattr(self._handle, "encoding", None)
            self._handle.close()
            self._handle = self._file.open(self._mode, encoding=encoding)


class LogTable(Table):
    """A table over `LogStorage` decodes documents as they are touched and saves only those that changed.

    Over any other storage it is TinyDB's own.
    """

    def _read_table(self) -> Any:
        if not isinstance(self._storage, LogStorage):
            return super()._read_table()
        self._storage.reload()
        return _Documents(self._storage.tables.get(self.name, {}))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        if not isinstance(self._storage, LogStorage):
            super()._update_table(updater)
            return
        self._storage.check_writable()
        with self._storage.lock():
            if self._storage.reload():
                self._next_id = None
            self._storage.prepare()
            table = _Edited(self._storage.tables.get(self.name, {}))
            updater(table)  # type: ignore[arg-type]
            if patch := table.patch():
                self._storage.append({self.name: patch})
        self.clear_cache()


class JournalDB(TinyDB):
    """TinyDB with `FileStorage` unless another storage is named; tables take part in what their storage can do."""

    table_class = LogTable
    default_storage_class = FileStorage


class _Documents(Mapping[str, Any]):
    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw

    def __getitem__(self, key: str) -> Any:
        return msgspec.json.decode(self._raw[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class _Edited(MutableMapping[int, Any]):
    """A table while one of TinyDB's updates runs over it: by number, decoded as touched."""

    def __init__(self, raw: Mapping[str, Raw]) -> None:
        self._raw = raw
        self._touched: dict[int, Any] = {}
        self._gone: set[int] = set()

    def __getitem__(self, number: int) -> Any:
        if number not in self._touched:
            if number in self._gone:
                raise KeyError(number)
            self._touched[number] = msgspec.json.decode(self._raw[str(number)])
        return self._touched[number]

    def __setitem__(self, number: int, document: Any) -> None:
        self._touched[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched.pop(number, None)
        self._gone.add(number)

    def __contains__(self, number: object) -> bool:
        return number in self._touched or (number not in self._gone and str(number) in self._raw)

    def __iter__(self) -> Iterator[int]:
        yield from (int(key) for key in self._raw if int(key) not in self._gone or int(key) in self._touched)
        yield from [number for number in self._touched if str(number) not in self._raw]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Take every document away, none of them decoded."""
        self._touched.clear()
        self._gone.update(map(int, self._raw))

    def patch(self) -> dict[str, Raw | None]:
        """Return what is different now: documents to put, None for those to take away."""
        patch: dict[str, Raw | None] = {
            str(number): None for number in self._gone if str(number) in self._raw and number not in self._touched
        }
        for number, document in self._touched.items():
            old = self._raw.get(str(number))
            if old is None or msgspec.json.decode(old) != document:
                patch[str(number)] = Raw(msgspec.json.encode(document))
        return patch
