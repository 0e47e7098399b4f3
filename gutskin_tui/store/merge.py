"""Merging two journals: for each entry and record the newest version wins, and a removal is a version too.

A version is ordered by the instant it was made, then removals before documents, then by its bytes. Taking the
greater of two versions is commutative, associative and idempotent, and so is merging: the result does not depend on
the order in which copies are merged, or how often. (A "last writer wins" map: Shapiro et al.,
"A comprehensive study of convergent and commutative replicated data types", INRIA RR-7506, 2011, section 3.2.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from gutskin_tui import disk
from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store import snapshot, tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, reason
from gutskin_tui.store.log_format import Line, log_path, to_replay
from gutskin_tui.store.log_format import scan as scan_log
from gutskin_tui.store.records import read_records
from gutskin_tui.store.replay import apply_line, renumber_lines
from gutskin_tui.store.salvage import instant
from gutskin_tui.store.snapshot import VERSION

ENTRIES = ""
"""The table name in the keys of entries, which form a single set for all kinds."""

Key = tuple[str, str]
"""The table ("" for entries of any kind) and the id."""


class Version(NamedTuple):
    """A version of an entry or record: `when` it was made, whether it is a removal (`removed`), and its canonical JSON.

    For a removal, `encoded` is the instant as text.
    """

    when: datetime
    removed: bool
    encoded: bytes


Contents = Mapping[Key, Version]
"""The contents of a journal for merging."""


class Difference(NamedTuple):
    """The changes that turn a journal into a merge: entries to put, ids to remove, and the same for records."""

    put: tuple[AnyEntry, ...]
    remove: tuple[str, ...]
    records: dict[str, dict[str, dict[str, Any] | None]]
    removals: dict[Key, str]
    """Tombstones to add, also of entries that the journal never had: the instant of each."""
    restored: tuple[Key, ...]
    """Keys with a tombstone here and a newer version in the merge: their tombstones are to be deleted."""
    added: int
    changed: int
    removed: int

    def __bool__(self) -> bool:
        return bool(self.put or self.remove or self.records or self.removals)


def contents(
    entries: Iterable[AnyEntry],
    records: Mapping[str, Mapping[str, Mapping[str, Any]]],
    removals: Mapping[Key, str],
) -> dict[Key, Version]:
    """Return contents from entries, records (by table, then id) and tombstones (instants, ISO 8601)."""
    newest: dict[Key, Version] = {}
    for key, at in removals.items():
        newest[key] = Version(instant(at), True, at.encode())
    for entry in entries:
        _keep_newer(newest, (ENTRIES, entry.id), Version(instant(entry.updated), False, encode(entry)))
    for table, documents in records.items():
        for name, document in documents.items():
            encoded = msgspec.json.encode(document, order="sorted")
            _keep_newer(newest, (table, name), Version(instant(document.get("updated")), False, encoded))
    return newest


def contents_of_file(path: Path) -> Contents:
    """Return the contents of the journal or log file at `path`, for merging.

    Raises JournalUnreadable, and JournalDamaged with the place if any part of the file is unreadable.
    """
    if not path.exists():
        raise JournalUnreadable(path, f"There is no file {path}.")
    tables: Tables = {}
    base, log = "", log_path(path)
    if path.suffix == ".log":
        log = path
    else:
        loaded = snapshot.read(path)
        if loaded.version is None or loaded.version > VERSION:
            raise JournalUnreadable(path, f"{path} was made by a newer version of gutskin.")
        tables, base = loaded.tables, loaded.base
    lines, mismatched = to_replay(_lines(log), base)
    for line in renumber_lines(tables, lines) if mismatched else lines:
        apply_line(tables, line)
    entries: list[AnyEntry] = []
    for kind in KINDS:
        for number, raw in tables.get(kind, {}).items():
            try:
                entries.append(decode(raw))
            except EntryError as error:
                where = f"{kind} {number if number.isdecimal() else '?'}{f', {error.field}' if error.field else ''}"
                raise JournalDamaged(path, f"{path}, {where}: {error.message}.") from None
    return contents(entries, all_records(tables), tombstones.read(tables.get(tombstones.TABLE, {})))


def all_records(tables: Tables) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the records by table and id, without the tables of entries and the store's own."""
    names = [name for name in tables if name not in KINDS and not name.startswith("_")]
    return {name: read_records(tables[name]) for name in names}


def _lines(path: Path) -> list[Line]:
    """Return the lines of the log at `path`; none if there is no such file. Raises as `contents_of_file`."""
    try:
        scan = scan_log(disk.read_file(path.resolve()))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    if scan.damage:
        raise JournalDamaged(path, f"{path} is damaged (byte {scan.damage[0]}).")
    return scan.lines


def merged(first: Contents, second: Contents) -> dict[Key, Version]:
    """Return the merged contents of two journals."""
    result = dict(first)
    for key, version in second.items():
        _keep_newer(result, key, version)
    return result


def difference(current: Contents, result: Contents) -> Difference:
    """Return the changes that turn a journal with contents `current` into `result`, a merge of it."""
    put_entries: list[AnyEntry] = []
    remove: list[str] = []
    records: dict[str, dict[str, dict[str, Any] | None]] = {}
    removals: dict[Key, str] = {}
    restored: list[Key] = []
    added = changed = removed = 0
    for key, version in result.items():
        before = current.get(key)
        if version == before:
            continue
        table, name = key
        present = before is not None and not before.removed
        if version.removed:
            removals[key] = version.encoded.decode()
            if not present:
                continue
            removed += 1
            if table == ENTRIES:
                remove.append(name)
            else:
                records.setdefault(table, {})[name] = None
            continue
        if before is not None and before.removed:
            restored.append(key)
        added, changed = (added, changed + 1) if present else (added + 1, changed)
        if table == ENTRIES:
            put_entries.append(decode(version.encoded))
        else:
            records.setdefault(table, {})[name] = msgspec.json.decode(version.encoded)
    return Difference(tuple(put_entries), tuple(remove), records, removals, tuple(restored), added, changed, removed)


def _keep_newer(newest: dict[Key, Version], key: Key, version: Version) -> None:
    before = newest.get(key)
    if before is None or version > before:
        newest[key] = version


def merge_message(changes: Difference) -> str:
    """Return one sentence about the changes that a merge made."""
    parts = [
        f"{word} {count}"
        for word, count in (("added", changes.added), ("updated", changes.changed), ("removed", changes.removed))
        if count
    ]
    return f"Merged: {', '.join(parts)}." if parts else "Nothing to merge: everything is already here."
