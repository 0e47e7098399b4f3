"""What a few days' meals add up to: plants, fermented servings, fibre-rich foods, and each trigger's last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gutskin_tui.foods.food import TRIGGERS, Certainty, Food
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer

Entries = Callable[[date], Iterable[AnyEntry]]
"""The entries of a journal day."""


@dataclass(frozen=True, slots=True)
class Plants:
    """The plants of some foods: the share of each by name (1; herbs and spices 0.25), a species only once."""

    shares: dict[str, float]

    @property
    def points(self) -> float:
        """What they add up to."""
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """What some days' meals held. Only what the words are sure of counts."""

    plants: Plants
    fermented: int
    """Foods that are fermented."""
    fibre: int
    """Foods rich in fibre."""
    triggers: dict[str, int]
    """Foods with each trigger, those that have none left out."""
    maybes: int
    """Foods of which some trigger cannot be told."""


def plants_of(foods: Iterable[Food]) -> Plants:
    """Return the plants that are surely in some foods."""
    known = lexicon().plants
    shares: dict[str, float] = {}
    species: set[str] = set()
    for food in foods:
        for name, sure in food.plants.items():
            plant = known.get(name)
            if plant is not None and sure is Certainty.YES and name not in shares and plant.species not in species:
                species.add(plant.species)
                shares[name] = plant.share
    return Plants(shares)


def tally(diet: MealAnalyzer, entries: Iterable[AnyEntry]) -> Tally:
    """Add up what meals and drinks held."""
    foods: list[Food] = []
    triggers: dict[str, int] = {}
    for entry in entries:
        eaten = diet.eaten(entry)
        foods += eaten
        counts = {label: sum(food.certainty(label) is Certainty.YES for food in eaten) for label in TRIGGERS}
        labels = diet.labels(entry)
        for label, count in counts.items():
            if count or labels.get(label) is Certainty.YES:
                triggers[label] = triggers.get(label, 0) + max(1, count)
    return Tally(
        plants_of(foods),
        sum(food.certainty("fermented") is Certainty.YES for food in foods),
        sum(food.certainty("high_fibre") is Certainty.YES for food in foods),
        triggers,
        sum(any(food.certainty(label) is Certainty.MAYBE for label in TRIGGERS) for food in foods),
    )


def last_days(diet: MealAnalyzer, entries: Entries, today: date, within: int = 90) -> dict[str, date]:
    """Return the latest day with each trigger, looking back `within` days from `today`; those not met are left out."""
    found: dict[str, date] = {}
    for back in range(within + 1):
        day = today - timedelta(days=back)
        for entry in entries(day):
            for label, sure in diet.labels(entry).items():
                if sure is Certainty.YES and label in TRIGGERS:
                    found.setdefault(label, day)
        if len(found) == len(TRIGGERS):
            break
    return found
