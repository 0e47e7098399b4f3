"""An index of entries by journal day and by id, and of records by id, built from two fields of each document."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate, repeat

import msgspec
from msgspec import Raw

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.canonical import IndexFields, Runs, Tables, count_entries
from gutskin_tui.store.replay import Delta, DocumentFields, document_id

SLICE = 4096
"""Number of documents decoded at once: a balance between memory and the cost of the loop."""

SEARCHES = 8
"""Ids that are searched for in the bytes of the file before all ids are read, which takes as long as so many searches.

A command that adds an entry makes one search, of 4 ms in ten years; a screen that adds many must not make one for each.
"""

Place = tuple[str, str]
"""A table and a document's number in it."""

_index_fields_decoder = msgspec.json.Decoder(list[IndexFields])
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Index:
    """The place of each entry. Documents without a readable id and day, or with the id of an earlier one, are omitted.

    The other fields of a listed document may still be invalid; they are decoded on access. `tables` returns the tables,
    each time the same ones; it is first called when a document is needed. `runs` are those of canonical tables; with
    them ids are read only when one is first searched for. `data` is the file with these tables, b"" unless all their
    documents of kinds are entries, whose ids have no escaped characters: the first few ids are searched for in it, and
    those that do not occur are not searched for in the documents.
    """

    def __init__(self, tables: Callable[[], Tables], runs: Runs | None = None, data: bytes = b"") -> None:
        self._get_tables = tables
        self._data = data
        self._added: set[str] = set()
        self._absent: set[str] = set()
        self._days: dict[date, list[Place]] = {}
        self._order: list[date] | None = None
        self._places: dict[str, Place] | None = None
        self._records: dict[str, dict[str, str]] = {}
        self._runs: dict[str, tuple[list[int], array[int]]] = {}
        if runs is not None:  # as lists of ints these take 1 MB in ten years
            for name, (days, lengths) in runs.items():
                self._runs[name] = days, array("Q", accumulate(lengths, initial=0))
        else:
            self._places = self._read_places(days=True)

    @property
    def _tables(self) -> Tables:
        return self._get_tables()

    @property
    def places(self) -> dict[str, Place]:
        """Every entry's place by its id."""
        if self._places is None:
            self._places = self._read_places(days=False)
        return self._places

    def place(self, entry_id: str) -> Place | None:
        """Return the place of an entry; None if there is none with this id."""
        if self._places is not None:
            return self._places.get(entry_id)
        if self._data and entry_id not in self._added:
            if entry_id in self._absent:
                return None
            if len(self._absent) < SEARCHES and b'"%b"' % entry_id.encode() not in self._data:
                self._absent.add(entry_id)
                return None
        return self.places.get(entry_id)

    def places_of(self, ids: Iterable[str]) -> list[Place]:
        """Return the places of all documents with some ids; one has several only in a file that was edited by hand."""
        listed = {entry_id: place for entry_id in ids if (place := self.place(entry_id))}
        if not listed or self.clean:
            return [*listed.values()]
        documents = ((name, number, raw) for name in KINDS for number, raw in self._tables.get(name, {}).items())
        return [(name, number) for name, number, raw in documents if document_id(raw) in listed]

    def record(self, table: str, record_id: str) -> str | None:
        """Return the number of a record in its table; None if the table has no such record."""
        if table not in self._records:
            numbers = self._records[table] = {}
            for number, raw in self._tables.get(table, {}).items():
                if (key := document_id(raw)) is not None:
                    numbers.setdefault(key, number)
        return self._records[table].get(record_id)

    def apply(self, deltas: Sequence[Delta]) -> None:
        """Update the index after changes of documents."""
        net: dict[Place, tuple[DocumentFields | None, DocumentFields | None]] = {}
        for table, number, _, _, before, after in deltas:
            place = table, number
            net[place] = net[place][0] if place in net else before, after
        for place, (before, _) in net.items():
            if before is not None and place[0] in KINDS:
                self._remove(place, before)
        for place, (before, after) in net.items():
            table, number = place
            if table in KINDS:
                if after is not None:
                    self._add(place, after)
            elif (numbers := self._records.get(table)) is not None:
                if before is not None and numbers.get(before.id) == number:
                    del numbers[before.id]
                if after is not None:
                    numbers[after.id] = number

    def on(self, day: date) -> tuple[Place, ...]:
        """Return the places of the entries of a day, in no particular order."""
        places = self._days.get(day)
        return tuple(self._places_in_runs(day) if places is None else places)

    def numbers(self, first: date, last: date) -> list[tuple[str, int, int]]:
        """Return the kinds, each with the number of its first document from `first` on, and of its first after `last`.

        It is for tables that have not been changed; an absent document has the number after that of the one before it.
        """
        low, high = first.toordinal(), last.toordinal()
        return [
            (name, starts[bisect_left(days, low)] + 1, starts[bisect_right(days, high)] + 1)
            for name, (days, starts) in self._runs.items()
        ]

    def days(self, first: date | None = None, last: date | None = None) -> list[date]:
        """Return the days with entries, sorted, from `first` to `last` inclusive."""
        if self._order is None:
            in_runs = set().union(*(days for days, _ in self._runs.values())) - set(map(date.toordinal, self._days))
            self._order = sorted(
                {*map(date.fromordinal, in_runs), *(day for day, places in self._days.items() if places)}
            )
        start = 0 if first is None else bisect_left(self._order, first)
        end = len(self._order) if last is None else bisect_right(self._order, last)
        return self._order[start:end]

    def count(self, kind: str | None = None) -> int:
        """Return how many entries are listed, of one kind if named."""
        if not self.clean:
            return sum(1 for table, _ in self.places.values() if kind in (None, table))
        return count_entries(self._tables, kind)

    def unlisted(self, kind: str | None = None) -> int:
        """Return how many documents of kinds, or of one, are not listed: they have no readable id and day."""
        return 0 if self._places is None else count_entries(self._tables, kind) - self.count(kind)

    @property
    def clean(self) -> bool:
        """Whether every document of a kind is listed."""
        return self._places is None or len(self._places) == count_entries(self._tables)

    def _remove(self, place: Place, fields: DocumentFields) -> None:
        if fields.day is None or place not in (places := self._listed_on(fields.day)):
            return
        places.remove(place)
        if not places:
            self._order = None
        if self._places is not None:
            self._places.pop(fields.id, None)

    def _add(self, place: Place, fields: DocumentFields) -> None:
        if fields.day is None or (self._places is not None and fields.id in self._places):
            return
        self._list(fields.day, place)
        self._added.add(fields.id)
        if self._places is not None:
            self._places[fields.id] = place

    def _list(self, day: date, place: Place) -> None:
        places = self._listed_on(day)
        places.append(place)
        if len(places) == 1:
            self._order = None

    def _listed_on(self, day: date) -> list[Place]:
        """Return the list of a day's documents, for changes; it replaces the runs for that day."""
        places = self._days.get(day)
        if places is None:
            places = self._days[day] = self._places_in_runs(day)
        return places

    def _places_in_runs(self, day: date) -> list[Place]:
        """Return the places of a day's documents by the runs; lists of all days would take 10 MB in ten years."""
        places, ordinal = [], day.toordinal()
        for name, (days, starts) in self._runs.items():
            at = bisect_left(days, ordinal)
            if at < len(days) and days[at] == ordinal:
                # most days have one to three of a kind, for which a comprehension takes longer
                for number in range(starts[at] + 1, starts[at + 1] + 1):
                    places.append((name, str(number)))
        return places

    def _read_places(self, days: bool) -> dict[str, Place]:
        """Return the place of each entry by id; with `days`, also add each to the list of its day."""
        places: dict[str, Place] = {}
        listed = {name: _decoded(self._tables.get(name, {})) for name in KINDS}
        for name, (numbers, decoded) in reversed(listed.items()):  # of several with the same id the first is listed
            places.update(
                zip(
                    [fields.id for fields in reversed(decoded)],
                    zip(repeat(name), reversed(numbers), strict=False),
                    strict=True,
                )
            )
        for name, (numbers, decoded) in listed.items() if days else ():
            for number, fields in zip(numbers, decoded, strict=True):
                if places[fields.id] == (name, number):
                    self._list(fields.day, (name, number))
        return places


def _decoded(table: Mapping[str, Raw]) -> tuple[list[str], list[IndexFields]]:
    """Return the number and the indexed fields of each readable document. Decoding many at once is far faster."""
    numbers, documents = list(table), list(table.values())
    read: list[str] = []
    decoded: list[IndexFields] = []
    for start in range(0, len(numbers), SLICE):
        part = documents[start : start + SLICE]
        try:
            decoded += _index_fields_decoder.decode(b"[%b]" % b",".join(part))
            read += numbers[start : start + SLICE]
        except _ERRORS:
            for number, raw in zip(numbers[start : start + SLICE], part, strict=True):
                with suppress(*_ERRORS):
                    decoded += _index_fields_decoder.decode(b"[%b]" % raw)
                    read.append(number)
    return read, decoded
