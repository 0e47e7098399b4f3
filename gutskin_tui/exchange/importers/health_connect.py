"""Health Connect's export of Android, a zip with a database: drinks, foods, nights, exercise and mindfulness.

Several apps may have written the same glass. Of each day, the rows of a kind are taken from a single app: of those that
have rows on it, the one with most rows in all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.date_cells import from_epoch
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, Draft, EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.nights import add_nights
from gutskin_tui.exchange.input.sleep_spans import Span
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.sqlite_file import Database, is_database, opened
from gutskin_tui.exchange.input.units import millilitres

FILE = "health_connect_export.db"
NOT_A_NUMBER = "it has no amount"
NO_NAME = "the food has no name"
DRINKS, FOODS, NIGHTS = "hydration_record_table", "nutrition_record_table", "sleep_session_record_table"
EXERCISE, MINDFUL = "exercise_session_record_table", "mindfulness_session_record_table"
STAGES = "sleep_stages_table"
SLOTS = {1: "breakfast", 2: "lunch", 3: "dinner", 4: "snack"}
AWAKE = (1, 3, 7)
"""Stages of sleep in which the person is awake: awake, out of bed, awake in bed."""


class _Record(NamedTuple):
    """A row of a table: its number, its app, its time, and its values by column."""

    number: int
    app: object
    at: datetime
    values: dict[str, Any]


def _database(source: Source) -> Member | None:
    members = source.named(FILE) if source.packed else source.members
    return next((member for member in members if is_database(member)), None)


def recognises(source: Source) -> bool:
    """Whether there is a database with a table of Health Connect."""
    member = _database(source)
    if member is None:
        return False
    try:
        with opened(member) as database:
            return any(database.has(table, "start_time") for table in (DRINKS, FOODS, NIGHTS, EXERCISE))
    except ExchangeError:
        return False


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of a database. Tables and columns that it lacks are empty."""
    member = _database(source)
    if member is None:
        raise ExchangeError(f"holds no {FILE}.")
    builder = EntryBuilder("health-connect", options.clock)
    with opened(member) as database:
        apps = {
            row["row_id"]: row["app_name"] or row["package_name"]
            for row in database.rows("application_info_table", ("row_id", "app_name", "package_name"))
        }
        reader = _Reader(database, builder, apps)
        steps = (reader.add_drinks, reader.add_foods, reader.add_nights, reader.add_exercise, reader.add_mindfulness)
        for step in options.track(steps):
            step()
    return builder.contents()


