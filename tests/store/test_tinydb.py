"""The journal through TinyDB's own interface: `journal.db`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tinydb
from store_entries import CLOCK, DAY, FOOD, NOW, entry
from tinydb import Query, where
from tinydb.operations import delete, increment
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage

from gutskin_tui.model.entries import to_document
from gutskin_tui.store import DuplicateEntry, InvalidEntry, Journal, JournalReadOnly
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.tinydb_tables import JournalDB


def as_stock(path: Path) -> tinydb.TinyDB:
    """Return the folded file as stock TinyDB reads it."""
    assert not log_path(path).exists()
    return tinydb.TinyDB(path)


def test_queries_give_what_stock_tinydb_gives(path: Path, journal: Journal) -> None:
    journal.add(*(entry("drink", days, ml=100 * (days + 1)) for days in range(4)))
    journal.close()
    ours, theirs = journal.db.table("drink"), as_stock(path).table("drink")
    assert ours.all() == theirs.all()
    assert [document.doc_id for document in ours] == [1, 2, 3, 4]
    for query in (where("ml") >= 200, where("day") == DAY, where("day") == "2000-01-01", Query().what.matches("wat")):
        assert ours.search(query) == theirs.search(query)
        assert ours.count(query) == theirs.count(query)
        assert ours.get(query) == theirs.get(query)
    assert ours.get(doc_id=2) == theirs.get(doc_id=2)
    assert ours.get(doc_ids=[1, 3]) == theirs.get(doc_ids=[1, 3])
    assert (len(ours), ours.contains(doc_id=9)) == (4, False)


def test_a_day_is_read_from_the_index(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.add(*(entry("drink", days) for days in range(4)))
    table = journal.db.table("drink")
    monkeypatch.setattr(type(table), "_read_table", lambda self: pytest.fail("every document was read"))
    assert [document["id"] for document in table.search(where("day") == DAY)] == [
        drink.id for drink in journal.day(NOW.date())
    ]
    assert table.search(where("day") == "no date") == []


def test_the_hash_of_a_query_is_as_the_search_of_a_day_expects() -> None:
    """A private name of TinyDB: the search of a day is recognised by it."""
    query = where("day") == DAY
    assert isinstance(query, QueryInstance)
    assert query._hash == ("==", ("day",), DAY)


def test_a_query_is_never_stale(path: Path, journal: Journal) -> None:
    table = journal.db.table("drink")
    queries = (where("day") == DAY, where("ml") == 250)
    assert [table.search(query) for query in queries] == [[], []]
    with Journal.open(path) as other:
        other.add(drink := entry("drink"))
    for query in queries:
        assert [document["id"] for document in table.search(query)] == [drink.id]
    assert journal.get(drink.id) == drink


def test_a_document_written_through_tinydb_is_an_entry_that_can_be_undone(path: Path, journal: Journal) -> None:
    document = {"id": "from-a-script", "at": f"{DAY}T08:00:00+00:00", "zone": "UTC", "day": DAY, "ml": 330}
    with Journal.open(path) as other:
        number = journal.db.table("drink").insert(document)
        assert number == 1
        assert other.refresh()
        (seen,) = other.day(date.fromisoformat(DAY))
    (drink,) = journal.day(date.fromisoformat(DAY))
    assert (drink.id, drink.created, drink.updated) == (seen.id, seen.created, seen.updated)
    assert drink.updated == NOW.isoformat(timespec="milliseconds")
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Changed by a script"
    assert journal.count() == 0
    assert ("", "from-a-script") in journal.removals()


def test_an_update_gets_a_new_instant_and_the_edits_of_its_fields(journal: Journal) -> None:
    journal.add(drink := entry("drink"))
    assert journal.db.table("drink").update({"note": "cold"}, where("id") == drink.id) == [1]
    changed = journal.get(drink.id)
    assert changed.note == "cold"
    assert changed.updated > drink.updated
    assert changed.edits == {"note": changed.updated}
    journal.db.table("drink").update(increment("ml"), doc_ids=[1])
    assert journal.get(drink.id).ml == drink.ml + 1  # type: ignore[attr-defined]
    journal.db.table("drink").update(delete("note"), doc_ids=[1])
    assert journal.get(drink.id).note == ""


def test_a_removal_leaves_a_tombstone(journal: Journal) -> None:
    journal.add(drink := entry("drink"))
    journal.db.table("drink").remove(where("id") == drink.id)
    assert journal.count() == 0
    assert ("", drink.id) in journal.removals()
    journal.undo()
    assert journal.get(drink.id).id == drink.id


@pytest.mark.parametrize(
    ("table", "document"),
    [
        ("drink", {"ml": 250}),
        ("drink", to_document(entry("drink")) | {"ml": "private words"}),
        ("drink", to_document(entry("drink")) | {"private words": 1}),
        ("drink", to_document(entry("note"))),
        ("foods", {"name": "private words"}),
        ("other", {"value": object()}),
    ],
)
def test_what_is_no_entry_is_refused_and_not_quoted(journal: Journal, table: str, document: dict[str, Any]) -> None:
    journal.add(entry("meal"))
    with pytest.raises(InvalidEntry) as raised:
        journal.db.table(table).insert(document)
    assert "private words" not in str(raised.value)
    assert str(journal.path) in str(raised.value)
    assert journal.count() == 1
    assert journal.db.table(table).all() == []


def test_a_journal_that_is_read_only_refuses_writes_through_tinydb(path: Path, journal: Journal) -> None:
    journal.add(entry("drink"))
    with Journal.open(path, read_only=True) as reader, pytest.raises(JournalReadOnly):
        reader.db.table("drink").truncate()
    assert journal.count() == 1


def test_tables_can_be_dropped_and_undone(path: Path, journal: Journal) -> None:
    journal.add(entry("meal"), entry("drink"), entry("drink"))
    journal.db.drop_table("drink")
    assert (journal.count("drink"), journal.count("meal")) == (0, 1)
    journal.undo()
    assert journal.count("drink") == 2
    journal.db.drop_tables()
    assert journal.count() == 0
    assert len(journal.removals()) == 3


def test_a_table_of_another_program_is_plain_tinydb(path: Path, journal: Journal) -> None:
    table = journal.db.table("settings of a script")
    assert table.insert_multiple([{"a": 1}, {"a": 2}]) == [1, 2]
    table.upsert({"a": 3, "b": [None, 1.5]}, where("a") == 2)
    assert table.all() == [{"a": 1}, {"a": 3, "b": [None, 1.5]}]
    journal.close()
    assert as_stock(path).table("settings of a script").all() == table.all()


def test_over_another_storage_the_tables_are_those_of_tinydb() -> None:
    with JournalDB(storage=MemoryStorage) as db:
        db.insert_multiple([{"a": 1}, {"a": 2}])
        db.table("drink").insert({"ml": 1})
        assert db.search(where("a") == 2) == [{"a": 2}]
        assert db.table("drink").search(where("day") == DAY) == []
        assert db.tables() == {"_default", "drink"}


def test_a_new_number_follows_the_highest(journal: Journal) -> None:
    table = journal.db.table("drink")
    assert table.insert(to_document(entry("drink"))) == 1
    assert table.insert_multiple([to_document(entry("drink")) for _ in range(3)]) == [2, 3, 4]
    table.remove(doc_ids=[2])
    journal.add(entry("drink"))
    assert table.insert(to_document(entry("drink"))) == 6


def test_stock_tinydb_may_change_the_file_between_two_runs(path: Path) -> None:
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(entry("drink"), entry("note"))
    with as_stock(path) as stock:
        stock.table("drink").update({"note": "cold"})
    with Journal.open(path, clock=CLOCK) as journal:
        assert [drink["note"] for drink in journal.db.table("drink")] == ["cold"]
        journal.add(entry("meal"))
    assert {"drink", "note", "meal"} <= as_stock(path).tables()


def test_an_id_that_another_document_has_is_refused(journal: Journal) -> None:
    journal.add(first := entry("drink"), second := entry("drink"))
    journal.put_records("foods", {"tofu": FOOD})
    drinks = journal.db.table("drink")
    other = to_document(entry("drink"))
    for attempt in (
        lambda: drinks.insert(to_document(first)),
        lambda: drinks.insert_multiple([other, other]),
        lambda: drinks.update({"id": first.id}, where("id") == second.id),
        lambda: journal.db.table("note").insert(to_document(entry("note")) | {"id": first.id}),
        lambda: journal.db.table("foods").insert({"id": "tofu"}),
    ):
        with pytest.raises(DuplicateEntry):
            attempt()
    assert (journal.count(), len(drinks), journal.problems()) == (2, 2, [])
    with journal.transaction("Swapped"):
        drinks.remove(where("id") == first.id)
        drinks.insert(to_document(first))
    assert journal.count() == 2


def test_a_table_may_be_changed_while_it_is_iterated(journal: Journal) -> None:
    journal.add(*(entry("drink") for _ in range(3)))
    table = journal.db.table("drink")
    for document in table:
        table.remove(doc_ids=[document.doc_id])
    assert len(table) == 0


def test_the_table_of_the_version_cannot_be_changed(path: Path, journal: Journal) -> None:
    journal.add(entry("drink"))
    with pytest.raises(InvalidEntry):
        journal.db.table("_meta").insert({"a": 1})
    journal.close()
    with Journal.open(path) as opened:
        assert (opened.notice, opened.count()) == ("", 1)
