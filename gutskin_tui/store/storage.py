"""The file on disk: read whole, replaced whole, so that a crash leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw
from tinydb.storages import Storage

from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, JournalUnwritable, reason
from gutskin_tui.store.numbers import highest

Tables = dict[str, dict[str, Raw]]
"""Table name -> document number as text -> the document's JSON, not decoded."""

Patch = Mapping[str, Mapping[str, Raw | None]]
"""What a change does to the tables: a document to put in its place, or None to take it away."""

BOM = b"\xef\xbb\xbf"
_decoder = msgspec.json.Decoder(Tables)


class FileStorage(Storage):
    """A TinyDB storage that keeps documents undecoded and never leaves a torn file.

    A save writes a temporary file (created anew, mode 0600) in the same folder, syncs it, renames
    it over the journal and syncs the folder. If anything fails before the rename, the file and
    what `read` returns stay as they were. A symbolic link is followed: what it points at is replaced.
    Callers hold the lock (see lock.py) around `reload` and a save.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file = Path(os.path.realpath(path))
        self._tables: Tables = {}
        self._held: int | None = None
        self._seen: tuple[int, ...] = ()
        self._highest: dict[str, int] = {}
        self.reload()

    def read(self) -> Tables | None:
        """Return every table as last loaded or saved; None where there is no file or nothing in it."""
        return dict(self._tables) or None

    def reload(self) -> bool:
        """Read the file if it is not the one last read or written; return whether it was read.

        A file that has gone is not a change: what it held stays in memory, and the next save brings it back.
        Raises JournalUnreadable and JournalDamaged; what was loaded before then stays.
        """
        try:
            if self._seen and _signature(self._file.stat()) == self._seen:
                return False
            handle = os.open(self._file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise JournalUnreadable(self._path, f"{self._path} cannot be read: {reason(error)}.") from None
        try:
            seen, tables = self._load(handle)
        except BaseException:
            os.close(handle)
            raise
        self._adopt(tables, handle, seen)
        return True

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the whole file by `data`; documents may be undecoded JSON or plain dicts.

        Raises JournalUnwritable, and then nothing has changed.
        """
        tables = {name: {str(key): _raw(document) for key, document in table.items()} for name, table in data.items()}
        self._replace(tables)

    def apply(self, patch: Patch) -> None:
        """Save a change to some documents, all or nothing. Raises JournalUnwritable, and then nothing has changed."""
        tables, highs = dict(self._tables), self._highest
        for name, documents in patch.items():
            table = tables[name] = dict(tables.get(name, ()))
            for key, document in documents.items():
                if document is None:
                    table.pop(key, None)
                else:
                    table[key] = document
        self._replace(tables)
        for name in patch.keys() & highs.keys():
            highs[name] = max(highs[name], highest(patch[name]))
        self._highest = highs

    def next_number(self, name: str) -> int:
        """Return the number after the highest in a table; 1 for an empty one. Counted once, then kept up to date."""
        if name not in self._highest:
            self._highest[name] = highest(self._tables.get(name, ()))
        return self._highest[name] + 1

    def write_protected(self) -> bool:
        """Whether there is a file that may not be written. A rename would pass over what its owner asked for."""
        try:
            mode = self._file.stat().st_mode
        except OSError:
            return False
        return not mode & 0o222 or not all(os.access(one, os.W_OK) for one in (self._file, self._file.parent))

    def close(self) -> None:
        """Let go of the file."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _load(self, handle: int) -> tuple[tuple[int, ...], Tables]:
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
                raise JournalUnreadable(self._path, f"{self._path} cannot be read: it is {what}.")
            with open(handle, "rb", closefd=False) as file:
                data = file.read()
        except OSError as error:
            raise JournalUnreadable(self._path, f"{self._path} cannot be read: {reason(error)}.") from None
        return _signature(status), self._parse(data)

    def _parse(self, data: bytes) -> Tables:
        data = data.removeprefix(BOM)
        if not data.strip():
            return {}
        try:
            if not data.isascii():
                data.decode()  # documents that stay undecoded are not checked by the parser
            return _decoder.decode(data)
        except UnicodeDecodeError as error:
            what = f"it is not UTF-8 text (byte {error.start})"
        except msgspec.ValidationError:
            what = "it is JSON, but not a journal: tables of numbered documents were expected"
        except msgspec.DecodeError as error:
            byte = re.search(r"\(byte \d+\)", str(error))
            what = f"it is not readable JSON {byte[0]}" if byte else "it is not readable JSON"
        except RecursionError:
            what = "it is nested too deeply"
        raise JournalDamaged(self._path, f"{self._path} is damaged: {what}. It was left untouched.")

    def _replace(self, tables: Tables) -> None:
        if self.write_protected():
            raise JournalUnwritable(self._path, f"{self._path} cannot be saved: it is write-protected.")
        temporary = self._file.with_name(f"{self._file.name}.tmp")
        handle: int | None = None
        try:
            data = memoryview(msgspec.json.encode(tables))
            folder = os.open(self._file.parent, os.O_RDONLY | os.O_CLOEXEC)
            try:
                # Under the lock a file of this name is what a killed save left behind.
                temporary.unlink(missing_ok=True)
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
                while data:
                    data = data[os.write(handle, data) :]
                os.fsync(handle)
                seen = _signature(os.fstat(handle))
                temporary.replace(self._file)
                # From here on the change is made: an error now must not call it unmade.
                with contextlib.suppress(OSError):
                    os.fsync(folder)
            finally:
                os.close(folder)
        except BaseException as error:
            if handle is not None:
                os.close(handle)
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise JournalUnwritable(self._path, f"{self._path} cannot be saved: {reason(error)}.") from None
            raise
        self._adopt(tables, handle, seen)

    def _adopt(self, tables: Tables, handle: int, seen: tuple[int, ...]) -> None:
        """Take over new contents. The file is kept open so that no later file can be given its inode number."""
        self.close()
        self._tables, self._held, self._seen = tables, handle, seen
        self._highest = {}


def _signature(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _raw(document: Any) -> Raw:
    return document if isinstance(document, Raw) else Raw(msgspec.json.encode(document))
