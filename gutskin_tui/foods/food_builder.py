"""Foods built from the words and matches of a meal text: labels and plants, then modifiers and negations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from gutskin_tui.foods.food import Certainty, Food, Labels, Part, strongest
from gutskin_tui.foods.lexicon import Head, Match, lexicon
from gutskin_tui.foods.negation import CRISPS, FLAVOURED, PLAIN_FLAVOURED, USUAL_GRAIN, Negation
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
    foods = [match for match in matches if not match.head.modifies]
    heads = [match.head for match in foods]
    if len(heads) > 1 and heads[-1].name in ("fries", "french fry") and food.name.endswith(" fry"):
        heads.pop()  # okra fry
    flavours = _flavours(foods)
    bar = bool(flavours) and any(
        head.name in FLAVOURED and head.name.endswith(("bar", "nakd", "ball")) for head in heads
    )
    parts = tuple(
        _flavour(head, bar) if at in flavours else Part(head.name, head.labels, head.plants)
        for at, head in enumerate(heads)
    )
    labels: Labels = strongest(*(part.labels for part in parts))
    if (
        len(heads) > 1
        and labels.get("gluten")
        and any(head.name.endswith((" flour", " pasta")) and "gluten" not in head.labels for head in heads)
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
    whole = Food(food.name or heads[0].name, food.amount, food.unit, labels, plants, parts, food.denied)
    return with_modifiers(whole, matches) if len(heads) < len(matches) else whole


def _made_of_plants(name: str, heads: Sequence[Head]) -> bool:
    """Whether the words name a plant-based version of a dairy food: alpro blueberry yogurt, violife feta."""
    if (
        "dairy" in heads[-1].labels
        and heads[-1].name.split()[-1] in PLANT_MADE
        and PLANT_WORDS.intersection(name.split())
    ):
        return True
    return any(head.name.endswith(" cheese") and "dairy" not in head.labels for head in heads)


def _flavours(foods: Sequence[Match]) -> set[int]:
    """Return the indices of the foods that are the flavour of another.

    A brand or a bar has any flavour, before and behind it. Ice cream and the like have only what directly precedes them
    in the singular and is sweet or without labels: "ice cream banana" and "almonds popcorn" are two foods.
    """
    flavoured = {at for at, match in enumerate(foods) if match.head.name in FLAVOURED}
    if not flavoured:
        return flavoured
    if any(foods[at].head.name not in PLAIN_FLAVOURED for at in flavoured):
        return set(range(len(foods))) - flavoured
    flavours = set()
    for at in flavoured:
        before = at - 1
        while before >= 0 and foods[before].end == foods[before + 1].start and _is_sweet(foods[before]):
            flavours.add(before)
            before -= 1
    return flavours - flavoured


def _is_sweet(match: Match) -> bool:
    labels = match.head.labels
    sweet = not labels or any(labels.get(label) == Certainty.YES for label in ("fruit", "nuts", "added_sugar"))
    return not match.plural and (sweet or match.head.name == "potato chip")  # mint chip


def _flavour(head: Head, bar: bool) -> Part:
    """Return a flavour as a part with labels and plants MAYBE; the nuts of a bar and own foods keep their certainty."""
    nuts = bar and head.labels.get("nuts") == Certainty.YES and "gluten" not in head.labels
    if head.own or nuts:
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
