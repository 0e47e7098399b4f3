"""The ingredient list of a packet gives its labels, contains-statements too."""

from __future__ import annotations

from gutskin_tui.foods.labels import Sure
from gutskin_tui.foods.packet import read_packet


def test_ingredients_and_what_it_contains() -> None:
    labels, ingredients = read_packet(
        "INGREDIENTS: Enriched wheat flour, sugar, palm oil, whey powder, salt, soy lecithin (emulsifier).\n"
        "CONTAINS: WHEAT, MILK, SOY. May contain traces of almonds and egg."
    )
    assert {
        label: labels.get(label) for label in ("gluten", "dairy", "soy", "added_sugar", "ultra_processed")
    } == dict.fromkeys(("gluten", "dairy", "soy", "added_sugar", "ultra_processed"), Sure.YES)
    assert labels["nuts"] == Sure.MAYBE
    assert labels["egg"] == Sure.MAYBE
    assert "sugar" in ingredients


def test_what_it_may_contain_never_becomes_certain() -> None:
    labels, _ = read_packet("Ingredients: rice, salt. Made in a facility that also processes peanuts and milk.")
    assert labels.get("nuts") == Sure.MAYBE
    assert labels.get("dairy") == Sure.MAYBE


def test_what_it_does_not_contain() -> None:
    assert "dairy" not in read_packet("Ingredients: oats, water. Does not contain milk.")[0]


def test_plain_food_is_not_ultra_processed() -> None:
    labels, ingredients = read_packet("chickpeas, water, salt")
    assert "ultra_processed" not in labels
    assert labels["legume"] == Sure.YES
    assert ingredients == ("chickpeas", "water", "salt")


def test_less_than_two_percent_is_no_allergen_statement() -> None:
    labels, _ = read_packet("Water, tomato. Contains 2% or less of: salt, modified corn starch")
    assert labels["ultra_processed"] == Sure.YES
    assert "nuts" not in labels


def test_what_is_no_ingredient_is_left_out() -> None:
    _, ingredients = read_packet(
        "Ingredients: Water, oats (10.5%). Contains less than 2% of: salt, milk 1 %. May contain nuts. Contains: milk."
    )
    assert ingredients == ("water", "oats", "salt", "milk")


def test_a_long_line_of_digits_is_read_at_once() -> None:
    assert read_packet("1" * 20_000 + "%")[0] == {}
