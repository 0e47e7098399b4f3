"""Which days are exposed, from real entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.insights.exposures import Factor, Facts
from gutskin_tui.insights.factors import DEFAULTS, FactorError, check, chosen, unknown, words
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.settings import Settings

Fields = tuple[str, dict[str, Any]]


def factor(clock: Clock, name: str, *days: Iterable[Fields], **settings: Any) -> tuple[Factor, list[int | None]]:
    """Return a factor of a journal with these days, the last of them today, and its days in order."""
    facts = Facts([name], MealAnalyzer())
    dates = [clock.today() - timedelta(days=len(days) - 1 - place) for place in range(len(days))]
    for day, fields_of_day in zip(dates, days, strict=True):
        moment = clock.now() - timedelta(days=(clock.today() - day).days)
        entries: list[AnyEntry] = [make(kind, fields, clock, moment) for kind, fields in fields_of_day]
        facts.read(day, entries)
    (result,) = facts.factors(Settings(**settings), clock.today())
    return result, [result.days.get(day) for day in dates]


def meal(text: str, **other: Any) -> Fields:
    return ("meal", {"text": text} | other)


def test_a_label_is_yes_no_or_absent_and_maybe_counts_as_no(clock: Clock) -> None:
    result, days = factor(
        clock,
        "dairy",
        [meal("glass of milk"), meal("apple")],
        [meal("apple")],
        [],
        [("drink", {"ml": 250})],
        [meal("chocolate cake")],
        [meal("apple", tags=["dairy"])],
    )
    assert days[:4] == [1, 0, None, None]
    assert days[5] == 1
    maybe, days = factor(clock, "gluten", [meal("soup")], [meal("apple")])
    assert (days, len(maybe.unsure)) == ([0, 0], 1)
    assert result.words == "dairy"


def test_a_drink_counts_for_labels_and_alcohol_needs_no_meal(clock: Clock) -> None:
    _, days = factor(clock, "dairy", [meal("apple"), ("drink", {"ml": 200, "what": "milk"})])
    assert days == [1]
    _, days = factor(
        clock,
        "alcohol",
        [("drink", {"ml": 330, "what": "beer", "abv": 5})],
        [("drink", {"ml": 250})],
        [meal("apple")],
        [("stress", {"score": 3})],
    )
    assert days == [1, 0, None, None]


def test_a_food_alone_or_among_words(clock: Clock) -> None:
    result, days = factor(
        clock,
        "food:oat latte",
        [meal("toast, oat latte")],
        [meal("toast")],
        [("drink", {"ml": 200, "what": "oat latte"})],
        [meal("toast"), ("drink", {"ml": 200, "what": "Oat Latte"})],
    )
    assert days == [1, 0, None, 1]
    assert result.words == "oat latte"


def test_a_drink_by_name_also_where_a_meal_names_it(clock: Clock) -> None:
    _, days = factor(
        clock,
        "drink:coffee",
        [("drink", {"ml": 200, "what": "Coffee"})],
        [("drink", {"ml": 200})],
        [meal("coffee, toast")],
        [meal("coffee, toast"), ("drink", {"ml": 200})],
        [meal("toast")],
        [],
    )
    assert days == [1, 0, 1, 1, None, None]


def test_practices_and_supplements(clock: Clock) -> None:
    skin: Fields = ("skin", {"severity": 3})
    _, days = factor(
        clock, "practice:yoga", [("practice", {"what": "Yoga"})], [("practice", {"what": "walk"})], [skin], []
    )
    assert days == [1, 0, 0, None]
    _, days = factor(
        clock,
        "supplement:zinc",
        [("supplement", {"what": "zinc"})],
        [("supplement", {"what": "zinc", "taken": False})],
        [skin],
        [],
    )
    assert days == [1, 0, 0, None]


def test_a_day_logged_in_part_is_no_day_without_a_food(clock: Clock) -> None:
    usual = [meal("apple"), meal("rice"), meal("peas"), meal("milk")]
    _, days = factor(clock, "dairy", *[usual] * 7, [meal("apple")], [meal("milk")], [meal("apple"), meal("rice")])
    assert days[7:] == [None, None, 0]
    _, days = factor(clock, "dairy", *[usual] * 6, [meal("apple")])
    assert days[6] == 0  # six days are too few to know what is usual


def test_without_alcohol_is_known_only_where_drinks_are_usually_logged(clock: Clock) -> None:
    water: list[Fields] = [meal("apple"), ("drink", {"ml": 250})]
    dry = [meal("apple")]
    _, days = factor(clock, "alcohol", *[water, dry] * 4, dry)
    assert days[8] == 0
    _, days = factor(clock, "alcohol", *[dry] * 5, *[water] * 3, dry, [meal("glass of wine")])
    assert days[8:] == [None, 1]


def test_a_tag_and_a_day_with_few_entries(clock: Clock) -> None:
    full: list[Fields] = [("stress", {"score": 3}), meal("apple")]
    tagged = [meal("apple", tags=["Pollen"])]
    result, days = factor(clock, "tag:pollen", *[full] * 7, tagged, [meal("apple")], full, [])
    assert days[6:] == [0, 1, None, 0, None]
    assert result.words == "the tag pollen"


def test_a_treatment_used_and_a_course(clock: Clock) -> None:
    what = {"what": "Steroid cream"}
    result, days = factor(
        clock,
        "treatment:steroid cream",
        [meal("apple")],
        [("treatment", what)],
        [meal("apple")],
        [("treatment", what | {"event": "started"})],
        [],
        [("treatment", what | {"event": "stopped"})],
        [meal("apple")],
    )
    assert days == [0, 1, 0, 1, 1, 1, 0]
    assert result.words == "steroid cream"


def test_the_premenstrual_week_is_known_once_the_next_cycle_starts(clock: Clock) -> None:
    flow: list[Fields] = [("cycle", {"flow": 2})]
    _, days = factor(clock, "premenstrual", flow, *[[meal("apple")]] * 19, flow, [meal("apple")])
    assert days == [0] * 13 + [1] * 7 + [None, None]


def test_days_below_a_goal(clock: Clock) -> None:
    nights: list[list[Fields]] = [[("sleep", {"hours": hours})] for hours in (6, 7, 8)]
    result, days = factor(clock, "short_sleep", *nights, [])
    assert (result.words, days) == ("sleep under 7 h", [1, 0, 0, None])
    result, days = factor(clock, "sleep", *nights, sleep_goal_h=8)
    assert (result.words, days) == ("sleep 8 h or more", [0, 0, 1])
    glasses: list[list[Fields]] = [[("drink", {"ml": ml})] for ml in (1000, 2000)]
    result, days = factor(clock, "low_water", *glasses, water_goal_ml=1500)
    assert (result.words, days) == ("water under 1500 ml", [1, 0])


@pytest.mark.parametrize(
    ("scores", "label", "split"),
    [
        ((1, 2, 3, 4), "stress 3 or more", [0, 0, 1, 1]),
        ((2, 2, 2, 5), "stress 5 or more", [0, 0, 0, 1]),
        ((1, 5, 5, 5), "stress 5 or more", [0, 1, 1, 1]),
        ((3, 3), "stress 3 or more", [1, 1]),
        ((*[1, 6] * 14, 9, 9, 9, 9), "stress 6 or more", [0, 1] * 14 + [1] * 4),
    ],
)
def test_a_scale_is_divided_as_evenly_as_possible(
    clock: Clock, scores: tuple[int, ...], label: str, split: list[int]
) -> None:
    result, days = factor(clock, "stress", *([("stress", {"score": score})] for score in scores))
    assert (result.words, days) == (label, split)


def test_plants_of_a_day(clock: Clock) -> None:
    result, days = factor(
        clock, "plants", [meal("apple, carrot, lentils, oats")], [meal("apple")], [("drink", {"ml": 250})]
    )
    assert days == [1, 0, None]
    assert result.words.startswith("plants ")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Dairy", "dairy"),
        ("added sugar", "added_sugar"),
        ("ultra-processed", "ultra_processed"),
        ("stress", "stress"),
        ("Food: Oat  Latte", "food:oat latte"),
        ("practice:yoga", "practice:yoga"),
        ("plants", "plants"),
        ("short sleep", "short_sleep"),
        ("Treatment: Steroid cream", "treatment:steroid cream"),
        ("tag:pollen", "tag:pollen"),
        ("premenstrual", "premenstrual"),
    ],
)
def test_names_are_normalised(typed: str, stored: str) -> None:
    assert check(typed) == stored


@pytest.mark.parametrize("typed", ["", "luck", "food:", "food: !", "mood:high", "\x1b[31m", "[b]"])
def test_what_is_no_factor(typed: str) -> None:
    with pytest.raises(FactorError, match="is not a factor; use a label") as refused:
        check(typed)
    assert "\x1b" not in str(refused.value)


def test_which_factors_are_looked_at(clock: Clock) -> None:
    assert chosen(Settings(), MealAnalyzer(), "severity") == DEFAULTS
    assert "stress" not in chosen(Settings(), MealAnalyzer(), "stress")
    assert "short_sleep" not in chosen(Settings(), MealAnalyzer(), "sleep")
    mine = Settings(factors=("Dairy", "luck", "dairy", "food:Oat latte"))
    assert chosen(mine, MealAnalyzer(), "severity") == ("dairy", "food:oat latte")
    assert unknown(mine) == ("luck",)
    assert chosen(Settings(factors=("luck",)), MealAnalyzer(), "severity") == DEFAULTS
    star = FoodRecord(
        id="1", name="Kefir", created="2026-01-01T00:00:00Z", updated="2026-01-01T00:00:00Z", starred=True
    )
    names = chosen(Settings(), MealAnalyzer([star]), "severity")
    assert (names[0], len(names)) == ("food:kefir", 10)


def test_names_in_words() -> None:
    assert [words(name) for name in ("added_sugar", "food:oat latte", "stress", "short_sleep", "plants")] == [
        "added sugar",
        "oat latte",
        "stress",
        "short sleep",
        "plants",
    ]


@pytest.mark.parametrize("name", ["dairy", "plants", "low_water", "water", "exercise", "food:apple", "practice:yoga"])
def test_a_day_under_way_is_neither_with_nor_without_what_may_still_come(clock: Clock, name: str) -> None:
    facts, day = Facts([name], MealAnalyzer()), clock.today()
    entries = [
        make(kind, fields, clock)
        for kind, fields in (
            meal("milk, apple"),
            ("drink", {"ml": 250}),
            ("exercise", {"minutes": 10}),
            ("practice", {"what": "yoga", "minutes": 10}),
        )
    ]
    facts.read(day, entries, under_way=True)
    assert [each_factor.days for each_factor in facts.factors(Settings(), clock.today())] == [{}]
    facts.read(day, entries)
    assert [set(each_factor.days) for each_factor in facts.factors(Settings(), clock.today())] == [{day}]


@pytest.mark.parametrize(
    ("name", "entry"), [("stress", ("stress", {"score": 7})), ("short_sleep", ("sleep", {"hours": 5}))]
)
def test_a_score_and_a_night_are_known_at_once(clock: Clock, name: str, entry: Fields) -> None:
    facts = Facts([name], MealAnalyzer())
    facts.read(clock.today(), [make(entry[0], entry[1], clock)], under_way=True)
    (result,) = facts.factors(Settings(), clock.today())
    assert result.days == {clock.today(): 1}
