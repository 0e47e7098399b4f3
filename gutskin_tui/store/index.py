"""Where each entry is: by journal day, by id; and each record by its id. Built from two fields of each document."""

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
"""Documents decoded at once: few enough to take little memory, enough that the loop costs nothing."""


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

Seen = TypeVar("Seen", _Dated, Glimpse)

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
            groups = [(day, len(list(group))) for day, group in groupby(one.day for one in _seen(table, _dates)[1])]
            days, lengths = [day.toordinal() for day, _ in groups], [length for _, length in groups]
            runs[name] = days, lengths
    return runs


class Index:
    """Every entry's place. A document without a readable id and day is left out, as is a second one with the same id.

    That an entry is listed says nothing of its other fields: they are read when it is asked for. `runs` are those
    of the tables; ids need then not be read until somebody asks for one.
    """

    def __init__(self, tables: Tables, runs: Runs | None = None) -> None:
        self._tables = tables
        self._days: dict[date, list[Spot]] = {}
        self._order: list[date] | None = None
        self._places: dict[str, Place] | None = None
        self._records: dict[str, dict[str, str]] = {}
        self._unlisted = 0
        self._numbers: dict[str, list[str]] = {}
        self._runs: dict[int, list[tuple[str, int, int]]] = {}
        if runs is not None:
            self._take_runs(runs)
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
            found = self._records[table] = {}
            for number, raw in self._tables.get(table, {}).items():
                if (seen := document_id(raw)) is not None:
                    found.setdefault(seen, number)
        return self._records[table].get(record_id)

    def note(self, deltas: Sequence[Delta]) -> None:
        """Follow what became of some documents."""
        net: dict[Spot, Delta] = {}
        for delta in deltas:
            spot = delta.table, delta.number
            net[spot] = delta._replace(old=net[spot].old) if spot in net else delta
        for delta in net.values():
            if delta.table in KINDS:
                self._forget(delta)
        for delta in net.values():
            if delta.table in KINDS:
                self._learn(delta)
            elif delta.table in self._records:
                found = self._records[delta.table]
                before, after = document_id(delta.old), document_id(delta.new)
                if before is not None and found.get(before) == delta.number:
                    del found[before]
                if after is not None:
                    found[after] = delta.number

    def on(self, day: date) -> tuple[Spot, ...]:
        """Return where the entries of a day are, in no order that means anything."""
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

    def _forget(self, delta: Delta) -> None:
        seen = glimpse(delta.old) if delta.old is not None else None
        spot = (delta.table, delta.number)
        if seen is None or spot not in (spots := self._spots(seen.day)):
            return
        spots.remove(spot)
        if not spots:
            del self._days[seen.day]
            self._order = None
        if self._places is not None:
            self._places.pop(seen.id, None)

    def _learn(self, delta: Delta) -> None:
        seen = glimpse(delta.new) if delta.new is not None else None
        if seen is None or (self._places is not None and seen.id in self._places):
            return
        self._list(seen.day, (delta.table, delta.number))
        if self._places is not None:
            self._places[seen.id] = Place(delta.table, delta.number)

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

    def _take_runs(self, runs: Runs) -> None:
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
        listed = {name: _seen(self._tables.get(name, {}), _glimpses) for name in KINDS}
        for name, (numbers, found) in reversed(listed.items()):  # of several with one id the first counts
            places.update(
                zip((seen.id for seen in reversed(found)), map(Place, repeat(name), reversed(numbers)), strict=False)
            )
        for name, (numbers, found) in listed.items() if days else ():
            for number, seen in zip(numbers, found, strict=True):
                if places[seen.id] == Place(name, number):
                    self._list(seen.day, (name, number))
        return places


def _seen(table: Mapping[str, Raw], decoder: msgspec.json.Decoder[list[Seen]]) -> tuple[list[str], list[Seen]]:
    """Return the number of each document that can be read, and what was asked for. Many at once is far faster."""
    numbers, documents = list(table), list(table.values())
    read: list[str] = []
    found: list[Seen] = []
    for start in range(0, len(numbers), SLICE):
        part = documents[start : start + SLICE]
        try:
            found += decoder.decode(b"[%b]" % b",".join(part))
            read += numbers[start : start + SLICE]
        except _ERRORS:
            for number, raw in zip(numbers[start : start + SLICE], part, strict=True):
                with suppress(*_ERRORS):
                    found += decoder.decode(b"[%b]" % raw)
                    read.append(number)
    return read, found
