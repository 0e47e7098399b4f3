"""CSV files of other programs: the delimiter follows from the header, rows are read by the names of columns."""

from __future__ import annotations

import codecs
import csv
import functools
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.lazy_rows import LazyRows
from gutskin_tui.exchange.input.text import decode

DELIMITERS = ",;\t|"
LONGEST_CELL = 10_000_000
_END = "\0end\0"
"""A line after the last: it is inside a cell if a quote was not closed."""


class Row(Struct, frozen=True):
    """A row: its first line in the file, its cells, and their positions by the name of the column."""

    line: int
    cells: list[str]
    columns: dict[str, int]

    def __getitem__(self, name: str) -> str:
        """Return the cell of a column, by its name in any case, without spaces around it; "" if there is none."""
        position = self.columns.get(key(name))
        return self.cells[position].strip() if position is not None and position < len(self.cells) else ""


class Table(Struct, frozen=True):
    """The names of the columns as they are written, the rows, and a warning, "" if there is none."""

    header: list[str]
    rows: Sequence[Row]
    warning: str = ""

    def column(self, name: str) -> Iterator[str]:
        """Yield all cells of a column."""
        return (row[name] for row in self.rows)

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return key(name) in map(key, self.header)


@functools.lru_cache(1024)
def key(name: str) -> str:
    """Return the name of a column for comparison."""
    return " ".join(name.replace("\ufeff", "").split()).strip("\"' ").casefold()


def header_of(head: bytes) -> frozenset[str]:
    """Return the names of the columns in the first line of the beginning of a file; empty if it is not text."""
    try:
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = head.decode("utf-16", "ignore").replace("\r", "\n")  # the end may be half a character
        else:
            text, _ = decode(head[: head.rfind(b"\n") + 1] or head)
    except ExchangeError:
        return frozenset()
    first = next((line for line in text.split("\n")[:6] if line.strip()), None)
    return frozenset() if first is None else frozenset(_split(first, _delimiter(first)))


def read_table(
    data: bytes,
    known: Collection[str] = (),
    *,
    encoding: str = "",
    delimiter: str = "",
    before: int = 0,
    header: bool = True,
    spaces: bool = False,
) -> Table:
    """Return the table in a file; blank rows are left out.

    `known` are names of columns by which the delimiter is chosen, if none is given. `before` lines precede the header;
    without `header` the columns have no names. With `spaces`, a space may precede a quoted cell. Raises ExchangeError
    for a file that is not text, and for a quote that is not closed, whose line it names.
    """
    text, warning = decode(data, encoding)
    line, start = 1, 0
    while start < len(text) and (line <= before or not text[start : _end(text, start)].strip()):
        line, start = line + 1, _end(text, start) + 1
    sign = delimiter or _delimiter(text[start : _end(text, start)], known)
    records = _records(text, line, start, sign, spaces)
    names = next(records, _NO_RECORD).cells if header else []
    columns = {key(name): position for position, name in reversed(list(enumerate(names)))}

    def parse(line: int, record: str) -> Row:
        return Row(line, next(csv.reader([record], delimiter=sign, skipinitialspace=spaces)), columns)

    rows = LazyRows(text, parse)
    for record in records:
        if any(cell.strip() for cell in record.cells):
            rows.add(record.line, record.start, record.end)
    return Table([name.strip() for name in names], rows, warning)


class _Record(NamedTuple):
    """The cells of a record, its first line, counted from 1, and its place in the text."""

    cells: list[str]
    line: int
    start: int
    end: int


_NO_RECORD = _Record([], 0, 0, 0)


def _end(text: str, start: int) -> int:
    """Return where the line ends that begins at `start`."""
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _records(text: str, line: int, start: int, delimiter: str, spaces: bool) -> Iterator[_Record]:
    """Yield the records of a text from a line and position on. Raises ExchangeError for an unclosed quote."""
    csv.field_size_limit(LONGEST_CELL)
    position = start

    def feed() -> Iterator[str]:
        nonlocal position
        while position < len(text):
            begin, position = position, _end(text, position) + 1
            yield f"{text[begin : position - 1]}\n"
        yield _END

    reader = csv.reader(feed(), delimiter=delimiter, skipinitialspace=spaces)
    first = line
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and _END in cells[-1]:
                opened = line + sum(cell.count("\n") for cell in cells[:-1])
                raise ExchangeError(f"a quote that begins in line {opened} is not closed.")
            yield _Record(cells, line, start, min(position - 1, len(text)))
            line, start = first + reader.line_num, position
    except csv.Error:
        raise ExchangeError(f"line {line} is not CSV; it has a cell that is too long.") from None


def _delimiter(line: str, known: Collection[str] = ()) -> str:
    """Return the delimiter that gives most of the known names, then most columns."""
    wanted = set(map(key, known))

    def score(sign: str) -> tuple[int, int]:
        names = _split(line, sign)
        return len(wanted & names), len(names)

    return max(DELIMITERS, key=score)


def _split(line: str, delimiter: str) -> set[str]:
    """Return the names in a header line, for comparison."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return set()
    return {key(cell) for cell in cells}
