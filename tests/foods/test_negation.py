"""What is not in a food, was not eaten, or stands for another food."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty
from tests.foods.parsed import MAYBE, NO, YES, surest


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("cheese-free pizza", "dairy", NO),
        ("nut-free granola", "nuts", NO),
        ("not gluten free bread", "gluten", YES),
        ("toast (not gluten free)", "gluten", YES),
        ("non vegan cheese", "dairy", YES),
        ("0.0 heineken", "alcohol", NO),
        ("beer 0.0%", "alcohol", NO),
        ("0% beer", "alcohol", NO),
        ("not much milk in my tea", "dairy", YES),
    ],
)
def test_free_of_and_not(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("tamari instead of soy sauce", "gluten", MAYBE),
        ("tamari instead of soy sauce", "soy", YES),
        ("courgette instead of spaghetti", "gluten", NO),
        ("honey in place of sugar", "added_sugar", YES),
        ("chicken rather than tofu", "soy", NO),
        ("burger with lettuce instead of bun", "gluten", MAYBE),
        ("avoided bread and cheese", "dairy", NO),
        ("skipped dessert, had fruit", "fruit", YES),
        ("didn't have any milk", "dairy", NO),
        ("wanted pizza but had salad", "gluten", NO),
        ("wanted ice cream but had yogurt", "dairy", YES),
        ("almost had a beer", "alcohol", NO),
        ("apple crumble but no custard", "gluten", YES),
    ],
)
def test_what_was_not_eaten_is_no_food(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("pad thai with shrimp no peanuts", "nuts", MAYBE),
        ("pad thai with shrimp, no peanuts", "nuts", MAYBE),
        ("pizza with mushrooms, no cheese", "dairy", MAYBE),
        ("carbonara with chicken, no egg", "egg", NO),
        ("porridge made with water not milk", "dairy", NO),
        ("greek salad without feta", "dairy", MAYBE),
        ("burrito bowl: rice, beans, sour cream, no cheese", "dairy", YES),
        ("yogurt and pizza, no cheese", "dairy", YES),
        ("salad with bread, no pasta", "gluten", YES),
        ("latte and vegan burger", "dairy", YES),
    ],
)
def test_a_negation_reaches_the_dish_that_has_it(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("all dairy free: latte, yoghurt, cheese toastie", "dairy", NO),
        ("all dairy free: latte, yoghurt, cheese toastie", "gluten", YES),
        ("gluten free: bread, pasta, cake", "gluten", NO),
        ("bread, pasta, cake (all gluten free)", "gluten", NO),
        ("pizza, ice cream - all vegan", "dairy", NO),
        ("pizza and ice cream, both vegan", "dairy", NO),
        ("everything was dairy free: pizza, latte", "dairy", NO),
        ("vegan: pizza\nlatte", "dairy", YES),
        ("vegan burger, cheese toastie", "dairy", YES),
    ],
)
def test_a_denial_for_all_foods_of_a_line(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected
