"""What a person says about a food: it beats the lexicon for past and future meals, and undo takes it back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meal_labels import at, labels

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import MOST_STARS, LabelAnswer
from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.custom_foods import (
    MAX_INGREDIENT_LIST,
    FoodError,
    delete_food,
    find_food,
    own_foods,
    parse_label,
    save_answers,
    save_ingredient_list,
    save_is_food,
    save_recipe,
    set_star,
)
from gutskin_tui.store import Journal


def test_an_answer_holds_for_past_and_future_meals(journal: Journal, clock: Clock) -> None:
    journal.add(make("meal", {"text": "2 lattes, toast"}, clock))
    (past,) = journal.between()
    assert MealAnalyzer.from_journal(journal).labels(past)["dairy"]
    save_answers(journal, clock, "latte", {"dairy": "no", "nuts": "yes"})
    now = MealAnalyzer.from_journal(journal)
    assert "dairy" not in now.labels(past)
    assert now.labels(past)["nuts"] is Certainty.YES
    assert now.labels(past)["gluten"] is Certainty.YES
    assert "dairy" not in labels(journal, "LATTE and banana")
    assert [entry.text for entry in journal.between()] == ["2 lattes, toast"]  # type: ignore[union-attr]


@settings(max_examples=60)
@given(
    st.sampled_from(["oat latte", "pizza", "zorb", "vegan yogurt", "gluten free toast", "Grandma's soup"]),
    st.dictionaries(st.sampled_from(list(LABELS)), st.sampled_from(["yes", "maybe", "no"]), min_size=1),
    st.sampled_from(["{}", "2 {}", "{}, apple", "apple & {}", "  {}  "]),
)
def test_answers_beat_the_lexicon_and_undo_gives_it_back(
    name: str, answers: dict[str, LabelAnswer | None], line: str
) -> None:
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "journal.json") as journal:
        text = line.format(name)
        before = labels(journal, text)
        save_answers(journal, at(0), name, answers)
        (food, *_) = [food for food in MealAnalyzer.from_journal(journal).foods(text) if "apple" not in food.name]
        assert {label: food.certainty(label).name.lower() for label in answers} == answers
        assert journal.undo()
        assert labels(journal, text) == before
        assert own_foods(journal) == []
        assert journal.redo()
        assert own_foods(journal)[0].labels == answers


def test_an_uncertain_label_is_settled_for_good_and_reopened(journal: Journal, clock: Clock) -> None:
    assert labels(journal, "oat latte")["added_sugar"] is Certainty.MAYBE
    save_answers(journal, clock, "oat latte", {"added_sugar": "no"})
    assert "added_sugar" not in labels(journal, "oat latte")
    save_answers(journal, clock, "Oat Lattes", {"added_sugar": None})
    assert labels(journal, "oat latte")["added_sugar"] is Certainty.MAYBE
    assert own_foods(journal) == []


def test_a_food_has_a_single_record_however_it_is_spelt(journal: Journal) -> None:
    first = save_answers(journal, at(0), "oat latte", {"dairy": "no"}).record
    set_star(journal, at(1), " Oat   LATTES ", True)
    save_recipe(journal, at(2), "oat latte", ["coffee", "oat milk"])
    (only,) = own_foods(journal)
    assert (only.id, only.name, only.created) == (first.id, "oat latte", first.created)
    assert (only.labels, only.made_of, only.starred) == ({"dairy": "no"}, ("coffee", "oat milk"), True)
    assert only.updated > first.updated


def test_an_answer_given_elsewhere_since_is_named_and_undo_brings_it_back(journal: Journal) -> None:
    seen = save_answers(journal, at(0), "oat latte", {"gluten": "no"}).record
    theirs = save_answers(journal, at(1), "oat latte", {"dairy": "no", "nuts": "yes"}).record
    mine = save_answers(journal, at(2), "oat latte", {"dairy": "yes", "gluten": "yes"}, seen)
    assert mine.record.labels == {"dairy": "yes", "gluten": "yes", "nuts": "yes"}
    assert mine.message == "Answered elsewhere meanwhile: dairy no; undo brings that back."
    journal.undo()
    assert [record.labels for record in own_foods(journal)] == [theirs.labels]
    assert save_answers(journal, at(3), "oat latte", {"dairy": "yes"}, theirs).message == ""
    assert save_answers(journal, at(4), "oat latte", {"dairy": "yes"}, theirs).message == ""  # the same answer


def test_stars_are_counted_with_those_of_another_program(journal: Journal, clock: Clock) -> None:
    with Journal.open(journal.path) as other:
        for letter in "abcdefghij"[:MOST_STARS]:
            set_star(other, clock, f"zorb {letter}", True)
    with pytest.raises(FoodError, match="starred already"):
        set_star(journal, clock, "milk", True)


def test_a_star_does_not_shut_out_a_later_answer_about_its_words(journal: Journal) -> None:
    set_star(journal, at(0), "zorb oat latte", True)
    save_answers(journal, at(1), "oat latte", {"nuts": "yes"})
    assert labels(journal, "zorb oat latte")["nuts"] is Certainty.YES


def test_what_changes_nothing_is_no_change(journal: Journal, clock: Clock) -> None:
    set_star(journal, clock, "milk", False)
    save_answers(journal, clock, "milk", {"dairy": None})
    assert journal.undo() is None
    set_star(journal, clock, "milk", True)
    set_star(journal, at(5), "milk", True)
    journal.undo()
    assert own_foods(journal) == []


def test_to_forget_a_food(journal: Journal, clock: Clock) -> None:
    set_star(journal, clock, "milk", True)
    assert not delete_food(journal, "!!")
    assert not delete_food(journal, "oat milk")
    assert delete_food(journal, "Milk")
    assert own_foods(journal) == []
    journal.undo()
    assert find_food(own_foods(journal), "MILK") is not None


def test_of_two_records_with_the_same_words_the_later_counts_and_both_stay(journal: Journal) -> None:
    rows = {
        name: {"id": name, "name": words, "created": stamp, "updated": stamp, "labels": {"dairy": value}}
        for name, words, stamp, value in [
            ("a", "oat latte", "2026-11-21T12:00:00+00:00", "yes"),
            ("b", "Oat Lattes", "2026-11-21T12:30:00+02:00", "no"),  # later on the wall, earlier in time
        ]
    }
    journal.put_records("foods", rows)
    assert [food.id for food in own_foods(journal)] == ["a"]
    assert labels(journal, "oat latte")["dairy"] is Certainty.YES
    assert set(journal.records("foods")) == {"a", "b"}


def test_an_unreadable_record_is_omitted_retained_and_reported(journal: Journal, clock: Clock) -> None:
    bad = {"id": "x", "name": "milk", "created": "then", "updated": "then", "labels": {"dairy": "perhaps"}}
    journal.put_records("foods", {"x": bad})
    set_star(journal, clock, "toast", True)
    assert [food.name for food in own_foods(journal)] == ["toast"]
    assert journal.records("foods")["x"] == bad
    assert [problem.where for problem in journal.problems()] == ["foods 1"]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("added sugar", "added_sugar"), ("Added-Sugar", "added_sugar"), ("ADDED_SUGAR", "added_sugar"),
        ("ultra processed", "ultra_processed"), ("high-fiber", "high_fibre"), ("high glycemic", "high_glycaemic"),
        ("nuts seeds", "nuts_seeds"), ("nuts and seeds", "nuts_seeds"), ("omega3", "omega3"), ("healthy fat", "omega3"),
        ("nuts", "nuts"), ("high\u2011fibre", "high_fibre"), ("da\u00adiry", "dairy"), ("Ｓｏｙ", "soy"),
    ],
)  # fmt: skip
def test_labels_as_they_may_be_typed(typed: str, label: str) -> None:
    assert parse_label(typed) == label


@pytest.mark.parametrize("tag", ["Added-Sugar", "added sugar", "added_sugar", "added\u2011sugar", "added\u00a0sugar"])
def test_a_tag_that_names_a_label_is_that_label_however_it_is_written(tag: str) -> None:
    meal = make("meal", {"text": "zorb", "tags": (tag,)}, at(0))
    assert MealAnalyzer().labels(meal) == {"added_sugar": Certainty.YES}


@pytest.mark.parametrize(
    "spelling", ["Grandma’s soup", "grandma\u02bcs so\u00adup", "Grandma's\u00a0Soup", "ＧＲＡＮＤＭＡＳ soup"]
)
def test_a_custom_food_is_recognised_however_it_is_written(journal: Journal, clock: Clock, spelling: str) -> None:
    save_answers(journal, clock, "grandma's soup", {"dairy": "yes"})
    assert labels(journal, f"2 bowls of {spelling}")["dairy"] is Certainty.YES
    assert find_food(own_foods(journal), spelling) == own_foods(journal)[0]


def test_an_invalid_food_is_refused_and_nothing_changes(journal: Journal, clock: Clock) -> None:
    refused: list[Any] = [
        lambda: save_answers(journal, clock, "!!", {"dairy": "no"}),
        lambda: save_answers(journal, clock, "milk", {"dairy": "no", "tasty": "no"}),
        lambda: save_answers(journal, clock, "x" * 201, {"dairy": "no"}),
        lambda: save_recipe(journal, clock, "soup", ["carrot", "Soups"]),
        lambda: save_recipe(journal, clock, "soup", ["carrot" * 50]),
        lambda: save_ingredient_list(journal, clock, "bar", "..."),
        lambda: save_ingredient_list(journal, clock, "bar", "oats, " * MAX_INGREDIENT_LIST),
    ]
    for refuse in refused:
        with pytest.raises(FoodError) as error:
            refuse()
        assert str(error.value).endswith(".")
        assert "\n" not in str(error.value)
    assert journal.undo() is None


def test_an_eleventh_star_is_refused(journal: Journal, clock: Clock) -> None:
    for number in range(MOST_STARS):
        set_star(journal, clock, f"zorb {number}", True)
    set_star(journal, clock, "zorb 0", True)  # has one already
    with pytest.raises(FoodError):
        set_star(journal, clock, "milk", True)
    set_star(journal, clock, "zorb 0", False)
    set_star(journal, clock, "milk", True)


def test_a_merge_keeps_the_later_version_of_a_food(tmp_path: Path) -> None:
    from gutskin_tui.store.merge import contents_of_file

    first, other = tmp_path / "one.json", tmp_path / "other.json"
    with Journal.open(first) as journal:
        save_answers(journal, at(0), "milk", {"dairy": "yes"})
        documents = journal.records("foods")
    with Journal.open(other) as journal:
        journal.put_records("foods", documents)
        save_answers(journal, at(5), "milk", {"dairy": "no"})
    with Journal.open(first) as journal:
        journal.merge(contents_of_file(other))
        assert [msgspec.to_builtins(food)["labels"] for food in own_foods(journal)] == [{"dairy": "no"}]


def test_a_food_without_anything_else_is_recorded_until_the_answer_is_removed(journal: Journal, clock: Clock) -> None:
    save_is_food(journal, clock, "zorb", True)
    assert MealAnalyzer.from_journal(journal).foods("zorb")[0].known
    save_is_food(journal, clock, "zorb", None)
    assert own_foods(journal) == []
