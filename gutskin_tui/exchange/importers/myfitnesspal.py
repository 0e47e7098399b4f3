"""MyFitnessPal's summaries as CSV, each by itself or in the zip that it sends. They hold no foods."""

from __future__ import annotations

from gutskin_tui.exchange.input.csv_table import Row, Table, header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.entry_values import rounded
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.source import Member, Source

EXERCISE = {"date", "exercise", "exercise minutes"}
NUTRITION = {"date", "meal", "fat (g)", "protein (g)"}
MEASUREMENT = {"date", "weight"}
"""The columns by which the summaries are known; that of measurements only beside another."""
TOTALS = "The nutrition summary has totals of meals but no foods; only its notes were imported."
MEASURED = "Measurements, such as weight, are not imported."
NO_MINUTES = "the minutes are not a number"
NO_FOODS = "it has totals but no foods"


def recognises(source: Source) -> bool:
    """Whether there is a summary of exercise or nutrition."""
    return any(map(_is_summary, source.candidates(".csv")))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return exercises with minutes; others, and the notes of meals, are notes."""
    builder = EntryBuilder("myfitnesspal", options.clock)
    for member in source.candidates(".csv"):
        if not _is_summary(member):
            if header_of(member.head) >= MEASUREMENT:
                builder.report.remark(MEASURED)
            continue
        table = read_table(member.read(), sorted(EXERCISE | NUTRITION))
        builder.report.remark(table.warning)
        if table.has("exercise"):
            _read_exercises(table, builder, options)
        else:
            _read_nutrition(table, builder, options)
    return builder.contents()


def _read_exercises(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    dates = DateColumn("Date", table.column("Date"), options.dates)
    for row, day in builder.dated(options.track(table.rows), lambda row: dates.parse(row["Date"])):
        try:
            minutes = rounded(parse_number(row["Exercise Minutes"]) or 0)
        except ValueError:
            builder.report.skip(NO_MINUTES, row.line)
            continue
        name = row["Exercise"]
        if minutes:
            values = {"minutes": minutes, "what": name, "note": row["Note"]}
            builder.add(row.line, Draft("exercise", values, day, (name,)))
        else:
            builder.add(row.line, Draft("note", {"text": _sets(row)}, day, (name,)))


def _sets(row: Row) -> str:
    """Return a strength exercise, which has sets and no minutes, as a note."""
    sets, times = row["Sets"], row["Reps Per Set"]
    weight = next((f"{row[unit]} {unit.lower()}" for unit in ("Kilograms", "Pounds") if row[unit]), "")
    words = f"{sets} × {times}" if sets and times else sets
    return ": ".join(filter(None, (row["Exercise"], ", ".join(filter(None, (words, weight, row["Note"]))))))


def _read_nutrition(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    dates = DateColumn("Date", table.column("Date"), options.dates)
    for row, day in builder.dated(options.track(table.rows), lambda row: dates.parse(row["Date"])):
        if row["Note"]:
            text = ": ".join(filter(None, (row["Meal"], row["Note"])))
            builder.add(row.line, Draft("note", {"text": text}, day, (row["Meal"],)))
        else:
            builder.report.skip(NO_FOODS, row.line)
    builder.report.remark(TOTALS)


def _is_summary(member: Member) -> bool:
    header = header_of(member.head)
    return header >= EXERCISE or header >= NUTRITION


IMPORTER = Importer("MyFitnessPal's summaries as CSV", recognises, read)
