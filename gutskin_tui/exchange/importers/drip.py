"""drip's CSV export: a row a day, with a column for each field of a group. Bleeding is the cycle, all else a note."""

from __future__ import annotations

from gutskin_tui.exchange.input.csv_table import Row, Table, header_of, read_table
from gutskin_tui.exchange.input.cycle_entries import cycle_contents, words_of
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.source import Source

COLUMNS = ("date", "bleeding.value")
NO_FLOW = "the bleeding is not 0 to 3"
LEFT_OUT = ("exclude", "time")
"""Fields that say how another field of their group was taken."""
_WRAPPED = frozenset("\n\t,;.'")
"""The exporter writes a cell between quotes if it holds one of these, but doubles the quotes in every cell."""


def recognises(source: Source) -> bool:
    """Whether the file has the columns of the date and of bleeding."""
    return not source.packed and set(COLUMNS) <= header_of(source.only().head)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the flow of each day, and a note of its other fields."""
    table = read_table(source.only().read(), COLUMNS)
    builder = EntryBuilder("drip", options.clock)
    builder.report.remark(table.warning)
    dates = DateColumn("date", table.column("date"), options.dates)
    for row, day in builder.dated(options.track(table.rows), lambda row: dates.parse(row["date"])):
        lines = _lines(row, table)
        try:
            flow = parse_number(row["bleeding.value"])
            if flow is not None and flow not in (0, 1, 2, 3):
                raise ValueError(NO_FLOW)
        except ValueError:
            builder.report.skip(NO_FLOW, row.line)
            continue
        drafts = []
        if flow is not None and row["bleeding.exclude"].casefold() == "true":
            lines.append(f"bleeding: {flow:g}, excluded from the cycle")
        elif flow is not None:
            drafts.append(Draft("cycle", {"flow": int(flow)}, day))
        if lines:
            drafts.append(Draft("note", {"text": "\n".join(lines)}, day))
        if drafts:
            builder.add(row.line, *drafts)
    return cycle_contents(builder)


def _lines(row: Row, table: Table) -> list[str]:
    """Return the lines of a day's note: its text, then the fields of each group."""
    groups: dict[str, list[str]] = {}
    texts: list[str] = []
    for name in table.header:
        group, _, field = name.partition(".")
        cell = _undoubled(row[name])
        if not field or not cell or cell.casefold() == "false" or group == "bleeding" or field in LEFT_OUT:
            continue
        if cell.casefold() == "true":
            groups.setdefault(group, []).append(field)
        elif field == "note" or group == "note":
            texts.append(cell)
        else:
            groups.setdefault(group, []).append(cell if field == "value" else f"{field} {cell}")
    return texts + [words_of(group, values) for group, values in groups.items()]


def _undoubled(cell: str) -> str:
    """Return a cell with its quotes as they were typed."""
    return cell if _WRAPPED & set(cell) else cell.replace('""', '"')


IMPORTER = Importer("drip's CSV export", recognises, read)
