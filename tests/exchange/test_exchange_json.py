"""The JSON file: an export is imported unchanged, and a foreign file is refused in one plain sentence."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from any_entries import food_records, journals
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.exporters.exporter import sort_entries
from gutskin_tui.exchange.exporters.json import write_json
from gutskin_tui.exchange.importers.gutskin_json import read_json
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.entries import encode, make
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.kinds import AnyEntry

MOMENT = datetime(2026, 11, 21, 14, 15, tzinfo=UTC)


def written(entries: Iterable[AnyEntry], at: datetime = MOMENT, foods: Iterable[FoodRecord] = ()) -> bytes:
    out = io.BytesIO()
    write_json(map(encode, sort_entries(entries)), out, at, {"foods": foods})
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ExchangeError) as refused:
        read_json(data)
    text = str(refused.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


@given(journals(), food_records())
def test_an_export_is_imported_unchanged(entries: list[AnyEntry], foods: list[FoodRecord]) -> None:
    data = written(entries, foods=foods)
    back = read_json(data)
    assert list(back.entries) == sorted(entries, key=lambda entry: (entry.day, entry.at, entry.id))
    assert list(back.records["foods"]) == sorted(foods, key=lambda food: food.id)
    assert written(back.entries, foods=back.records["foods"]) == data


@given(journals(), food_records(3))
def test_entry_by_entry_is_the_same_as_the_whole_at_once(entries: list[AnyEntry], foods: list[FoodRecord]) -> None:
    data = written(entries, foods=foods)
    assert msgspec.json.format(data, indent=1) + b"\n" == data
    assert list(json.loads(data)) == ["format", "version", "exported_at", "entries", "trials", "foods", "factors"]


@given(journals(), food_records(), st.randoms())
def test_order_does_not_matter(entries: list[AnyEntry], foods: list[FoodRecord], random: Any) -> None:
    shuffled, others = list(entries), [replace(food, labels=dict(reversed(food.labels.items()))) for food in foods]
    random.shuffle(shuffled)
    random.shuffle(others)
    assert written(shuffled, foods=others) == written(entries, foods=foods)


def test_only_the_moment_differs(clock: Clock) -> None:
    entries = [make("drink", {"ml": 250}, clock)]
    other = written(entries, datetime(2027, 1, 1, tzinfo=UTC))
    assert other != written(entries)
    moment = rb'"exported_at": "[^"]*"'
    assert re.sub(moment, b"", other) == re.sub(moment, b"", written(entries))


WHOLE = {"format": "gutskin-journal", "version": 1, "exported_at": "2026-11-21T14:15:00+00:00"}
EMPTY = {**WHOLE, "entries": [], "trials": [], "foods": []}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"hello", "is not JSON"),
        (b"[]", "not a gutskin journal"),
        (b'{"_meta":{"1":{"checksum":"0"}}}', "gutskin merge"),
        (b"null", "not a gutskin journal"),
        (b"{}", "not a gutskin journal"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"format": "\xff"}', "not text in UTF-8"),
        ('{"format": "gutskin-journal"}'.encode("utf-16"), "not text in UTF-8"),
        (b'{"format": NaN}', "is not JSON"),
        pytest.param(b'{"a":' * 200_000, "nested too deeply", id="deep objects"),
        pytest.param(b'{"format": ' + b"[" * 200_000, "nested too deeply", id="deep lists"),
        (b'{"format": "other", "version": 1}', "not a gutskin journal"),
        (b'{"format": 1e999, "version": 1}', "not a gutskin journal"),
        (b'{"format": "gutskin-journal", "version": 3}', "other than 1 or 2"),
        (b'{"format": "gutskin-journal", "version": true}', "other than 1 or 2"),
        (b'{"format": "gutskin-journal", "version": "1"}', "other than 1 or 2"),
        (b'{"format": "gutskin-journal", "version": 1}', "exported_at: is missing"),
        (json.dumps(WHOLE).encode(), "entries: is missing"),
        (json.dumps({**EMPTY, "entries": {}}).encode(), "entries: is not what it should be"),
        (json.dumps({**EMPTY, "exported_at": 5}).encode(), "exported_at: is not what it should be"),
        (json.dumps({**EMPTY, "exported_at": "today"}).encode(), "exported_at: is not what it should be"),
        (json.dumps({**EMPTY, "secret": "private words"}).encode(), "a part that this version does not know"),
        (json.dumps({**EMPTY, "trials": [{}]}).encode(), "trials[0].id: is missing"),
        (json.dumps({**EMPTY, "foods": {}}).encode(), "foods: is not what it should be"),
        (json.dumps({**EMPTY, "foods": ["private words"]}).encode(), "foods[0]: is not what it should be"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(data: bytes, words: str) -> None:
    text = refusal(data)
    assert words in text
    assert "private words" not in text


@given(st.binary(max_size=200))
def test_no_bytes_bring_anything_but_a_refusal(data: bytes) -> None:
    refusal(data)


def document(clock: Clock, **changes: Any) -> dict[str, Any]:
    entry = msgspec.to_builtins(make("skin", {"severity": 4, "note": "private words"}, clock))
    return {**entry, **changes}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"severity": 11}, "entries[1].severity: "),
        ({"severity": "4"}, "entries[1].severity: "),
        ({"regions": {"private words": 3}}, "entries[1].regions: "),
        ({"day": "2026-02-31"}, "entries[1]"),
        ({"at": "private words"}, "entries[1].at: "),
        ({"kind": "private words"}, "entries[1].kind: "),
        ({"kind": 5}, "entries[1].kind: "),
        ({"private words": 1}, "entries[1]"),
        ({"id": ""}, "entries[1].id: "),
        ({"note": "x" * 20_001}, "entries[1].note: "),
        ({"note": None}, "entries[1].note: "),
    ],
)
def test_a_wrong_entry_is_named_by_place_and_field(clock: Clock, changes: dict[str, Any], place: str) -> None:
    file = {**EMPTY, "entries": [document(clock), document(clock, **changes)]}
    text = refusal(json.dumps(file).encode())
    assert text.startswith(place)
    assert "private words" not in text


def test_an_entry_that_is_no_object_is_named(clock: Clock) -> None:
    for wrong in (b"null", b"5", b"[]", b'"private words"', b'{"a":' * 20 + b"1" + b"}" * 20):
        data = json.dumps({**EMPTY, "entries": ["HERE"]}).encode().replace(b'"HERE"', wrong)
        assert refusal(data).startswith("entries[0]")


def test_the_first_five_problems_are_listed_and_the_rest_counted(clock: Clock) -> None:
    file = {**EMPTY, "entries": [document(clock, severity=11) for _ in range(8)]}
    text = refusal(json.dumps(file).encode())
    assert [f"entries[{number}]" in text for number in range(8)] == [True] * 5 + [False] * 3
    assert text.endswith("and 3 more.")


def test_an_id_that_comes_twice_is_refused(clock: Clock) -> None:
    content = document(clock)
    text = refusal(json.dumps({**EMPTY, "entries": [content, document(clock), {**content, "severity": 5}]}).encode())
    assert text == "entries[2].id: is also that of entries[0]."


def with_twice(text: str, key: str) -> bytes:
    """Return a JSON text in which the first member called `key` is there twice."""
    (member,) = re.findall(rf'"{key}": (?:"[^"]*"|\d+|\{{[^}}]*\}}|\[\])', text)[:1]
    return text.replace(member, f"{member}, {member}", 1).encode()


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("format", "format"),
        ("version", "version"),
        ("exported_at", "exported_at"),
        ("trials", "trials"),
        ("note", "entries[0].note"),
        ("id", "entries[0].id"),
        ("kind", "entries[0].kind"),
        ("regions", "entries[0].regions"),
        ("chin", "entries[0].regions.chin"),
        ("name", "foods[0].name"),
        ("dairy", "foods[0].labels.dairy"),
        ("private words", "entries[0].?"),
    ],
)
def test_a_key_that_occurs_twice_is_named_whatever_its_level(clock: Clock, key: str, place: str) -> None:
    entry = document(clock, regions={"nose": 1, "chin": 3}) | {"private words": 1}
    file = {**EMPTY, "entries": [entry], "foods": [{**FOOD, "labels": {"dairy": "no"}}]}
    text = refusal(with_twice(json.dumps(file), key))
    assert text == f"{place}: occurs twice; leave only one of them."


def test_lists_of_entries_that_occur_twice_are_named(clock: Clock) -> None:
    whole = json.dumps({**EMPTY, "entries": [document(clock)]})
    assert refusal(f'{whole[:-1]}, "entries": []}}'.encode()).startswith("entries: occurs twice")
    assert refusal(f'{{"entries": [], {whole[1:]}'.encode()).startswith("entries: occurs twice")
    assert refusal(f'{whole[:-1]}, "\\u0065ntries": []}}'.encode()).startswith("entries: occurs twice")
    assert refusal(f'{whole[:-1]}, "format": "other"}}'.encode()).startswith("format: occurs twice")


def test_long_numbers_are_no_reason_to_fail() -> None:
    refusal(b'{"format": "gutskin-journal", "version": ' + b"1" * 10_000 + b"}")


FOOD = {
    "id": "a",
    "name": "oat latte",
    "created": "2026-11-21T14:15:00+00:00",
    "updated": "2026-11-21T14:15:00+00:00",
}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"id": "private words"}, "foods[1].id: "),
        ({"id": ""}, "foods[1].id: "),
        ({"name": "!!"}, "foods[1]: "),
        ({"name": "private words" * 20}, "foods[1].name: "),
        ({"name": None}, "foods[1].name: "),
        ({"created": "private words"}, "foods[1].created: "),
        ({"updated": "2026-02-31T14:15:00+00:00"}, "foods[1]: "),
        ({"updated": "2026-02-01T14:15:00"}, "foods[1].updated: "),
        ({"labels": {"private words": "yes"}}, "foods[1]: "),
        ({"labels": {"dairy": "private words"}}, "foods[1].labels: "),
        ({"made_of": ["oats", 5]}, "foods[1].made_of: "),
        ({"starred": "private words"}, "foods[1].starred: "),
        ({"private words": 1}, "foods[1]: "),
    ],
)
def test_a_wrong_food_is_named_by_place_and_field(clock: Clock, changes: dict[str, Any], place: str) -> None:
    file = {**EMPTY, "entries": [document(clock)], "foods": [FOOD, {**FOOD, "id": "b", **changes}]}
    text = refusal(json.dumps(file).encode())
    assert text.startswith(place)
    assert "private words" not in text


def test_problems_of_entries_and_foods_are_reported_together(clock: Clock) -> None:
    file = {**EMPTY, "entries": [document(clock, severity=11)], "foods": [FOOD, FOOD, {"id": "c"}]}
    text = refusal(json.dumps(file).encode())
    assert text.startswith("entries[0].severity: ")
    assert "; foods[1].id: is also that of foods[0]; foods[2].name: is missing." in text


def test_a_file_of_version_1_is_read() -> None:
    contents = read_json((Path(__file__).parent.parent / "journals" / "export_1.json").read_bytes())
    assert [entry.kind for entry in contents.entries] == ["meal", "skin", "note", "stress"]
    assert next(iter(contents.entries)).tags == ("out",)
    assert [len(contents.records[table]) for table in ("trials", "foods", "factors")] == [0, 1, 0]


def test_a_choice_of_a_factor_makes_the_round_trip() -> None:
    stamp = "2026-11-21T14:15:00.000+00:00"
    choice = FactorChoice(
        id="a", created=stamp, updated=stamp, role="factor", name="tag:pollen", since="2026-11-01", until="2026-11-20"
    )
    out = io.BytesIO()
    write_json([], out, datetime(2026, 11, 21, 14, 15, tzinfo=UTC), {"factors": [choice]})
    assert read_json(out.getvalue()).records["factors"] == (choice,)
    wrong = out.getvalue().replace(b"2026-11-20", b"2026-10-20")
    assert "factors[0]: a choice is not withdrawn before it is made" in refusal(wrong)
