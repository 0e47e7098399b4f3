"""What a person usually eats, after meals are added, changed and taken out again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.meal_history import MealHistory

TODAY = date(2026, 11, 21)
CLOCK = fixed_clock(datetime.fromisoformat("2026-11-21T23:30+00:00"), "UTC")


def meal(text: str, ago: int, hour: int) -> Meal:
    at = datetime.fromisoformat(f"{TODAY - timedelta(days=ago)}T{hour:02}:00+00:00")
    made = make("meal", {"text": text}, CLOCK, at=at)
    assert isinstance(made, Meal)
    return made


foods = st.lists(st.sampled_from(["oats", "Oats", "rye bread", "bread", "egg, oats"]), min_size=1, max_size=3)
meals = st.builds(
    lambda words, ago, hour: meal(", ".join(words), ago, hour), foods, st.integers(0, 3), st.integers(5, 22)
)


@given(st.lists(meals, max_size=12), st.lists(meals, max_size=4))
def test_an_updated_index_equals_a_new_index(before: list[Meal], after: list[Meal]) -> None:
    usual = MealHistory(before)
    usual.complete("o")
    day = TODAY - timedelta(days=1)
    replaced = [meal for meal in after if meal.date == day]
    usual.update(day, replaced)
    fresh = MealHistory([*(meal for meal in before if meal.date != day), *replaced])
    assert usual.meals(TODAY) == fresh.meals(TODAY)
    for typed in ("o", "e", "b", "r"):
        assert usual.complete(typed) == fresh.complete(typed)
    for slot in ("breakfast", "lunch", "dinner", "snack"):
        assert usual.time(slot) == fresh.time(slot)
        assert usual.last(slot) == fresh.last(slot)


def test_a_food_is_removed_with_its_last_meal() -> None:
    usual = MealHistory([meal("oats", 0, 8)])
    usual.update(TODAY, [])
    assert usual.complete("o") == []
    assert usual.meals(TODAY) == []
    assert usual.last("breakfast") is None


def test_days_of_the_same_foods_whatever_order_case_and_slot() -> None:
    usual = MealHistory(
        [meal("Oats, egg", 2, 8), meal("egg, oats", 1, 20), meal("oats", 0, 8), meal("oats, egg", 0, 12)]
    )
    assert usual.days("EGG,  oats") == [TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY]
    assert usual.days("egg") == []
