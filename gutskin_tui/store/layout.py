"""The tables of a journal, and how a journal is distinguished from files of other programs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Raw, Struct

from gutskin_tui.model.kinds import KINDS

RECORD_TABLES = ("trials", "foods", "factors")
"""The tables of records, in the order of an export."""

INTERNAL = ("_removed", "_history", "_redo")
"""The store's own tables, besides `_meta`."""

TABLES = {"_meta", *INTERNAL, *RECORD_TABLES, *KINDS}
"""Every table that a journal may have."""

EXPORT_FORMAT = "gutskin-journal"
"""The value of the field `format` of an export."""


class _Document(Struct):
    id: str = ""
    kind: str = ""
    at: str = ""
    updated: str = ""


class _File(Struct):
    format: str = ""


def is_journal(tables: Mapping[str, Mapping[str, Raw]]) -> bool:
    """Whether the tables of a file without `_meta` are those of a journal, as stock TinyDB writes it.

    At least one document must be an entry in the table of its kind or a record in its table; if all tables are empty,
    all must have names of a journal's tables.
    """
    if any(tables.values()):
        return any(_belongs(raw, table) for table, documents in tables.items() for raw in documents.values())
    return tables.keys() <= TABLES


def is_foreign(data: bytes) -> bool:
    """Whether the contents of a file are a JSON object without any name that a journal's tables have."""
    try:
        return not msgspec.json.decode(data, type=dict[str, Raw]).keys() & TABLES
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def is_export(data: bytes) -> bool:
    """Whether the contents of a file are those of an export."""
    try:
        return msgspec.json.decode(data, type=_File).format == EXPORT_FORMAT
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _belongs(raw: Raw, table: str) -> bool:
    """Whether a document is an entry or a record that belongs in this table."""
    if table not in KINDS and table not in (*RECORD_TABLES, INTERNAL[0]):
        return False
    try:
        document = msgspec.json.decode(raw, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    if table in KINDS:
        return document.kind == table and bool(document.id and document.at)
    return bool(document.id and document.updated)
