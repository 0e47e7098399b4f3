"""What a parsed text contains, for tests of the parser."""

from __future__ import annotations

from gutskin_tui.foods.food import Certainty, Food
from gutskin_tui.foods.parser import parse

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


def only(text: str) -> Food:
    """Return the only food of a text."""
    (food,) = parse(text)
    return food


def surest(text: str, label: str) -> Certainty:
    """Return the highest certainty of a label among the foods of a text."""
    return max((food.certainty(label) for food in parse(text)), default=NO)


def plants(text: str) -> set[str]:
    """Return the plants that a text contains with certainty YES."""
    return {name for food in parse(text) for name, certainty in food.plants.items() if certainty == YES}
