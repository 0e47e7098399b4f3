"""A food that stands in for a usual part of another: oat milk in a latte, gluten-free bread in a sandwich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gutskin_tui.foods.food import Certainty, Food, Part

MILK_DRINKS = frozenset(
    {"latte", "cappuccino", "macchiato", "mocha", "white", "cortado", "chai", "chocolate", "frappuccino", "frappe",
     "smoothie", "shake", "milkshake", "cocoa", "coffee", "tea", "matcha", "porridge", "oatmeal", "cereal"}
)  # fmt: skip
"""Words in the names of foods whose milk may be any milk."""

BARE_MILKS = frozenset({"soy", "soya", "oat", "almond", "coconut", "cashew"})
"""What "flat white with oat" is short for."""
BREADS = frozenset({"bread", "bun", "roll", "wrap", "toast", "pasta", "crust", "base", "tortilla", "pita", "bagel"})
BREAD_DISHES = frozenset(
    {"sandwich", "toast", "burger", "hamburger", "cheeseburger", "wrap", "pizza", "pasta", "spaghetti", "burrito",
     "quesadilla", "fajita", "sub", "blt", "dog", "lasagna", "toastie", "panini"}
)  # fmt: skip
PLANT_WORDS = frozenset({"alpro", "oatly", "silk", "soy", "soya", "oat", "almond", "coconut", "cashew", "plant"})
PLANT_MADE = frozenset(
    {"yogurt", "cheese", "cream", "milk", "latte", "cappuccino", "mocha", "white", "kefir", "pudding"}
)
"""In the name of one of these a plant word means that it may be made of that plant ("coconut blueberry yogurt")."""
CHEESES = frozenset({"cheese", "mozzarella", "cheddar", "parmesan", "feta"})
CHEESE_DISHES = frozenset(
    {"pizza", "sandwich", "burger", "cheeseburger", "quesadilla", "nachos", "toastie", "mac", "macaroni", "lasagna",
     "burrito", "panini", "grilled"}
)  # fmt: skip


FREE = ("gluten free ", "vegan ", "dairy free ", "non dairy ", "plant based ")


def substituted(foods: Sequence[Food], first: int) -> dict[int, Food]:
    """Return by index the foods that nobody can tell about because of the substitutes among `foods[first:]`.

    A plant milk speaks of the milk drink beside it, bread without gluten of what is made with bread, cheese without
    milk of what is made with cheese. The food before `first` is still spoken of ("latte, oat milk").
    """
    changed: dict[int, Food] = {}
    for label, dishes in {pair for food in foods[first:] for pair in _stands_in(food)}:
        for index in range(max(first - 1, 0), len(foods)):
            food = changed.get(index, foods[index])
            if food.sure(label) == Certainty.YES and any(
                dishes.intersection(part.words.split()) for part in food.parts
            ):
                changed[index] = replace(food, labels={**food.labels, label: Certainty.MAYBE})
    for index in range(first, len(foods)):
        food = foods[index]
        if food.name in BARE_MILKS and index and any(at != index for at in changed):
            labels = {label: sure for label, sure in food.labels.items() if label not in ("whole_grain", "high_fibre")}
            changed[index] = replace(food, labels=labels)
    return changed


def _stands_in(food: Food) -> Iterator[tuple[str, frozenset[str]]]:
    for part in food.parts:
        milk = part.words.endswith(" milk") and part.plants and "dairy" not in part.labels
        if milk or food.name in BARE_MILKS:
            yield "dairy", MILK_DRINKS
        last = part.words.rpartition(" ")[2]
        if last in BREADS and _free(food, part, "gluten"):
            yield "gluten", BREAD_DISHES
        if last in CHEESES and _free(food, part, "dairy"):
            yield "dairy", CHEESE_DISHES


def _free(food: Food, part: Part, label: str) -> bool:
    return (label not in part.labels and part.words.startswith(FREE)) or label in food.denied
