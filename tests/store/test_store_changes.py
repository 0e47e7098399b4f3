"""Changes of several entries, new journals, and records that are not entries."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from store_entries import CLOCK, content, entry

from gutskin_tui.model.entries import change
from gutskin_tui.store import DuplicateEntry, InvalidEntry, Journal, JournalUnwritable, UnknownEntry

STAMP = "2026-11-21T14:15:00.000+00:00"


def record(name: str, **values: object) -> dict[str, object]:
    return {"id": name, "created": STAMP, "updated": STAMP, **values}


def days(journal: Journal) -> dict[str, object]:
    return {name: document.get("days") for name, document in journal.records("trials").items()}


def test_put_adds_and_replaces_in_a_single_change(journal: Journal) -> None:
    old, new = entry("drink"), entry("meal")
    journal.add(old)
    later = change(old, {"ml": 300}, CLOCK)
    journal.put(new, later, label="Imported entries")
    assert content(journal.between()) == content([later, new])
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Imported entries"
    assert content(journal.between()) == content([old])


def test_put_may_change_the_kind_and_undo_restores_the_old_kind(path: Path, journal: Journal) -> None:
    old = entry("drink")
    other = msgspec.structs.replace(entry("stress"), id=old.id)
    journal.add(old)
    for _ in range(2):
        journal.put(other)
        assert list(journal.between()) == list(Journal.open(path).between())
        assert content(journal.between()) == content([other])
        journal.undo()
        assert list(journal.between()) == list(Journal.open(path).between())
        assert content(journal.between()) == content([old])
        journal.redo()
        assert content(journal.between()) == content([other])
        journal.undo()


def test_change_removes_and_puts_at_once(journal: Journal) -> None:
    first, second, third = entry(), entry("meal"), entry()
    journal.add(first, second)
    journal.change(put=[third], remove=[first.id, first.id])
    assert {entry.id for entry in journal.between()} == {second.id, third.id}
    with pytest.raises(UnknownEntry):
        journal.change(put=[entry()], remove=[first.id])
    with pytest.raises(DuplicateEntry):
        journal.change(put=[second], remove=[second.id])
    assert journal.count() == 2
    journal.undo()
    assert {entry.id for entry in journal.between()} == {first.id, second.id}


def test_a_new_journal_holds_its_entries_and_nothing_to_undo(path: Path) -> None:
    entries = [entry("drink", day) for day in range(5)]
    with Journal.create(path, entries) as journal:
        assert {entry.id for entry in journal.between()} == {entry.id for entry in entries}
        assert journal.undo() is None
    with Journal.open(path) as reopened:
        assert reopened.count() == 5
        assert reopened.undo() is None
    with pytest.raises(JournalUnwritable, match="exists already"):
        Journal.create(path, [])


def test_a_new_journal_replaces_no_existing_file(path: Path) -> None:
    entries = [entry("drink", days) for days in (5, 4, 3)]
    added = entry("drink", 1)
    with Journal.create(path, entries) as journal:
        journal.add(added)
        assert content(journal.between()) == content([*entries, added])
        journal.undo()
        assert content(journal.between()) == content(entries)
    with Journal.open(path) as journal:
        assert content(journal.between()) == content(entries)


def test_records_are_put_removed_and_undone_like_entries(path: Path, journal: Journal) -> None:
    first, second = record("dairy", days=14), record("sugar")
    journal.put_records("trials", {"dairy": first, "sugar": second}, label="Started a trial")
    assert journal.records("trials") == Journal.open(path).records("trials") == {"dairy": first, "sugar": second}
    longer = record("dairy", days=28)
    journal.put_records("trials", {"dairy": longer, "sugar": None})
    assert days(journal) == {"dairy": 28}
    journal.undo()
    assert days(journal) == {"dairy": 14, "sugar": None}
    journal.redo()
    assert days(journal) == {"dairy": 28}
    journal.undo()
    undone = journal.undo()
    assert undone is not None
    assert undone.label == "Started a trial"
    assert journal.records("trials") == journal.records("foods") == {}
    assert journal.count() == 0
    assert journal.problems() == []


def test_records_that_could_not_be_merged_or_read_are_refused(journal: Journal) -> None:
    for bad in ({"x": {"id": "x"}}, {"x": record("y")}, {"x": record("x", text="half a \ud83d pair")}):
        with pytest.raises(InvalidEntry):
            journal.put_records("trials", bad)
    for name in ("meal", "_history", "", "Tri als"):
        with pytest.raises(ValueError, match="table of records"):
            journal.put_records(name, {})
    assert journal.records("trials") == {}


def test_removals_are_remembered_until_undone_or_put_back(path: Path, journal: Journal) -> None:
    first, second = entry("drink"), entry("meal")
    journal.add(first, second)
    journal.put_records("foods", {"dairy": record("dairy") | {"name": "milk"}})
    assert journal.removals() == {}
    journal.remove(first.id)
    journal.put_records("foods", {"dairy": None})
    assert journal.removals().keys() == {("", first.id), ("foods", "dairy")}
    journal.undo()
    assert journal.removals().keys() == {("", first.id)}
    journal.put(first)
    assert journal.removals() == {}
    journal.undo()
    journal.close()
    with Journal.open(path, clock=CLOCK) as reopened:
        assert reopened.removals().keys() == {("", first.id)}
        reopened.undo()
        assert reopened.removals() == {}
        assert reopened.problems() == []
    journal.refresh()
    assert journal.undo() is not None
    assert journal.undo() is not None
    assert journal.removals().keys() == {("", first.id), ("", second.id), ("foods", "dairy")}
    assert journal.redo() is not None
    assert journal.redo() is not None
    assert journal.removals() == {}
