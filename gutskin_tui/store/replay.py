"""Applying lines of the log to tables in memory."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.store.canonical import Tables, index_fields
from gutskin_tui.store.log_format import Line

Patch = Mapping[str, Mapping[str, Raw | None]]
"""Changes by table and document number: the new document, or None to remove it."""


class DocumentFields(Struct, gc=False):
    """The fields of an entry or record by which it is found and ordered.

    `day` is None and `updated` "" if the document has none that can be read.
    """

    id: str
    day: date | None = None
    updated: str = ""


class Delta(NamedTuple):
    """The change of one document: `old` is None for a new document, `new` is None for a removed one.

    `before` and `after` are the fields of these documents, None without a readable id. They are read once, because
    whatever follows a change needs them: the index, the undo history, the watermark, the screen.
    """

    table: str
    number: str
    old: Raw | None
    new: Raw | None
    before: DocumentFields | None
    after: DocumentFields | None

    def inverse(self) -> Delta:
        """Return the change that undoes this one."""
        return Delta(self.table, self.number, self.new, self.old, self.after, self.before)


class _Id(Struct):
    id: str


class _Updated(Struct):
    updated: str


_decoder = msgspec.json.Decoder(DocumentFields)
_ids = msgspec.json.Decoder(_Id)
_updated = msgspec.json.Decoder(_Updated)
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def delta(table: str, number: str, old: Raw | None, new: Raw | None) -> Delta:
    """Return the change of a document, with the fields of both."""
    before = None if old is None else document_fields(old)
    return Delta(table, number, old, new, before, None if new is None else document_fields(new))


def document_fields(raw: Raw) -> DocumentFields | None:
    """Return the fields by which an entry or record is found; None if it has no readable id."""
    try:
        return _decoder.decode(raw)
    except _ERRORS:
        name = document_id(raw)
    if name is None:
        return None
    fields = DocumentFields(name)
    if indexed := index_fields(raw):
        fields.day = indexed.day
    with suppress(*_ERRORS):
        fields.updated = _updated.decode(raw).updated
    return fields


def document_id(raw: Raw | None) -> str | None:
    """Return the id of an entry or record; None if it has no readable id."""
    if raw is None:
        return None
    try:
        return _ids.decode(raw).id
    except _ERRORS:
        return None


def deltas_of(tables: Tables, patch: Patch) -> list[Delta]:
    """Return the changes that `patch` makes to `tables`; a removal of what is not there is none."""
    deltas = []
    for name, documents in patch.items():
        table = tables.get(name, {})
        for number, raw in documents.items():
            old = table.get(number)
            if raw is not None or old is not None:
                deltas.append(delta(name, number, old, raw))
    return deltas


def apply_deltas(tables: Tables, deltas: list[Delta]) -> None:
    """Make changes to `tables`."""
    for name, number, _, new, *_ in deltas:
        if new is None:
            del tables[name][number]
        else:
            tables.setdefault(name, {})[number] = new


def apply_line(tables: Tables, line: Line) -> list[Delta]:
    """Apply a line of the log to `tables` and return the changes of documents."""
    deltas = []
    for name, number, raw in line.ops:
        table = tables.setdefault(name, {})
        old = table.get(number)
        if is_document(raw):
            table[number] = raw
            deltas.append(delta(name, number, old, raw))
        elif old is not None:
            del table[number]
            deltas.append(delta(name, number, old, None))
    return deltas


def removal_marker(old: DocumentFields | None) -> Raw:
    """Return the value that marks the removal of a document with these fields in a line: its id, or null."""
    return Raw(msgspec.json.encode(old.id if old else None))


def is_document(raw: Raw) -> bool:
    """Whether the value of an operation is a document and not the mark of a removal."""
    return bytes(memoryview(raw)[:1]) not in (b"n", b'"')
