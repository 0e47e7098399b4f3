"""The lines of a trial's plan: what each accepts, its default, and the sentence for what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.fields import FieldError
from gutskin_tui.settings import Settings
from gutskin_tui.trials.plan_parser import PlanParser, parse_choice
from gutskin_tui.trials.subject import subject_name

EATEN = ("oat latte", "oats")
NAMED = ("treatment:oat cream", "tag:pollen", "supplement:zinc")


@pytest.fixture
def parser(clock: Clock) -> PlanParser:
    now = clock.now().isoformat()
    own = [
        FoodRecord(id="1", name="Lentil soup", created=now, updated=now, starred=True),
        FoodRecord(id="2", name="lasagne", created=now, updated=now),
    ]
    settings = Settings(conditions=("eczema",), outcome="itch")
    return PlanParser(
        settings,
        clock,
        own,
        lambda typed: [food for food in EATEN if food.startswith(typed)],
        lambda typed: [name for name in NAMED if name.partition(":")[2].startswith(typed.casefold())],
    )


def test_a_label_or_a_known_food_is_accepted(parser: PlanParser) -> None:
    assert parser.what("dairy") == "dairy"
    assert parser.what(" oat  latte ") == "food:oat latte"
    assert parser.what("lasagne") == "food:lasagne"
    with pytest.raises(FieldError, match="type food:zebra or treatment:zebra"):
        parser.what("zebra")
    with pytest.raises(FieldError, match="Name one label"):
        parser.what(" ")


def test_a_treatment_or_a_tag_of_the_journal_is_accepted_by_its_bare_name(parser: PlanParser) -> None:
    assert parser.what("oat cream") == "treatment:oat cream"
    assert parser.what("Pollen") == "tag:pollen"
    assert parser.what("practice:yoga") == "practice:yoga"
    with pytest.raises(FieldError, match="Water cannot be left out"):
        parser.what("drink:water")
    assert parser.tried("", "dairy") == "without"
    assert parser.tried("use", "supplement:zinc") == "with"
    with pytest.raises(FieldError, match="treatment, supplement or practice"):
        parser.tried("use", "dairy")


def test_offers_are_labels_then_starred_foods_then_those_eaten(parser: PlanParser) -> None:
    assert parser.offers("l") == ["legume", "lean protein", "Lentil soup", "lasagne"]
    assert parser.offers("oat") == ["oat latte", "oats", "oat cream"]
    assert parser.offers("") == []


def test_an_empty_line_has_the_default_of_the_settings(parser: PlanParser, clock: Clock) -> None:
    assert parser.condition("") == "eczema"
    assert parser.outcome("") == "itch"
    assert parser.design("")[0] == "quick"
    assert parser.start("") == clock.today()


def test_a_plan_names_the_line_at_fault(parser: PlanParser, clock: Clock) -> None:
    typed = dict.fromkeys(("tried", "condition", "outcome", "design", "days", "smallest", "start", "stop"), "")
    plan = parser.plan({**typed, "what": "dairy", "start": "tomorrow"})
    assert (plan.what, plan.condition, plan.start) == ("dairy", "eczema", clock.today() + timedelta(days=1))
    for field, value in (("days", "3"), ("smallest", "none"), ("design", "slow"), ("start", "someday")):
        with pytest.raises(FieldError) as error:
            parser.plan({**typed, "what": "dairy", field: value})
        assert error.value.field == field


def test_a_choice_is_a_name_or_the_start_of_just_that_name() -> None:
    assert parse_choice("severity", "mi", ("mild", "severe")) == "mild"
    with pytest.raises(FieldError, match=r"One of mild, moderate\."):
        parse_choice("severity", "m", ("mild", "moderate"))
    assert subject_name("food:oat latte") == "oat latte"
    assert subject_name("added_sugar") == "added sugar"
