"""Searches agree with a plain definition: entries as dicts, terms as functions of the dicts of a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.search import QueryError, parse
from tests.model.search_indexes import search_index

NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("UTC"))


CLOCK = fixed_clock(NOW)


TODAY = NOW.date()


def entry(kind: str, days_ago: int = 0, hour: int = 12, **values: Any) -> AnyEntry:
    """Return an entry of some days ago."""
    return make(kind, values, CLOCK, at=NOW.replace(hour=hour, minute=0) - timedelta(days=days_ago))


SPELLINGS = {
    "oats": ["oats", "Oats", "ｏａｔｓ", "oa\u00adts"],
    "creme": ["Crème", "cre\u0300me"],
    "soup": ["SOUP", "s\u200boup"],
    "oeuf": ["œuf"],
    "strasse": ["straße"],
    "smorrebrod": ["smørrebrød"],
    "farmers": ["farmer's", "farmer’s"],
    "日本茶": ["日本茶"],
    "soup oats": ["soup oats", "soup-oats", "soup\u2011oats", "soup\u00a0oats"],
    "water": ["water"],
}


PLAIN = {spelling: plain for plain, spellings in SPELLINGS.items() for spelling in spellings}


WORDS = list(PLAIN)


NAMES_OF_FOODS = {"meal": "text", "drink": "what"}


def plain(text: str) -> str:
    """Return what a text of WORDS stands for, by the table; any other is plain already."""
    return PLAIN.get(text, text)


@st.composite
def journals(draw: st.DrawFn) -> list[AnyEntry]:
    """Return entries of the last ten days."""
    words = st.sampled_from(WORDS)
    kinds = {
        "meal": st.fixed_dictionaries({"text": words, "tags": st.lists(words, max_size=2, unique=True).map(tuple)}),
        "note": st.fixed_dictionaries({"text": words}),
        "drink": st.fixed_dictionaries({"ml": st.sampled_from([200, 300]), "what": words}),
        "skin": st.fixed_dictionaries({"severity": st.integers(0, 4), "itch": st.none() | st.integers(0, 4)}),
        "stress": st.fixed_dictionaries({"score": st.integers(0, 4)}),
    }
    entries = []
    for _ in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(sorted(kinds)))
        values = {**draw(kinds[kind]), "note": draw(st.sampled_from(["", "", *WORDS]))}
        ago, hour = draw(st.integers(1, 9)), draw(st.integers(5, 23))
        entries.append(entry(kind, ago, hour, **values))
    return entries


def texts(entry: AnyEntry) -> list[str]:
    """Return every text of an entry."""
    recorded = entry.recorded()
    matches = [entry.note, recorded.get("text", ""), recorded.get("what", ""), *recorded.get("tags", ())]
    return [plain(text) for text in matches]


def value(measure: str, entries: list[AnyEntry]) -> float | None:
    """Return a day's value, worked out by hand."""
    kind, spec = MEASURES[measure]
    measured = sorted(
        (entry.when, entry.id, spec.value(entry))
        for entry in entries
        if entry.kind == kind.name and spec.value(entry) is not None
    )
    numbers = [number for _, _, number in measured]
    if not numbers:
        return None
    return {"sum": sum(numbers), "mean": sum(numbers) / len(numbers), "last": numbers[-1]}[spec.combine]


TERMS = st.one_of(
    st.tuples(st.just("word"), st.sampled_from([*WORDS, "o", "water", "nothing"])),
    st.tuples(st.just("food"), st.sampled_from(WORDS)),
    st.tuples(st.just("tag"), st.sampled_from(WORDS)),
    st.tuples(st.just("note"), st.sampled_from(WORDS)),
    st.tuples(st.just("kind"), st.sampled_from(["meal", "note", "drink", "skin"])),
    st.tuples(
        st.sampled_from(["severity", "itch", "water", "stress"]),
        st.sampled_from(["<2", "<=2", ">2", "=2", "!=2", ">=250"]),
    ),
    st.tuples(st.just("since"), st.integers(0, 9)),
    st.tuples(st.just("until"), st.integers(0, 9)),
    st.tuples(st.just("on"), st.integers(0, 9)),
    st.tuples(st.just("missing"), st.sampled_from(["meal", "stress", "itch", "water"])),
)


def typed(key: str, what: Any) -> str:
    """Write a term as a person would type it."""
    if key == "word":
        return f'"{what}"'
    if key in MEASURES:
        return f"{key}{what}"
    if key in ("since", "until", "on"):
        return f"{key}:{TODAY - timedelta(days=what)}"
    return f'{key}:"{what}"'


