"""The canonical form of a journal's tables, in which equal contents give equal bytes.

Documents are numbered from 1 in each table, entries in order of their day and id, records in order of their id. The
fields of an entry have the order of its struct, those of a record are sorted by name. Tables are sorted by name, and
each document is a line of the file. A document without a readable id and day comes last in its table, by its bytes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.model.entries import EntryError, decode, encode
from gutskin_tui.model.kinds import KINDS

Tables = dict[str, dict[str, Raw]]
"""Table name -> document number as text -> the document's JSON, not decoded."""

Runs = dict[str, tuple[list[int], list[int]]]
"""For each kind the days (ordinals, ascending) on which its table has documents, and how many on each."""

Spans = dict[str, tuple[int, int]]
"""Where the member of each table begins and ends in a file, in bytes."""

Parts = list[bytes | memoryview]
"""Contents of a file, in pieces."""


class _Contents:
    """The last part of a sort key: the bytes of a document, of which there is no copy while others are sorted."""

    __slots__ = ("raw",)

    def __init__(self, raw: Raw) -> None:
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Contents) and self.raw == other.raw

    def __lt__(self, other: _Contents) -> bool:
        return bytes(self.raw) < bytes(other.raw)


Key = tuple[date, str, _Contents]
"""The sort key of a document: day, id, bytes."""

SLICE = 4096
"""Documents whose lines are made at once."""

MERGE_FRACTION = 16
"""A table is merged instead of sorted if at most one in 16 of its documents has changed."""


class IndexFields(Struct, frozen=True, gc=False):
    """The fields of an entry's document by which it is indexed and sorted."""

    id: str
    day: date


class _Identified(Struct, gc=False):
    id: str


class Folded(NamedTuple):
    """Tables in canonical form.

    `rows` are the documents, in order, of the tables that changed. `runs` is None if an entry has no readable day.
    `members` are the bytes of the file's tables, in order.
    `readable` says that every document of a kind is known to be an entry of that kind.
    """

    rows: dict[str, list[Raw]]
    runs: Runs | None
    members: dict[str, Parts]
    readable: bool = False

    @property
    def parts(self) -> Parts:
        """The bytes of all tables with commas between them, without the braces around them."""
        members = enumerate(self.members.values())
        return [part for at, parts in members for part in ([_BETWEEN] if at else []) + parts]

    def spans(self, start: int) -> Spans:
        """Return where the members lie in a file of which `parts` are the bytes from `start` on."""
        spans: Spans = {}
        for name, parts in self.members.items():
            end = start + sum(map(len, parts))
            spans[name] = start, end
            start = end + len(_BETWEEN)
        return spans

    def numbered(self, tables: Tables) -> Tables:
        """Return the canonical tables; `tables` are those that were folded."""
        names = sorted(name for name in tables if self.rows.get(name, tables[name]))
        return {
            name: dict(zip(map(str, range(1, len(self.rows[name]) + 1)), self.rows[name], strict=True))
            if name in self.rows
            else tables[name]
            for name in names
        }


Changed = Mapping[str, Mapping[str, Raw | None]]
"""The old documents, by table and number, of those that changed since the tables were canonical; None for new ones."""

_BETWEEN = b",\n"
"""What is between the members of two tables."""

_index_fields_decoder = msgspec.json.Decoder(IndexFields)
_identified = msgspec.json.Decoder(_Identified)
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Instant(Struct, gc=False):
    """The fields by which the entries of a day are exported: their instant as written, and id."""

    at: str
    id: str


_instants = msgspec.json.Decoder(list[_Instant])


def sorted_by_text(raws: Sequence[Raw]) -> list[Raw]:
    """Return documents that are known to be entries, sorted by `at` as written, then id."""
    instants = _instants.decode(b"[%b]" % b",".join(raws))
    return [raw for _, raw in sorted(zip(instants, raws, strict=True), key=lambda dated: (dated[0].at, dated[0].id))]


def count_entries(tables: Mapping[str, Mapping[str, Raw]], kind: str | None = None) -> int:
    """Return the number of documents in the tables of kinds, or in that of one kind."""
    return sum([len(tables[name]) for name in ((kind,) if kind else KINDS) if name in tables])


def index_fields(raw: Raw) -> IndexFields | None:
    """Return the id and day of an entry's document; None if it has none that can be read."""
    try:
        return _index_fields_decoder.decode(raw)
    except _ERRORS:
        return None


def document(table: str, raw: Raw, *, validated: bool = False) -> Raw:
    """Return a document of a table with its fields in canonical order, on one line.

    `validated` is for an entry made of fields that were validated before, as in `entries.decode`.
    """
    return _read(table, raw, validated=validated)[0]


def _read(table: str, raw: Raw, *, validated: bool = False) -> tuple[Raw, bool]:
    """Return a document as `document` does, and whether it is what its table holds: an entry of the kind, or JSON."""
    try:
        if table in KINDS:
            entry = decode(raw, validated=validated)
            return Raw(encode(entry)), entry.kind == table
        return Raw(msgspec.json.encode(msgspec.json.decode(raw), order="sorted")), True
    except (EntryError, *_ERRORS):  # unreadable, and reported as such: unchanged but for its line ends
        has_line_ends = b"\n" in bytes(raw) or b"\r" in bytes(raw)
        return Raw(msgspec.json.format(raw, indent=-1)) if has_line_ends else raw, False


