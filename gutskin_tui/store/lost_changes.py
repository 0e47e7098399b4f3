"""Changes that an open journal has read or saved and that its files no longer hold, so that they are saved once more.

They are lost when another copy of the journal or of its log replaces it: an older one, or that of another computer,
with which they are merged.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Raw

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.changeset import Patch, plan_new
from gutskin_tui.store.index import Index
from gutskin_tui.store.merge import Contents, Version, contents_of_documents, merged_version, table_of
from gutskin_tui.store.records import REMOVED
from gutskin_tui.store.tombstones import Key, Tombstone
from gutskin_tui.store.versions import only_in, part

LABEL = "changes that were written again"
"""The label of the change that restores them."""


def lost_changes(before: Tables, after: Tables) -> dict[Key, Version]:
    """Return the merged version of each entry and record of `before` of which `after` lacks a change."""
    before, after = only_in(before, after), only_in(after, before)
    return _lacking(contents_of_documents(before), after)


def still_lost(known: Contents, tables: Tables) -> dict[Key, Version]:
    """Return those of the lost changes that the tables still lack, merged with them."""
    return _lacking(known, part(tables, known.keys()))


def _lacking(known: Contents, tables: Tables) -> dict[Key, Version]:
    present = contents_of_documents(tables)
    result: dict[Key, Version] = {}
    for key, version in known.items():
        other = present.get(key)
        merged = version if other is None else merged_version(key, version, other)
        if merged != other:
            result[key] = merged
    return result


def restoring_patch(lost: Contents, index: Index, next_number: Callable[[str], int]) -> Patch:
    """Return the patch that restores lost changes."""
    put: dict[str, tuple[str, Raw]] = {}
    drop: list[str] = []
    rows: dict[str, dict[str, Raw]] = {tombstones.TABLE: {}}
    for key, version in lost.items():
        table, name = key
        if version.removed:
            rows[tombstones.TABLE] |= tombstones.rows({key: Tombstone(version.encoded.decode(), version.updated)})
            if table:
                rows.setdefault(table, {})[name] = Raw(REMOVED)
            else:
                drop.append(name)
            continue
        rows[tombstones.TABLE][tombstones.name(key)] = Raw(REMOVED)
        if table_of(key, version) in KINDS:
            put[name] = table_of(key, version), Raw(version.encoded)
        else:
            rows.setdefault(table, {})[name] = Raw(version.encoded)
    return plan_new(put, drop, rows, index, next_number)
