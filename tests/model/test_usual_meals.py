"""A person's changes to the list of usual meals: pinned, named and removed ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.meal_history import OFFERED_MEALS, PINNED, REMOVED, MealHistory, UsualMeal, with_choice

TODAY = date(2026, 11, 21)


@pytest.fixture
def history(clock: Clock) -> MealHistory:
    """Ten meals, "meal 0" the latest; soup was lunch and dinner."""
    now = clock.now()
    texts = [*(f"meal {number}" for number in range(10)), "soup, bread", "Bread, soup"]
    meals = [make("meal", {"text": text}, clock, at=now - timedelta(hours=7 * back)) for back, text in enumerate(texts)]
    return MealHistory(meal for meal in meals if isinstance(meal, Meal))


def test_pinned_meals_come_first_in_their_order_and_removed_meals_are_not_offered(history: MealHistory) -> None:
    meals = history.meals(TODAY, {"bread, soup": "Stew", "meal 0": REMOVED, "rice": PINNED})
    assert meals[0].words == "Stew"
    assert (meals[0].text, meals[0].count, meals[0].pinned) == ("bread, soup", 2, True)
    assert meals[1] == UsualMeal("rice", None, 0, None, pinned=True)
    assert [meal.words for meal in meals[2:]] == [f"meal {number}" for number in range(1, 8)]
    assert len(meals) == OFFERED_MEALS


def test_without_changes_the_most_usual_meals_are_offered(history: MealHistory) -> None:
    assert history.meals(TODAY, {}) == history.meals(TODAY)


@pytest.mark.parametrize(
    ("text", "choice", "new_text", "changed"),
    [
        ("rice", PINNED, "", {"oats, milk": "Porridge", "pizza": "-", "rice": "*"}),
        ("milk, Oats", None, "", {"pizza": "-"}),
        ("oats, milk", "Oats", "oats, soy milk", {"oats, soy milk": "Oats", "pizza": "-"}),
        ("oats, milk", "Pizza", "pizza", {"pizza": "Pizza"}),
        ("pizza", "*", "", {"oats, milk": "Porridge", "pizza": "*"}),
    ],
)
def test_a_changed_meal_keeps_its_place(text: str, choice: str | None, new_text: str, changed: dict[str, str]) -> None:
    assert list(with_choice({"oats, milk": "Porridge", "pizza": "-"}, text, choice, new_text).items()) == list(
        changed.items()
    )


def test_pinned_meals_without_foods_are_ignored() -> None:
    meals = MealHistory([]).meals(TODAY, {"": "Empty", " , ": PINNED, "rice": PINNED})
    assert [meal.text for meal in meals] == ["rice"]
