"""A journal on disk, exported and imported into an empty one, is the same journal."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from any_entries import food_records, journals, trials
from hypothesis import given, settings

from gutskin_tui.exchange.exporters.json import write_json
from gutskin_tui.exchange.import_plan import compare
from gutskin_tui.exchange.importers.gutskin_json import read_json
from gutskin_tui.exchange.schema import read_records
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.trial import Trial
from gutskin_tui.store import Journal, UnknownEntry
from gutskin_tui.store.layout import RECORD_TABLES


def exported(journal: Journal) -> bytes:
    out = io.BytesIO()
    records = {}
    for table in RECORD_TABLES:
        records_read, lost = read_records(journal, table)
        assert not lost
        records[table] = records_read.values()
    write_json(journal.documents()[0], out, datetime(2026, 11, 21, 14, 15, tzinfo=UTC), records)
    return out.getvalue()


def known(journal: Journal, entry_id: str) -> AnyEntry | None:
    try:
        return journal.get(entry_id)
    except UnknownEntry:
        return None


@settings(max_examples=40)
@given(journals(), food_records(), trials())
def test_through_two_journals_on_disk(entries: list[AnyEntry], foods: list[FoodRecord], plans: list[Trial]) -> None:
    documents = {
        "foods": {record.id: msgspec.to_builtins(record) for record in foods},
        "trials": {record.id: msgspec.to_builtins(record) for record in plans},
    }
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.json", Path(folder) / "second.json"
        with Journal.open(first) as journal:
            journal.change(put=entries, records=documents)
        with Journal.open(first, read_only=True) as journal:
            data = exported(journal)
            assert not journal.problems()
        came = read_json(data)
        with Journal.open(second) as journal:
            arrived = {
                table: compare(came.records[table], read_records(journal, table)[0].get, table).new
                for table in RECORD_TABLES
            }
            journal.change(
                put=compare(came.entries, lambda record: known(journal, record)).new,
                records={
                    table: {record.id: msgspec.to_builtins(record) for record in records_read}
                    for table, records_read in arrived.items()
                },
            )
        with Journal.open(second) as journal:
            assert exported(journal) == data
            comparison = compare(came.entries, lambda record: known(journal, record))
            assert (comparison.new, comparison.newer, comparison.same, comparison.older) == ([], [], len(entries), 0)
            for table, count in (("foods", len(foods)), ("trials", len(plans))):
                records = compare(came.records[table], read_records(journal, table)[0].get, table)
                assert (records.new, records.newer, records.same) == ([], [], count)
