"""The folded file depends on its contents alone, and its state folder holds nothing that it needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tinydb
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from store_entries import CLOCK, NOW, entry
from tinydb import where

from gutskin_tui.model.entries import change, encode
from gutskin_tui.store import DuplicateEntry, Journal, JournalUnwritable, reader, snapshot
from gutskin_tui.store import journal as journal_module

ENTRIES = [entry(kind, days) for kind in ("meal", "drink", "note") for days in range(3)]


@given(st.permutations(ENTRIES), st.permutations(ENTRIES), st.data())
def test_journals_with_equal_entries_are_equal_files(
    tmp_path_factory: pytest.TempPathFactory,
    first: list,
    second: list,
    data: st.DataObject,  # type: ignore[type-arg]
) -> None:
    folder = tmp_path_factory.mktemp("equal")
    files = []
    for number, order in enumerate((first, second)):
        path = folder / str(number) / "journal.json"
        cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            with Journal.open(path, state=folder / f"state {number}", clock=CLOCK) as journal:
                journal.add(*order[start:end])
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_the_file_has_a_line_for_each_document_in_order_of_day_and_id(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(*(entry("drink", days) for days in (0, 2, 1)))
        journal.add(entry("drink", 5))
    lines = path.read_text().splitlines()
    documents = [
        json.loads(line.partition(":")[2].rstrip(",")) for line in lines if line.startswith('"') and '"kind"' in line
    ]
    assert len(documents) == 4
    assert documents == sorted(documents, key=lambda document: (document["day"], document["id"]))


def test_a_new_id_is_recognised_without_reading_the_other_ids(path: Path) -> None:
    Journal.create(path, [entry("drink", days) for days in range(5)]).close()
    with Journal.open(path) as journal:
        journal.add(new := entry("drink"))
        assert journal._index._places is None
        assert journal.get(new.id) == new
        assert journal._index._places is not None


def test_stock_tinydb_reads_the_folded_file(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drink := entry("drink"))
    with tinydb.TinyDB(path) as stock:
        (document,) = stock.table("drink").search(where("day") == drink.day)
    assert msgspec.convert(dict(document), type(drink)) == drink
    assert change(drink, {}, CLOCK) == replace(drink, updated=change(drink, {}, CLOCK).updated)


def test_stored_bytes_are_exported_where_all_of_them_are_known_to_be_entries(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(*(entry(kind, days) for kind in ("drink", "meal") for days in range(3)))
        expected = [
            encode(entry) for entry in sorted(journal.between(), key=lambda entry: (entry.day, entry.at, entry.id))
        ]
    with Journal.open(path, clock=CLOCK) as journal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "decode", lambda raw, validated: pytest.fail("an entry was decoded"))
        assert journal.documents() == (expected, 0)
        journal.add(new := entry("note"))
        assert encode(new) in journal.documents()[0]
    document = json.loads(path.read_text())
    document["drink"]["1"]["ml"] = -5
    document["meal"]["1"].pop("day")
    path.write_text(json.dumps(document))
    with Journal.open(path, clock=CLOCK) as journal:
        documents, unreadable = journal.documents()
        assert (len(documents), unreadable) == (5, 2)
        journal.add(entry("note"))
    with Journal.open(path, clock=CLOCK) as journal:
        assert journal.documents()[1] == 2


def test_records_with_equal_fields_are_equal_files(path: Path, tmp_path: Path) -> None:
    instants = {"created": NOW.isoformat(), "updated": NOW.isoformat()}
    files = []
    for number, food in enumerate(
        ({"id": "tofu", "name": "tofu", **instants}, {**instants, "name": "tofu", "id": "tofu"})
    ):
        with Journal.open(tmp_path / str(number) / "journal.json", state=tmp_path / f"state {number}") as journal:
            journal.put_records("foods", {"tofu": food})
        files.append(journal.path.read_bytes())
    assert files[0] == files[1]


def test_an_escaped_id_is_recognised_in_a_document_that_is_no_entry(path: Path) -> None:
    Journal.create(path, [entry("note")]).close()
    document = json.loads(path.read_text())["note"]["1"]
    text = path.read_text().replace(f'"id":"{document["id"]}"', '"unknown":1,"id":"\\u0061bc"')
    path.write_text(text)
    Journal.open(path).close()
    with Journal.open(path) as journal:
        journal.add(entry("drink"))
    with Journal.open(path) as journal, pytest.raises(DuplicateEntry):
        journal.add(msgspec.structs.replace(entry("drink"), id="abc"))


def test_a_flipped_bit_in_the_state_of_a_snapshot_hides_no_entry(path: Path) -> None:
    Journal.create(path, [entry("drink", days) for days in range(3)]).close()
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(entry("note"))
        entries, days = list(journal.between()), journal.days()
    (file,) = journal.state.glob("snapshot-*.json")
    data = file.read_bytes()
    for bit in range(0, len(data) * 8, 5):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        file.write_bytes(flipped)
        with Journal.open(path, read_only=True) as journal:
            assert (journal.days(), list(journal.between())) == (days, entries), bit
            assert journal._storage.history.undo() == []


def test_a_document_that_is_no_entry_is_not_exported_after_an_undo_restored_it(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drink := entry("drink"), entry("note"))
    document = json.loads(path.read_text())
    document["drink"]["1"]["ml"] = -5
    path.write_text(json.dumps(document))
    with Journal.open(path, clock=CLOCK) as journal:
        journal.remove(drink.id)
    path.write_text(json.dumps(json.loads(path.read_text())))  # all of it is read and found to be entries
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(entry("meal"))
    with Journal.open(path, clock=CLOCK) as journal:
        assert journal.documents()[1] == 0
        assert [journal.undo() is not None for _ in range(2)] == [True, True]
        for opened in (journal, Journal.open(path, read_only=True)):
            documents, unreadable = opened.documents()
            assert (len(documents), unreadable) == (1, 1)
    with Journal.open(path, clock=CLOCK) as journal:
        assert journal.documents()[1] == 1


def test_removing_an_entry_removes_all_documents_with_its_id(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drink := entry("drink"), other := entry("drink"))
    with tinydb.TinyDB(path) as stock:
        (document,) = stock.table("drink").search(where("id") == drink.id)
        stock.table("drink").insert(dict(document))
    with Journal.open(path, clock=CLOCK) as journal:
        journal.remove(drink.id)
    with Journal.open(path, clock=CLOCK) as journal:
        assert [entry.id for entry in journal.between()] == [other.id]
        journal.undo()
        assert {entry.id for entry in journal.between()} == {drink.id, other.id}


def test_a_journal_that_another_process_made_meanwhile_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode_entries = snapshot.encode_entries
    note = entry("note")

    def encoded(*args: Any) -> Any:
        monkeypatch.undo()
        with Journal.open(path) as other:
            other.add(note)
        return encode_entries(*args)

    monkeypatch.setattr(journal_module, "encode_entries", encoded)
    with pytest.raises(JournalUnwritable):
        Journal.create(path, [entry("drink")])
    with Journal.open(path) as journal:
        assert [entry.id for entry in journal.between()] == [note.id]


def test_a_state_that_a_killed_process_left_unfinished_is_deleted(path: Path) -> None:
    Journal.create(path, [entry("drink")]).close()
    with Journal.open(path, clock=CLOCK) as journal:
        (journal.state / "snapshot-93061352-59386.json.tmp").write_text("{}")
        journal.add(entry("note"))
    assert [file.name for file in journal.state.glob("snapshot-*")] == [f"snapshot-{snapshot.read(path).base}.json"]
