"""The labels of foods: those that have one, do not have it, or may have it."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty
from tests.foods.parsed import MAYBE, NO, YES, only, plants, surest


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("fried rice", "soy", YES),
        ("lemon square", "dairy", YES),
        ("lemon square", "gluten", YES),
        ("pizza", "dairy", YES),
        ("pizza", "gluten", YES),
        ("brown rice cake", "gluten", NO),
        ("brown rice cake", "egg", NO),
        ("scallion pancake", "dairy", NO),
        ("scallion pancake", "gluten", YES),
        ("egg roll", "gluten", YES),
        ("egg roll", "egg", MAYBE),
        ("Grape Nuts", "nuts", NO),
        ("Grape Nuts", "gluten", YES),
        ("chocolate eggs", "egg", NO),
        ("chocolate eggs", "added_sugar", YES),
        ("chickpea flour", "gluten", NO),
        ("chickpea flour", "legume", YES),
        ("coffee creamer", "ultra_processed", YES),
        ("butternut squash", "nuts", NO),
        ("butternut squash", "dairy", NO),
        ("buckwheat", "gluten", NO),
        ("eggplant", "egg", NO),
        ("coconut milk", "dairy", NO),
        ("oat milk", "dairy", NO),
        ("almond milk", "dairy", NO),
        ("oat latte", "dairy", NO),
        ("latte", "dairy", YES),
        ("peanut butter", "dairy", NO),
        ("peanut butter", "nuts", YES),
        ("cream crackers", "dairy", NO),
        ("cream crackers", "gluten", YES),
        ("ginger beer", "alcohol", NO),
        ("ginger beer", "gluten", NO),
        ("beer", "alcohol", YES),
        ("corn flakes", "gluten", YES),
        ("sweet pepper", "spicy", NO),
        ("sweet pepper", "added_sugar", NO),
        ("sweet potato", "added_sugar", NO),
        ("crisps", "high_glycaemic", MAYBE),
        ("fries", "high_glycaemic", YES),
        ("yoghurt", "added_sugar", MAYBE),
        ("cocoa butter", "dairy", NO),
        ("nutmeg", "nuts", NO),
        ("water chestnut", "nuts", NO),
    ],
)
def test_where_naive_matching_fails(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


def test_a_flavour_is_no_certain_ingredient() -> None:
    bar = only("protein bar - chocolate chip cookie dough")
    assert bar.certainty("gluten") == MAYBE
    assert bar.certainty("ultra_processed") == YES
    assert "potato" not in plants("Halo top mint chip")


@pytest.mark.parametrize("word", ["leftover", "reheated", "smoky", "takeaway", "shop-bought", "buttery", "bitter"])
def test_describing_words_add_no_yes(word: str) -> None:
    for name in ("rice", "broccoli", "apple"):
        plain, described = only(name), only(f"{word} {name}")
        assert {label for label, certainty in described.labels.items() if certainty == YES} == {
            label for label, certainty in plain.labels.items() if certainty == YES
        }
        assert described.plants == plain.plants


@pytest.mark.parametrize(
    "text", ["avocado", "olive oil", "rapeseed oil", "olives", "walnuts", "almond butter", "tahini", "salmon"]
)
def test_healthy_fat(text: str) -> None:
    assert only(text).certainty("omega3") == YES


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("oats", "gluten"),
        ("chocolate chip cookie", "soy"),
        ("dark chocolate", "soy"),
        ("cookie", "egg"),
        ("vegetable curry", "added_sugar"),
        ("carrot soup", "dairy"),
        ("cheese sandwich", "whole_grain"),
        ("chicken casserole", "gluten"),
    ],
)
def test_open_labels_are_a_maybe(text: str, label: str) -> None:
    assert surest(text, label) == MAYBE


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("weetabix", "ultra_processed", YES),
        ("weetabix", "added_sugar", YES),
        ("salt and vinegar crisps", "ultra_processed", YES),
        ("milk chocolate", "ultra_processed", YES),
        ("ketchup", "ultra_processed", YES),
        ("kombucha", "added_sugar", YES),
        ("homemade ketchup", "ultra_processed", NO),
        ("plain rice", "ultra_processed", NO),
        ("banana", "added_sugar", NO),
        ("vitamin E cream", "dairy", NO),
        ("milk of magnesia", "dairy", NO),
        ("aquafaba meringue", "egg", NO),
        ("aquafaba meringue", "added_sugar", YES),
    ],
)
def test_added_sugar_and_processing(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("walnut brownie", "nuts", YES),
        ("brownie", "nuts", MAYBE),
        ("bean burrito", "legume", YES),
        ("spinach quiche", "vegetable", YES),
        ("hazelnut latte", "nuts", NO),
        ("cheese and onion crisps", "vegetable", NO),
    ],
)
def test_a_plant_in_a_name_has_its_labels(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected
