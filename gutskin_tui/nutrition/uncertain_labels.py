"""Labels that are MAYBE, for the person to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gutskin_tui.foods.food import LABELS, TRIGGERS, Certainty, Food
from gutskin_tui.foods.normalize import key
from gutskin_tui.nutrition.analyzer import MealAnalyzer

LONGEST_NAME = 200
"""Most characters of the name of an own food."""


@dataclass(frozen=True, slots=True)
class UncertainLabel:
    """A label that is MAYBE for the food called `food`."""

    food: str
    label: str


def uncertain_labels(analyzer: MealAnalyzer, foods: Iterable[Food]) -> list[UncertainLabel]:
    """Return the labels of foods that are MAYBE, each food once: triggers first, then in the order of the foods.

    Labels that the person has answered for a food are left out, even where a negation makes them MAYBE again
    ("pizza, no cheese").
    """
    uncertain: list[UncertainLabel] = []
    seen: set[tuple[str, ...]] = set()
    for food in foods:
        words = key(food.name)
        if not words or words in seen or len(food.name) > LONGEST_NAME:
            continue
        seen.add(words)
        record = analyzer.record(food.name)
        answers = record.labels if record else {}
        uncertain += [
            UncertainLabel(food.name, label)
            for label in LABELS
            if food.certainty(label) is Certainty.MAYBE and label not in answers
        ]
    return sorted(uncertain, key=lambda item: item.label not in TRIGGERS)
