"""The ingredient list of a packet gives its labels, contains-statements too."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.ingredient_list import parse_ingredient_list


def test_ingredients_and_what_it_contains() -> None:
    labels, ingredients = parse_ingredient_list(
        "INGREDIENTS: Enriched wheat flour, sugar, palm oil, whey powder, salt, soy lecithin (emulsifier).\n"
        "CONTAINS: WHEAT, MILK, SOY. May contain traces of almonds and egg."
    )
    assert {
        label: labels.get(label) for label in ("gluten", "dairy", "soy", "added_sugar", "ultra_processed")
    } == dict.fromkeys(("gluten", "dairy", "soy", "added_sugar", "ultra_processed"), Certainty.YES)
    assert labels["nuts"] == Certainty.MAYBE
    assert labels["egg"] == Certainty.MAYBE
    assert "sugar" in ingredients


def test_what_it_may_contain_never_becomes_certain() -> None:
    labels, _ = parse_ingredient_list(
        "Ingredients: rice, salt. Made in a facility that also processes peanuts and milk."
    )
    assert labels.get("nuts") == Certainty.MAYBE
    assert labels.get("dairy") == Certainty.MAYBE


def test_what_it_does_not_contain() -> None:
    assert "dairy" not in parse_ingredient_list("Ingredients: oats, water. Does not contain milk.")[0]


def test_plain_food_is_not_ultra_processed() -> None:
    labels, ingredients = parse_ingredient_list("chickpeas, water, salt")
    assert "ultra_processed" not in labels
    assert labels["legume"] == Certainty.YES
    assert ingredients == ("chickpeas", "water", "salt")


def test_less_than_two_percent_is_no_allergen_statement() -> None:
    labels, _ = parse_ingredient_list("Water, tomato. Contains 2% or less of: salt, modified corn starch")
    assert labels["ultra_processed"] == Certainty.YES
    assert "nuts" not in labels


def test_what_is_no_ingredient_is_left_out() -> None:
    _, ingredients = parse_ingredient_list(
        "Ingredients: Water, oats (10.5%). Contains less than 2% of: salt, milk 1 %. May contain nuts. Contains: milk."
    )
    assert ingredients == ("water", "oats", "salt", "milk")


def test_a_long_line_of_digits_is_read_at_once() -> None:
    assert parse_ingredient_list("1" * 20_000 + "%")[0] == {}


LISTS: tuple[tuple[str, str, str], ...] = (
    # what the packet says; what is surely in it; what may be
    (
        "INGREDIENTS: Flour (55%) (WHEAT Flour, Calcium, Iron), Vegetable Oil (Palm), Wholemeal WHEAT Flour (16%), "
        "Sugar, Partially Inverted Sugar Syrup, Raising Agent (Sodium Bicarbonate), Salt. May contain milk.",
        "gluten added_sugar ultra_processed whole_grain",
        "dairy",
    ),
    (
        "Ingredients: Whole Grain Oats, Sugar, Canola Oil, Honey, Soy Lecithin, Natural Flavor. CONTAINS SOY; "
        "MAY CONTAIN ALMOND, PEANUT AND PECAN INGREDIENTS.",
        "added_sugar ultra_processed soy whole_grain",
        "nuts",
    ),
    (
        "Rapeseed Oil (78%), Water, Pasteurised EGG & EGG Yolk (7.9%), Spirit Vinegar, Sugar, Salt, Flavourings.",
        "egg added_sugar ultra_processed",
        "",
    ),
    ("Potatoes, Vegetable Oil (Sunflower, Soybean, and/or Canola Oil), and Salt. No preservatives.", "", ""),
    (
        "ROASTED PEANUTS, SUGAR, CONTAINS 2% OR LESS OF: MOLASSES, FULLY HYDROGENATED VEGETABLE OILS (RAPESEED AND "
        "SOYBEAN), MONO AND DIGLYCERIDES, SALT.",
        "nuts added_sugar ultra_processed",
        "",
    ),
    (
        "Milk Protein Isolate, Soluble Corn Fiber, Almonds, Erythritol. Contains less than 2% of the following: "
        "Sea Salt, Sucralose. Contains milk and almonds. May contain peanuts, soy, and wheat. Gluten free.",
        "dairy nuts ultra_processed",
        "soy gluten",
    ),
    ("Coconut milk (97%), tapioca starch, live yogurt cultures. Free from dairy, soya and nuts.", "fermented", ""),
    ("Water, organic soya beans (29%), firming agent: calcium sulphate. Vegan. No added sugar.", "soy", ""),
    ("Rice, peas, salt. Does not contain milk, egg or gluten. Contains no nuts. Suitable for vegans.", "", ""),
    ("Carbonated Water, Colour (Caramel E150d), Sweeteners (Aspartame), Phosphoric Acid.", "ultra_processed", ""),
    ("Salted beef, sugar, preservative: E250, antioxidant: E301.", "added_sugar", ""),
    ("Glucose Syrup (Wheat), Sugar, Pork Gelatine, Flavourings.", "added_sugar ultra_processed", "gluten"),
    (
        "Wholegrain Oats (88%), Palm Fruit Oil, Salt. Made in a bakery that handles nuts, milk and wheat.",
        "whole_grain",
        "nuts dairy gluten",
    ),
    ("Buckwheat, cocoa butter, cream of tartar, nutmeg, eggplant, salt.", "whole_grain", ""),
    (
        "Wheat flour {niacin, iron}, marzipan 14% [sugar, almonds (12%)], butter (milk), rum 1%.",
        "gluten added_sugar nuts dairy alcohol",
        "",
    ),
)
CHECKED = (
    "dairy",
    "gluten",
    "added_sugar",
    "ultra_processed",
    "alcohol",
    "egg",
    "soy",
    "nuts",
    "fermented",
    "whole_grain",
)


@pytest.mark.parametrize(("text", "surely", "maybe"), LISTS)
def test_the_labels_of_an_ingredient_list(text: str, surely: str, maybe: str) -> None:
    labels, _ = parse_ingredient_list(text)
    assert {label for label in CHECKED if labels.get(label) == Certainty.YES} == set(surely.split())
    assert {label for label in CHECKED if labels.get(label) == Certainty.MAYBE} == set(maybe.split())


def test_unseen_characters_and_signs_of_a_web_page_change_nothing() -> None:
    plain = "Ingredients: wheat flour, sugar, soy lecithin (emulsifier). Contains: milk. Doesn't contain: nuts."
    pasted = (
        "Ingredients\u00a0: whe\u00adat\u00a0flour, sugar, soy\u202flecithin (emulsi\u00adfier). "
        "Contains:\u200b milk. Doesn’t contain: nuts."
    )
    assert parse_ingredient_list(pasted) == parse_ingredient_list(plain)
    assert parse_ingredient_list(plain)[0]["gluten"] == Certainty.YES
