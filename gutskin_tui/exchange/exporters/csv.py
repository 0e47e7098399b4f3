"""The CSV export: a table for spreadsheets with a row per entry and a column per field. It cannot be imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from gutskin_tui.exchange.exporters.exporter import ExportContents, Exporter, sort_entries
from gutskin_tui.model.kinds import KINDS, AnyEntry, Kind
from gutskin_tui.text import spreadsheet_cell

FIRST = ("kind", "day", "at")
LAST = "note"


def columns(kind: Kind | None = None) -> list[str]:
    """Return the names of the columns: those of every entry, the fields of `kind` (of all kinds if None), the note."""
    kinds = [kind] if kind else KINDS.values()
    names = dict.fromkeys(field.name for kind in kinds for field in kind.fields)
    names.pop(LAST)
    return [*FIRST, *names, LAST]


def write_csv(entries: Iterable[AnyEntry], out: BinaryIO, kind: Kind | None = None) -> None:
    """Write `entries`, in any order, to `out` as CSV in UTF-8 with a heading; with `kind`, only its columns.

    Values are written as on the screen. A cell that a spreadsheet would evaluate as a formula is escaped.
    """
    names = columns(kind)
    write_table(names, (_row(entry, names) for entry in sort_entries(entries)), out)


def write_table(names: Sequence[str], rows: Iterable[Sequence[str]], out: BinaryIO) -> None:
    """Write a heading and rows to `out` as CSV in UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows(rows)
    finally:
        text.detach()  # flushes; `out` stays open for the caller


def _row(entry: AnyEntry, names: list[str]) -> list[str]:
    cells = {"kind": entry.kind, "day": entry.day, "at": entry.at}
    cells |= {field.name: field.format(getattr(entry, field.name)) for field in KINDS[entry.kind].fields}
    return [spreadsheet_cell(cell) if (cell := cells.get(name, "")) else "" for name in names]


def _export(contents: ExportContents, out: BinaryIO) -> None:
    write_csv(contents.entries, out, contents.kind)


EXPORTER = Exporter("is a table", ".csv", with_records=False, write=_export)
