"""The canonical form is a function of the contents alone, however they came about."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from gutskin_tui.store import canonical
from gutskin_tui.store.canonical import Folded, Tables, fold, refold

DAYS = [date(2026, 11, day) for day in range(1, 6)]


def drink(entry_id: str, day: date, ml: int = 250) -> Raw:
    stamp = "2026-11-21T14:15:00.000+00:00"
    document = {
        "kind": "drink",
        "id": entry_id,
        "at": f"{day}T12:00:00+00:00",
        "zone": "UTC",
        "day": f"{day}",
        "created": stamp,
        "updated": stamp,
        "ml": ml,
    }
    return canonical.document("drink", Raw(msgspec.json.encode(document)))


def food(record_id: str, name: str) -> Raw:
    return canonical.document("foods", Raw(msgspec.json.encode({"name": name, "id": record_id})))


ENTRIES = st.dictionaries(
    st.sampled_from("abcdefghij"), st.tuples(st.sampled_from(DAYS), st.integers(1, 5)), max_size=8
)
FOODS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["tofu", "\u00e9clair\n"]), max_size=3)
CONTENTS = st.tuples(ENTRIES, FOODS)
Contents = tuple[dict[str, tuple[date, int]], dict[str, str]]


def tables_of(contents: Contents) -> Tables:
    """Tables with these contents, numbered in the order of the dictionaries."""
    entries, foods = contents
    return {
        "foods": {str(number): food(*item) for number, item in enumerate(foods.items(), 7)},
        "drink": {str(number): drink(key, *value) for number, (key, value) in enumerate(entries.items(), 3)},
    }


def text(folded: Folded) -> bytes:
    return b"{%b}" % b"".join(folded.parts)


@given(CONTENTS, st.randoms())
def test_the_order_and_numbers_of_documents_make_no_difference(contents: Contents, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = tuple(dict(random.sample(list(part.items()), len(part))) for part in contents)
    assert text(fold(tables_of(contents))) == text(fold(tables_of(shuffled)))  # type: ignore[arg-type]


@given(CONTENTS)
def test_each_document_is_a_line_of_plain_json(contents: Contents) -> None:
    tables = tables_of(contents)
    data = text(fold(tables))
    loaded = json.loads(data)
    assert {name: len(table) for name, table in loaded.items()} == {name: len(t) for name, t in tables.items() if t}
    lines = data.decode().split("\n")
    assert sum(line.startswith('"') and not line.endswith("{") for line in lines) == sum(map(len, tables.values()))
    days = [(document["day"], document["id"]) for document in loaded.get("drink", {}).values()]
    assert days == sorted(days)
    assert list(loaded.get("drink", {})) == [str(number) for number in range(1, len(days) + 1)]


@given(CONTENTS, CONTENTS, st.booleans())
def test_folding_changes_gives_what_sorting_everything_gives(
    before: Contents, after: Contents, with_data: bool
) -> None:
    old = fold(tables_of(before))
    tables = old.numbered(tables_of(before))
    changed: dict[str, dict[str, Raw | None]] = {"drink": {}, "foods": {}}
    wanted = {
        "drink": {k: drink(k, *v) for k, v in after[0].items()},
        "foods": {k: food(k, v) for k, v in after[1].items()},
    }
    for name, documents in wanted.items():
        table = tables.setdefault(name, {})
        for number, raw in list(table.items()):
            key = msgspec.json.decode(raw)["id"]
            new = documents.pop(key, None)
            if new != raw:
                changed[name][number] = raw
                if new is None:
                    del table[number]
                else:
                    table[number] = new
        for number, raw in enumerate(documents.values(), 100):
            changed[name][str(number)] = None
            table[str(number)] = raw
    data = b'{"_meta":{}%b}' % b"".join([b",\n", *old.parts] if old.parts else []) if with_data else b""
    spans = old.spans(len(b'{"_meta":{},\n')) if with_data else {}
    result, expected = refold(tables, changed, old.runs, data, spans), fold(tables)
    assert text(result) == text(expected)
    assert result.runs == expected.runs
    assert result.numbered(tables) == expected.numbered(tables)


def test_a_document_that_cannot_be_read_is_last_and_leaves_no_runs() -> None:
    broken = Raw(b'{"kind": "drink",\n "ml": "x"}')
    folded = fold({"drink": {"1": broken, "2": drink("a", DAYS[0])}})
    assert folded.runs is None
    assert b"".join(folded.parts).endswith(b'\n"2":{"kind":"drink","ml":"x"}\n}')


def test_documents_with_the_same_id_are_in_the_order_of_their_bytes() -> None:
    same = [drink("a", DAYS[0], ml) for ml in (300, 100, 200)]
    folded = fold({"drink": {str(number): raw for number, raw in enumerate(same)}})
    assert [bytes(raw) for raw in folded.rows["drink"]] == sorted(map(bytes, same))


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_the_length_of_the_pieces_makes_no_difference(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of((dict.fromkeys("abcd", (DAYS[0], 1)), {"a": "tofu"}))
    old = fold(tables)
    data = b"{%b" % b"".join(old.parts)
    tables = old.numbered(tables)
    tables["drink"] |= {"5": drink("e", DAYS[0]), "6": drink("f", DAYS[0])}
    changed: dict[str, dict[str, Raw | None]] = {"drink": {"5": None, "6": None}}
    expected = text(fold(tables))
    monkeypatch.setattr(canonical, "SLICE", length)
    assert text(fold(tables)) == expected
    assert text(refold(tables, changed, old.runs, data, old.spans(1))) == expected
