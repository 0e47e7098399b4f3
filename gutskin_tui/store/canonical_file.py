"""Reading entries from a canonical journal file by the index of its days, before it is split into all its documents.

To split ten years takes 18 ms, which a screen that shows the newest days first does not wait for. Nothing of this is
used once a document has changed.
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


class CanonicalFile:
    """The documents of a canonical file, given its `data`, the index with the runs of its tables, and where these are.

    Every document of a table of a kind is known to be an entry. `table` is for the other tables, which are short.
    """

    def __init__(self, data: bytes, index: Index, runs: Runs, spans: Spans) -> None:
        self._data = data
        self._index = index
        self._newest = max((days[-1] for days, _ in runs.values()), default=0)
        self._spans = {kind: (start, end - len(b"\n}")) for kind, (start, end) in spans.items()}
        self._ends = {kind: end for kind, _, end in index.numbers(date.min, date.max)}
        self._last: dict[str, tuple[int, int]] = {}
        """By kind, the number of the document that was looked for last, and the offset of its line."""
        self._recent: dict[str, dict[str, Raw]] | None = None

    def recent_documents(self, places: Iterable[Place]) -> list[Raw] | None:
        """Return some documents; None if any of them is not of the `RECENT` days."""
        if self._recent is None:
            first = date.fromordinal(max(1, self._newest - RECENT))
            numbers = self._index.numbers(first, date.max)
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
        """Return the entries of some days, of one kind if named, in no particular order. Raises EntryError.

        Days are found quickest in their order, as each line is looked for after the one before.
        """
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
        mark = b'\n"%d":' % number
        last, offset = (1, start + 1) if number == 1 else self._last.get(kind, (number + 1, start))
        if last > number:
            position = self._data.rfind(mark, start, end)
        else:  # from near it, as entries of a kind are about equally long: from the last one it takes 9 ms in ten years
            distance = (number - last) * (end - start) // self._ends[kind]
            near = _LINE.search(self._data, offset - 1 + distance * 9 // 10, end)
            position = self._data.find(mark, near.start() if near and int(near[1]) <= number else offset - 1, end)
        assert position >= 0, "a document is missing from its table"
        self._last[kind] = number, position + 1
        return position + 1


_LINE = re.compile(rb'\n"(\d+)":')
_decoder = msgspec.json.Decoder(dict[str, Raw])
