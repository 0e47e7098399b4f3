"""Applying lines of the log to tables in memory."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.log_format import Line


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
        if is_document(raw):
            table[number] = raw
            deltas.append(Delta(name, number, old, raw))
        elif old is not None:
            del table[number]
            deltas.append(Delta(name, number, old, None))
    return deltas


def removal_marker(old: Raw | None) -> Raw:
    """Return the value that marks a removal in a line: the document's id, or null."""
    return Raw(msgspec.json.encode(document_id(old)))


def is_document(raw: Raw) -> bool:
    """Whether the value of an operation is a document and not the mark of a removal."""
    return bytes(memoryview(raw)[:1]) not in (b"n", b'"')
