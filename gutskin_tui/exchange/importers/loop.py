"""Loop Habit Tracker's CSV export and database backup.

What a habit means is the person's to say: [words] of the mapping. A habit with a number and a unit of volume or time is
read by its name where that is plain. Numbers are stored times 1000; days are calendar dates, which no zone shifts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.column_guess import guessed_target
from gutskin_tui.exchange.input.csv_table import header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.drink_words import drink_name
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.facts import AMOUNTS, NO_AMOUNT
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.sqlite_file import is_database, opened
from gutskin_tui.exchange.input.target import Target, UnknownWord
from gutskin_tui.exchange.input.units import UNITS
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.kinds import LISTED

DONE = frozenset({"YES_MANUAL", "2"})
NOT_DONE = frozenset({"YES_AUTO", "NO", "SKIP", "UNKNOWN", "1", "0", "3", "-1", ""})
"""Values of a day. What follows from the frequency of a habit alone (YES_AUTO, 1) was not done."""
NUMERICAL = 1
THOUSAND = 1000
"""The factor of stored numbers."""
MARKS = "checkmarks.csv"
NO_DAYS = "A habit without a folder that holds its Checkmarks.csv was not imported."
NO_DATE = "the date is not one that exists"


class _Habit(NamedTuple):
    """A habit: what identifies it, its name, whether it has numbers, and their unit."""

    key: str
    name: str
    numeric: bool
    unit: str


class _Mark(NamedTuple):
    """A day of a habit: the line or number of the row, the value as text, and a note."""

    line: int
    day: date
    value: str
    note: str


def recognises(source: Source) -> bool:
    """Whether a source has the table of habits, as CSV or in a database."""
    if source.packed:
        return any({"position", "name", "color"} <= header_of(member.head) for member in source.named("habits.csv"))
    if not is_database(source.only()):
        return False
    with opened(source.only()) as database:
        return database.has("habits", "name") and database.has("repetitions", "habit", "timestamp")


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of the days on which a habit was done, for the habits that the mapping names."""
    builder = EntryBuilder("loop", options.clock)
    habits = _from_folders(source, builder, options) if source.packed else _from_database(source.only(), builder)
    for habit, marks in options.track(list(habits)):
        target = options.mapping.word(habit.name) or _guess(habit)
        if target is None:
            builder.report.add_unknown("habit", habit.name)
        for mark in marks:
            builder.report.rows += 1
            if target is not None:
                _add(habit, mark, target, builder)
    return builder.contents()


def _add(habit: _Habit, mark: _Mark, target: Target, builder: EntryBuilder) -> None:
    """Add the entry of a day; a day without it makes none."""
    if mark.value in NOT_DONE:
        return
    values: dict[str, Any] = {}
    if "what" in [field.name for field in LISTED[target.kind].fields]:
        values["what"] = (drink_name(habit.name) if target.kind == "drink" else "") or habit.name
    try:
        if habit.numeric:
            values |= target.values(f"{int(mark.value) / THOUSAND:f}")
        elif mark.value in DONE:
            values |= target.values(habit.name)
        else:
            builder.report.skip("the value is not one of a habit", mark.line)
            return
    except (FieldError, UnknownWord, ValueError) as error:
        builder.report.skip(error.message if isinstance(error, FieldError) else "the value is not a number", mark.line)
        return
    if target.kind in AMOUNTS and AMOUNTS[target.kind] not in values:
        builder.report.remark(NO_AMOUNT)
        values, kind = {"text": habit.name, "tags": [habit.name]}, "note"
    else:
        kind = target.kind
    if mark.note:
        values["note"] = mark.note
    builder.add(mark.line, Draft(kind, values, mark.day, (habit.key,), mark.day, has_id=True))


def _guess(habit: _Habit) -> Target | None:
    """Return where a habit with a number and a known unit goes by its name."""
    if not habit.numeric or habit.unit.casefold() not in UNITS or habit.unit.casefold().startswith("glass"):
        return None
    target = guessed_target(f"{habit.name} ({habit.unit})")
    return target if target and target.unit else None


def _from_folders(
    source: Source, builder: EntryBuilder, options: ImportOptions
) -> Iterator[tuple[_Habit, list[_Mark]]]:
    """Yield the habits of a CSV export: by the number of their folder, as a folder's name may lack letters."""
    lists = source.named("habits.csv")
    if not lists:
        raise ExchangeError("holds no Habits.csv.")
    table = read_table(lists[0].read(), ["Position", "Name", "Color"])
    folders: dict[str, Member] = {
        member.folder.partition(" ")[0]: member for member in source.named(MARKS) if member.folder[:3].isdigit()
    }
    for row in table.rows:
        numeric = row["Type"].upper() == "NUMERICAL"
        habit = _Habit(row["Name"], row["Name"], numeric, row["Unit"])
        member = folders.get(row["Position"].zfill(3))
        if member is None:
            builder.report.remark(NO_DAYS)
        else:
            yield habit, list(_marks(member, builder, options))


def _marks(member: Member, builder: EntryBuilder, options: ImportOptions) -> Iterator[_Mark]:
    has_header = {"date", "value"} <= header_of(member.head)
    table = read_table(member.read(), ["Date", "Value", "Notes"], delimiter=",", header=has_header)
    dates = DateColumn("Date", (row.cells[0] for row in table.rows), options.dates)
    for row in table.rows:
        cells = [*(cell.strip() for cell in row.cells), "", ""]
        try:
            yield _Mark(row.line, dates.parse(cells[0]), cells[1], cells[2])
        except ValueError:
            builder.report.skip(NO_DATE, row.line)


def _from_database(member: Member, builder: EntryBuilder) -> Iterator[tuple[_Habit, list[_Mark]]]:
    with opened(member) as database:
        marks: dict[int, list[_Mark]] = {}
        columns = ("id", "habit", "timestamp", "value", "notes")
        for number, row in enumerate(database.rows("repetitions", columns, "timestamp"), 1):
            try:
                day = datetime.fromtimestamp(int(row["timestamp"]) / 1000, UTC).date()
            except (TypeError, ValueError, OverflowError, OSError):
                builder.report.skip(NO_DATE, number)
                continue
            value = "2" if row["value"] is None else str(row["value"])
            marks.setdefault(row["habit"], []).append(_Mark(number, day, value, row["notes"] or ""))
        for row in database.rows("habits", ("id", "name", "type", "unit", "uuid"), "position"):
            name = str(row["name"] or "")
            habit = _Habit(name, name, row["type"] == NUMERICAL, str(row["unit"] or ""))
            yield habit, marks.get(row["id"], [])


IMPORTER = Importer("Loop Habit Tracker's CSV export and backup", recognises, read)
