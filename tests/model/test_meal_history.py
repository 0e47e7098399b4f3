"""Usual meals, the meal to repeat, usual times, and foods completed from the person's own history."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.meal_history import KnownFood, MealHistory, UsualMeal
from gutskin_tui.text import match_key

TODAY = date(2026, 11, 21)
CLOCK = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("Europe/London")), "Europe/London")


def meal(text: str, days_ago: int = 1, at: str = "12:30", slot: str | None = None, clock: Clock = CLOCK) -> Meal:
    when = datetime.fromisoformat(f"{TODAY - timedelta(days=days_ago)}T{at}+00:00")
    made = make("meal", {"text": text, "slot": slot}, clock, at=when)
    assert isinstance(made, Meal)
    return made


def test_the_same_foods_in_any_order_and_case_are_the_same_meal() -> None:
    usual = MealHistory([meal("Lentil  soup, bread", 3), meal("bread, lentil soup", 2), meal("bread, LENTIL soup", 1)])
    assert usual.meals(TODAY) == [UsualMeal("bread, LENTIL soup", "lunch", 3, TODAY - timedelta(days=1))]


def test_each_slot_has_meals_of_its_own() -> None:
    usual = MealHistory([meal("toast", 2, "08:00"), meal("toast", 1, "08:00"), meal("toast", 1, "19:00")])
    assert [(usual_meal.slot, usual_meal.count) for usual_meal in usual.meals(TODAY)] == [
        ("breakfast", 2),
        ("dinner", 1),
    ]


def test_a_meal_counts_half_after_thirty_days() -> None:
    # three 60 days ago weigh 0.75, one today weighs 1, two 30 days ago weigh 1 too but are older
    meals = [meal("old", 60, at=f"12:0{n}") for n in range(3)]
    meals += [meal("mid", 30, at=f"12:1{n}") for n in range(2)]
    usual = MealHistory([*meals, meal("new", 0)])
    assert [(usual_meal.text, usual_meal.count) for usual_meal in usual.meals(TODAY)] == [
        ("new", 1),
        ("mid", 2),
        ("old", 3),
    ]


def test_frequent_meals_come_first_after_years_without_any() -> None:
    meals = [meal("often", 2000 + day) for day in range(20)]
    assert [usual.text for usual in MealHistory([*meals, meal("once", 1999)]).meals(TODAY)] == ["often", "once"]


def test_nine_meals_are_offered() -> None:
    usual = MealHistory([meal(f"meal {number}", number) for number in range(12)])
    assert [usual_meal.text for usual_meal in usual.meals(TODAY)] == [f"meal {number}" for number in range(9)]


def test_the_last_meal_of_a_slot_is_the_latest() -> None:
    meals = [meal("salmon", 1, "19:00"), meal("pizza", 3, "19:00"), meal("eggs", 0, "08:00", slot="dinner")]
    assert MealHistory(meals).last("dinner") == TODAY
    assert MealHistory(meals[:2]).last("dinner") == TODAY - timedelta(days=1)
    assert MealHistory(meals).last("breakfast") is None


def test_the_usual_time_is_the_median_of_the_latest_meals() -> None:
    assert MealHistory([]).time("dinner") is None
    meals = [meal("x", day, at, "dinner") for day, at in ((3, "18:00"), (2, "19:00"), (1, "22:30"))]
    assert MealHistory(meals).time("dinner") == time(19, 0)
    early = [meal("x", 100 + day, "12:00", "dinner") for day in range(60)]
    assert MealHistory([*early, *(meal("x", day, "19:30", "dinner") for day in range(1, 29))]).time("dinner") == time(
        19, 30
    )


def test_a_dinner_past_midnight_is_a_late_dinner() -> None:
    meals = [meal("x", day, at, "dinner") for day, at in ((4, "23:00"), (2, "00:30"), (1, "00:40"))]
    assert MealHistory(meals).time("dinner") == time(0, 30)


def test_foods_complete_by_how_often_then_how_lately() -> None:
    usual = MealHistory(
        [
            meal("sourdough toast", 5),
            meal("sourdough toast", 4),
            meal("sour cream, rice", 3),
            meal("Sour plums", 1),
            meal("cheese on sourdough", 2),
            meal("cheese on sourdough", 3),
            meal("cheese on sourdough", 6),
        ]
    )
    assert [(food.text, food.count) for food in usual.complete("sour")] == [
        ("sourdough toast", 2),
        ("Sour plums", 1),
        ("sour cream", 1),
        ("cheese on sourdough", 3),
    ]
    assert usual.complete("SOUR  p") == [KnownFood("Sour plums", 1, TODAY - timedelta(days=1))]
    assert usual.complete("our") == []
    assert usual.complete(" ") == []
    assert len(usual.complete("sour", limit=1)) == 1


def test_a_food_twice_in_a_meal_counts_once() -> None:
    assert MealHistory([meal("egg, Egg")]).complete("egg")[0].count == 1


def test_text_that_means_something_elsewhere_is_plain_words_here() -> None:
    usual = MealHistory([meal("[red]curry[/red], =1+1, 寿司, oats (milk, honey)")])
    for typed in ("[red", "=1", "寿", "oats (milk, h"):
        assert len(usual.complete(typed)) == 1


def test_a_food_is_completed_and_counted_however_it_is_written() -> None:
    ways = ("Smørrebrød", "smorrebrod", "smo\u0338rrebro\u0338d", "smørre\u00adbrød", "ＳＭＯＲＲＥＢＲＯＤ")
    usual = MealHistory([meal(f"{way}, farmer’s tea", day) for day, way in enumerate(ways, 1)])
    for typed in ("smo", "SMØ", "smo\u0338", "ｓｍｏ", "s\u200bmo"):
        assert [(food.text, food.count) for food in usual.complete(typed)] == [("Smørrebrød", 5)], typed
    for typed in ("farmer's", "FARMERS", "farmer‘s"):
        assert [food.text for food in usual.complete(typed)] == ["farmer’s tea"]
    assert [(usual_meal.text, usual_meal.count) for usual_meal in usual.meals(TODAY)] == [
        ("Smørrebrød, farmer’s tea", 5)
    ]
    assert len(usual.days("FARMERS TEA, smorrebrod")) == 5


def test_words_joined_by_a_hyphen_are_those_words() -> None:
    usual = MealHistory([meal("gluten-free bread", 1), meal("gluten free bread", 2), meal("gluten\u2011free bread", 3)])
    assert [(food.text, food.count) for food in usual.complete("free b")] == [("gluten-free bread", 3)]


FOODS = st.text("abc AB", min_size=1, max_size=6).filter(str.strip)


@given(st.lists(st.tuples(st.lists(FOODS, min_size=1, max_size=3), st.integers(0, 20)), max_size=12), FOODS)
def test_completion_follows_its_definition(history: list[tuple[list[str], int]], typed: str) -> None:
    counts: dict[str, int] = {}
    for foods, _ in history:
        for food in {match_key(food) for food in foods}:
            counts[food] = counts.get(food, 0) + 1
    start = match_key(typed)
    expected = {food for food in counts if f" {food}".find(f" {start}") >= 0}
    completions = MealHistory(meal(", ".join(foods), day) for foods, day in history).complete(typed, limit=100)
    assert {match_key(food.text): food.count for food in completions} == {food: counts[food] for food in expected}
    order = [(not match_key(food.text).startswith(start), -food.count, -food.last.toordinal()) for food in completions]
    assert order == sorted(order)
