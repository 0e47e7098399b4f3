"""A change as data: what it takes away and what it puts in place; and the step that goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from itertools import count
from typing import NamedTuple

from msgspec import Raw, Struct, field

from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store.index import Index, glimpse
from gutskin_tui.store.layout import RECORDS
from gutskin_tui.store.records import GONE
from gutskin_tui.store.replay import Delta, document_id
from gutskin_tui.store.snapshot import Tables, highest

Patch = dict[str, dict[str, Raw | None]]
"""What a change does to the tables: a document to put in its place, or None to take it away."""


class ChangeSet(Struct, frozen=True, omit_defaults=True):
    """One change: entries to take away, by id, documents to put in place, by table and number, and records by id.

    A record that is `null` is taken away. `label` is for people ("Added a meal"). Making a step gives the step
    that unmakes it, so undo and redo are the same act, and an addition is remembered by its ids alone.
    `merged` says that the change came of merging: taking it back is no removal that a later merge should know of.
    """

    label: str
    drop: tuple[str, ...] = ()
    put: dict[str, dict[str, Raw]] = field(default_factory=dict)
    rows: dict[str, dict[str, Raw]] = field(default_factory=dict)
    merged: bool = False


class Touched(NamedTuple):
    """An entry that a change was about; `day` is its journal day after the change, or before a removal."""

    kind: str
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class Change:
    """What was done or undone. `days` holds every journal day on which something looks different now.

    `records` counts the foods and trials it was about. `documents` are those of the entries, by id: as they are after
    the change, or were before a removal.
    """

    label: str
    added: tuple[Touched, ...] = ()
    changed: tuple[Touched, ...] = ()
    removed: tuple[Touched, ...] = ()
    days: tuple[date, ...] = ()
    records: int = 0
    documents: Mapping[str, Raw] = dataclass_field(default_factory=dict, compare=False, repr=False)

    def entry(self, entry_id: str) -> AnyEntry | None:
        """Return an entry that the change was about; None if it cannot be read."""
        try:
            return decode(self.documents[entry_id])
        except EntryError:
            return None


def plan(step: ChangeSet, tables: Tables, index: Index, next_number: Callable[[str], int]) -> Patch | None:
    """Work out what `step` does now; None if a document of it has no readable id and day.

    An entry that somebody else has moved or taken away meanwhile is put where there is room;
    one to be taken away that is no longer there is passed over.
    """
    patch: Patch = {}
    for entry_id in step.drop:
        if place := index.places.get(entry_id):
            patch.setdefault(place.table, {})[place.number] = None
    for name, documents in step.put.items():
        standing = tables.get(name, {})
        spare = count(max(next_number(name), highest(documents) + 1))
        for wanted, raw in documents.items():
            seen = glimpse(raw)
            if seen is None:
                return None
            place, number = index.places.get(seen.id), wanted
            if place is not None and place.table == name:
                number = place.number
            else:
                if place is not None:  # it changes its kind
                    patch.setdefault(place.table, {})[place.number] = None
                if number in standing:
                    number = str(next(spare))
            patch.setdefault(name, {})[number] = raw
    for name, records in step.rows.items():
        spare = count(next_number(name))
        for record_id, record in records.items():
            found, removal = index.record(name, record_id), bytes(record) == GONE
            if found or not removal:
                patch.setdefault(name, {})[found or str(next(spare))] = None if removal else record
    return patch


def inverse(label: str, deltas: Sequence[Delta], merged: bool = False) -> ChangeSet:
    """Return the step that goes back from a change."""
    drop: list[str] = []
    put: dict[str, dict[str, Raw]] = {}
    rows: dict[str, dict[str, Raw]] = {}
    for name, number, old, new in deltas:
        before, after = document_id(old), document_id(new)
        if name not in KINDS:
            if after is not None:
                rows.setdefault(name, {})[after] = Raw(GONE)
            if before is not None and old is not None:
                rows.setdefault(name, {})[before] = old
            continue
        if after is not None and after != before:
            drop.append(after)
        if old is not None:
            put.setdefault(name, {})[number] = old
    return ChangeSet(label, tuple(drop), put, rows, merged)


def change_of(label: str, deltas: Sequence[Delta]) -> Change:
    """Say what became of which entries."""
    before: dict[str, Touched] = {}
    after: dict[str, Touched] = {}
    documents: dict[str, Raw] = {}
    for name, _, old, new in deltas:
        if name in KINDS:
            for raw, found in ((old, before), (new, after)):
                if raw is not None and (seen := glimpse(raw)):
                    found[seen.id] = Touched(name, seen.id, seen.day)
                    if found is after or seen.id not in after:
                        documents[seen.id] = raw
    days = {touched.day for touched in (*before.values(), *after.values())}
    return Change(
        label,
        tuple(touched for key, touched in after.items() if key not in before),
        tuple(touched for key, touched in after.items() if key in before),
        tuple(touched for key, touched in before.items() if key not in after),
        tuple(sorted(days)),
        sum(name in RECORDS for name, *_ in deltas),
        documents,
    )


def put_documents(
    documents: Mapping[str, tuple[str, Raw]], index: Index, next_number: Callable[[str], int]
) -> dict[str, dict[str, Raw]]:
    """Give each document, by id with its kind, the number it has in the journal, or a new one."""
    put: dict[str, dict[str, Raw]] = {}
    numbers: dict[str, count[int]] = {}
    for entry_id, (kind, raw) in documents.items():
        place = index.places.get(entry_id)
        if kind not in numbers:
            put[kind], numbers[kind] = {}, count(next_number(kind))
        put[kind][place.number if place and place.table == kind else str(next(numbers[kind]))] = raw
    return put
