"""gutskin today and list."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result
from written_entries import fill, scored

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import encode
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.sample.generator import sample_entries

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]
TODAY = date(2026, 11, 21)


def test_today_lists_entries_and_what_is_missing(good: Good, entries: Entries) -> None:
    good("add", "meal", "oats", "--at", "08:00")
    good("add", "drink", "2000")
    good("add", "stress", "3", "--at", "yesterday")
    output = good("today").splitlines()
    meal, drink = (entry for entry in entries() if entry.day == "2026-11-21")
    assert output[0] == "Saturday 21 November 2026"
    assert output[1].split() == [short_id(meal.id), "08:00", "meal", "oats"]
    assert output[2].split() == [short_id(drink.id), "14:15", "drink", "2000", "ml", "water"]
    assert output[3] == "Still to log: lunch, dinner, skin, stress, sleep."


@pytest.mark.parametrize(
    ("names", "missing"),
    [("meal", "lunch, dinner"), ("lunch", "lunch"), ("drink,skin", "water, skin"), ("breakfast", "")],
)
def test_today_is_limited_to_kinds_or_meals(good: Good, names: str, missing: str) -> None:
    good("add", "meal", "oats", "--slot", "breakfast")
    lines = good("today", "--missing", names).splitlines()
    assert lines[-1] == (f"Still to log: {missing}." if missing else "Everything logged.")


def test_an_empty_today_teaches_the_first_step(good: Good) -> None:
    assert "gutskin add drink 250" in good("today")


def test_list_is_in_order_and_aligned(good: Good, entries: Entries, clock: Clock) -> None:
    fill(*sample_entries(3, 1, clock))
    lines = good("list").splitlines()
    assert [line[:6] for line in lines] == [short_id(entry.id) for entry in entries()]
    assert len({line.index(entry.kind, 24) for line, entry in zip(lines, entries(), strict=True)}) == 1


def test_list_json_is_the_entries(good: Good, entries: Entries, clock: Clock) -> None:
    assert json.loads(good("list", "--json")) == []
    fill(*sample_entries(3, 1, clock))
    assert json.loads(good("list", "--json")) == [json.loads(encode(entry)) for entry in entries()]


@pytest.mark.parametrize(
    ("options", "backs"),
    [
        (["--from", "yesterday"], [1, 0]),
        (["--to", "yesterday"], [40, 2, 1]),
        (["--from", "2026-11-19", "--to", "2026-11-20"], [2, 1]),
        (["--from", "oct", "--to", "oct"], [40]),
        (["--kind", "skin", "--from", "today"], [0]),
        (["--kind", "meal"], []),
    ],
)
def test_list_by_days_and_kind(good: Good, clock: Clock, options: list[str], backs: list[int]) -> None:
    fill(*scored(clock, {0: 1, 1: 2, 2: 3, 40: 4}))
    days = [entry["day"] for entry in json.loads(good("list", "--json", *options))]
    assert days == [(TODAY - timedelta(days=back)).isoformat() for back in backs]


@pytest.mark.parametrize(("start", "sunday"), [("sunday", True), ("monday", False)])
def test_a_week_begins_as_set_in_the_settings(good: Good, clock: Clock, start: str, sunday: bool) -> None:
    fill(*scored(clock, {6: 1, 5: 2}))  # the Sunday before this Saturday, and the Monday
    good("settings", "set", "week-start", start)
    days = [entry["day"] for entry in json.loads(good("list", "--json", "--from", "this week"))]
    assert ("2026-11-15" in days) is sunday
    assert "2026-11-16" in days
    assert ("2026" in good("find", 'on:"this week" skin=1')) is sunday


BAD_SPANS = [
    ["--from", "31 feb"],
    ["--from", "\x1b[31m"],
    ["--to", "x" * 9999],
    ["--from", ""],
    ["--from"],
    ["--kind", "x"],
    ["--kind", ""],
    ["--from", "today", "--to", "yesterday"],
    ["--nonsense"],
    ["extra"],
]


@pytest.mark.parametrize("options", BAD_SPANS)
@pytest.mark.parametrize("command", ["list", "export"])
def test_bad_days_and_kinds_are_refused(run: Callable[..., Result], command: str, options: list[str]) -> None:
    result = run(command, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\x1b" not in result.stderr


def test_what_was_typed_cannot_command_a_terminal(good: Good) -> None:
    good("add", "meal", "\x1b]0;owned\x07 [red]\u202e oats\nsecond line", "--note", "\x1b[2J")
    for words in (["today"], ["list"]):
        output = good(*words)
        assert "\x1b" not in output
        assert "\u202e" not in output
        assert sum("oats" in line for line in output.splitlines()) == 1
