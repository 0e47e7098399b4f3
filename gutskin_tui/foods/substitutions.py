"""Foods that replace an ingredient of another: oat milk in a latte, gluten-free bread in a sandwich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from gutskin_tui.foods.food import Certainty, Food, Part

MILK_DRINKS = frozenset(
    {"latte", "cappuccino", "macchiato", "mocha", "white", "cortado", "chai", "chocolate", "frappuccino", "frappe",
     "smoothie", "shake", "milkshake", "cocoa", "coffee", "tea", "matcha", "porridge", "oatmeal", "cereal"}
)  # fmt: skip
"""Words in the names of foods that can be made with any milk."""

BARE_MILKS = frozenset({"soy", "soya", "oat", "almond", "coconut", "cashew"})
"""Plants that are short for their milk ("flat white with oat")."""
BREADS = frozenset({"bread", "bun", "roll", "wrap", "toast", "pasta", "crust", "base", "tortilla", "pita", "bagel"})
BREAD_DISHES = frozenset(
    {"sandwich", "toast", "burger", "hamburger", "cheeseburger", "wrap", "pizza", "pasta", "spaghetti", "burrito",
     "quesadilla", "fajita", "sub", "blt", "dog", "lasagna", "toastie", "panini"}
)  # fmt: skip
PLANT_WORDS = frozenset({"alpro", "oatly", "silk", "soy", "soya", "oat", "almond", "coconut", "cashew", "plant"})
PLANT_MADE = frozenset(
    {"yogurt", "cheese", "cream", "milk", "latte", "cappuccino", "mocha", "white", "kefir", "pudding"}
)
"""Words of dairy foods that a plant word in the name turns into MAYBE dairy ("coconut blueberry yogurt")."""
CHEESES = frozenset({"cheese", "mozzarella", "cheddar", "parmesan", "feta"})
CHEESE_DISHES = frozenset(
    {"pizza", "sandwich", "burger", "cheeseburger", "quesadilla", "nachos", "toastie", "mac", "macaroni", "lasagna",
     "burrito", "panini", "grilled"}
)  # fmt: skip
FREE = ("gluten free ", "vegan ", "dairy free ", "non dairy ", "plant based ")
"""Beginnings of the names of substitutes."""


def substitute(foods: Sequence[Food], first: int) -> dict[int, Food]:
    """Return by index the foods whose labels the substitutes among `foods[first:]` change from YES to MAYBE.

    A plant milk applies to the milk drinks beside it, gluten-free bread to dishes made with bread, dairy-free cheese
    to dishes made with cheese. They apply to the food before `first` as well ("latte, oat milk").
    """
    changed: dict[int, Food] = {}
    for label, dishes in {pair for food in foods[first:] for pair in _replaced(food)}:
        for index in range(max(first - 1, 0), len(foods)):
            food = changed.get(index, foods[index])
            if food.certainty(label) == Certainty.YES and any(
                dishes.intersection(part.words.split()) for part in food.parts
            ):
                changed[index] = replace(food, labels={**food.labels, label: Certainty.MAYBE})
    if not changed:
        return changed
    for index in range(first, len(foods)):
        food = foods[index]
        if food.name in BARE_MILKS and index and any(at != index for at in changed):
            labels = {
                label: certainty
                for label, certainty in food.labels.items()
                if label not in ("whole_grain", "high_fibre")
            }
            changed[index] = replace(food, labels=labels)
    return changed


def _replaced(food: Food) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the label that a substitute lacks, and words of the dishes in which it may be used."""
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
