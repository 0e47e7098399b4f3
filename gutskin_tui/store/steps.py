"""A change as data: what it takes away and what it puts in place; and the step that goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import NamedTuple

from msgspec import Raw, Struct, field

from gutskin_tui.store.index import Index, Place, glimpse
from gutskin_tui.store.numbers import highest
from gutskin_tui.store.records import GONE, number_of
from gutskin_tui.store.tables import JournalTables


class Step(Struct, frozen=True, omit_defaults=True):
    """One change: entries to take away, by id, documents to put in place, by table and number, and records by id.

    A record that is `null` is taken away. `label` is for people ("Added a meal"). Making a step gives the step
    that unmakes it, so undo and redo are the same act, and an addition is remembered by its ids alone.
    """

    label: str
    drop: tuple[str, ...] = ()
    put: dict[str, dict[str, Raw]] = field(default_factory=dict)
    rows: dict[str, dict[str, Raw]] = field(default_factory=dict)


class Touched(NamedTuple):
    """An entry that a change was about; `day` is its journal day after the change, or before a removal."""

    kind: str
    id: str
    day: date


@dataclass(frozen=True, slots=True)
class Change:
    """What was done or undone. `days` holds every journal day on which something looks different now."""

    label: str
    added: tuple[Touched, ...] = ()
    changed: tuple[Touched, ...] = ()
    removed: tuple[Touched, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A step worked out against the journal as it stands: the documents to save, the way back, the index after."""

    patch: dict[str, dict[str, Raw | None]]
    inverse: Step
    change: Change
    places: Mapping[str, Place | None]


def plan(step: Step, tables: JournalTables, index: Index) -> Plan | None:
    """Work out what `step` does now; None if a document of it has no readable id and day.

    An entry that somebody else has moved or taken away meanwhile is put where there is room;
    one to be taken away that is no longer there is passed over.
    """
    patch: dict[str, dict[str, Raw | None]] = {}
    back: dict[str, dict[str, Raw]] = {}
    places: dict[str, Place | None] = {}
    added, changed, removed, unmade = [], [], [], []
    days: set[date] = set()
    for entry_id in step.drop:
        place = index.places.get(entry_id)
        if place is None:
            continue
        patch.setdefault(place.table, {})[place.number] = None
        back.setdefault(place.table, {})[place.number] = tables.raw(place.table)[place.number]
        places[entry_id] = None
        removed.append(Touched(place.table, entry_id, place.day))
        days.add(place.day)
    for name, documents in step.put.items():
        standing = tables.raw(name)
        spare = count(max(tables.next_number(name), highest(documents) + 1))
        for wanted, raw in documents.items():
            seen = glimpse(raw)
            if seen is None:
                return None
            days.add(seen.day)
            place, number = index.places.get(seen.id), wanted
            if place is not None and place.table == name:
                number = place.number
                back.setdefault(name, {})[number] = standing[number]
                changed.append(Touched(name, seen.id, seen.day))
                days.add(place.day)
            elif place is not None:  # it changes its kind
                patch.setdefault(place.table, {})[place.number] = None
                back.setdefault(place.table, {})[place.number] = tables.raw(place.table)[place.number]
                if number in standing:
                    number = str(next(spare))
                unmade.append(seen.id)
                changed.append(Touched(name, seen.id, seen.day))
                days.add(place.day)
            else:
                if number in standing:
                    number = str(next(spare))
                unmade.append(seen.id)
                added.append(Touched(name, seen.id, seen.day))
            patch.setdefault(name, {})[number] = raw
            places[seen.id] = Place(name, number, seen.day)
    rows: dict[str, dict[str, Raw]] = {}
    for name, records in step.rows.items():
        standing = tables.raw(name)
        spare = count(tables.next_number(name))
        for record_id, record in records.items():
            found, gone = number_of(standing, record_id), bytes(record) == GONE
            if found is None and gone:
                continue
            patch.setdefault(name, {})[found or str(next(spare))] = None if gone else record
            rows.setdefault(name, {})[record_id] = standing[found] if found else Raw(GONE)
    change = Change(step.label, tuple(added), tuple(changed), tuple(removed), tuple(sorted(days)))
    return Plan(patch, Step(step.label, tuple(unmade), back, rows), change, places)
