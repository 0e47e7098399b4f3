"""JSON Lines, an object a line, by the person's mapping of its keys. Keys of nested objects are joined by dots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Any

from msgspec import Struct

from gutskin_tui.exchange.importers.mapped_csv import add_rows, unmapped
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import Columns, ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_object
from gutskin_tui.exchange.input.lazy_rows import LazyRows
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import decode

NOT_JSON = "the line is not a JSON object"


def recognises(source: Source) -> bool:
    """Whether the first line of the file is a JSON object, and more lines follow."""
    if source.packed:
        return False
    head = source.only().head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and b"\n" in head and _cells_of(head[: head.index(b"\n")]) is not None


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of the lines. A line that is not an object is skipped."""
    builder = EntryBuilder("jsonl", options.clock)
    rows = _rows(source, options, builder.report)
    if not (options.mapping.fields or options.mapping.rows):
        raise unmapped(_names(rows))
    add_rows(builder, options, rows, _names(rows), decimal=".")
    return builder.contents()


def columns(source: Source, options: ImportOptions) -> Columns:
    """Return the keys of all lines as columns."""
    rows = _rows(source, options, ImportReport())
    return Columns(_names(rows), rows)


class _Line(Struct, frozen=True):
    """A line of the file: its number, and its values as cells by their keys."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def _rows(source: Source, options: ImportOptions, report: ImportReport) -> Sequence[_Line]:
    """Return the objects; broken lines and a warning about the text go to the report."""
    text, warning = decode(source.only().read(), options.mapping.encoding)
    report.remark(warning)
    rows = LazyRows(text, lambda line, written: _Line(line, _cells_of(written) or {}))
    start = 0
    for line in count(1):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        written = text[start:end]
        if written.strip() and _cells_of(written) is None:
            report.rows += 1
            report.skip(NOT_JSON, line)
        elif written.strip():
            rows.add(line, start, end)
        start = end + 1
        if start >= len(text):
            break
    return rows


def _names(rows: Iterable[_Line]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.cells))


def _cells_of(line: str | bytes) -> dict[str, str] | None:
    """Return the values of a line by their keys; None if it is not an object, or one that is nested too deeply."""
    document = decode_object(line.encode("utf-8", "replace") if isinstance(line, str) else line, dict[str, Any])
    try:
        return None if document is None else dict(_cells(document))
    except RecursionError:
        return None


def _cells(document: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the values of an object as cells, with their keys."""
    for name, value in document.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{before}{name}.")
        else:
            yield before + name, _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joined_foods(map(_cell, value))[0]
    return str(value)


IMPORTER = Importer("JSON lines with a mapping", recognises, read, columns)
