"""Dishes of German-speaking countries, West Africa, East and South-East Asia, by the names people there type."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.parser import parse

NO, MAYBE, YES = Certainty.NO, Certainty.MAYBE, Certainty.YES


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Leberkäs Semmel", "gluten", YES),
        ("Leberkäs", "ultra_processed", YES),
        ("Käsespätzle", "egg", YES),
        ("Vollkornbrot", "whole_grain", YES),
        ("Pommes", "high_glycaemic", YES),
        ("Apfelschorle", "alcohol", NO),
        ("Weizen, 0,5 l", "alcohol", YES),
        ("Kaiserschmarrn", "dairy", YES),
        ("Obatzda", "dairy", YES),
        ("moi moi", "legume", YES),
        ("moi moi", "gluten", NO),
        ("akamu", "fermented", YES),
        ("kenkey and shito", "fermented", YES),
        ("kenkey and shito", "spicy", YES),
        ("suya", "nuts", YES),
        ("egusi", "nuts_seeds", YES),
        ("cold malt", "gluten", YES),
        ("cold malt", "alcohol", NO),
        ("nkate cake", "nuts", YES),
        ("eba", "gluten", NO),
        ("kimbap", "dairy", NO),
        ("jajangmyeon", "gluten", YES),
        ("okonomiyaki", "egg", YES),
        ("natto", "fermented", YES),
        ("xiaolongbao", "gluten", YES),
        ("mapo doufu", "soy", YES),
        ("egg tart", "dairy", YES),
        ("char kway teow", "egg", YES),
        ("nasi lemak", "nuts", YES),
        ("kare-kare", "nuts", YES),
        ("khao soi", "gluten", YES),
        ("goi cuon", "gluten", MAYBE),
        ("tempe orek", "fermented", YES),
        ("ca phe sua", "dairy", YES),
    ],
)
def test_regional_dishes(text: str, label: str, expected: Certainty) -> None:
    assert max(food.certainty(label) for food in parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "plants"),
    [
        ("waakye with gari", {"rice", "black-eyed pea", "cassava"}),
        ("kenkey", {"corn"}),
        ("pho bo", {"rice"}),
        ("currywurst pommes", {"potato"}),
        ("ewedu", {"molokhia"}),
    ],
)
def test_plants_of_regional_dishes(text: str, plants: set[str]) -> None:
    assert {name for food in parse(text) for name, certainty in food.plants.items() if certainty == YES} == plants


def test_german_words_between_foods() -> None:
    assert [food.name for food in parse("Müsli mit Joghurt und Honig")] == ["musli", "joghurt", "honig"]
    assert all(food.known for food in parse("Nudeln mit Tomatensoße, Brot mit Käse, Haferflocken mit Beeren"))
    (coffee,) = parse("Kaffee ohne Milch und Zucker")
    assert coffee.certainty("dairy") == NO
    assert coffee.certainty("added_sugar") == NO
