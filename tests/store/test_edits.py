"""`edits` holds when each field of an entry or record was last changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from store_entries import NOW, entry

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal

FOOD = {
    "id": "tofu",
    "name": "tofu",
    "created": "2026-11-20T08:00:00.000+00:00",
    "updated": "2026-11-20T08:00:00.000+00:00",
}


def clock_after(minutes: int) -> Clock:
    return fixed_clock(NOW + timedelta(minutes=minutes))


def instant_after(minutes: int) -> str:
    return (NOW + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


def changed(path: Path, entry_id: str, minutes: int, values: dict[str, Any]) -> AnyEntry:
    """Change fields of an entry so many minutes after NOW and return the saved entry."""
    clock = clock_after(minutes)
    with Journal.open(path, clock=clock) as journal:
        journal.replace(change(journal.get(entry_id), values, clock))
        return journal.get(entry_id)


def test_each_changed_field_has_the_instant_of_its_last_change(path: Path) -> None:
    meal = entry("meal", note="first")
    with Journal.open(path, clock=clock_after(0)) as journal:
        journal.add(meal)
        assert journal.get(meal.id).edits == {}
    assert changed(path, meal.id, 1, {"note": "second"}).edits == {"note": instant_after(1)}
    saved = changed(path, meal.id, 2, {"text": "tofu", "tags": ("out",)})
    assert saved.edits == {"note": instant_after(1), "text": instant_after(2), "tags": instant_after(2)}
    saved = changed(path, meal.id, 3, {"note": None})
    assert saved.edits == {"note": instant_after(3), "text": instant_after(2), "tags": instant_after(2)}
    assert saved.updated == instant_after(3)


def test_a_field_that_keeps_its_value_keeps_its_instant(path: Path) -> None:
    drink = entry("drink")
    with Journal.open(path, clock=clock_after(0)) as journal:
        journal.add(drink)
    assert changed(path, drink.id, 1, {"ml": 300}).edits == {"ml": instant_after(1)}
    assert changed(path, drink.id, 2, {"ml": 300}).edits == {"ml": instant_after(1)}


def test_an_undo_is_a_change_of_the_fields_it_restores(path: Path) -> None:
    drink = entry("drink")
    with Journal.open(path, clock=clock_after(0)) as journal:
        journal.add(drink)
    changed(path, drink.id, 1, {"ml": 300})
    with Journal.open(path, clock=clock_after(5)) as journal:
        journal.undo()
        restored = journal.get(drink.id)
    assert (restored.ml, restored.edits) == (drink.ml, {"ml": instant_after(5)})  # type: ignore[attr-defined]


def test_moving_an_entry_changes_its_instant_and_its_day(path: Path) -> None:
    drink = entry("drink")
    clock = clock_after(1)
    with Journal.open(path, clock=clock) as journal:
        journal.add(drink)
        journal.replace(change(drink, {}, clock, at=NOW - timedelta(days=1)))
        assert journal.get(drink.id).edits.keys() == {"at", "day"}


@pytest.mark.parametrize("table", ["foods", "trials"])
def test_records_have_edits_too(path: Path, table: str) -> None:
    with Journal.open(path, clock=clock_after(0)) as journal:
        journal.put_records(table, {"tofu": FOOD})
        journal.put_records(table, {"tofu": FOOD | {"starred": True}})
        record = journal.records(table)["tofu"]
    assert record["edits"] == {"starred": record["updated"]}


def test_a_merge_keeps_the_edits_of_the_newer_version(path: Path, tmp_path: Path) -> None:
    from gutskin_tui.store.merge import contents_of_file

    drink, other = entry("drink"), tmp_path / "other" / "journal.json"
    for file in (path, other):
        with Journal.open(file, clock=clock_after(0)) as journal:
            journal.add(drink)
    changed(other, drink.id, 7, {"ml": 300})
    with Journal.open(path, clock=clock_after(9)) as journal:
        journal.merge(contents_of_file(other))
        assert journal.get(drink.id).edits == {"ml": instant_after(7)}
