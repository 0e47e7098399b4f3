"""Tombstones: records of removals, so that merging an older copy does not restore what was removed.

They are a table of records: `id` is that of an entry, or "table/id" for a record; `updated` is the instant of the
removal, which is later than that of the version removed. In a merge, a later version from elsewhere wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.records import REMOVED, read_records

TABLE = "_removed"

Key = tuple[str, str]
"""The table of a record and its id; for an entry the table is ""."""


class _Dated(Struct):
    updated: str


def read(table: Mapping[str, Raw]) -> dict[Key, str]:
    """Return the instant of each removal."""
    instants: dict[Key, str] = {}
    for tombstone_id, document in read_records(table).items():
        updated = document.get("updated")
        if isinstance(updated, str):
            instants[key(tombstone_id)] = updated
    return instants


def rows(instants: Mapping[Key, str]) -> dict[str, Raw]:
    """Return tombstones as records."""
    return {name(key): row(key, at) for key, at in instants.items()}


def row(key: Key, at: str) -> Raw:
    """Return the record of a removal made at the instant `at`."""
    return Raw(msgspec.json.encode({"id": name(key), "updated": at}))


def forgotten(keys: Iterable[Key]) -> dict[str, Raw]:
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
