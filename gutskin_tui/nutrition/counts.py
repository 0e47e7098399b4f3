"""Counts over several days' meals: plants, fermented and fibre-rich foods, triggers, and each trigger's latest day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from gutskin_tui.dates import days_until
from gutskin_tui.foods.food import TRIGGERS, Certainty, Food
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer

TRIGGER_DAYS = 90
"""Days before a day within which the latest day of each trigger is looked for."""


class Plants(Struct, frozen=True):
    """The plants of some foods: points of each by name (1; herbs and spices 0.25), each species counted once."""

    shares: dict[str, float]

    @property
    def points(self) -> float:
        """The sum of the points."""
        return sum(self.shares.values())


class Tally(Struct, frozen=True):
    """Counts over the meals and drinks of some days. Only labels that are YES are counted, but for `maybes`."""

    plants: Plants
    fermented: int
    """Foods that are fermented."""
    fibre: int
    """Foods rich in fibre."""
    triggers: dict[str, int]
    """Trigger -> number of foods with it; triggers with none are absent."""
    maybes: int
    """Foods with at least one trigger that is MAYBE."""


class FoodWeek(Struct, frozen=True):
    """The counts of the seven days up to a day, of that day alone, and the latest day with each trigger by label."""

    tally: Tally
    of_day: Tally
    last: dict[str, date]


def plants_of(foods: Iterable[Food]) -> Plants:
    """Return the plants that foods certainly contain."""
    lexicon_plants = lexicon().plants
    shares: dict[str, float] = {}
    species: set[str] = set()
    for food in foods:
        for name, certainty in food.plants.items():
            plant = lexicon_plants.get(name)
            if plant is None or certainty is not Certainty.YES:
                continue
            if name not in shares and plant.species not in species:
                species.add(plant.species)
                shares[name] = plant.share
    return Plants(shares)


def tally(analyzer: MealAnalyzer, entries: Iterable[AnyEntry]) -> Tally:
    """Count the foods, plants and triggers of meals and drinks."""
    foods: list[Food] = []
    triggers: dict[str, int] = {}
    for entry in entries:
        entry_foods = analyzer.foods_of(entry)
        foods += entry_foods
        counts = Counter(label for food in entry_foods for label, yes in food.labels.items() if yes is Certainty.YES)
        labels = analyzer.labels(entry)
        for label in TRIGGERS:
            if labels.get(label) is Certainty.YES:
                triggers[label] = triggers.get(label, 0) + max(1, counts[label])
    return Tally(
        plants_of(foods),
        sum(food.certainty("fermented") is Certainty.YES for food in foods),
        sum(food.certainty("high_fibre") is Certainty.YES for food in foods),
        triggers,
        sum(Certainty.MAYBE in [food.labels[label] for label in food.labels if label in TRIGGERS] for food in foods),
    )


def last_days(analyzer: MealAnalyzer, entries: EntryLookup, today: date) -> dict[str, date]:
    """Return the latest day with each trigger, within `TRIGGER_DAYS` days before `today`; other triggers are absent."""
    latest: dict[str, date] = {}
    for day in reversed(days_until(today, TRIGGER_DAYS + 1)):
        for entry in entries(day):
            for label, certainty in analyzer.labels(entry).items():
                if certainty is Certainty.YES and label in TRIGGERS:
                    latest.setdefault(label, day)
        if len(latest) == len(TRIGGERS):
            break
    return latest


def food_week(analyzer: MealAnalyzer, entries: EntryLookup, day: date) -> FoodWeek:
    """Count the foods of the seven days up to `day`."""
    of_week = [entry for past in reversed(days_until(day, 7)) for entry in entries(past)]
    return FoodWeek(tally(analyzer, of_week), tally(analyzer, entries(day)), last_days(analyzer, entries, day))
