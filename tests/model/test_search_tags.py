"""Searches for tags that are not typed but worked out, such as labels of foods."""

from __future__ import annotations

from datetime import timedelta

import pytest
from search_journal import CLOCK, DAYS, FIRST, JOURNAL, TODAY, hits, of_day

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import parse
from tests.model.search_indexes import search_index


def label_tags(entry: AnyEntry) -> list[str]:
    """Return tags for an entry as a reader of foods would: pizza is sure of gluten and may have soy."""
    text = getattr(entry, "text", None) or getattr(entry, "what", None) or ""
    if entry.kind == "drink" and text == "beer":
        return ["alcohol", "alcohol?"]
    return ["gluten", "gluten?", "soy?"] if entry.kind == "meal" and "pizza" in text.lower() else []


@pytest.mark.parametrize(
    ("query", "days_ago"),
    [
        ("tag:gluten", [1, 5]),
        ("tag:soy", []),
        ("tag:soy?", [1, 5]),
        ("tag:gluten?", [1, 5]),
        ("tag:glut", []),
        ("-tag:gluten", [2]),
        ("tag:dairy tag:gluten", [1]),
        ("kind:drink tag:alcohol", [1]),
        ("kind:drink tag:gluten", []),
        ("missing:sleep tag:gluten", [1, 5]),
        ("tag:dairy-free", [5]),
        ("gluten", []),
        ("food:beer", [1]),
        ("food:coffee", [2]),
    ],
)
def test_further_tags_match_like_those_that_were_typed(query: str, days_ago: list[int]) -> None:
    parsed = parse(query, CLOCK)
    index = search_index(JOURNAL, label_tags, of_day)
    assert [(TODAY - day).days for day in index.days(parsed)] == days_ago
    assert [(TODAY - day).days for day in parsed.search(DAYS, of_day, label_tags)] == days_ago
    for ago in range(1, FIRST + 1):
        day = TODAY - timedelta(days=ago)
        assert parsed.matches(day, of_day(day), label_tags) == (ago in days_ago)


def test_further_tags_point_at_their_entry() -> None:
    day = TODAY - timedelta(days=1)
    tagged = hits("tag:gluten", of_day(day), label_tags)
    assert [entry.text for entry in tagged] == ["Crème brûlée, (pizza\nslice)"]  # type: ignore[union-attr]


def test_further_tags_are_computed_only_when_needed_and_once() -> None:
    tagged: list[AnyEntry] = []

    def watched(entry: AnyEntry) -> list[str]:
        tagged.append(entry)
        return label_tags(entry)

    index = search_index(JOURNAL, watched, of_day)
    assert len(list(index.days(parse("pizza", CLOCK)))) == 2
    assert not tagged
    assert len(list(index.days(parse("tag:gluten", CLOCK)))) == 2
    once = len(tagged)
    assert len(list(index.days(parse("tag:soy?", CLOCK)))) == 2
    assert len(tagged) == once
    day = TODAY - timedelta(days=5)
    index.update(day, of_day(day))
    assert len(list(index.days(parse("tag:soy?", CLOCK)))) == 2
    assert len(tagged) == once + 1
    index.forget_tags()
    assert len(list(index.days(parse("tag:soy?", CLOCK)))) == 2
    assert len(tagged) > once + 1
