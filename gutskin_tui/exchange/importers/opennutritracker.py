"""OpenNutriTracker's export, a zip of JSON files: foods by type of meal, and activities. Its times are local."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import NOON, Draft, EntryBuilder
from gutskin_tui.exchange.input.entry_values import rounded
from gutskin_tui.exchange.input.food_log import USUAL_HOURS, FoodLog, meal_slot
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.units import millilitres

INTAKE, ACTIVITY = "user_intake.json", "user_activity.json"
T = TypeVar("T")


class _Food(Struct):
    name: str | None = None
    brands: str | None = None


class _Intake(Struct):
    time: str = field(name="dateTime")
    meal: _Food
    id: str = ""
    unit: str | None = ""
    amount: float | None = None
    type: str | None = ""


class _Sport(Struct):
    activity: str | None = field(name="specificActivity", default=None)
    description: str | None = None


class _Activity(Struct):
    date: str
    duration: float
    id: str = ""
    sport: _Sport = field(name="physicalActivityDBO", default_factory=_Sport)


def recognises(source: Source) -> bool:
    """Whether a zip or a folder has the file of foods or that of activities."""
    return source.packed and bool(source.named(INTAKE, ACTIVITY))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return meals, one a day and type, drinks and exercises."""
    builder = EntryBuilder("opennutritracker", options.clock)
    log = FoodLog(builder, options.mapping)

    def moment(intake: _Intake) -> tuple[datetime | date, date]:
        at = _moment(intake.time)
        return at, builder.clock.day_of(builder.moment(at)) if isinstance(at, datetime) else at

    intakes, activities = (options.track(_raws(source, name)) for name in (INTAKE, ACTIVITY))
    for number, intake, (at, day) in builder.dated_objects(intakes, _Intake, moment):
        name = intake.meal.name or intake.meal.brands or ""
        ml = millilitres(intake.amount, intake.unit or "") if intake.amount else None
        slot = meal_slot(intake.type or "")
        if isinstance(at, datetime):
            log.add(number, at, name, ml=ml, slot=slot, meal=(day, intake.type))
        else:
            usual = datetime.combine(at, USUAL_HOURS.get(slot or "", NOON))
            log.add(number, usual, name, ml=ml, slot=slot, day=day, meal=(day, intake.type))
    log.finish()
    for number, activity, at in builder.dated_objects(activities, _Activity, lambda activity: _moment(activity.date)):
        values = {
            "minutes": rounded(activity.duration),
            "what": activity.sport.activity,
            "note": activity.sport.description,
        }
        builder.add(number, Draft("exercise", values, at, (activity.id or values["what"],), has_id=bool(activity.id)))
    return builder.contents()


def _raws(source: Source, name: str) -> list[msgspec.Raw]:
    """Return the objects of a file, undecoded; none if there is no such file. Raises ExchangeError."""
    fault = f"holds a {name} that is not complete."
    return [raw for member in source.named(name) for raw in decode_json(member.read(), list[msgspec.Raw], fault)]


def _moment(text: str) -> datetime | date:
    """Return a time without a zone; a date for midnight, which stands for a day of the diary. Raises ValueError."""
    at = DateColumn("dateTime", (), "ymd").moment(text)
    return at.date() if isinstance(at, datetime) and at.time() == time(0) else at


IMPORTER = Importer("OpenNutriTracker's export", recognises, read)
