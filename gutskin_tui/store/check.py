"""The check of a journal: every document is decoded and each problem reported without any journal text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Raw

from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import index_fields
from gutskin_tui.store.index import Index
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.replay import document_id
from gutskin_tui.store.snapshot import is_number
from gutskin_tui.store.undo import UndoHistory


class Problem(NamedTuple):
    """A problem: `where` ("meal 17"), the invalid `field` ("" for the whole document) and a message."""

    where: str
    field: str
    message: str


def find_problems(tables: Mapping[str, Mapping[str, Raw]], history: UndoHistory, index: Index) -> Iterator[Problem]:
    """Yield the problems of every document, in the order of the file's tables, then those of the undo history."""
    for name, documents in tables.items():
        if name in KINDS:
            for number, raw in documents.items():
                yield from _entry(name, number, raw, index)
        elif name in (*RECORD_TABLES, tombstones.TABLE):
            for number, raw in documents.items():
                if not is_number(number) or document_id(raw) is None or not _is_record(name, raw):
                    yield Problem(place_name(name, number), "", "is not a record that can be read")
        elif documents:
            yield Problem(place_name(name), "", "is a table this version does not know; it is kept as it is")

    for name, number in history.unreadable():
        yield Problem(place_name(name, number), "", "is not a change that can be undone")


def _entry(name: str, number: str, raw: Raw, index: Index) -> Iterator[Problem]:
    where = place_name(name, number)
    if not is_number(number):
        yield Problem(where, "", "does not have a number in the file")
    try:
        entry = decode(raw)
    except EntryError as error:
        yield Problem(where, error.field, error.message)
        return
    if entry.kind != name:
        yield Problem(where, "kind", f"is not {name}, though it stands among them")
    fields = index_fields(raw)
    place = index.places.get(fields.id) if fields else None
    if place is not None and place != (name, number):
        yield Problem(where, "id", f"is that of {place_name(*place)} too")


def _is_record(table: str, raw: Raw) -> bool:
    """Whether a record has the structure of its table."""
    from gutskin_tui.store.record_structs import RECORD_STRUCTS  # takes 14 ms, which only a check of the file needs

    struct = RECORD_STRUCTS.get(table)
    if struct is None:
        return True
    try:
        msgspec.json.decode(raw, type=struct)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def place_name(table: str, number: str = "") -> str:
    """Return the name of a document's place, with table names and numbers that might be journal text left out."""
    table = table if re.fullmatch(r"[a-z_]{1,40}", table) else "a table"
    if not number:
        return table
    return f"{table.strip('_')} {number if is_number(number) else '?'}"
