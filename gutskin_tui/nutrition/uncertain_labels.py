"""Labels that are MAYBE, for the person to answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gutskin_tui.foods.food import LABELS, TRIGGERS, Certainty, Food, strongest
from gutskin_tui.foods.matching import Key
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer

LONGEST_NAME = 200
"""Most characters of the name of an own food."""


class UncertainLabel(Struct, frozen=True):
    """A label that is MAYBE for the food called `food`.

    `yes_settles` and `no_settles` count the days on which the label is uncertain now and would be certain after that
    answer: a yes decides each day with the food, a no only those where nothing else leaves the label open. None if the
    days were not counted.
    """

    food: str
    label: str
    yes_settles: int | None = None
    no_settles: int | None = None


def uncertain_labels(analyzer: MealAnalyzer, foods: Iterable[Food]) -> list[UncertainLabel]:
    """Return the labels of foods that are MAYBE, each food once: triggers first, then in the order of the foods.

    Labels that the person has answered for a food are left out, even where a negation makes them MAYBE again
    ("pizza, no cheese").
    """
    uncertain: list[UncertainLabel] = []
    seen: set[Key] = set()
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


def journal_uncertain_labels(analyzer: MealAnalyzer, entries: Iterable[AnyEntry]) -> list[UncertainLabel]:
    """Return the labels that leave days of the journal uncertain, those of the most days first, then triggers.

    Labels that the person has answered are left out as in `uncertain_labels`.
    """
    days: dict[date, list[AnyEntry]] = defaultdict(list)
    for entry in entries:
        if analyzer.foods_of(entry):
            days[entry.date].append(entry)
    foods: dict[Key, Food] = {}
    keys: dict[str, Key] = {}
    yes: dict[tuple[Key, str], int] = defaultdict(int)
    no: dict[tuple[Key, str], int] = defaultdict(int)
    for of_day in days.values():
        labels = strongest(*(analyzer.labels(entry) for entry in of_day))
        open_foods: dict[str, set[Key]] = {label: set() for label, best in labels.items() if best is Certainty.MAYBE}
        for food in (food for entry in of_day for food in analyzer.foods_of(entry)) if open_foods else ():
            words = keys.get(food.name)
            if words is None:
                words = keys[food.name] = key(food.name)
            for label in open_foods:
                if food.certainty(label) is Certainty.MAYBE:
                    open_foods[label].add(words)
                    foods[words] = food
        for label, open_keys in open_foods.items():
            for words in open_keys:
                yes[words, label] += 1
                no[words, label] += len(open_keys) == 1
    answered = {(key(record.name), label) for record in analyzer.own for label in record.labels}
    uncertain = [
        UncertainLabel(foods[words].name, label, count, no[words, label])
        for (words, label), count in yes.items()
        if words and (words, label) not in answered and len(foods[words].name) <= LONGEST_NAME
    ]
    order = list(LABELS)
    return sorted(
        uncertain,
        key=lambda item: (-(item.yes_settles or 0), item.label not in TRIGGERS, item.food, order.index(item.label)),
    )
