"""`Journal.drain_changes`: the days and tables that changed since the last call, whoever read or made the change."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from store_entries import CLOCK, TODAY, entry

from gutskin_tui.model.entries import to_document
from gutskin_tui.store import Changes, Journal, JournalUnwritable
from gutskin_tui.store import changes as changes_module
from gutskin_tui.store.merge import contents

YESTERDAY = TODAY - timedelta(days=1)


def other(path: Path) -> Journal:
    return Journal.open(path, clock=CLOCK)


@pytest.fixture
def filled(path: Path, journal: Journal) -> Journal:
    """A journal with a drink today, its changes drained."""
    journal.add(entry())
    journal.drain_changes()
    return journal


def test_a_journal_that_is_opened_has_no_changes(path: Path, filled: Journal) -> None:
    with other(path) as journal:
        assert not journal.drain_changes()
        assert journal.count() == 1


def test_changes_are_drained_once(filled: Journal) -> None:
    filled.add(entry("meal", days=1))
    assert filled.drain_changes() == Changes(frozenset({YESTERDAY}), frozenset({"meal"}))
    assert filled.drain_changes() == Changes()


def test_a_moved_entry_changes_both_days(filled: Journal) -> None:
    moved = entry("note")
    filled.add(moved)
    filled.drain_changes()
    filled.amend(moved, {}, CLOCK, moved.when - timedelta(days=1))
    assert filled.drain_changes().days == {TODAY, YESTERDAY}


def test_removal_undo_and_redo_change_the_day(filled: Journal) -> None:
    removed = entry("note", days=1)
    filled.add(removed)
    filled.drain_changes()
    for change in (lambda: filled.remove(removed.id), filled.undo, filled.redo):
        change()
        changes = filled.drain_changes()
        assert changes.days == {YESTERDAY}
        assert "note" in changes.tables
        assert not changes.everything


def test_a_record_changes_its_table_and_no_day(filled: Journal) -> None:
    stamp = CLOCK.now().isoformat()
    filled.put_records("foods", {"soup": {"id": "soup", "created": stamp, "updated": stamp}})
    assert filled.drain_changes() == Changes(tables=frozenset({"foods"}))


def test_what_another_saved_is_among_them_after_a_refresh(path: Path, filled: Journal) -> None:
    with other(path) as writer:
        writer.add(entry("meal", days=1))
    assert not filled.drain_changes()
    assert filled.refresh()
    assert filled.drain_changes().days == {YESTERDAY}


def test_what_another_saved_is_among_them_after_an_own_save(path: Path, filled: Journal) -> None:
    with other(path) as writer:
        writer.add(entry("meal", days=1))
    filled.add(entry("note"))
    assert filled.drain_changes() == Changes(frozenset({TODAY, YESTERDAY}), frozenset({"meal", "note"}))
    assert not filled.refresh()


def test_what_another_saved_is_among_them_after_an_own_save_that_failed(
    path: Path, filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with other(path) as writer:
        writer.add(entry("meal", days=1))

    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filled._storage._log, "append", full)
    with pytest.raises(JournalUnwritable):
        filled.add(entry("note"))
    assert filled.drain_changes().days == {YESTERDAY}


def test_what_was_written_through_tinydb_is_among_them(filled: Journal) -> None:
    filled.db.table("meal").insert(to_document(entry("meal", days=1)))
    assert filled.drain_changes().days == {YESTERDAY}


def test_a_merge_changes_the_days_of_what_it_brings(filled: Journal) -> None:
    brought = entry("meal", days=1)
    filled.merge(contents([brought], {}, {}))
    assert filled.drain_changes().days == {YESTERDAY}


def test_a_replaced_file_changes_the_days_that_differ(path: Path, filled: Journal) -> None:
    """The documents of the new file may have other numbers."""
    filled.add(entry("meal", days=1), entry("meal", days=2))
    filled.compact()
    filled.drain_changes()
    document = json.loads(path.read_text())
    brought = to_document(entry("meal", days=3))
    _, *rest = sorted(document["meal"].values(), key=lambda meal: meal["day"])
    document["meal"] = {str(number): meal for number, meal in enumerate([brought, *rest], 7)}
    path.write_text(json.dumps(document, separators=(",", ":")))
    assert filled.refresh()
    changes = filled.drain_changes()
    assert {TODAY - timedelta(days=3), TODAY - timedelta(days=2)} <= changes.days
    assert "meal" in changes.tables


def test_folding_the_log_changes_nothing(path: Path, filled: Journal) -> None:
    filled.compact()
    assert not filled.drain_changes()
    with other(path) as writer:
        writer.add(entry("meal", days=1))
    filled.refresh()
    filled.drain_changes()
    filled.compact()
    assert not filled.drain_changes()


def test_entries_with_the_same_id_leave_only_that_everything_may_have_changed(path: Path, filled: Journal) -> None:
    """The index lists one of them, and after a new reading possibly another."""
    filled.add(entry("meal", days=1))
    filled.compact()
    filled.drain_changes()
    document = json.loads(path.read_text())
    document["meal"]["9"] = {**document["meal"]["1"], "text": "another"}
    path.write_text(json.dumps(document))
    assert filled.refresh()
    assert filled.drain_changes().everything


def test_a_first_file_may_hold_anything(path: Path, journal: Journal) -> None:
    with other(path) as writer:
        writer.add(entry())
    assert journal.refresh()
    assert journal.drain_changes().everything


def test_a_change_of_many_documents_may_be_of_any_day(filled: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_module, "MANY_DOCUMENTS", 3)
    filled.add(*(entry("meal", days=days) for days in range(3)))
    assert len(filled.drain_changes().days) == 3
    filled.add(*(entry("meal", days=days) for days in range(4)))
    assert filled.drain_changes() == Changes(everything=True)
