"""Tombstones: records of removals, so that merging an older copy does not restore what was removed.

They are a table of records: `id` is that of an entry, or "table/id" for a record; `updated` is the instant of the
removal, which is later than that of the version removed. After a merge in which a version with a later `updated` was
removed, `updated` is that of this version and `removed` the instant of the removal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.records import REMOVED, read_records

TABLE = "_removed"

Key = tuple[str, str]
"""The table of a record and its id; for an entry the table is ""."""


class _Dated(Struct):
    updated: str


class Tombstone(NamedTuple):
    """The instant of a removal, and the latest `updated` of all versions that were merged with it."""

    removed: str
    updated: str


def tombstones(table: Mapping[str, Raw]) -> dict[Key, Tombstone]:
    """Return the tombstone of each removed entry and record."""
    result: dict[Key, Tombstone] = {}
    for tombstone_id, document in read_records(table).items():
        updated = document.get("updated")
        if isinstance(updated, str):
            removed = document.get("removed")
            result[key(tombstone_id)] = Tombstone(removed if isinstance(removed, str) else updated, updated)
    return result


def read(table: Mapping[str, Raw]) -> dict[Key, str]:
    """Return `updated` of each tombstone."""
    return {key: tombstone.updated for key, tombstone in tombstones(table).items()}


def rows(removals: Mapping[Key, Tombstone]) -> dict[str, Raw]:
    """Return tombstones as records."""
    return {
        name(key): row(key, tombstone.updated, tombstone.removed if tombstone.removed != tombstone.updated else "")
        for key, tombstone in removals.items()
    }


def row(key: Key, at: str, removed: str = "") -> Raw:
    """Return the record of a removal made at the instant `at`, or at `removed` if that differs from `updated`, `at`."""
    fields = {"id": name(key), "removed": removed, "updated": at}
    return Raw(msgspec.json.encode({field: text for field, text in fields.items() if text}))


def deletions(keys: Iterable[Key]) -> dict[str, Raw]:
    """Return the changes that delete tombstones, for entries and records that exist again."""
    return {name(key): Raw(REMOVED) for key in keys}


def instant(raw: Raw) -> str:
    """Return the `updated` of a document; the earliest possible instant if it has none."""
    try:
        return msgspec.json.decode(raw, type=_Dated).updated
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "0001-01-01T00:00:00+00:00"


def key(name: str) -> Key:
    """Return the key of the entry or record whose tombstone has the id `name`."""
    table, slash, record_id = name.partition("/")
    return (table, record_id) if slash else ("", name)


def name(key: Key) -> str:
    """Return the id of the tombstone of an entry or record."""
    return f"{key[0]}/{key[1]}" if key[0] else key[1]
