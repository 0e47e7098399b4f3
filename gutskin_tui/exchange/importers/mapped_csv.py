"""Any table with a header, by the person's mapping of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gutskin_tui.exchange.errors import ExchangeError, UnmappedFile
from gutskin_tui.exchange.input.column_guess import guessed_target
from gutskin_tui.exchange.input.csv_table import header_of, read_table
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, EntryBuilder
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import Columns, ImportContents, Importer, ImportOptions, MappedRow
from gutskin_tui.exchange.input.mapped_values import MappedValues, WhenColumns, number_columns
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.target import Target
from gutskin_tui.model.fields import FieldError
from gutskin_tui.text import fold, one_line

OWN_TABLE = (
    "is a table that gutskin wrote for spreadsheets, which it does not read again; import a JSON export instead, as "
    "gutskin export -o FILE.json writes it."
)
_OWN_COLUMNS = {"kind", "day", "at"}
NOTHING_MAPPED = "the row has no value for any of the mapped columns"
NO_SUCH_ROW = "the mapping does not name this sort of row"
MOST_NAMES, LONGEST_NAME = 6, 30
"""Columns that an error names, and the most cells of a name."""


def recognises(source: Source) -> bool:
    """Whether the file begins with a line of several columns."""
    return not source.packed and len(header_of(source.only().head)) > 1


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a table."""
    mapping = options.mapping
    if not (mapping.fields or mapping.rows):
        names = header_of(source.only().head)
        raise ExchangeError(OWN_TABLE) if names >= _OWN_COLUMNS else unmapped(sorted(names))
    known = [*mapping.fields, *mapping.when.values(), *([mapping.by] if mapping.by else [])]
    table = read_table(source.only().read(), known, encoding=mapping.encoding, delimiter=mapping.delimiter)
    builder = EntryBuilder("csv", options.clock)
    builder.report.remark(table.warning)
    add_rows(builder, options, table.rows, table.header)
    return builder.contents()


def unmapped(names: Iterable[str]) -> UnmappedFile:
    """Return the error for a file whose columns need a mapping; it lists those of which gutskin has a guess."""
    guesses = [one_line(name, LONGEST_NAME) for name in names if guessed_target(name)]
    known = f"of its columns it knows {', '.join(guesses[:MOST_NAMES])}; " if guesses else ""
    return UnmappedFile(
        f"is of no program that gutskin recognises; {known}gutskin import FILE --map new writes a mapping, in which "
        "you name what each column is."
    )


def add_rows(
    builder: EntryBuilder,
    options: ImportOptions,
    rows: Sequence[MappedRow],
    names: Sequence[str],
    decimal: str = "",
) -> None:
    """Add the entries of rows; `names` are those of the columns.

    `decimal` is the decimal mark where the cells leave it open. Raises ExchangeError for a column of the mapping that
    the file does not have, or that is ambiguous.
    """
    mapping = options.mapping

    def column(name: str) -> Iterator[str]:
        return (row[name] for row in rows)

    every = [mapping.fields, *mapping.rows.values()]
    for name in (*mapping.fields, *([mapping.by] if mapping.by else [])):
        if name not in names:
            raise ExchangeError(f'the mapping names a column that the file does not have: "{name[:60]}".')
    when = WhenColumns(mapping.when, names, column, options.dates)
    numbers = number_columns(mapping, column, [pair for targets in every for pair in targets.items()], decimal)
    for row in options.track(rows):
        builder.report.rows += 1
        targets = _targets_of(row, mapping, builder.report)
        if targets is None:
            continue
        try:
            at = when.moment(row)
        except (ValueError, OverflowError):
            builder.report.skip(NO_MOMENT, row.line)
            continue
        values = MappedValues(builder.report)
        try:
            for name, target in targets.items():
                values.add(name, row[name], target, numbers.get(name))
        except FieldError as error:
            builder.report.skip(error.message, row.line)
            continue
        except ValueError as error:
            builder.report.skip(f"{name} {error}", row.line)
            continue
        if drafts := values.drafts(at):
            builder.add(row.line, *drafts)
        else:
            builder.report.skip(NOTHING_MAPPED, row.line)


def _targets_of(row: MappedRow, mapping: ImportMapping, report: ImportReport) -> dict[str, Target] | None:
    """Return what the columns of a row become; None, with the row skipped, if the mapping does not name its sort."""
    if not mapping.by:
        return mapping.fields
    sort = row[mapping.by]
    special = mapping.rows.get(fold(sort).strip())
    if special is None and not mapping.fields:
        report.skip(NO_SUCH_ROW, row.line)
        report.add_unknown(mapping.by, sort.strip())
        return None
    return {**mapping.fields, **(special or {})}


def columns(source: Source, options: ImportOptions) -> Columns:
    """Return the columns of a table."""
    table = read_table(source.only().read(), encoding=options.mapping.encoding)
    return Columns(table.header, table.rows)


IMPORTER = Importer("a table with a mapping (--map)", recognises, read, columns)
