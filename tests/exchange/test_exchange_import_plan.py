"""The comparison of an import with the journal: equal items are not added, and of two versions the later wins."""

from __future__ import annotations

import msgspec
import pytest
from any_entries import journals
from hypothesis import given

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_plan import ImportPlan, compare, compare_rows
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.entries import from_document, make
from gutskin_tui.model.kinds import AnyEntry


@given(journals())
def test_all_is_new_to_an_empty_journal_and_the_same_to_itself(entries: list[AnyEntry]) -> None:
    assert compare(entries, lambda _: None) == ImportPlan(entries, [], 0, 0, [])
    known = {entry.id: entry for entry in entries}
    assert compare(entries, known.get) == ImportPlan([], [], len(entries), 0, [])


@pytest.mark.parametrize(
    ("updated", "newer", "older"),
    [
        ("2026-11-21T15:00:00+00:00", 1, 0),
        ("2026-11-21T14:00:00+00:00", 0, 1),
        ("2026-11-21T14:15:00+00:00", 0, 1),
        ("2026-11-21T14:30:00+01:00", 0, 1),  # later on the wall, earlier in time
        ("2026-11-21T14:14:00-01:00", 1, 0),  # earlier on the wall, later in time
    ],
)
def test_the_later_version_wins(clock: Clock, updated: str, newer: int, older: int) -> None:
    stored = make("drink", {"ml": 250}, clock)
    incoming = msgspec.structs.replace(stored, ml=500, updated=updated)
    plan = compare([incoming], {stored.id: stored}.get)
    assert (len(plan.newer), plan.older) == (newer, older)
    assert not plan.new


@pytest.mark.parametrize(("updated", "newer"), [("2026-11-21T15:00:00+02:00", 0), ("2026-11-21T13:30:00-01:00", 1)])
def test_the_later_version_of_a_food_wins(updated: str, newer: int) -> None:
    stamp = "2026-11-21T14:15:00+00:00"
    stored = FoodRecord(id="a", name="oat latte", created=stamp, updated=stamp, starred=True)
    incoming = msgspec.structs.replace(stored, updated=updated, starred=False)
    plan = compare([incoming], {stored.id: stored}.get, "foods")
    assert (len(plan.newer), plan.older) == (newer, 1 - newer)


def test_an_id_of_another_kind_is_refused(clock: Clock) -> None:
    stored = make("drink", {"ml": 250}, clock)
    incoming = from_document({**msgspec.to_builtins(make("note", {"text": "x"}, clock)), "id": stored.id})
    with pytest.raises(ExchangeError, match=r"^entries\[0\]\.id: "):
        compare([incoming], {stored.id: stored}.get)


@pytest.mark.parametrize(
    ("removal", "removed"),
    [
        ("2026-11-21T14:15:00+00:00", 1),  # a removal of an older gutskin bears the instant of what it removed
        ("2026-11-21T15:15:00.001+01:00", 1),
        ("2026-11-21T14:14:59+00:00", 0),
        ("2026-11-21T15:14:00+01:00", 0),  # later on the wall, earlier in time
    ],
)
def test_a_later_removal_is_distinguished_from_a_new_entry(clock: Clock, removal: str, removed: int) -> None:
    drink = make("drink", {"ml": 250}, clock)
    plan = compare([drink], lambda _: None, removals={drink.id: removal, "other": removal})
    assert (len(plan.removed), len(plan.new)) == (removed, 1 - removed)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, (1, 0, 0)),
        ({"at": "2026-11-21T23:15:00+09:00", "zone": "Asia/Tokyo"}, (1, 0, 0)),
        ({"at": "2026-11-22T01:15:00+11:00", "zone": "Pacific/Noumea", "day": "2026-11-22"}, (1, 0, 0)),
        ({"at": "2026-11-21T14:15:00+09:00", "zone": "Asia/Tokyo"}, (1, 0, 0)),
        ({"at": "2026-11-21T15:15:00+00:00"}, (0, 1, 0)),
        ({"ml": 300}, (0, 1, 0)),
        ({"ml": 300, "source": "waterminder"}, (0, 0, 1)),
    ],
    ids=["equal", "other-zone", "other-zone-and-day", "same-on-the-clock", "other-time", "other-value", "other-source"],
)
def test_a_row_of_another_program_is_unchanged_newer_or_of_another_source(
    clock: Clock, values: dict[str, object], counts: tuple[int, int, int]
) -> None:
    stored = msgspec.structs.replace(make("drink", {"ml": 250}, clock), source="daylio")
    plan = compare_rows([msgspec.structs.replace(stored, **values)], {stored.id: stored}.get, {})
    assert (plan.same, len(plan.newer), plan.older, len(plan.new)) == (*counts, 0)


def test_a_row_whose_entry_was_changed_or_removed_here_is_left_out(clock: Clock) -> None:
    stored = make("drink", {"ml": 250}, clock)
    row = msgspec.structs.replace(stored, ml=300)
    changed = msgspec.structs.replace(stored, edits={"ml": "2026-11-21T15:00:00+00:00"})
    plan = compare_rows([row], {stored.id: changed}.get, {})
    assert (plan.same, len(plan.newer), plan.older) == (0, 0, 1)
    plan = compare_rows([row], lambda _: None, {stored.id: "2026-11-21T15:00:00+00:00"})
    assert (list(plan.new), list(plan.removed)) == ([], [row])
