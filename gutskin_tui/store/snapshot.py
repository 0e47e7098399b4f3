"""The journal file itself: ordinary TinyDB JSON with a checksum in its first few bytes.

The checksum is the CRC-32 of everything after it, so any flipped bit is detected. A file that was edited by hand has a
wrong checksum, or none, and is read nevertheless.
"""

from __future__ import annotations

import functools
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import canonical
from gutskin_tui.store.canonical import Parts, Spans, Tables
from gutskin_tui.store.duplicate_keys import duplicate_key
from gutskin_tui.store.errors import (
    DuplicateEntry,
    InvalidEntry,
    JournalDamaged,
    JournalUnreadable,
    JournalUnwritable,
    NotAJournal,
    reason,
)
from gutskin_tui.store.layout import is_export, is_foreign, is_journal

Signature = tuple[int, ...]
"""Device, inode, size (bytes) and modification time (ns) of a file."""

META = "_meta"
VERSION = 3
"""The format version that is written: canonical tables of kinds, of records and of tombstones, and `_meta`."""

FOREIGN = "is not a journal: it is JSON of another program. It was left untouched."

BOM = b"\xef\xbb\xbf"
HEAD = b'{"_meta":{"1":{"checksum":"%08x'
"""The start of a sealed file; the checksum is that of everything after it."""

_REST_OF_META = b'","schema_version":%d}}' % VERSION
TABLES_START = len(HEAD % 0) + len(_REST_OF_META) + len(b",\n")
"""The offset of the first table in a sealed file of the present version, if it has one."""


class Snapshot(Struct, dict=True):
    """A journal file that was read.

    `version` is its format version: 0 if it states none, None if the stated one is unreadable. `sealed` is true if the
    checksum matches: nothing was changed since gutskin wrote it. `base` identifies the contents (checksum and size),
    `size` is in bytes. `data` is the file if it is canonical, else b"". `split` returns what `tables` caches.
    """

    split: Callable[[], Tables] = dict
    version: int | None = 0
    sealed: bool = False
    base: str = ""
    size: int = 0
    data: bytes = b""

    @functools.cached_property
    def tables(self) -> Tables:
        """The tables of the file, without `_meta`. Raises JournalDamaged for one that was read lazily."""
        return self.split()


class _Meta(Struct):
    schema_version: int


_decoder = msgspec.json.Decoder(Tables)


def read(path: Path) -> Snapshot:
    """Read the journal file at `path`, without its log; a missing or empty file is an empty journal.

    Raises JournalUnreadable and JournalDamaged.
    """
    loaded = load(path, path)
    if loaded is None:
        return Snapshot()
    os.close(loaded[1])
    return loaded[0]


def load(path: Path, file: Path, *, lazily: bool = False) -> tuple[Snapshot, int, Signature] | None:
    """Read `file`, called `path` in messages, and return it with an open handle and its signature; None if missing.

    With `lazily` the documents of a canonical file are split when they are first used, so that what is wrong with them
    although the checksum matches is raised then. Raises JournalUnreadable and JournalDamaged.
    """
    try:
        handle = disk.open_to_read(Path(os.path.realpath(file)))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise JournalUnreadable(path, f"{path} cannot be read: it is {what}.")
        return parse(path, disk.read(handle), lazily=lazily), handle, signature(status)
    except OSError as error:
        os.close(handle)
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    except BaseException:
        os.close(handle)
        raise


def parse(path: Path, data: bytes, *, lazily: bool = False) -> Snapshot:
    """Read the contents of a journal file, called `path` in messages; `lazily` is as for `load`.

    Raises JournalDamaged, and NotAJournal for a file of another program. One without `_meta` is a journal if
    `is_journal` is true for it: stock TinyDB may have written it.
    """
    data = data.removeprefix(BOM).rstrip(b"\r\n")
    if not data.strip():
        return Snapshot(base=_base(data))
    checksum = zlib.crc32(memoryview(data)[len(HEAD % 0) :])
    sealed = data.startswith(HEAD % checksum)
    base = f"{checksum:08x}-{len(data)}" if sealed else _base(data)
    if lazily and is_head(data, checksum):
        return Snapshot(lambda: _split(path, data, sealed)[0], VERSION, sealed, base, len(data), data)
    tables, version = _split(path, data, sealed)
    return Snapshot(lambda: tables, version, sealed, base, len(data), data if sealed and version == VERSION else b"")


