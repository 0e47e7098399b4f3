"""Changes that an open journal has read or saved and that its files no longer hold, so that they are saved once more.

They are lost when an older copy of the journal or of its log replaces the newer one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from msgspec import Raw

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.changeset import ChangeSet, put_documents
from gutskin_tui.store.index import Index
from gutskin_tui.store.records import REMOVED
from gutskin_tui.store.tombstones import Key
from gutskin_tui.store.versions import Version, documents, missing, only_in, part, version_of, versions

LABEL = "changes that were written again"


class Document(NamedTuple):
    """A lost document; for a removal, its tombstone."""

    version: Version
    table: str
    raw: Raw


LostDocuments = Mapping[Key, Document]


def lost_documents(before: Tables, after: Tables) -> dict[Key, Document]:
    """Return the newest version of each document of `before` that is missing or older in `after`."""
    before, after = only_in(before, after), only_in(after, before)
    absent = missing(versions(before), versions(after))
    result: dict[Key, Document] = {}
    for key, table, raw in documents(before, absent) if absent else ():
        version = version_of(table, raw)
        if version == absent[key]:
            result[key] = Document(version, table, raw)
    return result


def still_lost(known: LostDocuments, tables: Tables) -> dict[Key, Document]:
    """Return those of the lost documents that the tables still lack."""
    required = {key: document.version for key, document in known.items()}
    absent = missing(required, versions(part(tables, required)))
    return {key: document for key, document in known.items() if key in absent}


def restoring_changeset(known: LostDocuments, index: Index, next_number: Callable[[str], int]) -> ChangeSet:
    """Return the change set that restores lost documents."""
    put: dict[str, tuple[str, Raw]] = {}
    drop: list[str] = []
    rows: dict[str, dict[str, Raw]] = {}
    for key, document in known.items():
        table, name = key
        if document.version.removed:
            rows.setdefault(tombstones.TABLE, {})[tombstones.name(key)] = document.raw
            if table:
                rows.setdefault(table, {})[name] = Raw(REMOVED)
            else:
                drop.append(name)
            continue
        rows.setdefault(tombstones.TABLE, {})[tombstones.name(key)] = Raw(REMOVED)
        if document.table in KINDS:
            put[name] = document.table, document.raw
        else:
            rows.setdefault(table, {})[name] = document.raw
    return ChangeSet(LABEL, tuple(drop), put_documents(put, index, next_number), rows)
