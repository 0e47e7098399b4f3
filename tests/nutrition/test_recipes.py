"""Foods that are made of others: recipes and the ingredients of a packet."""

from __future__ import annotations

import pytest
from meal_labels import at, labels

from gutskin_tui.clock import Clock
from gutskin_tui.foods.food import Certainty
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.custom_foods import (
    own_foods,
    save_answers,
    save_ingredient_list,
    save_is_food,
    save_recipe,
    set_star,
)
from gutskin_tui.store import Journal


def test_a_recipe_keeps_what_was_added_to_it_elsewhere_since(journal: Journal) -> None:
    seen = save_recipe(journal, at(0), "soup", ["lentils", "carrot"])
    save_recipe(journal, at(1), "soup", ["lentils", "carrot", "cream"], seen)
    mine = save_recipe(journal, at(2), "soup", ["lentils", "onion"], seen)
    assert mine.made_of == ("lentils", "cream", "onion")
    save_answers(journal, at(3), "soup", {"dairy": "no"})
    packet = save_ingredient_list(journal, at(4), "soup", "Lentils, milk.", mine)
    assert packet.record.labels["dairy"] == "yes"
    assert packet.message == "Answered elsewhere meanwhile: dairy no; undo brings that back."


def test_a_recipe_counts_its_plants_and_labels(journal: Journal, clock: Clock) -> None:
    save_recipe(journal, clock, "grandma's soup", ["lentils", " carrot ", "", "onion", "cream"])
    (soup,) = MealAnalyzer.from_journal(journal).foods("Grandma’s soup")
    assert set(soup.plants) == {"lentil", "carrot", "onion"}
    assert soup.certainty("dairy") is Certainty.YES
    save_answers(journal, clock, "grandma's soup", {"dairy": "no"})
    assert "dairy" not in labels(journal, "grandmas soup")
    save_recipe(journal, clock, "grandma's soup", [])
    assert not MealAnalyzer.from_journal(journal).foods("grandma's soup")[0].plants


@pytest.mark.parametrize("order", [["stock", "soup", "lunch"], ["lunch", "soup", "stock"], ["soup", "lunch", "stock"]])
def test_recipes_use_recipes_whichever_was_defined_first(journal: Journal, order: list[str]) -> None:
    recipes = {"stock": ["leek", "celery"], "soup": ["zorb stock", "carrot"], "lunch": ["zorb soup", "rye bread"]}
    for minute, name in enumerate(order):
        save_recipe(journal, at(minute), f"zorb {name}", recipes[name])
    set_star(journal, at(9), "zorb stock", True)
    (lunch,) = MealAnalyzer.from_journal(journal).foods("zorb lunch")
    assert {"leek", "celery", "carrot"} <= set(lunch.plants)


def test_recipes_in_a_circle_come_to_an_end(journal: Journal, clock: Clock) -> None:
    save_recipe(journal, clock, "zorb", ["blip", "carrot"])
    save_recipe(journal, clock, "blip", ["zorb", "onion"])
    assert set(MealAnalyzer.from_journal(journal).foods("zorb")[0].plants) == {"carrot", "onion"}


def test_a_packet_sets_answers_and_ingredients_in_a_single_change(journal: Journal, clock: Clock) -> None:
    save_answers(journal, clock, "oat bar", {"histamine": "yes", "dairy": "no"})
    save_ingredient_list(
        journal, clock, "oat bar", "Ingredients: Oats 60%, honey, whey powder. May contain nuts. Contains: milk."
    )
    (bar,) = own_foods(journal)
    assert bar.made_of == ("oats", "honey", "whey powder")
    assert (bar.labels["dairy"], bar.labels["nuts"], bar.labels["histamine"]) == ("yes", "maybe", "yes")
    (food,) = MealAnalyzer.from_journal(journal).foods("1 oat bar")
    assert (food.certainty("dairy"), food.certainty("nuts"), set(food.plants)) == (
        Certainty.YES,
        Certainty.MAYBE,
        {"oats"},
    )
    journal.undo()
    assert own_foods(journal)[0].labels == {"dairy": "no", "histamine": "yes"}


def test_a_packet_may_name_the_food_itself(journal: Journal, clock: Clock) -> None:
    assert save_ingredient_list(journal, clock, "oats", "Oats.").record.made_of == ("oats",)
    assert "oats" in MealAnalyzer.from_journal(journal).foods("oats")[0].plants


def test_no_food_replaces_the_record_and_a_recipe_reverts_it(journal: Journal, clock: Clock) -> None:
    save_answers(journal, clock, "zorb", {"dairy": "yes"})
    save_is_food(journal, clock, "Zorbs", False)
    (record,) = own_foods(journal)
    assert (record.name, record.is_food, record.labels) == ("zorb", False, {})
    save_recipe(journal, clock, "zorb", ["cream"])
    (record,) = own_foods(journal)
    assert (record.is_food, record.made_of) == (None, ("cream",))
    save_recipe(journal, clock, "zorb", [])
    assert own_foods(journal) == []
