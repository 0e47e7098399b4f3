"""MacroFactor's food log as CSV. Its names of foods hold quotes and commas that nothing marks as such."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gutskin_tui.exchange.input.csv_table import Row, header_of, key
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.entry_values import rounded
from gutskin_tui.exchange.input.food_log import FoodLog
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.text import decode
from gutskin_tui.exchange.input.units import millilitres

COLUMNS = ("date", "time", "food name", "serving size", "serving qty")
WEIGHT = "Serving Weight (g)"
NO_COLUMNS = "it has fewer cells than the header"


def recognises(source: Source) -> bool:
    """Whether the file has the columns of the food log."""
    return not source.packed and set(COLUMNS) <= header_of(source.only().head)


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a food log; foods of the same time are a meal."""
    text, warning = decode(source.only().read())
    builder = EntryBuilder("macrofactor", options.clock)
    builder.report.remark(warning)
    rows = list(_rows(text, builder))
    dates = DateColumn("Date", [row["Date"] for row in rows], options.dates)
    log = FoodLog(builder, options.mapping)

    def moment(row: Row) -> date:
        day, clock = dates.parse(row["Date"]), row["Time"]
        return datetime.combine(day, parse_clock(clock)) if clock else day

    for row, at in builder.dated(options.track(rows), moment):
        log.add(row.line, at, row["Food Name"], ml=_millilitres(row))
    log.finish()
    return builder.contents()


def _rows(text: str, builder: EntryBuilder) -> Iterator[Row]:
    """Yield the rows. One with more cells than the header is split from the right: the name takes what is left."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    header = [key(name) for name in _cells(lines[0][1])] if lines else []
    columns = {name: position for position, name in reversed(list(enumerate(header)))}
    at = columns.get("food name", 0)
    for number, line in lines[1:]:
        cells: Sequence[str] = _cells(line)
        if len(cells) != len(header):
            cells = line.split(",")
            after = len(header) - at - 1
            name = ",".join(cells[at : len(cells) - after]).strip().strip('"')
            cells = [*cells[:at], name, *cells[len(cells) - after :]]
        if len(cells) == len(header):
            yield Row(number, list(cells), columns)
        else:
            builder.report.rows += 1
            builder.report.skip(NO_COLUMNS, number)


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], skipinitialspace=True), [])
    except csv.Error:
        return []


def _millilitres(row: Row) -> int | None:
    """Return the volume of a row, from its serving or else its weight in g; None without a number."""
    try:
        quantity, weight = parse_number(row["Serving Qty"]), parse_number(row[WEIGHT])
        by_size = millilitres(quantity, row["Serving Size"]) if quantity else None
        return by_size or (rounded(weight) if weight else None)
    except ValueError:
        return None


IMPORTER = Importer("MacroFactor's food log as CSV", recognises, read)
