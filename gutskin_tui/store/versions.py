"""The version of each entry and record of a journal, without its contents, to compare two states of a journal.

A version is ordered as in a merge: by the instant it was made, then removals before documents.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.index import SLICE
from gutskin_tui.store.instants import instant
from gutskin_tui.store.replay import Delta, document_id
from gutskin_tui.store.tombstones import Key


class Version(NamedTuple):
    """The instant of a version of an entry or record, and whether it is a removal."""

    when: datetime
    removed: bool = False


Versions = Mapping[Key, Version]


class _Dated(Struct, gc=False):
    id: str
    updated: Any = None


_decoder = msgspec.json.Decoder(_Dated)
_list_decoder = msgspec.json.Decoder(list[_Dated])
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def versions(tables: Tables) -> dict[Key, Version]:
    """Return the version of each entry, record and tombstone; documents without an id are omitted."""
    result = {key: Version(instant(at), True) for key, at in tombstones.read(tables.get(tombstones.TABLE, {})).items()}
    for table, rows in tables.items():
        if not table.startswith("_"):
            for dated in _dated(list(rows.values())):
                _keep_newest(result, _key(table, dated.id), Version(instant(dated.updated)))
    return result


def changes(deltas: Sequence[Delta], most: int) -> dict[str, Version | None]:
    """Return the new version of each changed entry or record, by the name of its tombstone.

    It is None if neither a document nor a tombstone is left. Of more than `most` documents that were all put, as by an
    import, only the last ones and the newest are considered.
    """
    if len(deltas) > most and all(delta.new for delta in deltas):
        deltas = [*deltas[-most:], max(deltas, key=_when)]
    result: dict[str, Version | None] = {}
    for table, _, _, _, before, _ in deltas:
        if before and (name := _name(table, before.id)):
            result[name] = None
    for table, _, _, _, _, after in deltas:
        if after and (name := _name(table, after.id)):
            version = Version(instant(after.updated), table == tombstones.TABLE)
            other = result.get(name)
            result[name] = version if other is None else max(other, version)
    return result


def documents(tables: Tables, keys: Container[Key]) -> Iterator[tuple[Key, str, Raw]]:
    """Yield the documents with these keys, each with its key and table; tombstones have their own table."""
    for table, rows in tables.items():
        for raw in rows.values():
            if (key := _key_of(table, raw)) is not None and key in keys:
                yield key, table, raw


def part(tables: Tables, keys: Collection[Key]) -> Tables:
    """Return the documents with these keys."""
    result: Tables = {}
    for number, (_, table, raw) in enumerate(documents(tables, keys) if keys else ()):
        result.setdefault(table, {})[str(number)] = raw
    return result


def only_in(tables: Tables, other: Tables) -> Tables:
    """Return the documents that `other` does not have with the same bytes, so that few have to be decoded.

    Of all other documents both have the same version.
    """
    result: Tables = {}
    for table, rows in tables.items():
        if _has_versions(table):
            same = set(map(bytes, other.get(table, {}).values()))
            result[table] = {number: raw for number, raw in rows.items() if bytes(raw) not in same}
    return result


def missing(required: Versions, present: Versions) -> dict[Key, Version]:
    """Return the required versions for which `present` has neither the same nor a newer version."""
    return {key: version for key, version in required.items() if (other := present.get(key)) is None or other < version}


def _keep_newest(result: dict[Key, Version], key: Key, version: Version) -> None:
    before = result.get(key)
    if before is None or before < version:
        result[key] = version


def _when(delta: Delta) -> datetime:
    """Return the instant of the document that a change put; the earliest one if it cannot be read."""
    return instant(delta.after and delta.after.updated)


def _name(table: str, document_id: str) -> str:
    """Return the name of the tombstone of a document, or that of a tombstone; "" for another table of the store."""
    if table in KINDS or table == tombstones.TABLE:
        return document_id
    return "" if table.startswith("_") else tombstones.name((table, document_id))


def _key(table: str, document_id: str) -> Key:
    """Return the key of a document, for a tombstone that of the removed one."""
    if table == tombstones.TABLE:
        return tombstones.key(document_id)
    return ("" if table in KINDS else table), document_id


def _key_of(table: str, raw: Raw) -> Key | None:
    """Return the key of a document of kinds, records or tombstones; None without a readable id."""
    name = document_id(raw) if _has_versions(table) else None
    return None if name is None else _key(table, name)


def _has_versions(table: str) -> bool:
    """Whether a table holds entries, records or tombstones."""
    return not table.startswith("_") or table == tombstones.TABLE


def _dated(rows: list[Raw]) -> Iterable[_Dated]:
    for start in range(0, len(rows), SLICE):
        slice_ = rows[start : start + SLICE]
        try:
            yield from _list_decoder.decode(b"[%b]" % b",".join(slice_))
        except _ERRORS:
            for raw in slice_:
                with suppress(*_ERRORS):
                    yield _decoder.decode(raw)
