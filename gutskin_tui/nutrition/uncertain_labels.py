"""What the words of foods cannot tell, as questions that a person can settle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gutskin_tui.foods.food import LABELS, TRIGGERS, Certainty, Food
from gutskin_tui.foods.normalize import key
from gutskin_tui.nutrition.analyzer import MealAnalyzer

LONGEST_NAME = 200
"""Characters of a food's name that can be remembered."""


@dataclass(frozen=True, slots=True)
class Maybe:
    """A label of a food that nobody can tell from its words; `food` is its name."""

    food: str
    label: str


def maybes(diet: MealAnalyzer, foods: Iterable[Food]) -> list[Maybe]:
    """Return the maybes of some foods, each food once: triggers first, in the order of the foods.

    What the person said of a food already is not asked again, though words beside it may make it unsure once more
    ("pizza, no cheese").
    """
    found: list[Maybe] = []
    seen: set[tuple[str, ...]] = set()
    for food in foods:
        words = key(food.name)
        if not words or words in seen or len(food.name) > LONGEST_NAME:
            continue
        seen.add(words)
        record = diet.record(food.name)
        said = record.labels if record else {}
        found += [Maybe(food.name, one) for one in LABELS if food.certainty(one) is Certainty.MAYBE and one not in said]
    return sorted(found, key=lambda one: one.label not in TRIGGERS)
