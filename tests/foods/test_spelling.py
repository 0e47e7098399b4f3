"""Misspelt foods are read, and no ordinary word or name becomes a food."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse
from gutskin_tui.foods.spelling import correct_spelling

TABLES = Path(__file__).parent.parent.parent / "assets" / "lexicon"
COMMON = [
    word
    for source in ("common_words.txt", "more_words.txt")
    for word in (TABLES / source).read_text(encoding="utf-8").split("\n")
    if word.isalpha() and lexicon().find(" ".join(key(word))) is None
]
"""Common English words and names that name no food."""


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("brownid", "brownie"),
        ("cookeis", "cookies"),
        ("bluberries", "blueberries"),
        ("grapess", "grapes"),
        ("asparagas", "asparagus"),
        ("hummu", "hummus"),
        ("rissotto", "risotto"),
        ("bktter", "butter"),
        ("samon", "salmon"),
        ("omlette", "omelette"),
        ("yoghrt", "yoghurt"),
        ("chillli", "chilli"),
        ("bredd", "bread"),
        ("appel", "apple"),
        ("aple", "apple"),
        ("abnana", "banana"),
        ("nroccoli", "broccoli"),
        ("edamamme", "edamame"),
        ("halloumii", "halloumi"),
        ("piza", "pizza"),
        ("potatoess", "potatoes"),
        ("spagetti", "spaghetti"),
        ("tikka masalla", "tikka masala"),
    ],
)
def test_a_misspelt_food_is_read(typed: str, right: str) -> None:
    assert [(food.labels, food.plants) for food in parse(typed)] == [
        (food.labels, food.plants) for food in parse(right)
    ]
    assert parse(typed)[0].known


@pytest.mark.parametrize(
    "text",
    [
        "felt bloated",
        "walked home",
        "writing letters",
        "rather tired",
        "waited for the train",
        "very stable",
        "financial",
    ],
)
def test_an_ordinary_word_is_no_food(text: str) -> None:
    assert not any(food.known for food in parse(text))


@given(st.sampled_from(COMMON), st.booleans())
def test_no_common_word_is_corrected_to_a_food(word: str, plural: bool) -> None:
    typed = f"{word}s" if plural and word[-1] != "s" else word
    if lexicon().find(" ".join(key(typed))) is None:
        assert not any(food.known for food in parse(typed))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=3))
def test_short_words_are_not_corrected(word: str) -> None:
    assert correct_spelling(word) is None


def test_a_word_of_an_amount_is_no_misspelt_food() -> None:
    assert [food.name for food in parse("2 heaped cups of zorb, a few zorbs")] == ["zorb", "zorbs"]
    assert not any(food.known for food in parse("2 heaped cups of zorb"))


def test_the_commonest_of_equally_similar_words_is_chosen() -> None:
    assert correct_spelling("saimon") == "salmon"  # not saimin
