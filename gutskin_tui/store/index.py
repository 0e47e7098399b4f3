"""Where each entry is: by id, and by journal day. Built from two fields of each document, no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.journal.kinds import KINDS


class Glimpse(Struct, frozen=True, gc=False):
    """The fields of a document that the index reads."""

    id: str
    day: date


class Place(Struct, frozen=True, gc=False):
    """Where an entry is, and its day."""

    table: str
    number: str
    day: date


_decoder = msgspec.json.Decoder(Glimpse)


def glimpse(raw: Raw) -> Glimpse | None:
    """Return a document's id and day; None if it has none that can be read."""
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


class Index:
    """Every entry's place. A document without a readable id and day is left out, as is a second one with the same id.

    That an entry is listed says nothing of its other fields: they are read when it is asked for.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Raw]]) -> None:
        self.places: dict[str, Place] = {}
        self.counts: Counter[str] = Counter()
        self._days: dict[date, dict[str, None]] = {}
        self._order: list[date] | None = None
        for name in KINDS:
            self._read(name, tables.get(name, {}))

    def _read(self, name: str, documents: Mapping[str, Raw]) -> None:
        """List a whole table. Opening a long journal is mostly this loop, so it calls nothing it can do without."""
        places, days, decode = self.places, self._days, _decoder.decode
        before = len(places)
        for number, raw in documents.items():
            try:
                seen = decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                continue
            entry_id, day = seen.id, seen.day
            if entry_id in places:
                continue
            places[entry_id] = Place(name, number, day)
            if day in days:
                days[day][entry_id] = None
            else:
                days[day] = {entry_id: None}
        self.counts[name] = len(places) - before

    def put(self, entry_id: str, place: Place) -> None:
        """List an entry, or move it."""
        self.drop(entry_id)
        if place.day not in self._days:
            self._days[place.day] = {}
            self._order = None
        self._days[place.day][entry_id] = None
        self.places[entry_id] = place
        self.counts[place.table] += 1

    def drop(self, entry_id: str) -> None:
        """Take an entry off the list, if it is there."""
        place = self.places.pop(entry_id, None)
        if place is None:
            return
        self.counts[place.table] -= 1
        ids = self._days[place.day]
        del ids[entry_id]
        if not ids:
            del self._days[place.day]
            self._order = None

    def on(self, day: date) -> Iterable[str]:
        """Return the ids of a day, in no order that means anything."""
        return tuple(self._days.get(day, ()))

    def days(self, first: date | None = None, last: date | None = None) -> list[date]:
        """Return the days with entries, sorted, from `first` to `last` inclusive."""
        if self._order is None:
            self._order = sorted(self._days)
        start = 0 if first is None else bisect_left(self._order, first)
        end = len(self._order) if last is None else bisect_right(self._order, last)
        return self._order[start:end]
