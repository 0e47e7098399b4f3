"""The journal as a table for a spreadsheet: one row an entry, one column a field. It goes out only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from gutskin_tui.exchange.exporters.json import in_order
from gutskin_tui.model.kinds import KINDS, AnyEntry, Kind
from gutskin_tui.text import spreadsheet_cell

FIRST = ("kind", "day", "at")
LAST = "note"


def columns(kind: Kind | None = None) -> list[str]:
    """Return the names of the columns: what every entry has, the fields of `kind` (of every kind if None), the note."""
    kinds = [kind] if kind else list(KINDS.values())
    names = dict.fromkeys(field.name for one in kinds for field in one.fields)
    names.pop(LAST)
    return [*FIRST, *names, LAST]


def write_csv(entries: Iterable[AnyEntry], out: BinaryIO, kind: Kind | None = None) -> None:
    """Write `entries`, in any order, to `out` as CSV in UTF-8 with a heading; with `kind`, only its columns.

    Values read as a person would type them. A cell that a spreadsheet would run as a formula is made plain text.
    """
    names = columns(kind)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows(_row(entry, names) for entry in in_order(entries))
    finally:
        text.detach()  # writes what is left; `out` belongs to the caller and stays open


def _row(entry: AnyEntry, names: list[str]) -> list[str]:
    cells = {"kind": entry.kind, "day": entry.day, "at": entry.at}
    cells |= {field.name: field.show(getattr(entry, field.name)) for field in KINDS[entry.kind].fields}
    return [spreadsheet_cell(cell) if (cell := cells.get(name, "")) else "" for name in names]
