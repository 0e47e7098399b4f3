"""The foods of the journal that are neither in the lexicon nor the person's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gutskin_tui.foods.food import Food
from gutskin_tui.foods.matching import Key
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.uncertain_labels import LONGEST_NAME


class UnknownFood(Struct, frozen=True):
    """An unknown food: its name as typed last, how often it was logged, and the day of the last time."""

    name: str
    times: int
    last: date


def unknown_foods(analyzer: MealAnalyzer, entries: Iterable[AnyEntry]) -> list[UnknownFood]:
    """Return the unknown foods of meals and drinks, the commonest first; of equally common ones the latest."""
    counts: dict[Key, UnknownFood] = {}
    for entry in entries:
        for food in analyzer.foods_of(entry):
            if not is_unknown(food):
                continue
            words = key(food.name)
            before = counts.get(words)
            if before is None:
                counts[words] = UnknownFood(food.name, 1, entry.date)
            else:
                later = entry.date >= before.last
                name, last = (food.name, entry.date) if later else (before.name, before.last)
                counts[words] = UnknownFood(name, before.times + 1, last)
    return sorted(counts.values(), key=lambda food: (-food.times, -food.last.toordinal(), food.name))


def is_unknown(food: Food) -> bool:
    """Whether a food is unknown and has a name under which an answer can be saved."""
    return not food.known and len(food.name) <= LONGEST_NAME and bool(key(food.name))
