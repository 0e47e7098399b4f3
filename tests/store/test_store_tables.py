"""TinyDB's own operations over undecoded documents."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinydb
from store_entries import entry
from tinydb import where
from tinydb.operations import increment

from gutskin_tui.model.entries import to_document
from gutskin_tui.store.tinydb_storage import LogStorage
from gutskin_tui.store.tinydb_tables import JournalDB


@pytest.fixture
def tables(tmp_path: Path) -> JournalDB:
    tables = JournalDB(tmp_path / "journal.json", storage=LogStorage)
    tables.table("drink").insert_multiple([{"ml": ml, "what": "tea"} for ml in (100, 200, 300)])
    return tables


def stock(tables: JournalDB, tmp_path: Path) -> tinydb.TinyDB:
    tables.storage.close()
    return tinydb.TinyDB(tmp_path / "journal.json")


def test_queries_answer_as_stock_tinydb_does(tables: JournalDB, tmp_path: Path) -> None:
    ours, theirs = tables.table("drink"), stock(tables, tmp_path).table("drink")
    assert ours.all() == theirs.all()
    assert ours.search(where("ml") >= 200) == theirs.search(where("ml") >= 200)
    assert ours.get(doc_id=2) == theirs.get(doc_id=2)
    assert ours.get(where("ml") == 300).doc_id == 3
    assert ours.contains(where("ml") == 100)
    assert (len(ours), ours.count(where("what") == "tea")) == (3, 3)
    assert tables.tables() == {"drink"}


def test_updates_are_saved_and_leave_other_documents_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    path.write_bytes(b'{"_meta": {"1": {"schema_version": 2}}, "drink": {"1": { "ml" :  1.50 }, "2": {"ml": 2}}}')
    tables = JournalDB(path, storage=LogStorage)
    tables.table("drink").update(increment("ml"), doc_ids=[2])
    tables.table("drink").upsert({"ml": 9}, where("ml") == 8)
    tables.table("drink").remove(where("ml") == 3)
    assert tables.table("drink").all() == [{"ml": 1.5}, {"ml": 9}]
    tables.close()
    assert b'{ "ml" :  1.50 }' in path.read_bytes()
    assert stock(tables, tmp_path).table("drink").all() == [{"ml": 1.5}, {"ml": 9}]


def test_numbers_go_on_after_the_highest(tables: JournalDB) -> None:
    assert tables.storage.next_number("drink") == 4
    assert tables.storage.next_number("meal") == 1
    assert tables.table("drink").insert({"ml": 400}) == 4
    assert tables.storage.next_number("drink") == 5


def test_a_whole_table_can_be_dropped(tables: JournalDB, tmp_path: Path) -> None:
    tables.table("meal").insert(to_document(entry("meal")))
    tables.drop_table("drink")
    assert tables.tables() == {"meal"}
    tables.storage.close()
    assert stock(tables, tmp_path).tables() == {"_meta", "meal"}
    tables.drop_tables()
    assert tables.tables() == {"_removed"}  # an entry is gone: a copy must not bring it back
