"""WaterMinder's CSV export: a row for each drink. Equal rows are drinks of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from gutskin_tui.exchange.input.csv_table import header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.drink_words import drink_name, drink_values
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import NumberColumn
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.units import millilitres

COLUMNS = ("drink type", "cup name", "date", "time")
NO_AMOUNT = "it has no amount"
_AMOUNT = re.compile(r"(?:hydration|water) value\s*(?:\((?P<unit>[^)]*)\))?", re.IGNORECASE)


def recognises(source: Source) -> bool:
    """Whether the file has the columns of the export."""
    return not source.packed and set(COLUMNS) <= header_of(source.only().head)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the drinks. The larger of the two amounts is what was drunk: the other is what counts as water."""
    table = read_table(source.only().read(), COLUMNS)
    builder = EntryBuilder("waterminder", options.clock)
    builder.report.remark(table.warning)
    dates = DateColumn("Date", table.column("Date"), options.dates)
    columns = {name: match["unit"] or "ml" for name in table.header if (match := _AMOUNT.fullmatch(name))}
    numbers = {
        name: NumberColumn(name, table.column(name), options.mapping.decimal, _decimal(table.column(name), unit))
        for name, unit in columns.items()
    }
    for row, at in builder.dated(
        options.track(table.rows), lambda row: datetime.combine(dates.parse(row["Date"]), parse_clock(row["Time"]))
    ):
        try:
            amounts = [millilitres(numbers[name].parse(row[name]) or 0, unit) for name, unit in columns.items()]
        except ValueError:
            amounts = []
        ml = max(filter(None, amounts), default=0)
        if not ml:
            builder.report.skip(NO_AMOUNT, row.line)
            continue
        name = drink_name(row["Drink Type"]) or row["Drink Type"]
        builder.add(row.line, Draft("drink", drink_values(name, ml, builder.report), at, (name,)))
    return builder.contents()


def _decimal(cells: Iterable[str], unit: str) -> str:
    """Return the decimal mark where "1.000" could be two numbers: of millilitres it is a thousand."""
    if unit.strip().casefold() != "ml":
        return ""
    return "," if any("." in cell for cell in cells) else "."


IMPORTER = Importer("WaterMinder's CSV export", recognises, read)
