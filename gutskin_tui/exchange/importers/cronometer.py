"""Cronometer's exports: servings, exercises and notes. Nutrients and biometrics are not imported.

The foods of one day, time and group are a meal. A food is a drink if its name says so and its amount is a volume.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.csv_table import Row, Table, header_of, read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, parse_clock
from gutskin_tui.exchange.input.drink_words import drink_name
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder, natural_key
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.food_log import USUAL_HOURS, meal_slot
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.number_cells import parse_number, split_amount
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.units import millilitres

SERVINGS = frozenset({"day", "food name", "amount"})
EXERCISES = frozenset({"day", "exercise", "minutes", "calories burned"})
NOTES = frozenset({"day", "group", "note"})
TOTALS = (frozenset({"day", "metric", "unit", "amount"}), frozenset({"date", "energy (kcal)", "completed"}))
"""The columns of files of which nothing is imported."""
DENSITY = 0.789
"""Grams of a millilitre of alcohol."""


def recognises(source: Source) -> bool:
    """Whether a file has the columns of one of the exports."""
    return any(_sort(member) is not None for member in source.candidates(".csv"))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of the exports that are there."""
    builder = EntryBuilder("cronometer", options.clock)
    readable = 0
    for member in source.candidates(".csv"):
        handle = _sort(member)
        if handle is None or handle is _totals:
            continue
        readable += 1
        table = read_table(member.read(), SERVINGS | EXERCISES | NOTES)
        builder.report.remark(table.warning)
        handle(table, builder, options)
    if not readable:
        raise ExchangeError("holds only totals and measurements; export Servings, Exercises or Notes.")
    return builder.contents()


_Handler = Callable[[Table, EntryBuilder, ImportOptions], None]


def _sort(member: Member) -> _Handler | None:
    """Return what reads a member, by its columns; None if it is none of Cronometer's."""
    header = header_of(member.head)
    for columns, handle in ((SERVINGS, _servings), (EXERCISES, _exercises), (NOTES, _notes)):
        if columns <= header:
            return handle
    return _totals if any(columns <= header for columns in TOTALS) else None


def _servings(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    dates = DateColumn("Day", table.column("Day"), options.dates)
    meals: dict[tuple[datetime, bool, str], list[tuple[int, str]]] = {}
    drinks: dict[str, None] = {}
    for row, (at, has_time) in builder.dated(options.track(table.rows), lambda row: _moment(row, dates)):
        food, amount = row["Food Name"], _amount(row)
        day = None if has_time else at.date()
        values = _drink(row, options.mapping)
        if row["Category"].casefold() == "supplements":
            supplement = {"what": food, "dose": amount}
            builder.add(row.line, Draft("supplement", supplement, at, natural_key("supplement", supplement), day))
        elif values:
            drinks[food] = None
            builder.add(row.line, Draft("drink", values, at, natural_key("drink", values), day))
        elif food:
            meals.setdefault((at, has_time, row["Group"]), []).append((row.line, food))
        else:
            builder.report.skip("the food has no name", row.line)
    for (at, has_time, group), foods in meals.items():
        text, original = joined_foods(food for _, food in foods)
        meal = {"text": text, "slot": meal_slot(group), "note": original}
        builder.add(foods[0][0], Draft("meal", meal, at, (group,), None if has_time else at.date()))
    if drinks:
        builder.report.remark(f"Read as drinks: {'; '.join(drinks)}.")


def _amount(row: Row) -> str:
    """Return the amount with its unit, which some versions have in a column of its own."""
    return f"{row['Amount']} {row['Unit']}".strip()


def _drink(row: Row, mapping: ImportMapping) -> dict[str, object]:
    """Return the values of a drink; {} for a food, or a drink whose amount is not a volume."""
    food = row["Food Name"]
    target = mapping.word(food)
    name = drink_name(food) if target is None else food if target.kind == "drink" else ""
    number, unit = split_amount(_amount(row))
    if unit.casefold() == "g" and row["Category"].casefold() == "beverages":
        unit = "ml"  # nearly
    try:
        amount, alcohol = parse_number(number), parse_number(row["Alcohol (g)"])
    except ValueError:
        return {}
    ml = millilitres(amount, unit) if name and amount else None
    if not ml:
        return {}
    abv = round((alcohol or 0) / DENSITY / ml * 100, 1)
    return {"what": name, "ml": ml} | ({"abv": abv} if abv else {})


def _exercises(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    dates = DateColumn("Day", table.column("Day"), options.dates)
    for row, (at, has_time, minutes) in builder.dated(
        options.track(table.rows), lambda row: (*_moment(row, dates), parse_number(row["Minutes"]))
    ):
        values = {"what": row["Exercise"], "minutes": None if minutes is None else rounded(minutes)}
        builder.add(row.line, Draft("exercise", values, at, (row["Exercise"],), None if has_time else at.date()))


def _notes(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    dates = DateColumn("Day", table.column("Day"), options.dates)
    for row, (at, has_time) in builder.dated(options.track(table.rows), lambda row: _moment(row, dates)):
        builder.add(row.line, Draft("note", {"text": row["Note"]}, at, (), None if has_time else at.date()))


def _totals(table: Table, builder: EntryBuilder, options: ImportOptions) -> None:
    """Import nothing."""


def _moment(row: Row, dates: DateColumn) -> tuple[datetime, bool]:
    """Return the time of a row, and whether the file gives it; without it, the usual hour of its group."""
    day, clock = dates.parse(row["Day"]), row["Time"]
    if clock:
        return datetime.combine(day, parse_clock(clock)), True
    usual = USUAL_HOURS.get(meal_slot(row["Group"]) or "", time(12))
    return datetime.combine(day, usual), False


IMPORTER = Importer("Cronometer's servings, exercises and notes", recognises, read)
