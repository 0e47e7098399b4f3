"""Foods built from the words and matches of a meal text: labels and plants, then modifiers and negations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gutskin_tui.foods.food import Certainty, Food, Labels, Part, strongest
from gutskin_tui.foods.lexicon import Head, Match, lexicon
from gutskin_tui.foods.negation import CRISPS, FLAVOURED, USUAL_GRAIN, Negation
from gutskin_tui.foods.quantities import split_amount
from gutskin_tui.foods.substitutions import PLANT_MADE, PLANT_WORDS


def has_food(matches: Iterable[Match]) -> bool:
    """Return whether any match is a food and not only a modifier of one."""
    return any(not match.head.modifies for match in matches)


def build_food(words: list[str], bare: list[int], matches: list[Match], origin: list[int]) -> Food | None:
    """Return the food of the words at the indices `bare`, known or not; None for an amount without a food.

    `origin` maps the index of a stem to that of its word.
    """
    start = min((origin[match.start] for match in matches), default=len(words))
    amount, unit, name = split_amount([words[index] for index in bare], sum(index < start for index in bare))
    if not name and not matches:
        return None
    food = Food(" ".join(name), amount, unit, {}, {})
    return with_matches(food, matches) if has_food(matches) else food


def with_matches(food: Food, matches: list[Match]) -> Food:
    """Return the food with the labels and plants of its matches: foods first, then the modifiers."""
    heads = [match.head for match in matches if not match.head.modifies]
    if len(heads) > 1 and heads[-1].name in ("fries", "french fry") and food.name.endswith(" fry"):
        heads.pop()  # okra fry
    flavoured = [head.name for head in heads if head.name in FLAVOURED]
    bar = any(name.endswith(("bar", "nakd", "ball")) for name in flavoured)
    parts = tuple(_flavour(head, bar) if flavoured else Part(head.name, head.labels, head.plants) for head in heads)
    labels: Labels = strongest(*(part.labels for part in parts))
    if labels.get("gluten") and any(
        head.name.endswith((" flour", " pasta")) and "gluten" not in head.labels for head in heads
    ):
        labels["gluten"] = Certainty.MAYBE  # rice flour cookies
    if labels.get("dairy") and not heads[-1].own and _made_of_plants(food.name, heads):
        labels["dairy"] = Certainty.MAYBE  # unless it is an own food
    plants = strongest(*(part.plants for part in parts))
    usual = USUAL_GRAIN.get(heads[-1].name)
    if usual and any(lexicon().plants[plant].group == "grain" for plant in plants if plant != usual):
        plants.pop(usual, None)  # spelt porridge
    if heads[-1].name == "potato chip" and not CRISPS.isdisjoint(plants):
        plants.pop("potato", None)
    whole = replace(food, name=food.name or heads[0].name, labels=labels, plants=plants, parts=parts)
    return with_modifiers(whole, matches) if len(heads) < len(matches) else whole


def _made_of_plants(name: str, heads: Sequence[Head]) -> bool:
    """Whether the words name a plant-based version of a dairy food: alpro blueberry yogurt, violife feta."""
    if heads[-1].name.split()[-1] in PLANT_MADE and PLANT_WORDS.intersection(name.split()):
        return True
    return any(head.name.endswith(" cheese") and "dairy" not in head.labels for head in heads)


def _flavour(head: Head, bar: bool) -> Part:
    """Return a flavour as a part with labels and plants MAYBE; the nuts of a bar and own foods keep their certainty."""
    nuts = bar and head.labels.get("nuts") == Certainty.YES and "gluten" not in head.labels
    if head.name in FLAVOURED or head.own or nuts:
        return Part(head.name, head.labels, head.plants)
    return Part(head.name, dict.fromkeys(head.labels, Certainty.MAYBE), dict.fromkeys(head.plants, Certainty.MAYBE))


def with_modifiers(food: Food, matches: Iterable[Match]) -> Food:
    """Return the food with the labels that the modifiers among the matches add and remove."""
    if not food.parts:
        return food
    labels, denied, parts = dict(food.labels), dict(food.denied), list(food.parts)
    for head in (match.head for match in matches if match.head.modifies):
        labels = strongest(labels, head.labels)
        parts.append(Part(head.name, head.labels, head.plants))
        for label in head.removes:
            if labels.pop(label, None):
                denied[label] = head.name
    return replace(food, labels=labels, parts=tuple(parts), denied=denied)


def with_negation(food: Food, negation: Negation, words: str) -> Food:
    """Return the food without the labels and plants that a negation denies; `words` are recorded as the reason."""
    labels, denied = dict(food.labels), dict(food.denied)
    plants = {plant: certainty for plant, certainty in food.plants.items() if plant not in negation.plants}
    for label in negation.labels:
        if negation.wholly:
            if labels.pop(label, None):
                denied[label] = words
        elif labels.get(label) == Certainty.YES:
            labels[label] = Certainty.MAYBE
    return replace(food, labels=labels, plants=plants, denied=denied)
