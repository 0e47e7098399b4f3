"""The JSON Schema fits what is exported, and nothing else."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from any_entries import food_records, journals, trials
from hypothesis import given, settings

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.exporters.exporter import sort_entries
from gutskin_tui.exchange.exporters.json import write_json
from gutskin_tui.exchange.importers.gutskin_json import read_json
from gutskin_tui.exchange.schema import journal_schema
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.entries import encode, make
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.model.trial import Trial

VALIDATOR = jsonschema.Draft202012Validator(journal_schema())


def exported(entries: list[AnyEntry], foods: Iterable[FoodRecord] = (), plans: Iterable[Trial] = ()) -> dict[str, Any]:
    out = io.BytesIO()
    write_json(
        map(encode, sort_entries(entries)),
        out,
        datetime(2026, 11, 21, 14, 15, tzinfo=UTC),
        {"foods": foods, "trials": plans},
    )
    file: dict[str, Any] = json.loads(out.getvalue())
    return file


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(journal_schema())
    assert journal_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    named = json.dumps(journal_schema())
    assert all(f'"{kind}"' in named for kind in KINDS)


def test_a_sample_journal_is_valid(clock: Clock) -> None:
    entries = sample_entries(60, 1, clock)
    assert len({entry.kind for entry in entries}) >= 9
    VALIDATOR.validate(exported(entries))


@settings(max_examples=50)
@given(journals(5), food_records(3), trials(2))
def test_every_export_is_valid(entries: list[AnyEntry], foods: list[FoodRecord], plans: list[Trial]) -> None:
    VALIDATOR.validate(exported(entries, foods, plans))


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": 11}, {"severity": -1}, {"severity": 4.5}, {"severity": "4"}, {"itch": 11}, {"redness": 5},
        {"grade": 5}, {"poem": 29}, {"kind": "other"}, {"other": 1}, {"day": "21/11/2026"}, {"at": "yesterday"},
        {"id": ""}, {"id": "a b"}, {"regions": {"moon": 3}}, {"regions": {"chin": 11}}, {"worst_lesion": {"legs": 1}},
        {"products": "cream"}, {"note": None}, {"note": "x" * 20_001},
    ],
)  # fmt: skip
def test_what_an_import_refuses_is_not_valid(clock: Clock, changes: dict[str, Any]) -> None:
    file = exported([make("skin", {"severity": 4}, clock)])
    VALIDATOR.validate(file)
    file["entries"][0] |= changes
    assert not VALIDATOR.is_valid(file)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "a b"},
        {"name": ""},
        {"updated": "yesterday"},
        {"labels": {"tasty": "yes"}},
        {"labels": {"dairy": "perhaps"}},
        {"made_of": "oats"},
        {"starred": 1},
        {"other": 1},
    ],
)
def test_a_food_that_an_import_refuses_is_not_valid(changes: dict[str, Any]) -> None:
    stamp = "2026-11-21T14:15:00+00:00"
    file = exported([], [FoodRecord(id="a", name="oat latte", created=stamp, updated=stamp, labels={"dairy": "no"})])
    VALIDATOR.validate(file)
    file["foods"][0] |= changes
    assert not VALIDATOR.is_valid(file)


@pytest.mark.parametrize(
    "changes",
    [
        {"phase_days": 6}, {"outcome": "water"}, {"condition": "hives"}, {"design": "slow"}, {"start": "today"},
        {"order": ["sideways"]}, {"smallest_change": 0}, {"corrections": {"2026-01-05": "perhaps"}},
        {"corrections": {"today": "kept"}}, {"reactions": [{"day": "2026-01-05"}]}, {"ended": {"day": "2026-01-05"}},
        {"other": 1}, {"id": "a b"}, {"what": ""},
    ],
)  # fmt: skip
def test_a_trial_that_an_import_refuses_is_not_valid(changes: dict[str, Any]) -> None:
    stamp = "2026-01-05T08:00:00+00:00"
    plan = Trial(
        id="a",
        created=stamp,
        updated=stamp,
        frozen=stamp,
        what="dairy",
        outcome="severity",
        condition="acne",
        design="quick",
        phase_days=28,
        start="2026-01-05",
        smallest_change=1,
    )
    file = exported([], [], [plan])
    VALIDATOR.validate(file)
    read_json(json.dumps(file).encode())
    file["trials"][0] |= changes
    assert not VALIDATOR.is_valid(file)
    with pytest.raises(ExchangeError, match=r"trials\[0\]"):
        read_json(json.dumps(file).encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"version": 1},
        {"exported_at": "now"},
        {"entries": {}},
        {"trials": [{}]},
        {"foods": [{}]},
        {"more": 1},
    ],
)
def test_another_file_is_not_valid(changes: dict[str, Any]) -> None:
    file = exported([])
    VALIDATOR.validate(file)
    assert not VALIDATOR.is_valid(file | changes)
    for name in file:
        assert not VALIDATOR.is_valid({key: value for key, value in file.items() if key != name})
