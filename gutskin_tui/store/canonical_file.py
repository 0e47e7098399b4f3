"""Reading entries from a canonical journal file by the index of its days, before it is split into all its documents.

Splitting ten years takes 18 ms, and the screen shows the newest days first, so it does not wait for that. After the
first change of a document this is no longer used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Raw

from gutskin_tui.model.entries import decode_numbered
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.canonical import Runs, Spans
from gutskin_tui.store.index import Index, Place

RECENT = 100
"""Days up to the newest one whose documents are split at the first use: Today shows fewer, the Meals tab counts 98."""

MARGIN = 400
"""Bytes before the estimated beginning of a line at which the search for it starts: more than most lines have."""

NEARBY = 50
"""A document at most so many after the last one is searched for from there, without an estimate."""


class CanonicalFile:
    """The documents of a canonical file, given its `data`, the index with the runs of its tables, and where these are.

    Every document of a table of a kind is known to be an entry. `table` is for the other tables, which are short.
    """

    def __init__(self, data: bytes, index: Index, runs: Runs, spans: Spans) -> None:
        self._data = data
        self._index = index
        newest = max((days[-1] for days, _ in runs.values()), default=1)
        self._first_recent = date.fromordinal(max(1, newest - RECENT))
        self._spans = {kind: (start, end - len(b"\n}")) for kind, (start, end) in spans.items()}
        self._ends = {kind: end for kind, _, end in index.numbers(date.min, date.max)}
        self._last: dict[str, tuple[int, int]] = {}
        """By kind, the number of the document that was searched for last, and the offset of its line."""
        self._recent: dict[str, dict[str, Raw]] | None = None

    def is_recent(self, day: date) -> bool:
        """Whether the documents of a day are split at the first use, and decoded one by one."""
        return day >= self._first_recent

    def recent_documents(self, places: Iterable[Place]) -> list[Raw] | None:
        """Return some documents; None if any of them is not of the `RECENT` days."""
        if self._recent is None:
            numbers = self._index.numbers(self._first_recent, date.max)
            self._recent = {kind: _decoder.decode(self._lines(kind, number, end)) for kind, number, end in numbers}
        recent = self._recent
        try:
            return [recent[kind][number] for kind, number in places]
        except KeyError:
            return None

    def table(self, name: str) -> dict[str, Raw]:
        """Return the documents of a table, none if there is no such table."""
        if name not in self._spans:
            return {}
        start, end = self._spans[name]
        return _decoder.decode(self._data[start + len(msgspec.json.encode(name)) + len(b":") : end] + b"}")

    def entries(self, first: date, last: date, kind: str | None) -> list[AnyEntry]:
        """Return the entries of some days, of one kind if named, in no particular order. Raises EntryError."""
        entries: list[AnyEntry] = []
        for name, number, end in self._index.numbers(first, last):
            if number < end and kind in (None, name):
                entries += decode_numbered(self._lines(name, number, end))
        return entries

    def _lines(self, kind: str, number: int, end: int) -> bytes:
        """Return the lines of the documents from `number` to before `end` as an object of JSON."""
        if number == end:
            return b"{}"
        start = self._offset(kind, number)
        return b"{%b}" % self._data[start : self._offset(kind, end) - len(b",\n")]

    def _offset(self, kind: str, number: int) -> int:
        """Return the offset of a document's line; for the number after the last one, where its line would begin."""
        start, end = self._spans[kind]
        if number == self._ends[kind]:
            return end + len(b",\n")
        last, offset = self._last.get(kind, (0, start))
        mark = b'\n"%d":' % number
        if 0 <= number - last < NEARBY:
            position = self._data.find(mark, offset - 1, end)
        else:
            line = _LINE.search(self._data, self._estimate(kind, number, last, offset), end)
            if line and int(line[1]) <= number:
                position = self._data.find(mark, line.start(), end)
            else:
                position = self._data.rfind(mark, start, line.end() if line else end)
        assert position >= 0, "a document is missing from its table"
        self._last[kind] = number, position + 1
        return position + 1

    def _estimate(self, kind: str, number: int, last: int, offset: int) -> int:
        """Return about where a document's line is, as entries of a kind are about equally long.

        It is counted from the line of the document `last`, at `offset`, or from an end of the table if that is nearer.
        """
        start, end = self._spans[kind]
        count = self._ends[kind]
        known = min([(last, offset), (0, start), (count, end)], key=lambda line: abs(number - line[0]))
        return max(start, known[1] + (number - known[0]) * (end - start) // count - MARGIN)


_LINE = re.compile(rb'\n"(\d+)":')
_decoder = msgspec.json.Decoder(dict[str, Raw])
