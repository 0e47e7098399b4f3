"""The JSON export: a whole journal as a single document.

The same journal always gives the same bytes but for `exported_at`: entries are sorted by day, time and id, records by
id, fields in the order in which their kind declares them, text in UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import BinaryIO

import msgspec

from gutskin_tui.exchange.exporters.exporter import ExportContents, Exporter, sort_entries
from gutskin_tui.exchange.records import Record
from gutskin_tui.model.entries import encode
from gutskin_tui.store.layout import EXPORT_FORMAT, RECORD_TABLES

VERSION = 2
VERSIONS_READ = (1, 2)
INDENT = 1

AT_ONCE = 256
"""Documents that are laid out together."""


def write_json(
    documents: Iterable[bytes],
    out: BinaryIO,
    exported_at: datetime,
    records: Mapping[str, Iterable[Record]] | None = None,
) -> None:
    """Write `documents`, the JSON of entries in order, and by table `records` in any order, as a journal file.

    `exported_at` is aware.
    """
    head = {"format": EXPORT_FORMAT, "version": VERSION, "exported_at": exported_at.isoformat(timespec="seconds")}
    out.write(_indented(msgspec.json.encode(head)).removesuffix(b"\n}"))
    _write_list(out, "entries", documents)
    for table in RECORD_TABLES:
        rows = sorted((records or {}).get(table, ()), key=lambda record: record.id)
        _write_list(out, table, (msgspec.json.encode(row, order="deterministic") for row in rows))
    out.write(b"\n}\n")


def _write_list(out: BinaryIO, name: str, documents: Iterable[bytes]) -> None:
    """Write a named list a few documents at a time, to use little memory and half the time of single ones."""
    out.write(f',\n "{name}": ['.encode())
    comma = end = b""
    remaining = iter(documents)
    while some := list(islice(remaining, AT_ONCE)):
        # Line breaks inside text are escaped in JSON, so every b"\n" is one of the layout.
        lines = _indented(b"[%b]" % b",".join(some)).replace(b"\n", b"\n ")
        out.write(comma + lines.removeprefix(b"[").removesuffix(b"\n ]"))
        comma, end = b",", b"\n "
    out.write(end + b"]")


def _indented(document: bytes) -> bytes:
    return msgspec.json.format(document, indent=INDENT)


def _export(contents: ExportContents, out: BinaryIO) -> None:
    documents = map(encode, sort_entries(contents.entries)) if contents.documents is None else contents.documents
    write_json(documents, out, contents.exported_at, contents.records)


EXPORTER = Exporter("holds everything", ".json", with_records=True, write=_export)
