"""Samsung Health's export: a folder or zip of CSV files, whose first line names the kind of the file.

Times are in UTC, with the offset of the place beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from gutskin_tui.exchange.input.csv_table import Row, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, from_epoch
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, Draft, EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.nights import report_naps
from gutskin_tui.exchange.input.number_cells import parse_number
from gutskin_tui.exchange.input.sleep_spans import is_nap
from gutskin_tui.exchange.input.source import Member, Source

PREFIX = re.compile(r"com\.samsung\.s?health\.(?:[a-z_]+\.)*")
WATER, SLEEP, EXERCISE, FOOD, STAGES = "water_intake", "sleep", "exercise", "food_intake", "sleep_stage"
AWAKE = "40001"
SLOTS = {
    "100001": "breakfast", "100002": "lunch", "100003": "dinner", "100004": "snack", "100005": "snack",
    "100006": "snack",
}  # fmt: skip
ACTIVITIES = {
    "1001": "walking", "1002": "running", "9002": "yoga", "10007": "circuit training", "11007": "cycling",
    "13001": "hiking", "13003": "backpacking", "14001": "swimming", "15006": "elliptical trainer",
}  # fmt: skip
"""The commonest of the types of exercise that Samsung documents; of others the name is not known."""
NOT_A_NUMBER = "it has no amount or duration"
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})")
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?com\.samsung\.s?health\.([a-z_.]+),")


def recognises(source: Source) -> bool:
    """Whether a file begins with the name of one of the kinds that are read."""
    return any(_kind(member) in (WATER, SLEEP, EXERCISE, FOOD) for member in source.candidates(".csv"))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of the files of an export."""
    builder = EntryBuilder("samsung-health", options.clock)
    members = [(_kind(member), member) for member in source.candidates(".csv")]
    wakings = _wakings([member for kind, member in members if kind == STAGES])
    handlers: dict[str, Callable[[Iterable[_Record]], None]] = {
        WATER: lambda records: _add_water(records, builder),
        SLEEP: lambda records: _add_nights(records, builder, wakings),
        EXERCISE: lambda records: _add_exercise(records, builder),
        FOOD: lambda records: _add_foods(records, builder),
    }
    for kind, member in options.track(members):
        if kind in handlers:
            handlers[kind](_records(member, builder))
    return builder.contents()


class _Record:
    """A row: its cells by the names of columns without their prefix."""

    def __init__(self, row: Row, names: dict[str, str]) -> None:
        self.line = row.line
        self._row = row
        self._names = names

    def __getitem__(self, name: str) -> str:
        return self._row[self._names[name]] if name in self._names else ""

    def time(self, name: str) -> datetime:
        """Return a time, which is written in UTC, with the offset of the row. Raises ValueError."""
        cell = self[name]
        at = from_epoch(float(cell)) if cell.isdecimal() else DateColumn(name, (), "ymd").moment(cell)
        if not isinstance(at, datetime):
            raise ValueError("has no time")
        offset = _OFFSET.fullmatch(self["time_offset"])
        if not offset:
            return at.replace(tzinfo=UTC)
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        try:
            return at.replace(tzinfo=UTC).astimezone(timezone(-shift if offset["sign"] == "-" else shift))
        except OverflowError:
            raise ValueError("is not a time that exists") from None

    def number(self, *names: str) -> float | None:
        """Return the first of some columns that has a number. Raises ValueError."""
        return next((number for name in names if (number := parse_number(self[name])) is not None), None)


def _records(member: Member, builder: EntryBuilder) -> list[_Record]:
    table = read_table(member.read(), delimiter=",", before=1)
    builder.report.remark(table.warning)
    names = {PREFIX.sub("", name): name for name in table.header}
    builder.report.rows += len(table.rows)
    return [_Record(row, names) for row in table.rows]


def _add(builder: EntryBuilder, record: _Record, kind: str, values: dict[str, Any], at: datetime) -> None:
    key = record["datauuid"]
    builder.add(record.line, Draft(kind, values, at, (key,) if key else (), has_id=bool(key)))


def _amounts(
    records: Iterable[_Record], column: str, builder: EntryBuilder
) -> Iterator[tuple[_Record, datetime, float]]:
    """Yield the records with their start and the number in a column; those without either are skipped."""
    for record in records:
        try:
            at, number = record.time("start_time"), record.number(column)
        except ValueError:
            builder.report.skip(NO_MOMENT, record.line)
            continue
        if number:
            yield record, at, number
        else:
            builder.report.skip(NOT_A_NUMBER, record.line)


def _add_water(records: Iterable[_Record], builder: EntryBuilder) -> None:
    for record, at, ml in _amounts(records, "amount", builder):
        _add(builder, record, "drink", {"ml": rounded(ml), "note": record["comment"]}, at)


def _add_nights(records: Iterable[_Record], builder: EntryBuilder, wakings: dict[str, int]) -> None:
    """Add nights; their hours are the time asleep, else the whole. Naps are left out."""
    naps = 0
    for record in records:
        try:
            start, end = (builder.moment(record.time(name)) for name in ("start_time", "end_time"))
            minutes = record.number("sleep_duration")
        except (ValueError, OverflowError):
            builder.report.skip(NO_MOMENT, record.line)
            continue
        hours = minutes / 60 if minutes else (end - start) / timedelta(hours=1)
        if is_nap(start, timedelta(hours=hours)):
            naps += 1
            continue
        woke = wakings.get(record["datauuid"])
        values = {"hours": round(hours, 2), "bed": f"{start:%H:%M}", "up": f"{end:%H:%M}", "woke": woke}
        _add(builder, record, "sleep", values, end)
    report_naps(builder, naps)


def _add_exercise(records: Iterable[_Record], builder: EntryBuilder) -> None:
    for record, at, milliseconds in _amounts(records, "duration", builder):
        what = record["title"] or ACTIVITIES.get(record["exercise_type"])
        _add(builder, record, "exercise", {"minutes": rounded(milliseconds / 60_000), "what": what}, at)


def _add_foods(records: Iterable[_Record], builder: EntryBuilder) -> None:
    for record in records:
        try:
            at = record.time("start_time")
        except ValueError:
            builder.report.skip(NO_MOMENT, record.line)
            continue
        text, original = joined_foods([record["name"]])
        values = {"text": text, "slot": SLOTS.get(record["meal_type"]), "note": original}
        if text:
            _add(builder, record, "meal", values, at)
        else:
            builder.report.skip("the food has no name", record.line)


def _wakings(members: list[Member]) -> dict[str, int]:
    """Return how often the person woke in each night that has stages, by the night's id."""
    counts: dict[str, int] = {}
    for member in members:
        table = read_table(member.read(), delimiter=",", before=1)
        names = {PREFIX.sub("", name): name for name in table.header}
        for record in (_Record(row, names) for row in table.rows):
            counts.setdefault(record["sleep_id"], 0)
            counts[record["sleep_id"]] += record["stage"] == AWAKE
    return counts


def _kind(member: Member) -> str:
    """Return the kind of a file by its first line, "" if it is none."""
    match = _FIRST.match(member.head)
    return match[1].decode() if match else ""


IMPORTER = Importer("Samsung Health's export", recognises, read)
