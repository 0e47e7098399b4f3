"""Changes as data: the entries and records that a change removes and puts, and its inverse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass  # noqa: TID251 - a Struct compares all its fields
from dataclasses import field as dataclass_field
from datetime import date
from itertools import count
from typing import NamedTuple

from msgspec import Raw, Struct, field

from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store.canonical import Tables, index_fields
from gutskin_tui.store.index import Index
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.records import REMOVED
from gutskin_tui.store.replay import Delta
from gutskin_tui.store.snapshot import highest

Patch = dict[str, dict[str, Raw | None]]
"""Changes of tables by table and document number: the new document, or None to remove it."""


class ChangeSet(Struct, frozen=True, omit_defaults=True):
    """A change: ids of entries to remove (`drop`), documents to put by table and number, and records by table and id.

    A record that is `null` is removed. `label` is for people ("Added a meal"). The inverse of a change set is a
    change set too, so undo and redo are the same operation; that of an addition consists of ids only.
    `merged` is true for a merge: undoing it leaves no tombstones, so a later merge may restore the entries.
    """

    label: str
    drop: tuple[str, ...] = ()
    put: dict[str, dict[str, Raw]] = field(default_factory=dict)
    rows: dict[str, dict[str, Raw]] = field(default_factory=dict)
    merged: bool = False


class Touched(NamedTuple):
    """An entry affected by a change; `day` is its journal day after the change, or before a removal."""

    kind: str
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class Change:
    """The result of a change, undo or redo. `days` holds every journal day whose contents changed, sorted.

    `records` counts the foods and trials affected. `documents` are those of the entries, by id: after the change, or
    before a removal.
    """

    label: str
    added: tuple[Touched, ...] = ()
    changed: tuple[Touched, ...] = ()
    removed: tuple[Touched, ...] = ()
    days: tuple[date, ...] = ()
    records: int = 0
    documents: Mapping[str, Raw] = dataclass_field(default_factory=dict, compare=False, repr=False)

    def entry(self, entry_id: str) -> AnyEntry | None:
        """Return an affected entry; None if it cannot be read."""
        try:
            return decode(self.documents[entry_id])
        except EntryError:
            return None


def plan(step: ChangeSet, tables: Tables, index: Index, next_number: Callable[[str], int]) -> Patch | None:
    """Return the patch that makes `step` on these tables; None if one of its documents has no readable id and day.

    An entry that was moved or removed meanwhile is put under a free number; an entry to remove that does not exist is
    ignored.
    """
    patch: Patch = {}
    for table, number in index.places_of(step.drop):
        patch.setdefault(table, {})[number] = None
    for name, documents in step.put.items():
        present = tables.get(name, {})
        spare = count(max(next_number(name), highest(documents) + 1))
        for wanted, raw in documents.items():
            fields = index_fields(raw)
            if fields is None:
                return None
            table, number = index.place(fields.id) or ("", wanted)
            if table != name:
                if table:  # it changes its kind
                    patch.setdefault(table, {})[number] = None
                number = str(next(spare)) if wanted in present else wanted
            patch.setdefault(name, {})[number] = raw
    _plan_records(patch, step.rows, index, next_number)
    return patch


def plan_new(
    documents: Mapping[str, tuple[str, Raw]],
    remove: Iterable[str],
    rows: Mapping[str, Mapping[str, Raw]],
    index: Index,
    next_number: Callable[[str], int],
) -> Patch:
    """Return the patch that puts entries (kind and JSON by id), removes others by id, and changes records.

    An entry replaces the one with its id. `rows` is as in a change set.
    """
    patch: Patch = {}
    for table, number in index.places_of(remove) if remove else ():
        patch.setdefault(table, {})[number] = None
    free_numbers: dict[str, count[int]] = {}
    for entry_id, (kind, raw) in documents.items():
        table, number = index.place(entry_id) or ("", "")
        if table != kind:
            if table:  # it changes its kind
                patch.setdefault(table, {})[number] = None
            if kind not in free_numbers:
                free_numbers[kind] = count(next_number(kind))
            number = str(next(free_numbers[kind]))
        patch.setdefault(kind, {})[number] = raw
    if rows:
        _plan_records(patch, rows, index, next_number)
    return patch


def _plan_records(
    patch: Patch, rows: Mapping[str, Mapping[str, Raw]], index: Index, next_number: Callable[[str], int]
) -> None:
    """Add the changes of records to a patch."""
    for name, records in rows.items():
        spare = count(next_number(name))
        for record_id, record in records.items():
            existing, removal = index.record(name, record_id), bytes(record) == REMOVED
            if existing or not removal:
                patch.setdefault(name, {})[existing or str(next(spare))] = None if removal else record


def inverse(label: str, deltas: Sequence[Delta], merged: bool = False) -> ChangeSet:
    """Return the change set that undoes a change."""
    drop: list[str] = []
    put: dict[str, dict[str, Raw]] = {}
    rows: dict[str, dict[str, Raw]] = {}
    for name, number, old, _, before, after in deltas:
        if name not in KINDS:
            if after:
                rows.setdefault(name, {})[after.id] = Raw(REMOVED)
            if before and old is not None:
                rows.setdefault(name, {})[before.id] = old
            continue
        if after and not (before and before.id == after.id):
            drop.append(after.id)
        if old is not None:
            put.setdefault(name, {})[number] = old
    return ChangeSet(label, tuple(drop), put, rows, merged)


def change_of(label: str, deltas: Sequence[Delta]) -> Change:
    """Return the entries that a change added, changed and removed, from its deltas."""
    before: dict[str, Touched] = {}
    after: dict[str, Touched] = {}
    documents: dict[str, Raw] = {}
    for name, _, old, new, old_fields, new_fields in deltas:
        if name in KINDS:
            for raw, fields, touched in ((old, old_fields, before), (new, new_fields, after)):
                if raw is not None and fields and fields.day:
                    touched[fields.id] = Touched(name, fields.id, fields.day)
                    if touched is after or fields.id not in after:
                        documents[fields.id] = raw
    days = {entry.day for entry in (*before.values(), *after.values())}
    return Change(
        label,
        tuple(entry for key, entry in after.items() if key not in before),
        tuple(entry for key, entry in after.items() if key in before),
        tuple(entry for key, entry in before.items() if key not in after),
        tuple(sorted(days)),
        sum(name in RECORD_TABLES for name, *_ in deltas),
        documents,
    )
