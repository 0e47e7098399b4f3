"""The journal through TinyDB's own interface: `journal.db`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tinydb
from store_entries import CLOCK, NOW, entry
from tinydb import Query, where
from tinydb.operations import delete, increment
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage

from gutskin_tui.model.entries import change, to_document
from gutskin_tui.store import DuplicateEntry, InvalidEntry, Journal, JournalReadOnly, canonical, snapshot
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import contents
from gutskin_tui.store.tinydb_tables import JournalDB

DAY = NOW.date().isoformat()
FOOD = {"id": "tofu", "name": "tofu", "created": NOW.isoformat(), "updated": NOW.isoformat()}


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


def test_a_transaction_over_several_tables_is_a_single_line_and_undo(path: Path, journal: Journal) -> None:
    journal.add(first := entry("meal"))
    lines = log_path(path).read_bytes().count(b"\n")
    with journal.transaction("Copied a day"):
        journal.db.table("drink").insert(to_document(entry("drink")))
        journal.add(entry("note"))
        journal.remove(first.id)
        assert len(journal.db.table("drink")) == 1
        journal.db.table("drink").update({"note": "cold"}, where("day") == DAY)
        assert journal.db.table("drink").search(where("day") == DAY)[0]["note"] == "cold"
    assert log_path(path).read_bytes().count(b"\n") == lines + 1
    assert (journal.count("drink"), journal.count("note"), journal.count("meal")) == (1, 1, 0)
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Copied a day"
    assert [entry.id for entry in journal.between()] == [first.id]


def test_a_transaction_that_fails_changes_nothing(path: Path, journal: Journal) -> None:
    journal.add(entry("meal"))
    before = log_path(path).read_bytes()
    with pytest.raises(InvalidEntry), journal.transaction("Failed"):  # noqa: PT012 - the last statement raises
        journal.add(entry("note"))
        journal.db.table("drink").insert({"ml": 5})
    assert log_path(path).read_bytes() == before
    assert journal.count() == 1
    journal.add(entry("note"))
    assert journal.count() == 2


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


def test_changes_of_a_transaction_build_on_each_other(path: Path, journal: Journal) -> None:
    first, second, third, old = (entry("note", text=text) for text in ("a", "b", "c", "old"))
    journal.add(old)
    lines = log_path(path).read_bytes().count(b"\n")
    with journal.transaction("Many"):
        journal.add(first)
        journal.add(second)
        assert journal.db.table("note").insert(to_document(third)) == 4
        assert [note.id for note in journal.day(NOW.date())] == sorted(note.id for note in (old, first, second, third))
        journal.replace(change(first, {"text": "changed"}, CLOCK))
        journal.remove(second.id)
        journal.remove(old.id)
        with pytest.raises(DuplicateEntry):
            journal.add(third)
        journal.put_records("foods", {"tofu": FOOD})
        journal.put_records("foods", {"tofu": FOOD | {"starred": True}})
    assert log_path(path).read_bytes().count(b"\n") == lines + 1
    assert {note.id: note.text for note in journal.between()} == {first.id: "changed", third.id: "c"}  # type: ignore[attr-defined]
    assert journal.records("foods")["tofu"]["starred"] is True
    assert journal.removals().keys() == {("", old.id)}
    with Journal.open(path, read_only=True) as other:
        assert list(other.between()) == list(journal.between())
    journal.undo()
    assert [note.id for note in journal.between()] == [old.id]
    assert journal.records("foods") == {}


def test_a_transaction_that_fails_leaves_what_is_read_as_it_was(path: Path, journal: Journal) -> None:
    journal.add(*(entry("drink", days) for days in range(4)), entry("meal"))
    journal.close()
    entries, days, folded = list(journal.between()), journal.days(), path.read_bytes()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), journal.transaction("Failed"):  # noqa: PT012 - the last statement raises
            journal.remove(entries[0].id, entries[2].id)
            journal.add(entry("note", 9))
            journal.replace(change(entries[1], {"note": "cold"}, CLOCK))
            journal.db.table("settings").insert({"a": 1})
            assert journal.count() == 4
            1 / 0  # noqa: B018 - raises
        assert (list(journal.between()), journal.days(), journal.count()) == (entries, days, 5)
    assert path.read_bytes() == folded
    assert not log_path(path).exists()
    journal.add(last := entry("note"))
    journal.remove(last.id)
    journal.close()
    with Journal.open(path) as opened:
        assert list(opened.between()) == entries
    assert b"".join(snapshot.encoded(canonical.fold(snapshot.read(path).tables).parts)[0]) == path.read_bytes()


def test_what_another_program_does_to_the_files_waits_for_the_end_of_a_transaction(path: Path) -> None:
    drinks = [entry("drink", days, ml=100 + days) for days in range(5)]
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(*drinks[1:])
    older = path.read_bytes()
    with Journal.open(path, clock=CLOCK) as journal:
        journal.add(drinks[0])
    with Journal.open(path, clock=CLOCK) as journal:
        with journal.transaction("Many"):
            journal.db.table("drink").update({"note": "cold"}, where("id") == drinks[2].id)
            path.write_bytes(older)
            journal.refresh()
            journal.add(entry("note"))
            journal.db.table("drink").update({"note": "hot"}, where("id") == drinks[0].id)
        journal.refresh()
        journal.restore_lost_changes()
    with Journal.open(path, clock=CLOCK) as journal:
        assert {drink.ml: drink.note for drink in journal.between(kind="drink")} == {  # type: ignore[attr-defined]
            100: "hot", 101: "", 102: "cold", 103: "", 104: "",
        }  # fmt: skip
        assert journal.count("note") == 1
        assert journal.problems() == []


@pytest.mark.parametrize(
    "act",
    [
        lambda journal: journal.undo(),
        lambda journal: journal.compact(),
        lambda journal: journal.accept(),
        lambda journal: journal.correct_dates(CLOCK),
        lambda journal: journal.merge(contents([entry("meal")], {}, {})),
    ],
)
def test_what_is_a_change_of_its_own_is_refused_within_a_transaction(
    journal: Journal, act: Callable[[Journal], object]
) -> None:
    journal.add(entry("drink"))
    with pytest.raises(RuntimeError), journal.transaction("Many"):  # noqa: PT012 - the last statement raises
        journal.add(entry("note"))
        act(journal)
    assert (journal.count("drink"), journal.count("note")) == (1, 0)


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


def test_a_table_that_is_dropped_in_a_transaction_is_empty(journal: Journal) -> None:
    with journal.transaction("Dropped"):
        journal.db.table("drink").insert(to_document(entry("drink")))
        journal.db.drop_table("drink")
    assert journal.count() == 0
