"""Waistline's JSON export: the foods of each day by meal. Days are calendar dates, which no zone shifts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct, field

from gutskin_tui.exchange.input.date_cells import DateColumn
from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.food_log import USUAL_HOURS, FoodLog, meal_slot
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.json_text import decode_json, decode_object
from gutskin_tui.exchange.input.number_cells import parse_number, split_amount
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.input.units import millilitres

UNKNOWN_FOOD = "unknown food"
NO_DAY = "the day is not a date"
_ID = re.compile(rb'"(?:foodList|foodId|recipeId)"')


class _Food(Struct):
    id: Any = None
    name: str | None = ""
    unit: str | None = ""


class _Item(Struct):
    """An item of a day. Before version 30 it is a record of its own, with `foodId` or `recipeId` and a name."""

    id: Any = None
    food_id: Any = field(name="foodId", default=None)
    recipe_id: Any = field(name="recipeId", default=None)
    type: str | None = ""
    portion: str | float | None = ""
    unit: str | None = ""
    quantity: str | float | None = 1
    category: int | str | None = None
    time: str | None = field(name="dateTime", default="")
    description: str | None = ""
    name: str | None = ""


class _Day(Struct):
    time: str | None = field(name="dateTime", default="")
    items: list[msgspec.Raw] | None = None


class _Export(Struct):
    """The parts that are read."""

    diary: list[msgspec.Raw]
    foods: list[_Food] = field(name="foodList", default=[])
    recipes: list[_Food] = []
    settings: dict[str, Any] = {}


class _Row(NamedTuple):
    """An item with its day, and its number in the file."""

    number: int
    day: date
    item: _Item


def recognises(source: Source) -> bool:
    """Whether the JSON has a list of foods and a diary."""
    if source.packed:
        return False
    head = source.only().head
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and bool(_ID.search(head))


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the meals and drinks of an export; a meal is what is eaten on a day under a name of a meal."""
    export = decode_json(source.only().read(), _Export, "is not a complete export of Waistline.")
    builder = EntryBuilder("waistline", options.clock)
    log = FoodLog(builder, options.mapping)
    foods = {("food", str(food.id)): food for food in export.foods} | {
        ("recipe", str(recipe.id)): recipe for recipe in export.recipes
    }
    names = _meal_names(export.settings)
    for row in options.track(list(_rows(export.diary, builder))):
        item = row.item
        is_recipe = item.type == "recipe" or item.recipe_id is not None
        number = next((part for part in (item.food_id, item.recipe_id, item.id) if part is not None), None)
        food = foods.get(("recipe" if is_recipe else "food", str(number)), _Food())
        name = food.name or item.description or item.name or UNKNOWN_FOOD
        meal = _meal(item.category, names)
        slot = meal_slot(meal)
        at, identity = _moment(item, row.day, slot, builder)
        ml = _millilitres(item, food.unit or "")
        key = row.day, str(item.category)
        log.add(row.number, at, name, ml=ml, slot=slot, day=row.day, meal=key, identity=identity)
    log.finish()
    return builder.contents()


def _rows(diary: list[msgspec.Raw], builder: EntryBuilder) -> Iterator[_Row]:
    """Yield the items of all days; before version 30 an item is a record by itself."""
    dates = DateColumn("dateTime", (), "ymd")
    number = 0
    for raw in diary:
        record = decode_object(raw, _Day)
        try:
            day = dates.parse(((record and record.time) or "")[:10])
        except ValueError:
            record = None
        if record is None:
            number += 1
            builder.report.rows += 1
            builder.report.skip(NO_DAY, number)
            continue
        for part in [raw] if record.items is None else record.items:
            number += 1
            builder.report.rows += 1
            if item := decode_object(part, _Item):
                yield _Row(number, day, item)
            else:
                builder.report.skip("it is not an item of a diary", number)


def _moment(item: _Item, day: date, slot: str | None, builder: EntryBuilder) -> tuple[datetime, datetime]:
    """Return the time of an item if it is on its day, else the usual hour of its meal; and the time that identifies it.

    Whether it is on its day depends on the zone of the import, the latter only on the date as it is written.
    """
    usual = datetime.combine(day, USUAL_HOURS.get(slot or "", time(12)))
    try:
        at = DateColumn("dateTime", (), "ymd").moment(item.time or "")
        is_same = isinstance(at, datetime) and builder.clock.day_of(builder.moment(at)) == day
    except (ValueError, OverflowError):
        return usual, usual
    if not isinstance(at, datetime) or (at.time() == time(0) and at.date() == day):
        return usual, usual
    return at if is_same else usual, at if at.date() == day else usual


def _millilitres(item: _Item, unit: str) -> int | None:
    """Return the portion times the quantity, if it is a volume."""
    amount, written = split_amount(str(item.portion or ""))
    try:
        portion, quantity = parse_number(amount), parse_number(str(item.quantity or 1))
    except ValueError:
        return None
    if portion is None:
        return None
    return millilitres(portion * (quantity or 1), item.unit or written or unit)


def _meal_names(settings: dict[str, Any]) -> list[Any]:
    diary = settings.get("diary")
    names = diary.get("meal-names") if isinstance(diary, dict) else None
    return names if isinstance(names, list) else ["Breakfast", "Lunch", "Dinner", "Snacks"]


def _meal(category: int | str | None, names: list[Any]) -> str:
    """Return the name of a meal: a category is its place in the list of names, or the name itself."""
    if isinstance(category, str) and not category.isdecimal():
        return category
    index = int(category) if category is not None else -1
    return str(names[index]) if 0 <= index < len(names) else ""


IMPORTER = Importer("Waistline's JSON export", recognises, read)
