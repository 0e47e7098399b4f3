"""A brand that is also a name or an ordinary word is a food only where something says so."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.ambiguous_names import MEASURED_NAMES, PLURAL_NAMES
from gutskin_tui.foods.custom_food import FoodRecord, heads_of
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.parser import parse

NOW = "2026-05-01T12:00:00Z"


def is_known(text: str) -> bool:
    """Return whether any food of a text is known."""
    return any(food.known for food in parse(text))


@pytest.mark.parametrize(
    "text",
    ["lunch with Keith", "Justin came", "Gordon", "near the port", "in good shape", "truly full", "hero of the day",
     "itchy tongue", "a mole on my back", "digestive problems", "in Philadelphia", "equal parts", "a bitter taste"],
)  # fmt: skip
def test_a_name_or_a_word_alone_is_no_food(text: str) -> None:
    assert not is_known(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gordon's", "spirits"),
        ("gordons gin", "spirits"),
        ("2 pints of stella", "beer"),
        ("glass of port", "wine"),
        ("port wine", "wine"),
        ("rosé", "wine brand"),
        ("30g philadelphia", "cream cheese"),
        ("2 digestives", "digestives"),
        ("Jacob's crackers", "cracker"),
        ("can of monster", "energy drink"),
        ("mole poblano", "mexican mole"),
        ("McDonald's", "restaurant meal"),
    ],
)
def test_a_plural_an_amount_or_a_second_word_makes_it_a_food(text: str, name: str) -> None:
    (food,) = parse(text)
    assert [part.words for part in food.parts] == [name]


def test_an_own_food_may_have_any_name() -> None:
    own = heads_of([FoodRecord(id="a", name="Keith", made_of=("beer",), created=NOW, updated=NOW)])
    (food,) = parse("keith", own)
    assert food.known


def test_every_ambiguous_name_is_in_the_lexicon_and_no_name_of_a_food() -> None:
    names = set(lexicon().names)
    for name in PLURAL_NAMES | MEASURED_NAMES:
        head = lexicon().find(name)
        assert head is not None, name
        assert name in PLURAL_NAMES or name not in names, name
    assert not PLURAL_NAMES & MEASURED_NAMES
