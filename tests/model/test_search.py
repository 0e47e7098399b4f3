"""The query language of History, by table and against a plain definition of what a query means."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import QueryError, parse
from gutskin_tui.model.search.document import EntriesDocument, Tags, no_tags
from tests.model.search_indexes import search_index

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("UTC"))
CLOCK = fixed_clock(NOW)
TODAY = NOW.date()


def entry(kind: str, days_ago: int = 0, hour: int = 12, **values: Any) -> AnyEntry:
    """Return an entry of some days ago."""
    return make(kind, values, CLOCK, at=NOW.replace(hour=hour, minute=0) - timedelta(days=days_ago))


JOURNAL = [
    entry("meal", 1, 8, text="Oats, blueberries", slot="breakfast", tags=("out",)),
    entry("meal", 1, 13, text="Crème brûlée, (pizza\nslice)", tags=("Dairy", "eaten out"), note="felt  Bloated\nlater"),
    entry("drink", 1, ml=500),
    entry("drink", 1, 13, ml=700),
    entry("drink", 1, 14, ml=330, what="beer", abv=4.5),
    entry("skin", 1, 7, severity=3, itch=0, regions={"left_cheek": 2}, products=("zinc cream",)),
    entry("skin", 1, 13, severity=5),
    entry("note", 1, text="pizza was a mistake"),
    entry("sleep", 2, hours=5.5, quality=4),
    entry("stress", 2, score=6, weighed=("deadline",)),
    entry("supplement", 2, what="probiotic", dose="10 bn CFU"),
    entry("drink", 2, ml=250, what="coffee"),
    entry("mark", 3, what="nothing", of="skin"),
    entry("meal", 5, text="pizza-bread", tags=("dairy-free",)),
]
FIRST = 5
DAYS = sorted({entry.date for entry in JOURNAL})


def of_day(day: date) -> list[AnyEntry]:
    return [entry for entry in JOURNAL if entry.date == day]


def hits(query: str, entries: list[AnyEntry], tags: Tags = no_tags) -> list[AnyEntry]:
    """Return the entries of a matching day that made it match."""
    documents = [EntriesDocument([entry], tags) for entry in entries]
    return [entry for document in parse(query, CLOCK).hits(documents) for entry in document.entries]


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
