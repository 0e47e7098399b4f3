"""Merging two journals: each field of an entry or record is merged by itself, and its later change wins.

A removal wins against every version of the entry but one that was restored after it. Versions are thus ordered by the
instant of their removal or last restoration, and those that are equal in this are merged by field (document_merge.py).
Taking the greater of two is commutative, associative and idempotent, and so is merging: the result does not depend on
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
from gutskin_tui.model.entry import RESTORED
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store import canonical, snapshot, tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.document_merge import fields_of, later, merged_document, restored_at, text_of, with_updated
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, reason
from gutskin_tui.store.instants import EARLIEST, instant
from gutskin_tui.store.log_format import Line, log_path, to_replay
from gutskin_tui.store.log_format import scan as scan_log
from gutskin_tui.store.log_rebase import renumber_lines
from gutskin_tui.store.records import read_records
from gutskin_tui.store.replay import apply_line, document_id
from gutskin_tui.store.snapshot import VERSION
from gutskin_tui.store.tombstones import Key, Tombstone

ENTRIES = ""
"""The table name in the keys of entries, which form a single set for all kinds."""


class Version(NamedTuple):
    """A version of an entry or record.

    `rank` orders versions of which only the greater is retained: the instant of its removal or last restoration,
    whether it is a removal, and the kind of an entry. `updated` is the instant of its last change, and `encoded` its
    canonical JSON, for a removal the instant of the removal as text.
    """

    rank: tuple[datetime, bool, str]
    updated: str
    encoded: bytes

    @property
    def removed(self) -> bool:
        """Whether this is a removal."""
        return self.rank[1]


Contents = Mapping[Key, Version]
"""The contents of a journal for merging."""


class Difference(NamedTuple):
    """The changes that turn a journal into a merge: entries to put, ids to remove, and the same for records."""

    put: tuple[AnyEntry, ...]
    remove: tuple[str, ...]
    records: dict[str, dict[str, dict[str, Any] | None]]
    removals: dict[Key, Tombstone]
    """Tombstones to add, also of entries that the journal never had."""
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
    removals: Mapping[Key, Tombstone],
) -> dict[Key, Version]:
    """Return contents from entries, records (by table, then id) and tombstones."""
    result: dict[Key, Version] = {}
    for key, (removed, updated) in removals.items():
        result[key] = Version((instant(removed), True, ""), updated, removed.encode())
    for entry in entries:
        restored = entry.edits.get(RESTORED)
        rank = instant(restored) if restored else EARLIEST, False, entry.kind
        _merge_into(result, (ENTRIES, entry.id), Version(rank, entry.updated, encode(entry)))
    for table, documents in records.items():
        for name, document in documents.items():
            _merge_into(result, (table, name), _record_version(document))
    return result


def _record_version(document: Mapping[str, Any]) -> Version:
    edits, updated = document.get("edits"), document.get("updated")
    restored = instant(edits.get(RESTORED)) if isinstance(edits, dict) else EARLIEST
    encoded = msgspec.json.encode(document, order="sorted")
    return Version((restored, False, ""), updated if isinstance(updated, str) else "", encoded)


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
    return contents_of_tables(path, tables)


def contents_of_tables(path: Path, tables: Tables) -> Contents:
    """Return the contents of the tables of a file, called `path` in messages. Raises JournalDamaged."""
    entries: list[AnyEntry] = []
    for kind in KINDS:
        for number, raw in tables.get(kind, {}).items():
            try:
                entries.append(decode(raw))
            except EntryError as error:
                where = f"{kind} {number if number.isdecimal() else '?'}{f', {error.field}' if error.field else ''}"
                raise JournalDamaged(path, f"{path}, {where}: {error.message}.") from None
    return contents(entries, all_records(tables), tombstones.tombstones(tables.get(tombstones.TABLE, {})))


def contents_of_documents(tables: Tables) -> dict[Key, Version]:
    """Return the contents of tables, also documents that are not entries; those without a readable id are omitted."""
    result = contents((), {}, tombstones.tombstones(tables.get(tombstones.TABLE, {})))
    for table, rows in tables.items():
        for raw in () if table.startswith("_") else rows.values():
            if (name := document_id(raw)) is not None:
                kind = table if table in KINDS else ""
                encoded = bytes(canonical.document(table, raw))
                fields = fields_of(encoded)
                version = Version((instant(restored_at(fields)), False, kind), text_of(fields, "updated"), encoded)
                _merge_into(result, (ENTRIES if kind else table, name), version)
    return result


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
        _merge_into(result, key, version)
    return result


def difference(current: Contents, result: Contents) -> Difference:
    """Return the changes that turn a journal with contents `current` into `result`, a merge of it."""
    put_entries: list[AnyEntry] = []
    remove: list[str] = []
    records: dict[str, dict[str, dict[str, Any] | None]] = {}
    removals: dict[Key, Tombstone] = {}
    restored: list[Key] = []
    added = changed = removed = 0
    for key, version in result.items():
        before = current.get(key)
        if version == before:
            continue
        table, name = key
        present = before is not None and not before.removed
        if version.removed:
            removals[key] = Tombstone(version.encoded.decode(), version.updated)
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


def _merge_into(result: dict[Key, Version], key: Key, version: Version) -> None:
    before = result.get(key)
    result[key] = version if before is None else merged_version(key, before, version)


def merged_version(key: Key, first: Version, second: Version) -> Version:
    """Return two versions of the entry or record `key` merged."""
    if first == second:
        return first
    updated = later(first.updated, second.updated)
    if first.rank != second.rank:
        result = max(first, second)
    elif first.removed:
        result = first._replace(encoded=max(first.encoded, second.encoded))
    else:
        result = first._replace(encoded=merged_document(table_of(key, first), first.encoded, second.encoded))
    if updated != result.updated and not result.removed:
        result = result._replace(encoded=with_updated(table_of(key, result), result.encoded, updated))
    return result._replace(updated=updated)


def table_of(key: Key, version: Version) -> str:
    """Return the table of a version that is not a removal."""
    return key[0] or version.rank[2]


def merge_message(changes: Difference) -> str:
    """Return one sentence about the changes that a merge made."""
    parts = [
        f"{word} {count}"
        for word, count in (("added", changes.added), ("updated", changes.changed), ("removed", changes.removed))
        if count
    ]
    return f"Merged: {', '.join(parts)}." if parts else "Nothing to merge: everything is already here."
