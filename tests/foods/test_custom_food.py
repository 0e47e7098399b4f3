"""Own foods override the lexicon."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from gutskin_tui.foods.custom_food import FoodRecord, heads_of
from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.parser import parse

WHEN = "2026-11-21T14:15:00+00:00"


def record(name: str, **fields: Any) -> FoodRecord:
    """Return the record of an own food with these fields."""
    return FoodRecord(id=f"id-{name}", name=name, created=WHEN, updated=WHEN, **fields)


def test_a_correction_beats_the_lexicon_and_leaves_the_rest() -> None:
    (food,) = parse("2 Lattes", heads_of([record("latte", labels={"dairy": "no", "soy": "yes"})]))
    assert food.certainty("dairy") == Certainty.NO
    assert food.certainty("soy") == Certainty.YES
    assert food.amount == 2
    (toast,) = parse("sourdough toast", heads_of([record("sourdough toast", labels={"gluten": "maybe"})]))
    assert toast.certainty("gluten") == Certainty.MAYBE
    assert toast.certainty("fermented") == parse("sourdough toast")[0].certainty("fermented")


def test_a_correction_beats_the_words_of_its_own_name() -> None:
    own = heads_of([record("vegan yogurt", labels={"dairy": "yes"})])
    assert parse("vegan yogurt", own)[0].certainty("dairy") == Certainty.YES


def test_a_correction_speaks_of_its_food_only() -> None:
    own = heads_of([record("oat latte", labels={"dairy": "yes"})])
    assert parse("latte", own) == parse("latte")


def test_a_recipe_has_the_labels_and_plants_of_what_is_in_it() -> None:
    own = heads_of([record("grandma's soup", made_of=("2 lentils", "carrot", "onion", "cream"))])
    (soup,) = parse("Grandma’s soup", own)
    assert set(soup.plants) == {"lentil", "carrot", "onion"}
    assert soup.certainty("dairy") == Certainty.YES
    assert soup.certainty("legume") == Certainty.YES


def test_a_recipe_may_use_a_corrected_food() -> None:
    records = [record("mum stew", made_of=("cream", "carrot")), record("cream", labels={"dairy": "no"})]
    assert parse("mum stew", heads_of(records))[0].certainty("dairy") == Certainty.NO


def test_a_name_that_no_lexicon_has() -> None:
    own = heads_of([record("zorb", labels={"nuts": "yes"})])
    assert parse("zorbs", own)[0].certainty("nuts") == Certainty.YES


@pytest.mark.parametrize("wrong", [{"name": "!!"}, {"labels": {"tasty": "yes"}}, {"labels": {"dairy": "perhaps"}}])
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    document = {"id": "a", "name": "latte", "created": WHEN, "updated": WHEN} | wrong
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(document, FoodRecord)


def test_a_record_goes_through_json_unchanged() -> None:
    food_record = record("latte", labels={"dairy": "no"}, made_of=("coffee",), starred=True)
    assert msgspec.json.decode(msgspec.json.encode(food_record), type=FoodRecord) == food_record


def test_what_is_no_food_is_skipped_and_the_food_beside_it_is_not() -> None:
    own = heads_of([record("felt tired", is_food=False)])
    assert parse("felt tired", own) == ()
    assert [food.name for food in parse("toast, Felt  tired, tea", own)] == ["toast", "tea"]
    assert parse("pizza felt tired", own) == parse("pizza", own)
    assert [food.name for food in parse("zorb soup", heads_of([record("zorb", is_food=False)]))] == ["soup"]


def test_a_longer_name_of_a_food_beats_words_that_are_no_food() -> None:
    own = heads_of([record("zorb", is_food=False), record("zorb cake", is_food=True)])
    assert [(food.name, food.known) for food in parse("zorb, zorb cake", own)] == [("zorb cake", True)]


def test_a_food_without_labels_is_known_and_a_single_part_is_another_name() -> None:
    own = heads_of([record("zorb", is_food=True), record("sarnie bap", made_of=("cheese sandwich",))])
    (zorb,) = parse("zorb", own)
    assert zorb.known
    assert not zorb.labels
    assert parse("sarnie bap", own)[0].labels == parse("cheese sandwich")[0].labels
