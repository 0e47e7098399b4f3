"""gutskin find: the days and entries that a query matches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

Good = Callable[..., str]


def test_find_matches_labels_by_tag(good: Good) -> None:
    good("add", "meal", "yogurt", "--at", "yesterday 8:00")
    good("add", "meal", "kale", "--at", "08:00")
    assert good("find", "tag:dairy").splitlines()[-1] == "1 day found."
    assert good("find", "tag:added_sugar") == "No matching days.\n"
    assert good("find", "tag:added_sugar?").splitlines()[0] == "Fri 20 Nov 2026"
    assert good("find", "-tag:dairy").splitlines()[0] == "Sat 21 Nov 2026"


def test_find_shows_the_days_newest_first(good: Good) -> None:
    good("add", "meal", "pizza, beer", "--at", "2026-11-07 19:30")
    good("add", "skin", "--severity", "5", "--at", "2026-11-07 20:00")
    good("add", "meal", "pizza", "--at", "2026-11-18 20:10")
    good("add", "meal", "oats", "--at", "2026-11-19 08:00")
    output = good("find", "pizza", "since:nov").splitlines()
    assert [output[0], output[2], output[-1]] == ["Wed 18 Nov 2026", "Sat 7 Nov 2026", "2 days found."]
    assert [line.split()[1] for line in output if "pizza" in line] == ["20:10", "19:30"]
    assert good("find", "pizza", "skin>=4").splitlines()[0] == "Sat 7 Nov 2026"
    assert good("find", "pizza skin>=4") == good("find", "pizza", "skin>=4")
    assert good("find", "pizza", "-beer").splitlines()[0] == "Wed 18 Nov 2026"
    assert good("find", "sushi") == "No matching days.\n"


@pytest.mark.parametrize(
    ("query", "place"),
    [(["skn:4"], 1), (["pizza", "skn>=4"], 7), (["since:32 feb"], 7), (["kind:\x1b[31m"], 6), (["note:"], 1)],
)
def test_a_query_that_is_not_understood(run: Callable[..., Result], query: list[str], place: int) -> None:
    result = run("find", *query)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"At character {place} of the query: " in result.stderr
    assert "\x1b" not in result.stderr


def test_find_reads_words_in_every_way_of_writing_them(good: Good) -> None:
    good("add", "meal", "sm\u00f8rrebr\u00f8d, shepherd\u2019s pie, gluten\u2011free choco\u00adlate")
    good("add", "drink", "200", "--what", "Caf\u00e9 cre\u0300me")
    for query in (
        "smorrebrod",
        "SMØRREBRØD",
        "shepherd's pie",
        "food:shepherds",
        '"shepherd‘s pie"',
        "“gluten free”",
        "gluten-free",
        "gluten–free",
        "chocolate",
        "food:choco",
        "food:cafe",
        'food:"café crème"',
        "food:“cafe\u00a0creme”",
    ):
        assert good("find", query).splitlines()[-1] == "1 day found.", query
    assert good("find", "food:barley") == "No matching days.\n"


def test_a_search_for_the_name_of_a_label_names_the_search_for_labels(good: Good) -> None:
    good("add", "meal", "yogurt")
    assert good("find", "dairy") == "No matching days. tag:dairy finds the label.\n"
    assert "yogurt" in good("find", "tag:dairy")
    assert good("find", "Added", "Sugar") == "No matching days. tag:added_sugar finds the label.\n"
