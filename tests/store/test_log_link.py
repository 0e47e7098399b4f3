"""A log that another one replaced while no program had the journal open: its second name is in the state folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from store_entries import NOW, add, end_as_killed, entry, entry_ids, loss_message

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.paths import state_folder
from gutskin_tui.store import ChangesRestored, Journal
from gutskin_tui.store.backups import restore
from gutskin_tui.store.log_format import log_path

CLOCK = fixed_clock(NOW)


@pytest.fixture
def their_log(killed: Path, tmp_path: Path) -> Path:
    """The log of another computer with the same snapshot and more lines, so that only its lines differ."""
    theirs = tmp_path / "theirs" / killed.name
    theirs.parent.mkdir()
    shutil.copyfile(killed, theirs)
    other = Journal.open(theirs, state=tmp_path / "their state")
    for _ in range(8):
        other.add(entry())
    end_as_killed(other)
    return log_path(theirs)


def test_a_log_that_was_overwritten_is_reported(killed: Path, their_log: Path) -> None:
    shutil.copyfile(their_log, log_path(killed))
    for _ in range(2):
        assert (
            loss_message(killed) == f"5 changes saved here are missing from {killed}. No backup holds what is missing."
        )
        add(killed, entry())


def test_a_log_that_another_replaced_is_merged_with_it(killed: Path, their_log: Path) -> None:
    before = entry_ids(killed)
    their_log.replace(log_path(killed))
    assert (
        loss_message(killed)
        == f"5 changes saved here are missing from {killed}. They are saved again with the next change."
    )
    assert len(entry_ids(killed)) == 8
    add(killed, added := entry())
    assert loss_message(killed) == ""
    assert entry_ids(killed) > before | {added.id}
    assert len(entry_ids(killed)) == 14


def test_undo_leaves_the_changes_that_it_had_to_restore(killed: Path, their_log: Path) -> None:
    before = entry_ids(killed)
    their_log.replace(log_path(killed))
    with Journal.open(killed) as journal:
        with pytest.raises(ChangesRestored, match="There was no undo: 5 changes missing from "):
            journal.undo()
        assert entry_ids(killed) > before
        undone = journal.undo()
        assert undone is not None
        assert undone.label == "changes that were written again"


def test_changes_and_removals_of_a_replaced_log_are_merged_too(path: Path, tmp_path: Path) -> None:
    add(path, removed := entry(), changed := entry(), undone := entry())
    older = tmp_path / "older"
    shutil.copyfile(path, older)
    journal = Journal.open(path)
    journal.remove(removed.id)
    journal.replace(change(changed, {"note": "new"}, CLOCK))
    journal.remove(undone.id)
    journal.undo()
    end_as_killed(journal)
    log_path(path).unlink()
    older.replace(path)
    with Journal.open(path) as journal:
        journal.restore_lost_changes()
        assert {each.id for each in journal.between()} == {changed.id, undone.id}
        assert journal.get(changed.id).note == "new"
        assert journal.loss is None


def test_what_another_computer_made_of_a_log_stays(killed: Path, tmp_path: Path) -> None:
    """It had the lines, restored what they removed and changed what they added; its snapshot comes without a log."""
    first, *_ = entry_ids(killed)
    journal = Journal.open(killed)
    journal.remove(first)
    end_as_killed(journal)
    theirs = tmp_path / "theirs" / killed.name
    theirs.parent.mkdir()
    for file in (killed, log_path(killed)):
        shutil.copyfile(file, theirs.with_name(file.name))
    with Journal.open(theirs, state=tmp_path / "their state") as other:
        other.undo()
        other.replace(change(other.get(first), {"note": "theirs"}, CLOCK))
    log_path(killed).unlink()
    theirs.replace(killed)
    with Journal.open(killed) as journal:
        assert journal.loss is None
        journal.restore_lost_changes()
        assert journal.get(first).note == "theirs"
    assert len(entry_ids(killed)) == 5


@pytest.mark.parametrize("choice", ["accept", "restore"])
def test_a_choice_to_do_without_a_replaced_log_is_final(killed: Path, tmp_path: Path, choice: str) -> None:
    shutil.copyfile(killed, older := tmp_path / "older")
    if choice == "restore":
        restore(killed, older, state_folder(killed), NOW)
    else:
        log_path(killed).unlink()
        (state_folder(killed) / "log").unlink()
        with Journal.open(killed) as journal:
            journal.accept()
    log_path(killed).unlink(missing_ok=True)
    older.replace(killed)
    add(killed, entry())
    assert len(entry_ids(killed)) == 1
