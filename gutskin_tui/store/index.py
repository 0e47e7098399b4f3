"""An index of entries by journal day and by id, and of records by id, built from two fields of each document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby, repeat
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.replay import Delta, document_id
from gutskin_tui.store.snapshot import Runs, Tables

SLICE = 4096
"""Documents decoded at once: a balance between memory and the cost of the loop."""


class _Dated(Struct, frozen=True, gc=False):
    day: date


class Glimpse(Struct, frozen=True, gc=False):
    """The fields of a document that the index reads."""

    id: str
    day: date


class Place(Struct, frozen=True, gc=False):
    """Where an entry is."""

    table: str
    number: str


Spot = tuple[str, str]
"""A table and a document's number in it."""

Fields = TypeVar("Fields", _Dated, Glimpse)

_decoder = msgspec.json.Decoder(Glimpse)
_dates = msgspec.json.Decoder(list[_Dated])
_glimpses = msgspec.json.Decoder(list[Glimpse])
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def glimpse(raw: Raw) -> Glimpse | None:
    """Return a document's id and day; None if it has none that can be read."""
    try:
        return _decoder.decode(raw)
    except _ERRORS:
        return None


def runs_of(tables: Tables) -> Runs:
    """Return the runs of tables in which every document of a kind can be listed."""
    runs: Runs = {}
    for name in KINDS:
        if table := tables.get(name):
            groups = [
                (day, len(list(group))) for day, group in groupby(dated.day for dated in _decoded(table, _dates)[1])
            ]
            days, lengths = [day.toordinal() for day, _ in groups], [length for _, length in groups]
            runs[name] = days, lengths
    return runs


