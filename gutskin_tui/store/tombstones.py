"""Removals that are remembered, so that merging an older copy does not bring back what was taken away.

A table of records: `id` is that of an entry, or "table/id" for a record; `updated` is the instant of the removal, which
is later than that of the version removed: whatever was changed later still somewhere else was not meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.records import GONE, read_records

TABLE = "_removed"

Key = tuple[str, str]
"""The table of a record and its id; for an entry the table is ""."""


class _Dated(Struct):
    updated: str


def read(table: Mapping[str, Raw]) -> dict[Key, str]:
    """Return the instant of each remembered removal."""
    found: dict[Key, str] = {}
    for written, document in read_records(table).items():
        updated = document.get("updated")
        if isinstance(updated, str):
            found[key(written)] = updated
    return found


def rows(instants: Mapping[Key, str]) -> dict[str, Raw]:
    """Return removals as records."""
    return {name(key): row(key, at) for key, at in instants.items()}


def row(key: Key, at: str) -> Raw:
    """Return the record of a removal made at the instant `at`."""
    return Raw(msgspec.json.encode({"id": name(key), "updated": at}))


def forgotten(keys: Iterable[Key]) -> dict[str, Raw]:
    """Return the records that forget removals: what they are about is there again."""
    return {name(key): Raw(GONE) for key in keys}


def instant(raw: Raw) -> str:
    """Return when a document was last changed; the earliest instant there is if it does not say."""
    try:
        return msgspec.json.decode(raw, type=_Dated).updated
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "0001-01-01T00:00:00+00:00"


def key(name: str) -> Key:
    """Return what the record with the id `name` remembers the removal of."""
    table, slash, record_id = name.partition("/")
    return (table, record_id) if slash else ("", name)


def name(key: Key) -> str:
    """Return the id of the record that remembers a removal."""
    return f"{key[0]}/{key[1]}" if key[0] else key[1]
