"""Applying lines of the log to tables in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.log_format import Line
from gutskin_tui.store.snapshot import highest


class Delta(NamedTuple):
    """The change of one document: `old` is None for a new document, `new` is None for a removed one."""

    table: str
    number: str
    old: Raw | None
    new: Raw | None


class _Id(Struct):
    id: str


_ids = msgspec.json.Decoder(_Id)


def document_id(raw: Raw | None) -> str | None:
    """Return the id of an entry or record; None if it has no readable id."""
    if raw is None:
        return None
    try:
        return _ids.decode(raw).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def apply_line(tables: Tables, line: Line) -> list[Delta]:
    """Apply a line of the log to `tables` and return the changes of documents."""
    deltas = []
    for name, number, raw in line.ops:
        table = tables.setdefault(name, {})
        old = table.get(number)
        if _is_document(raw):
            table[number] = raw
            deltas.append(Delta(name, number, old, raw))
        elif old is not None:
            del table[number]
            deltas.append(Delta(name, number, old, None))
    return deltas


def removal_marker(old: Raw | None) -> Raw:
    """Return the value that marks a removal in a line: the document's id, or null."""
    return Raw(msgspec.json.encode(document_id(old)))


def renumber_lines(tables: Tables, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines with document numbers adapted to tables other than those they were written for.

    Documents are matched by id, because another document may have the number. A removal whose document has no known
    id or is missing is omitted. The caller applies each line before it requests the next.
    """
    for line in lines:
        ops: list[tuple[str, str, Raw]] = []
        for name, number, raw in line.ops:
            table = tables.get(name, {})
            wanted = document_id(raw) if _is_document(raw) else msgspec.json.decode(raw)
            if wanted is None:
                continue
            place = next((key for key, old in table.items() if document_id(old) == wanted), None)
            if place is None and _is_document(raw):
                used_numbers = table.keys() | {key for other, key, _ in ops if other == name}
                place = number if number not in used_numbers else str(highest(used_numbers) + 1)
            if place is not None:
                ops.append((name, place, raw))
        yield msgspec.structs.replace(line, ops=ops)


def _is_document(raw: Raw) -> bool:
    return bytes(memoryview(raw)[:1]) not in (b"n", b'"')
