"""A query that cannot be understood is refused with its place; none breaks the parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_journal import CLOCK, JOURNAL, TODAY

from gutskin_tui.model.search import QueryError, parse
from tests.model.search_indexes import search_index


@pytest.mark.parametrize(
    ("query", "part", "message"),
    [
        ("skin>", "skin>", "Add a number after skin>, such as skin>4."),
        ("oats skin >= ", "skin >=", "Add a number after skin>=, such as skin>=4."),
        ("skin>=four", "four", '"four" is not a number.'),
        ("skin>4x2", "4x2", '"4x2" is not a number.'),
        ("water<1,000", "1,000", "1,000 could be 1000 or 1; type the one you mean."),
        ("oats water>=2.000ml", "2.000", "2.000 could be 2000 or 2; type the one you mean."),
        ("exercise>1.500", "1.500", "1.500 could be 1500 or 1.5; type the one you mean."),
        ("sleep<6kg", "kg", "Sleep is in h; a number is enough."),
        ("skin<6h", "h", "Skin has no unit; a number is enough."),
        (">4", ">", "Name what to compare before >, such as skin>4."),
        ("sking>=4", "sking", '"sking" cannot be compared; did you mean skin?'),
        ("pizza fod:x", "fod:", 'Unknown key "fod:"; did you mean food:?'),
        ("skin:4", "skin:", "Add a comparison, such as skin>=4."),
        ("http://x", "http:", 'Unknown key "http:"; quote it to find the words.'),
        ("kind:", "kind:", "Add a kind after kind:, such as kind:meal."),
        ("kind:meals", "meals", 'Unknown kind "meals"; did you mean meal?'),
        ("-kind:meels", "meels", 'Unknown kind "meels"; did you mean meal?'),
        ("kind:mark", "mark", None),
        ("food: pizza", "food:", "Add a food after food:, such as food:pizza."),
        ('tag:""', 'tag:""', "Add a tag after tag:, such as tag:dairy."),
        ("note:", "note:", 'Add words after note:, such as note:"felt bloated".'),
        ("missing:", "missing:", "Add what is missing after missing:, such as missing:skin."),
        ("missing:skim", "skim", 'Unknown item "skim"; did you mean skin?'),
        ("x since:", "since:", "Add a day after since:, such as since:oct."),
        ("until:", "until:", "Add a day after until:, such as until:fri."),
        ("on:", "on:", "Add a day after on:, such as on:yesterday."),
        ('on:"31 feb" x', '"31 feb"', '"31 feb" is not a date that exists.'),
        ("since:2027", "2027", "Fri 1 Jan 2027 is in the future."),
        ("since:blah", "blah", None),
        ("oats -", "-", "Add what to leave out after the minus, such as -pizza."),
        ("- oats", "-", "Add what to leave out after the minus, such as -pizza."),
        ('oats "', '"', "Add some words to look for."),
        ('"  " oats', '"  "', "Add some words to look for."),
        ("\u0301", "\u0301", "Add some words to look for."),
        ("\u00ad", "\u00ad", "Add some words to look for."),
        ("“cre\u0300me bru\u00adlée” ½ skin>four", "four", '"four" is not a number.'),
        ("œufs “ﬁsh” kind:meels", "meels", 'Unknown kind "meels"; did you mean meal?'),
        ("tag:“”", "tag:“”", "Add a tag after tag:, such as tag:dairy."),
    ],
)
def test_an_error_points_at_its_place(query: str, part: str, message: str | None) -> None:
    with pytest.raises(QueryError) as refusal:
        parse(query, CLOCK)
    error = refusal.value
    assert query[error.start : error.end] == part
    assert message is None or error.message == str(error) == message


PIECES = [
    "skin",
    "water",
    "kind:",
    "food:",
    "since:",
    "missing:",
    "oct",
    ">=",
    "<",
    "=",
    "4",
    "1000",
    '"',
    "-",
    " ",
    "é",
    "\x1b",
    "meal",
]


@given(
    st.text(st.characters(exclude_categories=()), max_size=40)
    | st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
)
def test_no_text_breaks_the_parser(query: str) -> None:
    start, end, message = 0, 1, "."
    try:
        list(search_index(JOURNAL).days(parse(query, CLOCK)))
    except QueryError as refusal:
        start, end, message = refusal.start, refusal.end, refusal.message
    assert 0 <= start < end <= max(len(query), 1)
    assert message.endswith((".", "?"))
    assert len(message) < 250


def test_long_queries_are_read_at_once() -> None:
    for query in ("a " * 5000, "a" * 20_000, "-" * 20_000 + "a", '"' + " " * 20_000 + "x"):
        assert parse(query, CLOCK).matches(TODAY, JOURNAL) in (True, False)
    with pytest.raises(QueryError):
        parse("a" * 20_000 + ":", CLOCK)
