"""Merging two journals: for each entry the newest version wins, and a removal is a version too.

A version is ordered by the instant it was made, then removals before documents, then by its bytes. Taking the
greater of two versions is commutative, associative and idempotent, and so is merging: in whatever order any number
of copies are merged, and however often, the result is the same. (A "last writer wins" map: Shapiro et al.,
"A comprehensive study of convergent and commutative replicated data types", INRIA RR-7506, 2011, section 3.2.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from gutskin_tui.model.entries import decode, encode
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.salvage import instant

ENTRIES = ""
"""Stands in a key where a table of records has its name: entries are one set, whatever their kind."""

Key = tuple[str, str]
"""The table ("" for entries of any kind) and the id."""


class Version(NamedTuple):
    """A version of an entry or record: `when` it was made, whether it is a removal (`gone`), and its canonical JSON.

    For a removal, `written` is the instant as text.
    """

    when: datetime
    gone: bool
    written: bytes


Contents = Mapping[Key, Version]
"""The contents of a journal for merging."""


class Difference(NamedTuple):
    """What turns one journal's contents into a merge: entries to put, ids to remove, and the same for records."""

    put: tuple[AnyEntry, ...]
    remove: tuple[str, ...]
    records: dict[str, dict[str, dict[str, Any] | None]]
    removals: dict[Key, str]
    """Removals to remember, also of what was never here: the instant of each."""
    restored: tuple[Key, ...]
    """What is removed here and comes back with a newer version: its removal is to be forgotten."""
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
    """Return contents from entries, records (by table, then id) and remembered removals (instants, ISO 8601)."""
    newest: dict[Key, Version] = {}
    for key, at in removals.items():
        newest[key] = Version(instant(at), True, at.encode())
    for entry in entries:
        _keep_newer(newest, (ENTRIES, entry.id), Version(instant(entry.updated), False, encode(entry)))
    for table, documents in records.items():
        for name, document in documents.items():
            written = msgspec.json.encode(document, order="sorted")
            _keep_newer(newest, (table, name), Version(instant(document.get("updated")), False, written))
    return newest


def merged(first: Contents, second: Contents) -> dict[Key, Version]:
    """Return the merged contents of two journals."""
    result = dict(first)
    for key, version in second.items():
        _keep_newer(result, key, version)
    return result


def difference(mine: Contents, result: Contents) -> Difference:
    """Return what to change in a journal with contents `mine` so that it holds `result`, a merge of it."""
    put: list[AnyEntry] = []
    remove: list[str] = []
    records: dict[str, dict[str, dict[str, Any] | None]] = {}
    removals: dict[Key, str] = {}
    restored: list[Key] = []
    added = changed = removed = 0
    for key, version in result.items():
        before = mine.get(key)
        if version == before:
            continue
        table, name = key
        here = before is not None and not before.gone
        if version.gone:
            removals[key] = version.written.decode()
            if not here:
                continue
            removed += 1
            if table == ENTRIES:
                remove.append(name)
            else:
                records.setdefault(table, {})[name] = None
            continue
        if before is not None and before.gone:
            restored.append(key)
        added, changed = (added, changed + 1) if here else (added + 1, changed)
        if table == ENTRIES:
            put.append(decode(version.written))
        else:
            records.setdefault(table, {})[name] = msgspec.json.decode(version.written)
    return Difference(tuple(put), tuple(remove), records, removals, tuple(restored), added, changed, removed)


def _keep_newer(newest: dict[Key, Version], key: Key, version: Version) -> None:
    before = newest.get(key)
    if before is None or version > before:
        newest[key] = version


def merge_message(done: Difference) -> str:
    """Return one sentence about what a merge did."""
    parts = [
        f"{word} {count}"
        for word, count in (("added", done.added), ("updated", done.changed), ("removed", done.removed))
        if count
    ]
    return f"Merged: {', '.join(parts)}." if parts else "Nothing to do: all of it is here already."
