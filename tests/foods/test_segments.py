"""What parts foods: separators, emoji, times and the headings of meals."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gutskin_tui.foods.emoji import FOOD_EMOJI
from gutskin_tui.foods.food import Certainty, Food, strongest
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse
from gutskin_tui.foods.segments import HEADING_WORDS, split_segments

NAMES = [name for name in lexicon().names if name.isascii()]
SEPARATORS = [
    ". ",
    " / ",
    "/",
    " | ",
    " > ",
    " -> ",
    " → ",
    " • ",
    "; ",
    "\n",
    "\n- ",
    "\n• ",
    "\r\n",
    "! ",
    " 🙂 ",
    "…",
]


def names(text: str) -> list[str]:
    """Return the names of the foods of a text."""
    return [food.name for food in parse(text)]


def content(text: str) -> tuple[dict[str, Certainty], dict[str, Certainty]]:
    """Return the labels and the plants of a text."""
    foods: tuple[Food, ...] = parse(text)
    return strongest(*(food.labels for food in foods)), strongest(*(food.plants for food in foods))


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5), st.sampled_from(SEPARATORS))
def test_every_separator_parts_foods_as_a_comma_does(foods: list[str], separator: str) -> None:
    assume(not any(HEADING_WORDS & set(food.split()) for food in foods))
    assert content(separator.join(foods)) == content(", ".join(foods))


@pytest.mark.parametrize(
    ("text", "foods"),
    [
        ("Breakfast: eggs. Lunch: soup.", ["eggs", "soup"]),
        ("Breakfast 8:00 eggs; mid morning snack: banana", ["eggs", "banana"]),
        ("Tea: fish fingers", ["fish fingers"]),
        ("tea\ntoast", ["tea", "toast"]),
        ("tea @ 3pm, soup", ["tea", "soup"]),
        ("1. eggs\n2. toast", ["eggs", "toast"]),
        ("eggs.toast.coffee", ["eggs", "toast", "coffee"]),
        ("1 tbsp. olive oil", ["olive oil"]),
        ("rice 200 g. chicken", ["rice", "chicken"]),
        ("Dr. Pepper", ["dr pepper"]),
        ("approx. 200g rice", ["rice"]),
        ("2.5 oz cheddar", ["cheddar"]),
        ("1/2 banana", ["banana"]),
        ("smoothie - spinach", ["smoothie spinach"]),
        ("eggs – toast – coffee", ["eggs", "toast", "coffee"]),
        ("n/a", []),
        ("10:30 banana", ["banana"]),
        ("09.14 porridge", ["porridge"]),
        ("toast at 7.30am", ["toast"]),
        ("250 cal yogurt", ["yogurt"]),
        ("coffee £3.50", ["coffee"]),
    ],
)
def test_what_parts_foods(text: str, foods: list[str]) -> None:
    assert names(text) == foods


@pytest.mark.parametrize("emoji", FOOD_EMOJI)
def test_the_emoji_of_a_food_is_that_food(emoji: str) -> None:
    (food,) = parse(emoji)
    assert food.known
    assert content(emoji) == content(FOOD_EMOJI[emoji])


@pytest.mark.parametrize(
    ("text", "foods", "amount"),
    [
        ("2 🍌", ["banana"], 2),
        ("2🍌", ["banana"], 2),
        ("🍕 2 slices", ["pizza"], 2),
        ("🍌 and a ☕️", ["banana", "coffee"], None),
        ("🥚🥓", ["egg", "bacon"], None),
        ("toast 🥑", ["toast", "avocado"], None),
        ("pizza 🍕", ["pizza"], None),
        ("👨\u200d🍳 soup", ["soup"], None),
    ],
)
def test_emoji_among_words(text: str, foods: list[str], amount: float | None) -> None:
    assert names(text) == foods
    assert parse(text)[0].amount == amount


def test_no_word_of_a_heading_is_lost_as_a_food() -> None:
    assert not [word for word in HEADING_WORDS - {"tea"} if lexicon().find(" ".join(key(word))) is not None]


@given(st.text())
def test_segments_are_words(text: str) -> None:
    assert all(word.isalnum() or word[0].isdigit() for segment in split_segments(text) for word in segment)
