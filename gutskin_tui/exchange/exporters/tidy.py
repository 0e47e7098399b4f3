"""The tidy CSV export: a row per value, for statistics programs. It cannot be imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from gutskin_tui.exchange.exporters.csv import write_table
from gutskin_tui.exchange.exporters.exporter import ExportContents, Exporter, sort_entries
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.text import spreadsheet_cell

COLUMNS = ("id", "kind", "day", "at", "field", "value", "unit")


def rows(entry: AnyEntry) -> Iterator[tuple[str, ...]]:
    """Yield a row for each value of an entry; a list of names and a set of scores give a row for each of theirs.

    Numbers are written without their unit, which has a column. The field of a score is "regions.nose", whose
    value is empty if the part was named without a number.
    """
    for field in KINDS[entry.kind].fields:
        value = getattr(entry, field.name)
        if value is None or value in ([], {}, "", ()):
            continue
        values: Iterable[tuple[str, object]]
        if isinstance(value, dict):
            values = [(f"{field.name}.{name}", number) for name, number in value.items()]
        elif isinstance(value, list | tuple):
            values = [(field.name, name) for name in value]
        else:
            values = [(field.name, value)]
        for name, single in values:
            text = "" if single is None else str(single).lower() if isinstance(single, bool) else str(single)
            yield entry.id, entry.kind, entry.day, entry.at, name, text, field.unit


def _export(contents: ExportContents, out: BinaryIO) -> None:
    every_row = (row for entry in sort_entries(contents.entries) for row in rows(entry))
    write_table(COLUMNS, map(_safe, every_row), out)


def _safe(row: Iterable[str]) -> list[str]:
    return [cell if _is_number(cell) else spreadsheet_cell(cell) for cell in row]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


EXPORTER = Exporter("is a table with a row for each value", ".tidy.csv", with_records=False, write=_export)