class Index:
    """The place of each entry; without documents that have no readable id and day, or the id of an earlier one.

    The other fields of a listed document may still be invalid; they are decoded on access. `runs` are those of the
    tables (see `runs_of`); with them ids are read only when one is first looked up.
    """

    def __init__(self, tables: Tables, runs: Runs | None = None) -> None:
        self._tables = tables
        self._days: dict[date, list[Spot]] = {}
        self._order: list[date] | None = None
        self._places: dict[str, Place] | None = None
        self._records: dict[str, dict[str, str]] = {}
        self._numbers: dict[str, list[str]] = {}
        self._runs: dict[int, list[tuple[str, int, int]]] = {}
        if runs is not None:
            self._add_runs(runs)
        else:
            self._places = self._read_places(days=True)

    @property
    def places(self) -> dict[str, Place]:
        """Every entry's place by its id."""
        if self._places is None:
            self._places = self._read_places(days=False)
        return self._places

    def record(self, table: str, record_id: str) -> str | None:
        """Return the number of a record in its table; None if it is not there."""
        if table not in self._records:
            numbers = self._records[table] = {}
            for number, raw in self._tables.get(table, {}).items():
                if (key := document_id(raw)) is not None:
                    numbers.setdefault(key, number)
        return self._records[table].get(record_id)

    def apply(self, deltas: Sequence[Delta]) -> None:
        """Update the index by changes of documents."""
        net: dict[Spot, Delta] = {}
        for delta in deltas:
            spot = delta.table, delta.number
            net[spot] = delta._replace(old=net[spot].old) if spot in net else delta
        for delta in net.values():
            if delta.table in KINDS:
                self._remove(delta)
        for delta in net.values():
            if delta.table in KINDS:
                self._add(delta)
            elif delta.table in self._records:
                numbers = self._records[delta.table]
                before, after = document_id(delta.old), document_id(delta.new)
                if before is not None and numbers.get(before) == delta.number:
                    del numbers[before]
                if after is not None:
                    numbers[after] = delta.number

    def on(self, day: date) -> tuple[Spot, ...]:
        """Return the places of the entries of a day, in no particular order."""
        return tuple(self._spots(day))

    def days(self, first: date | None = None, last: date | None = None) -> list[date]:
        """Return the days with entries, sorted, from `first` to `last` inclusive."""
        if self._order is None:
            self._order = sorted(self._days.keys() | map(date.fromordinal, self._runs))
        start = 0 if first is None else bisect_left(self._order, first)
        end = len(self._order) if last is None else bisect_right(self._order, last)
        return self._order[start:end]

    def count(self, kind: str | None = None) -> int:
        """Return how many entries are listed, of one kind if named."""
        if not self.clean:
            return sum(1 for place in self.places.values() if kind in (None, place.table))
        return sum(len(self._tables.get(name, ())) for name in KINDS if kind in (None, name))

    @property
    def clean(self) -> bool:
        """Whether every document of a kind is listed."""
        if self._places is None:
            return True
        return len(self._places) == sum(len(self._tables.get(name, ())) for name in KINDS)

    def _remove(self, delta: Delta) -> None:
        fields = glimpse(delta.old) if delta.old is not None else None
        spot = (delta.table, delta.number)
        if fields is None or spot not in (spots := self._spots(fields.day)):
            return
        spots.remove(spot)
        if not spots:
            del self._days[fields.day]
            self._order = None
        if self._places is not None:
            self._places.pop(fields.id, None)

    def _add(self, delta: Delta) -> None:
        fields = glimpse(delta.new) if delta.new is not None else None
        if fields is None or (self._places is not None and fields.id in self._places):
            return
        self._list(fields.day, (delta.table, delta.number))
        if self._places is not None:
            self._places[fields.id] = Place(delta.table, delta.number)

    def _list(self, day: date, spot: Spot) -> None:
        spots = self._spots(day)
        spots.append(spot)
        if len(spots) == 1:
            self._days[day] = spots
            self._order = None

    def _spots(self, day: date) -> list[Spot]:
        """Return the list of a day's places, a new one if it has none."""
        if runs := self._runs.pop(day.toordinal(), None):
            spots = [(name, number) for name, start, end in runs for number in self._numbers[name][start:end]]
            self._days[day] = spots
        return self._days.get(day, [])

    def _add_runs(self, runs: Runs) -> None:
        for name, (days, lengths) in runs.items():
            self._numbers[name] = list(self._tables[name])
            start = 0
            for day, length in zip(days, lengths, strict=True):
                run = name, start, start + length
                start += length
                if day in self._runs:
                    self._runs[day].append(run)
                else:
                    self._runs[day] = [run]

    def _read_places(self, days: bool) -> dict[str, Place]:
        places: dict[str, Place] = {}
        listed = {name: _decoded(self._tables.get(name, {}), _glimpses) for name in KINDS}
        for name, (numbers, decoded) in reversed(listed.items()):  # of several with the same id the first is listed
            places.update(
                zip(
                    (fields.id for fields in reversed(decoded)),
                    map(Place, repeat(name), reversed(numbers)),
                    strict=False,
                )
            )
        for name, (numbers, decoded) in listed.items() if days else ():
            for number, fields in zip(numbers, decoded, strict=True):
                if places[fields.id] == Place(name, number):
                    self._list(fields.day, (name, number))
        return places


def _decoded(table: Mapping[str, Raw], decoder: msgspec.json.Decoder[list[Fields]]) -> tuple[list[str], list[Fields]]:
    """Return the number and the decoded fields of each readable document. Decoding many at once is far faster."""
    numbers, documents = list(table), list(table.values())
    read: list[str] = []
    decoded: list[Fields] = []
    for start in range(0, len(numbers), SLICE):
        part = documents[start : start + SLICE]
        try:
            decoded += decoder.decode(b"[%b]" % b",".join(part))
            read += numbers[start : start + SLICE]
        except _ERRORS:
            for number, raw in zip(numbers[start : start + SLICE], part, strict=True):
                with suppress(*_ERRORS):
                    decoded += decoder.decode(b"[%b]" % raw)
                    read.append(number)
    return read, decoded
