"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.packet import read_packet
from gutskin_tui.foods.parser import parse
from gutskin_tui.foods.scope import DENIES, WITHOUT
from gutskin_tui.foods.substitutes import BREADS, CHEESES, MILK_DRINKS
from gutskin_tui.foods.words import key

SCOPE = WITHOUT | {word for words in DENIES for word in words} | {"free", "milk"} | MILK_DRINKS | BREADS | CHEESES
NAMES = [name for name in lexicon().names if not SCOPE.intersection(key(name))]
WORDS = st.sampled_from(
    [
        "no",
        "without",
        "w/",
        "w/o",
        "and",
        "&",
        ",",
        "(",
        ")",
        "free",
        "vegan",
        "gluten",
        "unsweetened",
        "1/2",
        "½",
        "2",
        "cup",
    ]
)
LINES = st.lists(st.one_of(st.sampled_from(lexicon().names), WORDS, st.text(max_size=6)), max_size=12).map(" ".join)


@given(st.one_of(st.text(), LINES))
def test_it_never_raises(text: str) -> None:
    for food in parse(text):
        assert food.name
        assert all(food.labels.values())
        assert set(food.plants) <= set(lexicon().plants)


@given(LINES.filter(str.isascii))
def test_case_does_not_matter(text: str) -> None:
    assert parse(text.upper()) == parse(text.lower()) == parse(text)


@given(LINES)
def test_spacing_does_not_matter(text: str) -> None:
    assert parse(f"  {text.replace(' ', '   ')} ") == parse(text)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_a_line_is_the_union_of_its_parts(names: list[str]) -> None:
    assert parse(", ".join(names)) == tuple(food for name in names for food in parse(name))


@given(st.text())
def test_any_packet_can_be_pasted(text: str) -> None:
    labels, ingredients = read_packet(text)
    assert all(labels.values())
    assert all(ingredients)