class _Reader:
    """Reads the tables of a database into the entries of a builder."""

    def __init__(self, database: Database, builder: EntryBuilder, apps: dict[object, str]) -> None:
        self._database = database
        self._builder = builder
        self._apps = apps

    def add_drinks(self) -> None:
        """Add drinks, whose volume is in litres."""
        for record in self._records(DRINKS, ("volume",), "drinks"):
            litres = record.values["volume"]
            ml = millilitres(litres, "l") if isinstance(litres, int | float) else None
            if ml is None:
                self._builder.report.skip(NOT_A_NUMBER, record.number)
            else:
                self._add(record, "drink", {"ml": ml})

    def add_foods(self) -> None:
        """Add foods, each a meal with a single food."""
        for record in self._records(FOODS, ("meal_name", "meal_type"), "foods"):
            text, original = joined_foods([str(record.values["meal_name"] or "")])
            if text:
                slot = SLOTS.get(record.values["meal_type"])
                self._add(record, "meal", {"text": text, "slot": slot, "note": original})
            else:
                self._builder.report.skip(NO_NAME, record.number)

    def add_nights(self) -> None:
        """Add nights: the stages of sessions, or sessions as a whole where there are none."""
        stages: dict[object, list[dict[str, Any]]] = {}
        for row in self._database.rows(STAGES, ("parent_key", "stage_start_time", "stage_end_time", "stage_type")):
            stages.setdefault(row["parent_key"], []).append(row)
        spans: list[Span] = []
        for record in self._records(NIGHTS, ("end_time",), "nights"):
            app = str(record.app)
            rows = stages.get(record.values["row_id"], [])
            try:
                parts = [
                    Span(
                        self._local(row["stage_start_time"], record.at),
                        self._local(row["stage_end_time"], record.at),
                        "awake" if row["stage_type"] in AWAKE else str(row["stage_type"]),
                        app,
                    )
                    for row in rows
                ]
                if not any(part.stage != "awake" for part in parts):
                    parts = [Span(record.at, self._local(record.values["end_time"], record.at), "asleep", app)]
            except (TypeError, ValueError):
                self._builder.report.skip(NO_MOMENT, record.number)
                continue
            spans += parts
        add_nights(self._builder, spans)

    def add_exercise(self) -> None:
        """Add sessions of exercise; the codes of their types are not documented, so a title alone names them."""
        for record in self._records(EXERCISE, ("end_time", "title"), "exercise"):
            self._add_session(record, "exercise", record.values["title"])

    def add_mindfulness(self) -> None:
        """Add sessions of mindfulness."""
        for record in self._records(MINDFUL, ("end_time", "title"), "mindfulness"):
            self._add_session(record, "practice", record.values["title"] or "mindfulness")

    def _add_session(self, record: _Record, kind: str, what: object) -> None:
        try:
            minutes = rounded((self._local(record.values["end_time"], record.at) - record.at) / timedelta(minutes=1))
        except (TypeError, ValueError):
            self._builder.report.skip(NO_MOMENT, record.number)
            return
        self._add(record, kind, {"minutes": minutes, "what": str(what) if what else None})

    def _add(self, record: _Record, kind: str, values: dict[str, Any]) -> None:
        uuid = record.values["uuid"]
        key = uuid.hex() if isinstance(uuid, bytes) else str(uuid or "")
        self._builder.add(record.number, Draft(kind, values, record.at, (key,), has_id=bool(key)))

    def _records(self, table: str, columns: tuple[str, ...], what: str) -> Iterable[_Record]:
        """Return the rows of a table, of each day those of a single app."""
        common = ("row_id", "uuid", "app_info_id", "start_time", "start_zone_offset")
        records: list[_Record] = []
        for number, row in enumerate(self._database.rows(table, (*common, *columns), "start_time"), 1):
            self._builder.report.rows += 1
            try:
                at = _moment(row["start_time"], row["start_zone_offset"])
                records.append(_Record(number, row["app_info_id"], self._builder.moment(at), row))
            except (TypeError, ValueError, OverflowError):
                self._builder.report.skip(NO_MOMENT, number)
        totals = Counter(record.app for record in records)
        if len(totals) < 2:
            return records
        days: dict[date, object] = {}
        for record in records:
            day = self._day(record, table)
            days[day] = max(days.get(day, record.app), record.app, key=lambda app: (totals[app], str(app)))
        chosen = [record for record in records if record.app == days[self._day(record, table)]]
        if left_out := len(records) - len(chosen):
            ranked = [str(self._apps.get(app, "an app without a name")) for app, _ in totals.most_common()]
            self._builder.report.remark(
                f"Several apps wrote {what}: {', '.join(ranked)}. Of each day those of the first of them were taken; "
                f"{left_out} rows were left out."
            )
        return chosen

    def _day(self, record: _Record, table: str) -> date:
        """Return the day of a record; nights count from noon to noon, so that none is cut."""
        return (record.at + timedelta(hours=12)).date() if table == NIGHTS else self._builder.clock.day_of(record.at)

    def _local(self, milliseconds: float, near: datetime) -> datetime:
        return from_epoch(milliseconds / 1000).astimezone(near.tzinfo)


def _moment(milliseconds: float, offset: int | None) -> datetime:
    """Return a time with its offset in seconds; without one in UTC. Raises TypeError or ValueError."""
    at = from_epoch(milliseconds / 1000)
    return at if offset is None else at.astimezone(timezone(timedelta(seconds=offset)) if offset else UTC)


IMPORTER = Importer("Health Connect's export", recognises, read)
