"""Unknown foods and uncertain labels of a journal, counted for the questions about them."""

from __future__ import annotations

from datetime import datetime

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.uncertain_labels import UncertainLabel, journal_uncertain_labels
from gutskin_tui.nutrition.unknown_foods import UnknownFood, unknown_foods


def noon(clock: Clock, day: int) -> datetime:
    return clock.localise(datetime.fromisoformat(f"2026-11-{day:02}T12:00"))


def meal(clock: Clock, day: int, text: str) -> AnyEntry:
    return make("meal", {"text": text}, clock, at=noon(clock, day))


def label_of(food: str, **answers: str) -> FoodRecord:
    stamp = "2026-11-01T00:00:00+00:00"
    return FoodRecord(id="a", name=food, created=stamp, updated=stamp, labels=answers)  # type: ignore[arg-type]


def questions(analyzer: MealAnalyzer, entries: list[AnyEntry], label: str) -> list[UncertainLabel]:
    return [item for item in journal_uncertain_labels(analyzer, entries) if item.label == label]


def test_unknown_foods_are_counted_by_name_however_written_the_commonest_first(clock: Clock) -> None:
    entries = [
        meal(clock, 3, "toast, 2 Zorbs"),
        meal(clock, 1, "zorb; quux 50 g"),
        meal(clock, 2, "blarg"),
        make("drink", {"ml": 200, "what": "quux"}, clock, at=noon(clock, 4)),
        make("drink", {"ml": 200, "what": "zorb"}, clock, at=noon(clock, 1)),
    ]
    counted = unknown_foods(MealAnalyzer(), entries)
    assert counted == [
        UnknownFood("zorbs", 3, entries[0].date),
        UnknownFood("quux", 2, entries[3].date),
        UnknownFood("blarg", 1, entries[2].date),
    ]
    assert [food.name for food in unknown_foods(MealAnalyzer([label_of("zorb", dairy="no")]), entries)] == [
        "quux",
        "blarg",
    ]


def test_a_yes_settles_each_day_with_the_food_and_a_no_those_that_nothing_else_leaves_open(clock: Clock) -> None:
    entries = [meal(clock, 1, "yogurt"), meal(clock, 2, "yogurt, muesli"), meal(clock, 3, "muesli, yogurt, yogurt")]
    entries.append(meal(clock, 4, "yogurt, ketchup"))  # its sugar is certain: that day is settled
    first, second = questions(MealAnalyzer(), entries, "added_sugar")
    assert first == UncertainLabel("yogurt", "added_sugar", 3, 1)
    assert second == UncertainLabel("muesli", "added_sugar", 2, 0)


def test_answering_settles_as_many_days_as_was_counted(clock: Clock) -> None:
    entries = [meal(clock, 1, "yogurt"), meal(clock, 2, "yogurt, muesli"), meal(clock, 3, "muesli")]
    (yogurt, *_) = questions(MealAnalyzer(), entries, "added_sugar")
    assert (yogurt.yes_settles, yogurt.no_settles) == (2, 1)
    after_no = questions(MealAnalyzer([label_of("yogurt", added_sugar="no")]), entries, "added_sugar")
    assert [(item.food, item.yes_settles, item.no_settles) for item in after_no] == [("muesli", 2, 2)]
    after_yes = questions(MealAnalyzer([label_of("yogurt", added_sugar="yes")]), entries, "added_sugar")
    assert [(item.food, item.yes_settles) for item in after_yes] == [("muesli", 1)]


def test_the_commonest_label_comes_first_and_a_tag_settles_its_day(clock: Clock) -> None:
    entries = [meal(clock, day, "muesli") for day in (1, 2)] + [meal(clock, 3, "yogurt")]
    counts = [item.yes_settles for item in journal_uncertain_labels(MealAnalyzer(), entries)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 2
    tagged = make("meal", {"text": "yogurt", "tags": ["added sugar"]}, clock, at=entries[2].when)
    assert [item.food for item in questions(MealAnalyzer(), [*entries[:2], tagged], "added_sugar")] == ["muesli"]
