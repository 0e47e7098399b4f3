"""A food's card: how often, when, what is in it and which words say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.custom_foods import save_answers, save_ingredient_list, save_recipe, set_star
from gutskin_tui.nutrition.food_profile import FoodProfile, food_profile
from gutskin_tui.store import Journal


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """Four days of food, the oldest last."""
    with Journal.open(tmp_path / "journal.json") as opened:
        for back, kind, text in [
            (0, "meal", "2 lattes, toast"),
            (1, "meal", "toast, oat latte"),
            (2, "drink", "latte"),
            (3, "meal", "rice"),
        ]:
            values = {"text": text} if kind == "meal" else {"ml": 250, "what": text}
            opened.add(make(kind, values, clock, clock.now() - timedelta(days=back)))
        yield opened


def card_of(journal: Journal, name: str) -> FoodProfile:
    return food_profile(MealAnalyzer.from_journal(journal), name, journal.between())


def why(profile: FoodProfile) -> dict[str, tuple[Certainty, str, bool]]:
    return {label.label: (label.certainty, label.why, label.own) for label in profile.labels}


def test_how_often_and_when(journal: Journal) -> None:
    latte = card_of(journal, " Lattes ")
    assert (latte.name, latte.times) == ("Lattes", 3)  # alone, among other words, and as a drink
    assert (latte.first, latte.last) == (date(2026, 11, 19), date(2026, 11, 21))
    oat = card_of(journal, "oat latte")
    assert (oat.times, oat.first, oat.last) == (1, date(2026, 11, 20), date(2026, 11, 20))
    never = card_of(journal, "kimchi")
    assert (never.times, never.first, never.last, never.known) == (0, None, None, True)
    assert not card_of(journal, "zorb").known
    assert card_of(journal, "!!").times == 0


def test_the_words_that_decided(journal: Journal, clock: Clock) -> None:
    toast = card_of(journal, "sourdough toast with butter")
    assert why(toast)["dairy"] == (Certainty.YES, "butter", False)
    save_answers(journal, clock, "oat latte", {"dairy": "no", "nuts": "yes"})
    latte = why(card_of(journal, "oat latte"))
    assert latte["dairy"] == (Certainty.NO, "your answer", True)
    assert latte["nuts"] == (Certainty.YES, "your answer", True)
    assert latte["added_sugar"] == (Certainty.MAYBE, "oat latte", False)


def test_words_that_deny_are_named(journal: Journal) -> None:
    assert why(card_of(journal, "pizza without cheese, no gluten"))["gluten"] == (Certainty.NO, "no gluten", False)


def test_a_recipe_names_the_parts_that_decided(journal: Journal, clock: Clock) -> None:
    save_recipe(journal, clock, "grandma's soup", ["lentils", "onion", "cream"])
    soup = card_of(journal, "Grandma's Soup")
    assert why(soup)["dairy"] == (Certainty.YES, "cream", False)
    assert why(soup)["legume"] == (Certainty.YES, "lentil", False)
    assert soup.plants == {"lentil": 1, "onion": 1}
    assert soup.record
    assert soup.record.made_of == ("lentils", "onion", "cream")


def test_a_packet_names_the_ingredient_that_decided(journal: Journal, clock: Clock) -> None:
    save_ingredient_list(journal, clock, "zorb bar", "oats, whey powder. May contain nuts.")
    bar = why(card_of(journal, "zorb bar"))
    assert bar["dairy"] == (Certainty.YES, "whey protein", True)
    assert bar["nuts"] == (Certainty.MAYBE, "your answer", True)


def test_a_star_alone_changes_no_label(journal: Journal, clock: Clock) -> None:
    before = card_of(journal, "latte")
    set_star(journal, clock, "latte", True)
    after = card_of(journal, "latte")
    assert (after.labels, after.plants) == (before.labels, before.plants)
    assert after.record
    assert after.record.starred
