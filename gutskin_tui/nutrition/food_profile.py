"""All there is to say about one food: how often it was eaten, when last, what is in it and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import LABELS, Certainty, strongest
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import plants_of


@dataclass(frozen=True, slots=True)
class LabelEvidence:
    """One label of a food: how sure, which words decided, and whether the person said so."""

    label: str
    sure: Certainty
    why: str
    own: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A food. `times` counts the meals and drinks it was in; `first` and `last` are their days.

    `labels` holds what it has or may have, and what the person or its own words say it has not.
    """

    name: str
    times: int
    first: date | None
    last: date | None
    labels: tuple[LabelEvidence, ...]
    plants: dict[str, float]
    record: FoodRecord | None
    known: bool


def card(diet: MealAnalyzer, name: str, entries: Iterable[AnyEntry]) -> Card:
    """Return what is known of a food, and how often it is among `entries`."""
    name = " ".join(name.split())
    days = sorted(entry.date for entry in entries if diet.has(entry, name))
    foods, behind, record = diet.foods(name), diet.reasons(name), diet.record(name)
    said = record.labels if record else {}
    found = strongest(*(food.labels for food in foods))
    told = []
    for label in LABELS:
        sure = found.get(label, Certainty.NO)
        if sure or label in said or any(label in food.denied for food in behind):
            why = ", ".join(dict.fromkeys(food.why(label) for food in behind if food.certainty(label) == sure))
            if label in said and not (record and record.made_of and why):  # a packet says so by its ingredients
                why = "you said so"
            told.append(LabelEvidence(label, sure, why, label in said))
    return Card(
        name, len(days), days[0] if days else None, days[-1] if days else None, tuple(told),
        plants_of(foods).shares, record, any(food.known for food in foods),
    )  # fmt: skip
