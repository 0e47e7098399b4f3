"""Logs with a food in each row, which become meals and drinks."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from gutskin_tui.exchange.input.drink_words import drink_name, drink_values
from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder, natural_key
from gutskin_tui.exchange.input.entry_values import joined_foods
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.text import fold

_SLOT_NAMES = {
    "breakfast": "breakfast, fruhstuck, petit dejeuner, petit-dejeuner, desayuno, colazione, cafe da manha, ontbijt",
    "lunch": "lunch, mittagessen, mittag, dejeuner, almuerzo, comida, pranzo, almoco",
    "dinner": "dinner, supper, abendessen, abendbrot, diner, cena, jantar, avondeten",
    "snack": "snack, snacks, zwischenmahlzeit, zwischenmahlzeiten, collation, en-cas, merienda, spuntino, lanche",
}
_SLOTS = {name: slot for slot, names in _SLOT_NAMES.items() for name in names.split(", ")}
USUAL_HOURS = {"breakfast": time(8), "lunch": time(13), "dinner": time(19), "snack": time(16)}
"""The usual hours of meals without a time."""
NO_NAME = "the food has no name"


def meal_slot(name: str) -> str | None:
    """Return the slot of a meal by its name in another program, in the commonest languages; None if it is not known."""
    return _SLOTS.get(fold(name).strip())


class _Part(NamedTuple):
    """A food of a meal, with its time and its line."""

    at: datetime | date
    line: int
    food: str
    identity: datetime | date


class FoodLog:
    """Collects the foods of meals. A food with a volume whose name, or mapping, is that of a drink is a drink."""

    def __init__(self, builder: EntryBuilder, mapping: ImportMapping) -> None:
        self._builder = builder
        self._mapping = mapping
        self._meals: dict[tuple[object, ...], list[_Part]] = {}
        self._places: dict[tuple[object, ...], tuple[str | None, date | None]] = {}
        self._drinks: dict[str, None] = {}

    def add(
        self,
        line: int,
        at: datetime | date,
        food: str,
        *,
        ml: int | None = None,
        slot: str | None = None,
        day: date | None = None,
        meal: tuple[object, ...] = (),
        identity: datetime | date | None = None,
    ) -> None:
        """Add a food with its volume, None if it has none. Foods of the same `meal` are one, at its first time.

        `identity` is that of a Draft.
        """
        target = self._mapping.word(food)
        name = drink_name(food) if target is None else food if target.kind == "drink" else ""
        if not food.strip():
            self._builder.report.skip(NO_NAME, line)
        elif name and ml:
            values = drink_values(name, ml, self._builder.report)
            draft = Draft("drink", values, at, natural_key("drink", values), day, identity=identity)
            if self._builder.add(line, draft):
                self._drinks[" ".join(food.split())] = None
        else:
            key = meal or (at, slot)
            self._meals.setdefault(key, []).append(_Part(at, line, food, identity or at))
            self._places.setdefault(key, (slot, day))

    def finish(self) -> None:
        """Add the meals, and a remark on what was read as drinks."""
        for key, foods in self._meals.items():
            text, original = joined_foods(part.food for part in foods)
            slot, day = self._places[key]
            at = min((part.at for part in foods), key=str)
            identity = min((part.identity for part in foods), key=str)
            values = {"text": text, "slot": slot, "note": original}
            self._builder.add(foods[0].line, Draft("meal", values, at, (slot or "",), day, identity=identity))
        if self._drinks:
            self._builder.report.remark(f"Read as drinks: {'; '.join(sorted(self._drinks))}.")