def true_of(key: str, what: Any, day: date, entries: list[AnyEntry], kinds: set[str]) -> bool:
    """Whether one term holds of a day, by definition."""
    relevant = [entry for entry in entries if not kinds or entry.kind in kinds]
    if key == "word":
        return any(plain(what) in text for entry in relevant for text in texts(entry))
    if key == "food":
        named = [getattr(entry, NAMES_OF_FOODS[entry.kind]) for entry in relevant if entry.kind in NAMES_OF_FOODS]
        return any(plain(what) in plain(name) for name in named)
    if key == "tag":
        return any(plain(what) == plain(tag) for entry in relevant for tag in entry.recorded().get("tags", ()))
    if key == "note":
        of_notes = [entry.recorded()["text"] for entry in relevant if entry.kind == "note"]
        return any(plain(what) in plain(text) for text in [*of_notes, *(entry.note for entry in relevant)])
    if key == "kind":
        return any(entry.kind == what for entry in entries)
    if key == "missing":
        return (
            all(entry.kind != what for entry in entries) if what in ("meal", "stress") else value(what, entries) is None
        )
    if key in MEASURES:
        number, sign, limit = value(key, entries), what.rstrip("0123456789"), int(what.lstrip("<>=!"))
        return (
            number is not None
            and {
                "<": number < limit,
                "<=": number <= limit,
                ">": number > limit,
                ">=": number >= limit,
                "=": number == limit,
                "!=": number != limit,
            }[sign]
        )
    given_day = TODAY - timedelta(days=what)
    return {"since": day >= given_day, "until": day <= given_day, "on": day == given_day}[key]


@settings(max_examples=100)
@example([entry("drink", 1, ml=200, what="oats")], [(("food", "oats"), True)])
@example([entry("drink", 1, ml=200, what="oats")], [(("food", "soup"), False)])
@given(journals(), st.lists(st.tuples(TERMS, st.booleans()), max_size=3))
def test_search_agrees_with_the_definition(entries: list[AnyEntry], terms: list[tuple[tuple[str, Any], bool]]) -> None:
    query = parse(" ".join(("" if wanted else "-") + typed(*term) for term, wanted in terms), CLOCK)
    kinds = {what for (key, what), wanted in terms if key == "kind" and wanted}
    gaps = any(key == "missing" and wanted for (key, _), wanted in terms)
    expected = []
    for ago in range(10):
        day = TODAY - timedelta(days=ago)
        of_day = [entry for entry in entries if entry.date == day]
        begun = any(entry.date <= day for entry in entries)
        matches = (begun if gaps else bool(of_day)) and all(
            true_of(*term, day, of_day, kinds) == wanted for term, wanted in terms
        )
        if matches:
            expected.append(day)
        if begun:
            assert query.matches(day, of_day) == matches
    index = search_index(entries)
    assert list(index.days(query)) == expected
    updated = search_index([])
    for day in {entry.date for entry in entries}:
        updated.update(day, [entry for entry in entries if entry.date == day])
    assert list(updated.days(query)) == expected
    days = sorted({entry.date for entry in entries})
    assert list(query.search(days, lambda day: [entry for entry in entries if entry.date == day])) == expected


QUERIES = st.lists(st.tuples(TERMS, st.booleans()), min_size=1, max_size=3)


@settings(max_examples=100)
@example([entry("note", 1, text="oats")], [(("food", "oats"), True)], [(("word", "oats"), True)])
@given(journals(), QUERIES, QUERIES)
def test_a_search_after_another_agrees_with_a_new_search(
    entries: list[AnyEntry], first: list[tuple[tuple[str, Any], bool]], second: list[tuple[tuple[str, Any], bool]]
) -> None:
    text, other = (
        " ".join(("" if wanted else "-") + typed(*term) for term, wanted in terms) for terms in (first, second)
    )
    letters = [text[:end] for end in range(len(text))]
    index, fresh = search_index(entries), search_index(entries)
    for step in [*letters, text, *reversed(letters), text, other, text]:
        try:
            query = parse(step, CLOCK)
        except QueryError:
            continue
        assert index.matching(query) == list(fresh.days(query))
    for changed in (index, fresh):
        changed.update(TODAY, [entry("meal", text=WORDS[0])])
    query = parse(text, CLOCK)
    assert index.matching(query) == list(fresh.days(query))
