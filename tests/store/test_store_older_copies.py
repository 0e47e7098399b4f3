"""An older copy in the place of the journal is reported as a loss; restoring, undoing and merging are none."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from store_entries import NOW, add, end_as_killed, entry, entry_ids, loss_message, loss_of

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal
from gutskin_tui.store.backups import backups, restore
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.store.recovery import salvage


def add_as_killed(path: Path, *entries: AnyEntry) -> None:
    """Add entries to the journal at `path` and leave its log, as a kill does."""
    journal = Journal.open(path)
    journal.add(*entries)
    end_as_killed(journal)


@pytest.mark.parametrize("same_time", [True, False])
@pytest.mark.parametrize("in_place", [True, False])
def test_an_older_copy_in_its_place_is_reported(path: Path, older: Path, in_place: bool, same_time: bool) -> None:
    new = path if in_place else path.with_name("arrives.tmp")
    (shutil.copy2 if same_time else shutil.copyfile)(older, new)
    new.replace(path)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (6, 3, 3, 3)
    assert loss_message(path).startswith(f"3 changes saved here are missing from {path}. The backup of ")


def test_a_reverted_change_is_reported_though_no_entry_is_missing(path: Path) -> None:
    add(path, added := entry("meal"))
    before = path.read_bytes()
    with Journal.open(path) as journal:
        journal.replace(change(added, {"text": "soup"}, fixed_clock(NOW + timedelta(minutes=1))))
    path.write_bytes(before)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (1, 1, 1)


def test_a_reverted_removal_is_reported(path: Path) -> None:
    add(path, added := entry(), entry())
    before = path.read_bytes()
    with Journal.open(path) as journal:
        journal.remove(added.id)
    path.write_bytes(before)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.left, missing.changes) == (2, 1)


def test_an_older_copy_with_its_log_is_reported(path: Path, tmp_path: Path) -> None:
    add(path, entry())
    with Journal.open(path) as journal:
        journal.add(entry())
        for file in (path, log_path(path)):
            shutil.copy2(file, tmp_path / file.name)
        journal.add(entry())
    for file in (path, log_path(path)):
        shutil.copy2(tmp_path / file.name, file)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (3, 2, 1, 1)


def test_a_newer_copy_of_another_computer_that_lacks_an_entry_is_reported(
    path: Path, older: Path, tmp_path: Path
) -> None:
    with Journal.open(older, state=tmp_path / "another computer") as other:
        other.add(*(entry() for _ in range(20)))
    shutil.copy2(older, path)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (23, 3, 3)


@pytest.mark.parametrize("backup", ["deleted", "damaged"])
def test_without_its_backup_a_reverted_journal_is_reported(path: Path, older: Path, backup: str) -> None:
    with Journal.open(path, read_only=True) as journal:
        for copy in backups(journal.state):
            copy.path.unlink() if backup == "deleted" else copy.path.write_bytes(b"{")
    shutil.copy2(older, path)
    assert loss_message(path) == (
        f"{path} is older than what was saved here; it held 6 entries. No backup holds what is missing."
    )
    add(path, entry())
    assert loss_message(path).startswith(f"{path} is older than what was saved here; it held 6 entries.")


def test_changes_saved_before_another_computer_continued_the_journal_stay_known(path: Path, tmp_path: Path) -> None:
    add(path, entry())
    before = path.read_bytes()
    add_as_killed(path, entry("meal"))
    theirs = tmp_path / "another computer" / "journal.json"
    theirs.parent.mkdir()
    for file, copy in ((path, theirs), (log_path(path), log_path(theirs))):
        shutil.copy2(file, copy)
    with Journal.open(theirs, state=theirs.parent / "state") as other:
        other.add(entry("note"))
    shutil.copy2(theirs, path)
    log_path(path).unlink()
    add_as_killed(path, entry("stress"))
    path.write_bytes(before)
    log_path(path).unlink()
    missing = loss_of(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes) == (4, 1, 2)


def test_the_newer_copy_coming_back_ends_it(path: Path, older: Path, tmp_path: Path) -> None:
    shutil.copy2(path, tmp_path / "newer.json")
    shutil.copy2(older, path)
    assert loss_of(path)
    shutil.copy2(tmp_path / "newer.json", path)
    assert loss_of(path) is None


# What is no loss.


def test_restoring_an_older_backup_is_none(path: Path, clock: Clock) -> None:
    add(path, entry())
    with Journal.open(path, read_only=True) as journal:
        copy = backups(journal.state)[0].path.read_bytes()
    add(path, entry())
    older = path.with_name("copy.json")
    older.write_bytes(copy)
    with Journal.open(path, read_only=True) as journal:
        restore(path, older, journal.state, clock.now())
    assert (loss_of(path), len(entry_ids(path))) == (None, 1)


def test_going_back_to_the_file_the_changes_were_made_on_by_restoring_is_none(
    path: Path, killed: Path, clock: Clock
) -> None:
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    with Journal.open(path, read_only=True) as journal:
        restore(path, copy, journal.state, clock.now())
    assert loss_of(path) is None
    assert Journal.open(path, read_only=True).count() == 0


def test_salvaging_is_none(path: Path, clock: Clock) -> None:
    add(path, entry("note", text="x" * 50), entry("note"))
    path.write_bytes(path.read_bytes().replace(b"xxx", b"\xff\xff\xff", 1))
    salvage(path, state_folder(path), clock.now())
    assert loss_of(path) is None


def test_removing_undoing_and_merging_are_none(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    add(other, entry(), entry("meal"))
    with Journal.open(path) as journal:
        journal.add(added := entry())
        journal.add(*(entry() for _ in range(5)), label="import")
        journal.remove(added.id)
        journal.undo()
        journal.undo()
        journal.redo()
        journal.merge(contents_of_file(other))
        journal.undo()
        assert journal.loss is None
    assert loss_of(path) is None
    with Journal.open(path) as journal:
        journal.undo()
    assert loss_of(path) is None


def test_changes_of_another_computer_on_top_are_no_loss(path: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "another computer" / "journal.json"
    theirs.parent.mkdir()
    mine = [entry() for _ in range(5)]
    add(path, *mine)
    for _ in range(3):
        shutil.copy2(path, theirs)
        with Journal.open(theirs, state=theirs.parent / "state") as other:
            assert other.loss is None
            other.add(entry())
            other.remove(next(other.between()).id)
            other.undo()
            other.add(entry())
        shutil.copy2(theirs, path)
        assert loss_of(path) is None
        with Journal.open(path) as journal:
            assert journal.loss is None
            journal.remove(next(journal.between()).id)


def test_a_new_journal_made_where_another_was_is_none(path: Path) -> None:
    Journal.create(path, [entry(), entry()]).close()
    path.unlink()
    Journal.create(path, [entry()]).close()
    assert loss_of(path) is None
