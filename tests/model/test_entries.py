"""Entries: made, changed, written and read back; refused in one sentence that never holds a person's words."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from entry_strategies import entries
from hypothesis import given, settings
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import (
    EntryError,
    change,
    decode,
    encode,
    from_document,
    make,
    summary,
    to_document,
)
from gutskin_tui.model.ids import ALPHABET, LENGTH, new_id, short_id
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.text import alternatives

LONDON = ZoneInfo("Europe/London")
BASE = {
    "id": "01",
    "at": "2026-11-21T14:10:00+00:00",
    "zone": "Europe/London",
    "day": "2026-11-21",
    "created": "2026-11-21T14:10:00.000+00:00",
    "updated": "2026-11-21T14:10:00.000+00:00",
}


def refusal(**document: Any) -> str:
    with pytest.raises(EntryError) as refused:
        from_document(BASE | document)
    return refused.value.sentence


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=50)
@given(data=st.data())
def test_any_entry_is_written_read_back_and_refused_without_its_words(kind: str, data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    document = to_document(entry)
    assert entry.kind == kind
    assert isinstance(summary(entry), str)
    assert decode(encode(entry)) == decode(encode(entry), validated=True) == entry
    assert from_document(document) == entry
    assert entry.clock_time == f"{entry.when:%H:%M}"
    assert json.loads(encode(entry)) == json.loads(json.dumps(document))
    assert None not in document.values()
    assert set(entry.recorded()) <= set(document) | {"ml", "taken", "what", "abv", "minutes", "event"}

    name = data.draw(st.sampled_from(sorted(set(document) | {field.name for field in KINDS[kind].fields})))
    wrong = data.draw(st.sampled_from(["secret" * 4000, ["secret", 1], {"secret": "secret"}, -1e9, 10**30, None]))
    try:
        from_document(document | {name: wrong})
    except EntryError as refused:
        sentence = refused.sentence
        assert not re.search("secret|000000|`", sentence)
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_a_new_entry_holds_the_instant_the_zone_and_the_day(clock: Clock) -> None:
    entry = make("skin", {"severity": 0, "itch": None}, clock)
    assert (entry.at, entry.zone, entry.day) == ("2026-11-21T14:15:00+00:00", "Europe/London", "2026-11-21")
    assert entry.created == entry.updated == "2026-11-21T14:15:00.000+00:00"
    assert entry.recorded() == {"severity": 0}  # 0 is an answer, a gap is not


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-20T23:59:00+00:00", "2026-11-20"),
        ("2026-11-21T00:30:00+00:00", "2026-11-20"),
        ("2026-11-21T03:59:59+00:00", "2026-11-20"),
        ("2026-11-21T04:00:00+00:00", "2026-11-21"),
        ("2024-02-29T23:00:00+00:00", "2024-02-29"),
        ("2024-03-01T00:30:00+00:00", "2024-02-29"),
    ],
)
def test_an_entry_is_filed_under_its_journal_day(clock: Clock, at: str, day: str) -> None:
    assert make("note", {"text": "x"}, clock, at=datetime.fromisoformat(at)).day == day


def test_an_entry_written_into_an_earlier_day_keeps_that_day(clock: Clock) -> None:
    entry = make("note", {"text": "x"}, clock, day=date(2026, 11, 19))
    assert (entry.day, entry.at) == ("2026-11-19", "2026-11-21T14:15:00+00:00")


def test_the_future_is_refused(clock: Clock) -> None:
    now = clock.now()
    make("note", {"text": "x"}, clock, at=now)
    with pytest.raises(EntryError, match="Sat 21 Nov 2026 14:16 is in the future"):
        make("note", {"text": "x"}, clock, at=now + timedelta(minutes=1))
    with pytest.raises(EntryError, match="Sun 22 Nov 2026 is in the future"):
        make("note", {"text": "x"}, clock, day=date(2026, 11, 22))
    entry = make("note", {"text": "x"}, clock)
    with pytest.raises(EntryError, match="is in the future"):
        change(entry, {}, clock, at=now + timedelta(seconds=1))


def test_in_the_hour_that_comes_twice_instants_are_compared_not_wall_clocks() -> None:
    second_pass = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)
    clock = fixed_clock(second_pass, "Europe/London")
    earlier = datetime(2026, 10, 25, 1, 40, tzinfo=LONDON)  # 30 minutes before, though the wall says later
    assert make("note", {"text": "x"}, clock, at=earlier).at == "2026-10-25T01:40:00+01:00"
    first_pass = fixed_clock(datetime(2026, 10, 25, 1, 40, tzinfo=LONDON), "Europe/London")
    with pytest.raises(EntryError, match="future"):
        make("note", {"text": "x"}, first_pass, at=second_pass)


def test_a_time_that_the_clocks_skip_is_written_as_an_existing_time() -> None:
    clock = fixed_clock(datetime(2026, 3, 29, 12, 0, tzinfo=LONDON), "Europe/London")
    entry = make("note", {"text": "x"}, clock, at=datetime(2026, 3, 29, 1, 30, tzinfo=LONDON))
    assert entry.at == "2026-03-29T02:30:00+01:00"


def test_an_instant_in_utc_is_written_in_the_persons_zone() -> None:
    clock = fixed_clock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "Asia/Tokyo")
    entry = make("note", {"text": "x"}, clock, at=datetime(2026, 6, 30, 20, 0, tzinfo=UTC))
    assert (entry.at, entry.zone, entry.day) == ("2026-07-01T05:00:00+09:00", "Asia/Tokyo", "2026-07-01")
    offset = timezone(timedelta(hours=2))
    assert (
        make("note", {"text": "x"}, clock, at=datetime(2026, 7, 1, 1, 0, tzinfo=offset)).at
        == "2026-07-01T08:00:00+09:00"
    )


def test_an_entry_about_another_zone_keeps_that_zone_and_its_day() -> None:
    clock = fixed_clock(datetime(2026, 11, 21, 14, 0, tzinfo=LONDON), "Europe/London")
    entry = make("note", {"text": "x"}, clock, at=datetime(2026, 11, 21, 5, 0, tzinfo=ZoneInfo("Asia/Tokyo")))
    assert (entry.at, entry.zone, entry.day) == ("2026-11-21T05:00:00+09:00", "Asia/Tokyo", "2026-11-21")


def test_travel_moves_no_day_that_was_stored() -> None:
    tokyo = fixed_clock(datetime(2026, 11, 21, 20, 30, tzinfo=UTC), "Asia/Tokyo")
    entry = make("note", {"text": "x"}, tokyo)
    assert (entry.day, entry.zone) == ("2026-11-22", "Asia/Tokyo")
    home = fixed_clock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "America/Los_Angeles", day_start=time(6, 0))
    assert home.today() == date(2026, 11, 21)
    changed = change(entry, {"text": "y"}, home)
    assert (changed.day, changed.zone, changed.at) == (entry.day, entry.zone, entry.at)


def test_a_change_keeps_id_and_creation_and_moves_the_day_with_the_instant(clock: Clock) -> None:
    entry = make("skin", {"severity": 3, "itch": 2}, clock)
    later = fixed_clock(clock.now() + timedelta(minutes=5), "Europe/London")
    changed = change(entry, {"severity": 4, "itch": None}, later, at=datetime(2026, 11, 21, 3, 0, tzinfo=LONDON))
    assert (changed.id, changed.created, changed.day) == (entry.id, entry.created, "2026-11-20")
    assert changed.updated == "2026-11-21T14:20:00.000+00:00"
    assert changed.recorded() == {"severity": 4}


def test_a_required_field_cannot_be_cleared(clock: Clock) -> None:
    meal = make("meal", {"text": "oats"}, clock)
    for values, sentence in (
        ({"text": None}, "Please fill in Foods."),
        ({"text": ""}, "Foods must not be empty."),
        ({"text": " "}, "A meal needs at least one food."),
    ):
        with pytest.raises(EntryError) as refused:
            change(meal, values, clock)
        assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"kind": "sleep"}, "Please fill in Slept."),
        ({"kind": "sleep", "hours": 24.5}, "Slept should be a number, 0 to 24 h."),
        ({"kind": "sleep", "hours": float("nan")}, "Slept should be a number, 0 to 24 h."),
        ({"kind": "sleep", "hours": float("inf")}, "Slept should be a number, 0 to 24 h."),
        ({"kind": "sleep", "hours": 7, "bed": "23:40\n"}, "Asleep at should be a time such as 23:40."),
        ({"kind": "sleep", "hours": 7, "bed": "٢٣:٤٠"}, "Asleep at should be a time such as 23:40."),
        ({"kind": "drink", "ml": True}, "Amount should be a whole number, 1 to 5000 ml."),
        ({"kind": "drink", "ml": 2.5}, "Amount should be a whole number, 1 to 5000 ml."),
        ({"kind": "drink", "ml": 1, "what": ""}, "Drink must not be empty."),
        ({"kind": "meal", "text": "x", "slot": "private"}, "Meal should be breakfast, lunch, dinner or snack."),
        ({"kind": "meal", "text": "x", "tags": "private"}, "Tags should be words of up to 200 characters."),
        ({"kind": "note", "text": "x" * 20_001}, "Text should be text of up to 20000 characters."),
        ({"kind": "note", "text": " \n"}, "A note needs some words."),
        ({"kind": "supplement", "what": "x", "taken": "private"}, "Taken should be yes or no."),
        ({"kind": "skin"}, "A skin check-in needs at least one answer."),
        ({"kind": "stress"}, "A stress entry needs at least one answer."),
        ({"kind": "gut"}, "A gut entry needs at least one answer."),
        ({"kind": "mark", "what": "nothing"}, "A mark for nothing to log needs a kind."),
        ({"kind": "note", "text": "x", "private words": 1}, "There is a field this version does not know."),
        ({"kind": "note", "text": "x", "colour": 1}, "There is a field this version does not know (colour)."),
        ({"kind": "note", "text": "x", "day": "2026-02-30"}, "Day is not a date that exists."),
        ({"kind": "note", "text": "x", "day": "2027-02-29"}, "Day is not a date that exists."),
        ({"kind": "note", "text": "x", "day": "private"}, "Day should be a date, such as 2026-11-21."),
        ({"kind": "note", "text": "x", "day": "0202-11-21"}, "Day is not between the years 1900 and 2199."),
        (
            {"kind": "note", "text": "x", "at": "9999-12-31T23:59:59-14:00"},
            "At is not between the years 1900 and 2199.",
        ),
        ({"kind": "note", "text": "x", "at": "2026-11-21T25:00:00+00:00"}, "At is not a date and time that exists."),
        (
            {"kind": "note", "text": "x", "at": "2026-11-21T14:00:00"},
            "At should be a date and time with its offset, such as 2026-11-21T14:10:00+00:00.",
        ),
        (
            {"kind": "note", "text": "x", "zone": "z" * 65},
            "Zone should be the name of a time zone, such as Europe/London.",
        ),
        ({"kind": "note", "text": "x", "id": "a\n"}, "Id should be up to 64 letters, digits, hyphens and underscores."),
        (
            {"kind": "note", "text": "x", "id": "../x"},
            "Id should be up to 64 letters, digits, hyphens and underscores.",
        ),
        ({}, "Please fill in Kind."),
    ],
)
def test_refusals_in_words(document: dict[str, Any], sentence: str) -> None:
    assert refusal(**document) == sentence


def test_places_of_the_skin_are_named_and_scored() -> None:
    for regions in ({"private": 1}, {"chin": 11}, {"chin": "private"}, ["private"], {5: 5}):
        sentence = refusal(kind="skin", regions=regions)
        assert sentence.startswith("Where should be any of forehead, ")
        assert sentence.endswith("; add =4 to score one, 0 to 10.")


@pytest.mark.parametrize("kind", ["dream", 5, None, "", ["meal"], {"a": 1}])
def test_an_unknown_kind_lists_the_kinds(kind: Any) -> None:
    assert refusal(kind=kind) == f"The kind should be {alternatives(KINDS)}."


@pytest.mark.parametrize("document", [[], None, 5, "private", b"private"])
def test_what_is_no_document_is_not_an_entry(document: Any) -> None:
    with pytest.raises(EntryError) as refused:
        from_document(document)
    assert refused.value.sentence == "This is not an entry."


@pytest.mark.parametrize("validated", [False, True])
@pytest.mark.parametrize(
    "raw",
    [b"{", b"\xff", b"", b'"', b"[" * 200_000, b'{"kind": "note", "text": "\xff"}', b'{"kind": "note", "dream": 1}'],
)
def test_what_is_not_an_entry_in_json_is_refused(raw: bytes, validated: bool) -> None:
    with pytest.raises(EntryError):
        decode(raw, validated=validated)


def test_ids_are_ordered_by_time_and_unique() -> None:
    first, second = (datetime(2026, 11, 21, 14, 0, second, tzinfo=UTC) for second in (0, 1))
    assert new_id(first, (1 << 80) - 1) < new_id(second, 0)
    assert len({new_id(first) for _ in range(1000)}) == 1000
    assert len(new_id(first)) == LENGTH
    assert set(new_id(first)) <= set(ALPHABET)
    assert new_id(first, 1 << 80) == new_id(first, 0)
    assert short_id(new_id(first, 31)) == "00000z"


def test_an_error_names_its_field() -> None:
    with pytest.raises(EntryError) as refused:
        from_document(BASE | {"kind": "skin", "itch": 11})
    assert refused.value.field == "itch"
    assert str(refused.value) == "itch: Itch should be a whole number, 0 to 10"


@pytest.mark.parametrize("kind", ["drink", "skin", "stress", "gut"])
def test_an_entry_of_any_kind_has_tags(clock: Clock, kind: str) -> None:
    values = {"ml": 250} if kind == "drink" else {}
    tagged = make(kind, values | {"tags": ("flare", "out in the sun")}, clock)
    assert tagged.tags == ("flare", "out in the sun")
    assert summary(tagged).endswith("+flare +out in the sun")
    assert decode(encode(tagged)) == tagged