def fold(tables: Mapping[str, Mapping[str, Raw]]) -> Folded:
    """Return tables of any form in canonical form."""
    read = {name: [_read(name, raw) for raw in table.values()] for name, table in tables.items()}
    rows = {name: sorted((raw for raw, _ in documents), key=_key_of(name)) for name, documents in read.items()}
    every = {name: dict.fromkeys(map(str, range(1, len(documents) + 1))) for name, documents in rows.items()}
    numbered = Folded(rows, None, {}).numbered({name: {} for name in rows})
    members = {name: _encoded(name, rows[name]) for name in sorted(rows) if rows[name]}
    readable = all(valid for name in KINDS for _, valid in read.get(name, ()))
    return Folded(rows, _updated({}, every, numbered), members, readable)


def refold(tables: Tables, changed: Changed, runs: Runs | None, data: bytes, spans: Spans) -> Folded:
    """Return tables in canonical form that had this form before `changed`; new documents are canonical.

    `runs` are those of the tables before the changes, None if unknown. `data` is a file with these tables, and `spans`
    where they are in it: their bytes are reused where they are the same.
    """
    rows: dict[str, list[Raw]] = {}
    members: dict[str, Parts] = {}
    for name in sorted(tables):
        span = spans.get(name)
        same = len(tables[name])
        if changed.get(name):
            rows[name], same = _merged(tables[name], changed[name], _key_of(name))
        elif span:
            members[name] = [memoryview(data)[slice(*span)]]
            continue
        if documents := rows.get(name) or list(tables[name].values()):
            members[name] = _encoded_from(documents, same, data, *span) if span and same else _encoded(name, documents)
    if runs is None:
        runs, changed = {}, {name: dict.fromkeys(table) for name, table in tables.items()}
    return Folded(rows, _updated(runs, changed, tables), members)


def are_entries(tables: Mapping[str, Mapping[str, Raw]]) -> bool:
    """Whether every document of a kind's table is an entry of that kind, in canonical form."""
    return all(_read(name, raw) == (raw, True) for name in KINDS for raw in tables.get(name, {}).values())


def is_entry(table: str, raw: Raw) -> bool:
    """Whether a document of a kind's table is an entry of that kind."""
    return _read(table, raw)[1]


def _merged(
    table: Mapping[str, Raw], changed: Mapping[str, Raw | None], key: Callable[[Raw], Key]
) -> tuple[list[Raw], int]:
    """Return the documents of a table in order, and how many of them, from the first, are unchanged."""
    rows = [raw for number, raw in table.items() if number not in changed]
    same = min([int(number) - 1 for number, old in changed.items() if old is not None], default=len(rows))
    new = [table[number] for number in changed if number in table]
    if len(new) * MERGE_FRACTION > len(rows):
        return sorted([*rows, *new], key=key), 0
    for raw in new:
        same = min(same, bisect_right(rows, key(raw), key=key))
        insort(rows, raw, key=key)
    return rows, same


def _key_of(table: str) -> Callable[[Raw], Key]:
    return _entry_key if table in KINDS else _record_key


def _entry_key(raw: Raw) -> Key:
    fields = index_fields(raw)
    return (fields.day, fields.id, _Contents(raw)) if fields else (date.max, "", _Contents(raw))


def _record_key(raw: Raw) -> Key:
    try:
        return date.min, _identified.decode(raw).id, _Contents(raw)
    except _ERRORS:
        return date.max, "", _Contents(raw)


def _updated(runs: Runs, changed: Changed, tables: Mapping[str, Mapping[str, Raw]]) -> Runs | None:
    """Return runs after changes; None if a changed document has no readable day."""
    result = dict(runs)
    for name, numbers in changed.items():
        if name not in KINDS:
            continue
        steps: Counter[int] = Counter()
        for number, old in numbers.items():
            new = tables.get(name, {}).get(number)
            for raw, step in ((old, -1), (new, 1)):
                if raw is not None:
                    if (fields := index_fields(raw)) is None:
                        return None
                    steps[fields.day.toordinal()] += step
        result[name] = _stepped(*runs.get(name, ([], [])), steps)
        if not result[name][0]:
            del result[name]
    return result


def _stepped(days: Sequence[int], lengths: Sequence[int], steps: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """Return a run's days and lengths after adding `steps`, by day, to the lengths."""
    days, lengths = list(days), list(lengths)
    for day in sorted(steps):
        at = bisect_left(days, day)
        if at == len(days) or days[at] != day:
            days.insert(at, day)
            lengths.insert(at, 0)
        lengths[at] += steps[day]
        if not lengths[at]:
            del days[at], lengths[at]
    return days, lengths


def _encoded(name: str, rows: Sequence[Raw]) -> Parts:
    """Return the member of the file for a table."""
    return [b"%b:{\n" % msgspec.json.encode(name), *_lines(rows, 0), b"\n}"]


def _encoded_from(rows: Sequence[Raw], same: int, data: bytes, start: int, end: int) -> Parts:
    """Return the member for a table of which the first `same` documents are those of the member in `data`."""
    following = data.rfind(b'\n"%d":' % (same + 1), start, end)
    before = memoryview(data)[start : end - 2 if following < 0 else following - 1]
    rest = [_BETWEEN, *_lines(rows, same)] if same < len(rows) else []
    return [before, *rest, b"\n}"]


def _lines(rows: Sequence[Raw], start: int) -> Iterator[bytes]:
    """Yield the documents from `start` on as lines of the file, in pieces, so that few lines are in memory twice."""
    for first in range(start, len(rows), SLICE):
        numbered = enumerate(rows[first : first + SLICE], first + 1)
        yield _BETWEEN * (first > start) + _BETWEEN.join([b'"%d":%b' % pair for pair in numbered])