def _split(path: Path, data: bytes, sealed: bool) -> tuple[Tables, int | None]:
    """Return the tables of a journal file without `_meta`, and its version. Raises as `parse`."""
    try:
        if not sealed and not data.isascii():
            data.decode()  # documents that stay undecoded are not checked by the parser
        tables = _decoder.decode(data)
    except UnicodeDecodeError as error:
        what = f"it is not UTF-8 text (byte {error.start})"
    except msgspec.ValidationError:
        if is_export(data):
            text = f"{path} is an export, not a journal; gutskin import adds what it holds."
            raise NotAJournal(path, text) from None
        if is_foreign(data):
            raise NotAJournal(path, f"{path} {FOREIGN}") from None
        what = "it is JSON, but not a journal: tables of numbered documents were expected"
    except msgspec.DecodeError as error:
        byte = re.search(r"\(byte \d+\)", str(error))
        what = f"it is not readable JSON {byte[0]}" if byte else "it is not readable JSON"
    except RecursionError:
        what = "it is nested too deeply"
    else:
        if META not in tables and not is_journal(tables):
            raise NotAJournal(path, f"{path} {FOREIGN}")
        if not sealed and (key := _duplicate(data)):
            what = f"{key} occurs twice, of which only one could be read"
            raise JournalDamaged(path, f"{path} is damaged: {what}. It was left untouched.")
        return tables, _version(tables.pop(META, {}).get("1"))
    raise JournalDamaged(path, f"{path} is damaged: {what}. It was left untouched.")


def is_sealed(data: bytes) -> bool:
    """Whether the bytes of a journal file are as gutskin wrote them."""
    return data.startswith(HEAD % zlib.crc32(memoryview(data)[len(HEAD % 0) :]))


def encoded(tables: Parts) -> tuple[Parts, str]:
    """Return a sealed journal file with canonical tables, in pieces, and its `base`."""
    pieces = [_REST_OF_META + (b",\n" if tables else b""), *tables, b"}"]
    checksum = functools.reduce(lambda sum_, piece: zlib.crc32(piece, sum_), pieces, 0)
    head = HEAD % checksum
    return [head, *pieces], f"{checksum:08x}-{len(head) + sum(map(len, pieces))}"


def are_all(spans: Spans, size: int) -> bool:
    """Whether spans are those of all tables in a sealed file of the present version that has `size` bytes."""
    between = b",\n"
    tables = sum(end - start + len(between) for start, end in spans.values())
    return TABLES_START + tables - len(between) + len(b"}") == size


def is_head(start: bytes, checksum: int) -> bool:
    """Whether a file with this checksum starts as a sealed file of the present version."""
    return start.startswith(HEAD % checksum + _REST_OF_META)


def write(path: Path, tables: Mapping[str, Mapping[str, Raw]]) -> None:
    """Write `tables` (without `_meta`) as the journal file at `path`, atomically. Raises JournalUnwritable.

    The caller holds the lock. The log is neither read nor changed.
    """
    file = Path(os.path.realpath(path))
    try:
        atomic_file.replace(file, encoded(canonical.fold(tables).parts)[0])
        disk.fsync_folder(file.parent)
    except OSError as error:
        raise JournalUnwritable(path, f"{path} cannot be saved: {reason(error)}.") from None


def signature(status: os.stat_result) -> Signature:
    """Return a value that differs between two states of a file, as long as the file stays open."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _duplicate(data: bytes) -> str:
    """Return the path of a duplicate key in a file; "" for none."""
    try:
        return duplicate_key(data.decode())
    except (ValueError, RecursionError):
        return ""


def _base(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}-{len(data)}"


def _version(raw: Raw | None) -> int | None:
    if raw is None:
        return 0
    try:
        return msgspec.json.decode(raw, type=_Meta).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def encode_entries(path: Path, entries: Iterable[AnyEntry]) -> dict[str, tuple[str, Raw]]:
    """Return each entry's kind and the entry as JSON, by id.

    Raises DuplicateEntry and InvalidEntry, naming the journal at `path`.
    """
    documents: dict[str, tuple[str, Raw]] = {}
    for entry in entries:
        if entry.id in documents:
            raise DuplicateEntry(path, f"The id {entry.id} was given twice for {path}.")
        try:
            raw = encode(entry)
            decode(raw)
        except UnicodeEncodeError:
            raise InvalidEntry(path, f"An entry holds characters that cannot be saved in {path}.") from None
        except EntryError as error:
            raise InvalidEntry(path, f"An entry cannot be saved in {path}: {error}.") from None
        documents[entry.id] = (entry.kind, Raw(raw))
    return documents


LONGEST_NUMBER = 15
"""Maximum number of digits of a document number; neither gutskin nor TinyDB assigns longer ones."""


def highest(numbers: Iterable[str]) -> int:
    """Return the highest of some document numbers, 0 for none; keys that are not numbers are ignored."""
    valid = [int(key) for key in numbers if key.isdecimal() and key.isascii() and len(key) <= LONGEST_NUMBER]
    return max(valid, default=0)


def is_number(key: str) -> bool:
    """Whether a document's key is a number as TinyDB assigns them."""
    return key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER
