"""Tags in a typed line, and their completion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.model.tag_syntax import LineError, complete_tag, complete_tag_list, split_tags, without_signs

WORDS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "text", "tags"),
    [
        ("slept badly +pollen", "slept badly", ("pollen",)),
        ("+pollen slept badly", "slept badly", ("pollen",)),
        ("slept +pollen badly +out", "slept badly", ("pollen", "out")),
        ('itchy +"new soap"', "itchy", ("new soap",)),
        ("itchy +Pollen +pollen", "itchy", ("Pollen",)),
        ("7up+ and 2 + 1, +1", "7up+ and 2 + 1, +1", ()),
        ("a+b", "a+b", ()),
        ("+pollen", "+pollen", ("pollen",)),
    ],
)
def test_tags_are_removed_from_the_text(typed: str, text: str, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == (text, tags)


@pytest.mark.parametrize("typed", ['itchy +"new soap', 'itchy +""', "itchy +" + "x" * 201])
def test_an_invalid_tag_is_refused_with_its_place(typed: str) -> None:
    with pytest.raises(LineError) as refusal:
        split_tags(typed)
    assert typed[refusal.value.start :].startswith(("+", '"'))


@given(st.lists(WORDS, min_size=1), st.lists(WORDS, unique=True))
def test_words_and_tags_are_separated(words: list[str], tags: list[str]) -> None:
    assert split_tags(" ".join([*words, *(f"+{tag}" for tag in tags)])) == (" ".join(words), tuple(tags))


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("itchy +p", ["itchy +pollen", "itchy +pets"]),
        ('itchy +"new', ['itchy +"new soap"']),
        ("itchy +new", []),
        ("itchy +", []),
        ("itchy p", []),
        ("+pollen +pe", ["+pollen +pets"]),
    ],
)
def test_a_tag_is_completed_from_those_in_use(typed: str, lines: list[str]) -> None:
    assert complete_tag(typed, ["pollen", "new soap", "pets", 'with "quotes"']) == lines


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("po", ["pollen"]),
        ("pets, +po", ["pets, +pollen"]),
        ("+new", ["+new soap"]),
        ("pollen,po", []),
        ("Pollen, ", []),
        ("", []),
        ("x", []),
    ],
)
def test_the_last_tag_of_a_list_is_completed(typed: str, lines: list[str]) -> None:
    assert complete_tag_list(typed, ["pollen", "new soap", "pets", "po, in a list"]) == lines


def test_the_signs_and_quotes_of_tags_are_removed_from_a_list() -> None:
    assert without_signs('+pollen, pets,+"new soap", 7up+, + 1') == "pollen, pets, new soap, 7up+, + 1"
