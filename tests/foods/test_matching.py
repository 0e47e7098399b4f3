"""Foods that run on without a comma, and names that only seem to contain another."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty, Food, strongest
from gutskin_tui.foods.parser import parse


def content(text: str) -> tuple[dict[str, Certainty], dict[str, Certainty]]:
    """Return the labels and the plants of a text."""
    foods: tuple[Food, ...] = parse(text)
    return strongest(*(food.labels for food in foods)), strongest(*(food.plants for food in foods))


@pytest.mark.parametrize(
    "foods",
    [
        "toast, ice cream",
        "almonds, popcorn",
        "ice cream, banana",
        "ice cream, toast, coffee",
        "almonds, milk",
        "strawberries, yogurt",
        "lentils, rice",
        "chickpeas, salad",
        "porridge, oat milk",
        "grilled chicken, rice cakes",
        "croissant, oat milk",
        "rice, popcorn",
        "apple, banana, orange, yogurt, almonds",
    ],
)
def test_foods_without_commas_are_the_same_foods(foods: str) -> None:
    assert content(foods.replace(",", "")) == content(foods)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("almond milk", "almond milk"),
        ("banana ice cream", "banana ice cream"),
        ("brussels sprouts", "brussels sprout"),
        ("eggs florentine", "egg benedict"),
        ("beans on toast", "beans on toast"),
        ("goat's cheese", "goat cheese"),
    ],
)
def test_a_name_of_several_words_stays_whole(text: str, name: str) -> None:
    (food,) = parse(text)
    assert food.parts[0].words == name


def test_a_flavour_before_ice_cream_is_no_certain_ingredient() -> None:
    labels, plants = content("quince ice cream")
    assert labels["dairy"] == Certainty.YES
    assert labels["fruit"] == Certainty.MAYBE
    assert plants["quince"] == Certainty.MAYBE
