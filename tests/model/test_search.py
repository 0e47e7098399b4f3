"""The query language of History: which days a query finds, and which entries of a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from search_journal import CLOCK, DAYS, FIRST, JOURNAL, NOW, TODAY, entry, hits, of_day

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.search import parse
from tests.model.search_indexes import search_index


@pytest.mark.parametrize(
    ("query", "days_ago"),
    [
        ("", [1, 2, 5]),
        ("pizza", [1, 5]),
        ("PIZZA mistake", [1]),
        ("creme BRULEE", [1]),
        ("crème", [1]),
        ("oats deadline", []),
        ("oats mistake", [1]),
        ('"pizza slice"', [1]),
        ('"oats, blueberries"', [1]),
        ('"blueberries slice"', []),
        ('"later pizza"', []),
        ('"felt bloated later"', [1]),
        ('"felt blo', [1]),
        ("left cheek", [1]),
        ('"left cheek" "zinc cream" breakfast', [1]),
        ("cfu", [2]),
        ("skin", []),
        ("kind:meal", [1, 5]),
        ("KIND:Meal mistake", []),
        ("kind:note pizza", [1]),
        ("kind:note kind:meal oats", [1]),
        ("kind:note kind:stress", []),
        ("-kind:meal", [2]),
        ("-kind:drink pizza", [5]),
        ("food:pizza", [1, 5]),
        ("food:mistake", []),
        ("food:bloated", []),
        ('food:"creme brulee"', [1]),
        ("kind:note food:pizza", []),
        ("tag:dairy", [1]),
        ("-tag:dairy", [2, 5]),
        ('tag:"eaten out"', [1]),
        ("tag:out", [1]),
        ("tag:eaten", []),
        ("tag:dairy-free", [5]),
        ("note:bloated", [1]),
        ('note:"felt bloated"', [1]),
        ("note:mistake", [1]),
        ("note:oats", []),
        ("kind:note note:bloated", []),
        ("skin>=4", [1]),
        ("severity = 5", [1]),
        ("skin<=5 skin!=3 skin>4 skin<6", [1]),
        ("skin=3", []),
        ("SKIN≥5", [1]),
        ("itch=0", [1]),
        ("itch==0", [1]),
        ("itch<5", [1]),
        ("itch!=7", [1]),
        ("-itch=0", [2, 5]),
        ("water=1200", [1]),
        ("water<1000", []),
        ("water<2000ml", [1]),
        ("water=0", []),
        ("alcohol=1.485", [1]),
        ("alcohol=1,485units", [1]),
        ("sleep<6h", [2]),
        ("sleep=5,5", [2]),
        ("sleep=5.500", [2]),
        ("skin>=4,125", [1]),
        ("sleep>-1", [2]),
        ("stress>=6 sleep<6", [2]),
        ("meals=2", [1]),
        ("missing:skin", [0, 2, 3, 4, 5]),
        ("missing:skin since:-3d", [0, 2, 3]),
        ("missing:severity on:yesterday", []),
        ("missing:water", [0, 2, 3, 4, 5]),
        ("missing:itch pizza", [5]),
        ("-missing:skin", [1]),
        ("missing:gut -missing:meal", [1, 5]),
        ("since:yesterday", [1]),
        ("since:2026-11-19", [1, 2]),
        ("until:-2d", [2, 5]),
        ("since:-5d until:-2d", [2, 5]),
        ("on:fri", [1]),
        ('on:"last week"', []),
        ('on:"this week"', [1, 2, 5]),
        ("on:today", []),
        ("since:oct until:nov", [1, 2, 5]),
        ("-since:-2d", [5]),
        ("-pizza", [2]),
        ('-"eaten out" -deadline', [5]),
        ('-tag:"eaten out" pizza', [5]),
        ("--free", [1, 2]),
        ("-pizza-bread", [1, 2]),
        ("8:30", []),
        ("[red] \x1b[31m", []),
        ("“pizza slice”", [1]),
        ("«felt\u00a0bloated»", [1]),
        ("tag:„eaten out“", [1]),
        ("pizza\u2011bread", [5]),
        ('tag:"dairy free"', [5]),
        ("ＰＩＺＺＡ mis\u00adtake", [1]),
        ("bru\u0302le\u0301e", [1]),
        ("food:BÉER", [1]),
    ],
)
def test_which_days_a_query_finds(query: str, days_ago: list[int]) -> None:
    parsed = parse(query, CLOCK)
    expected = [TODAY - timedelta(days=ago) for ago in days_ago]
    index = search_index(JOURNAL)
    assert list(index.days(parsed)) == expected
    assert next(index.days(parsed), None) == next(iter(expected), None)
    assert list(parsed.search(DAYS, of_day)) == expected
    for ago in range(FIRST + 1):
        day = TODAY - timedelta(days=ago)
        assert parsed.matches(day, of_day(day)) == (day in expected)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("pizza", [1, 7]),
        ("kind:meal pizza", [1]),
        ("pizza -coffee oats", [0, 1, 7]),
        ("skin>=4", [5, 6]),
        ("skin>=4 note:bloated", [1, 5, 6]),
        ("kind:skin", [5, 6]),
        ("kind:skin kind:note", [5, 6, 7]),
        ("tag:dairy", [1]),
        ("on:yesterday -coffee", [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_which_entries_made_a_day_match(query: str, places: list[int]) -> None:
    assert hits(query, JOURNAL[:8]) == [JOURNAL[place] for place in places]


def test_a_sum_equals_the_number_a_person_types() -> None:
    drinks = [entry("drink", ml=ml, what="gin", abv=40.0) for ml in (5, 10, 15, 25, 35, 50, 5)]
    assert parse("alcohol=5.8 alcohol<=5.8 alcohol>=5.8", CLOCK).matches(TODAY, drinks)
    tenths = [entry("sleep", 2, hours=hours) for hours in (0.1, 0.2)]
    assert parse("sleep=0.3", CLOCK).matches(TODAY - timedelta(days=2), tenths)


def test_marks_are_not_hits() -> None:
    assert hits("missing:skin", [entry("mark", what="skip")]) == []


def test_updating_a_day_equals_a_new_index() -> None:
    index = search_index(JOURNAL)
    pizza = parse("pizza", CLOCK)
    assert len(list(index.days(pizza))) == 2
    index.update(TODAY, [entry("meal", 0, text="Pizza")])
    index.update(TODAY - timedelta(days=5), [])
    assert list(index.days(pizza)) == [TODAY, TODAY - timedelta(days=1)]
    assert list(index.days(parse("missing:meal", CLOCK))) == [
        TODAY - timedelta(days=2)
    ]  # the first day moved to it too


def test_an_empty_journal_finds_nothing() -> None:
    for query in ("", "pizza", "missing:skin", "-pizza", "since:oct"):
        assert list(search_index([]).days(parse(query, CLOCK))) == []


def test_future_days_match_but_never_miss_anything() -> None:
    """A journal from another zone may hold a day that has not begun here."""
    tomorrow = fixed_clock(NOW + timedelta(days=1))
    ahead = [*JOURNAL, make("meal", {"text": "pizza"}, tomorrow)]
    index = search_index(ahead)
    assert next(index.days(parse("pizza", CLOCK))) == TODAY + timedelta(days=1)
    missing = parse("missing:skin pizza", CLOCK)
    assert list(index.days(missing)) == [TODAY - timedelta(days=5)]
    assert not missing.matches(TODAY + timedelta(days=1), ahead[-1:])
