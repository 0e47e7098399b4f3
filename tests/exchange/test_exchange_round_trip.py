"""A journal on disk, exported and imported into an empty one, is the same journal."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from any_entries import food_records, journals
from hypothesis import given, settings

from gutskin_tui.exchange.arrivals import compare
from gutskin_tui.exchange.held import held
from gutskin_tui.exchange.incoming import read_json
from gutskin_tui.exchange.jsonfile import write_json
from gutskin_tui.foods.personal import FoodRecord
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.store import Journal, UnknownEntry


def exported(journal: Journal) -> bytes:
    out = io.BytesIO()
    foods, lost = held(journal, "foods")
    assert not lost
    write_json(journal.between(), out, datetime(2026, 11, 21, 14, 15, tzinfo=UTC), {"foods": foods.values()})
    return out.getvalue()


def known(journal: Journal, entry_id: str) -> AnyEntry | None:
    try:
        return journal.get(entry_id)
    except UnknownEntry:
        return None


@settings(max_examples=40, deadline=None)
@given(journals(), food_records())
def test_through_two_journals_on_disk(entries: list[AnyEntry], foods: list[FoodRecord]) -> None:
    documents = {one.id: msgspec.to_builtins(one) for one in foods}
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.json", Path(folder) / "second.json"
        with Journal.open(first) as journal:
            journal.change(put=entries, records={"foods": documents})
        with Journal.open(first, read_only=True) as journal:
            data = exported(journal)
            assert not journal.problems()
        came = read_json(data)
        with Journal.open(second) as journal:
            arrived = compare(came.records["foods"], held(journal, "foods")[0].get, "foods").new
            journal.change(
                put=compare(came.entries, lambda one: known(journal, one)).new,
                records={"foods": {one.id: msgspec.to_builtins(one) for one in arrived}},
            )
        with Journal.open(second) as journal:
            assert exported(journal) == data
            again = compare(came.entries, lambda one: known(journal, one))
            assert (again.new, again.newer, again.same, again.older) == ((), (), len(entries), 0)
            again_foods = compare(came.records["foods"], held(journal, "foods")[0].get, "foods")
            assert (again_foods.new, again_foods.newer, again_foods.same) == ((), (), len(foods))
