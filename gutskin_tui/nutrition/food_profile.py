"""The profile of a food: how often and when it was eaten, its labels with their evidence, its plants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import LABELS, Certainty, strongest
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import plants_of


class LabelEvidence(Struct, frozen=True):
    """A label of a food: its certainty, the words it was concluded from, and whether the person answered it (`own`)."""

    label: str
    certainty: Certainty
    why: str
    own: bool


class FoodProfile(Struct, frozen=True):
    """A food. `times` counts the meals and drinks with it; `first` and `last` are the days of the first and the last.

    `labels` holds the labels that are MAYBE or YES, and those that the person or its own words deny. `plants` maps a
    plant's name to its points. `known` is whether any word matched the lexicon or an own food.
    """

    name: str
    times: int
    first: date | None
    last: date | None
    labels: tuple[LabelEvidence, ...]
    plants: dict[str, float]
    record: FoodRecord | None
    known: bool


def food_profile(analyzer: MealAnalyzer, name: str, entries: Iterable[AnyEntry]) -> FoodProfile:
    """Return the profile of a food, with its occurrences among `entries`."""
    name = " ".join(name.split())
    days = sorted(entry.date for entry in entries if analyzer.contains(entry, name))
    foods, evidence, record = analyzer.foods(name), analyzer.evidence(name), analyzer.record(name)
    answers = record.labels if record else {}
    labels = strongest(*(food.labels for food in foods))
    label_evidence = []
    for label in LABELS:
        certainty = labels.get(label, Certainty.NO)
        if certainty or label in answers or any(label in food.denied for food in evidence):
            why = ", ".join(dict.fromkeys(food.why(label) for food in evidence if food.certainty(label) == certainty))
            if label in answers and not (
                record and record.made_of and why
            ):  # the ingredients of a packet explain its labels
                why = "your answer"
            label_evidence.append(LabelEvidence(label, certainty, why, label in answers))
    return FoodProfile(
        name,
        len(days),
        days[0] if days else None,
        days[-1] if days else None,
        tuple(label_evidence),
        plants_of(foods).shares,
        record,
        any(food.known for food in foods),
    )
