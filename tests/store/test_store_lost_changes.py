"""Entries that are lost when files are replaced, truncated, removed or emptied under an open journal are restored."""

from __future__ import annotations

from pathlib import Path

import pytest
from replaced_files import (
    GONE,
    REPLACED,
    Act,
    both_removed,
    both_replaced,
    folder_moved,
    ids,
    keep,
    log_of_another_longer,
    log_removed,
    snapshot_emptied,
    snapshot_removed,
    snapshot_replaced,
    snapshot_replaced_log_removed,
    sound_ids,
)
from store_entries import add, end_as_killed, entry

from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path


@pytest.mark.parametrize("how", ["look", "change", "end", "kill"])
@pytest.mark.parametrize("act", REPLACED)
def test_entries_dropped_by_an_older_copy_are_restored(
    path: Path, older_files: Path, opened: Journal, act: Act, how: str
) -> None:
    before = list(opened.between())
    wanted = ids(opened)
    act(path, older_files)
    if how in ("look", "kill"):
        opened.refresh()
        assert opened.restore_lost_changes() > 0
        assert opened.restore_lost_changes() == 0
    elif how == "change":
        opened.add(added := entry())
        assert opened.restore_lost_changes() > 0
        wanted |= {added.id}
    if how != "end":
        assert ids(opened) >= wanted
    end_as_killed(opened) if how == "kill" else opened.close()
    assert sound_ids(path) == wanted or (act is log_of_another_longer and sound_ids(path) > wanted)
    with Journal.open(path, read_only=True) as journal:
        assert [entry for entry in journal.between() if entry in before] == before


@pytest.mark.parametrize("how", ["change", "end"])
@pytest.mark.parametrize("act", GONE)
def test_a_missing_or_empty_file_is_reported_and_restored_with_the_next_change_or_at_the_end(
    path: Path, older_files: Path, opened: Journal, act: Act, how: str
) -> None:
    wanted = ids(opened)
    act(path, older_files)
    assert not opened.refresh()
    assert opened.restore_lost_changes() == 0
    assert ids(opened) == wanted
    (alarm,) = opened.alarms
    assert alarm.startswith(f"{path} is {'empty' if path.exists() else 'gone'}; it is saved again")
    if how == "change":
        opened.add(added := entry())
        wanted |= {added.id}
        assert opened.alarms == ()
    opened.close()
    assert sound_ids(path) == wanted


@pytest.mark.parametrize("act", [snapshot_removed, both_removed, folder_moved])
def test_a_journal_that_was_only_read_is_not_recreated(path: Path, older_files: Path, act: Act) -> None:
    add(path, entry())
    log_path(path).write_bytes(b"")
    with Journal.open(path) as journal:
        act(path, older_files)
        journal.refresh()
        journal.restore_lost_changes()
    assert not path.exists()


def test_entries_of_others_that_were_only_read_are_restored(path: Path, older_files: Path) -> None:
    add(path, entry())
    keep(path, older_files)
    add(path, entry(), entry())
    with Journal.open(path) as journal:
        wanted = ids(journal)
        snapshot_replaced(path, older_files)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 2
    assert sound_ids(path) == wanted


def test_a_restored_change_can_be_undone(path: Path, older_files: Path) -> None:
    add(path, added := entry())
    keep(path, older_files)
    add(path, entry(), entry())
    with Journal.open(path) as journal:
        snapshot_replaced(path, older_files)
        journal.refresh()
        journal.restore_lost_changes()
        done = journal.undo()
        assert done is not None
        assert done.label == "changes that were written again"
        assert ids(journal) == {added.id}
    assert sound_ids(path) == {added.id}


def test_records_and_removals_are_restored(path: Path, older_files: Path) -> None:
    at = "2026-11-20T08:00:00+00:00"
    soup = {"id": "soup", "created": at, "updated": at}
    stew = {"id": "stew", "created": at, "updated": at}
    add(path, added := entry())
    with Journal.open(path) as journal:
        journal.put_records("foods", {"soup": soup})
    keep(path, older_files)
    with Journal.open(path) as journal:
        journal.put_records("foods", {"soup": None, "stew": stew})
        journal.remove(added.id)
        removals = journal.removals()
        snapshot_replaced_log_removed(path, older_files)
        journal.refresh()
        assert ids(journal) == {added.id}
        assert journal.restore_lost_changes() == 3
        assert (ids(journal), journal.records("foods")) == (set(), {"stew": stew})
        assert journal.removals() == removals
    with Journal.open(path, read_only=True) as journal:
        assert (journal.loss, ids(journal), list(journal.records("foods"))) == (None, set(), ["stew"])


def test_two_that_have_it_open_write_it_once(path: Path, older_files: Path) -> None:
    add(path, entry())
    keep(path, older_files)
    add(path, entry(), entry())
    with Journal.open(path) as first, Journal.open(path) as second:
        wanted = ids(first)
        snapshot_replaced(path, older_files)
        for journal in (first, second):
            journal.refresh()
        assert first.restore_lost_changes() == 2
        assert second.restore_lost_changes() == 0
        assert ids(second) == wanted
    assert sound_ids(path) == wanted


@pytest.mark.parametrize("act", [both_replaced, log_removed, snapshot_removed, snapshot_emptied, both_removed])
def test_a_command_in_between_does_not_cost_it(path: Path, older_files: Path, opened: Journal, act: Act) -> None:
    wanted = ids(opened)
    act(path, older_files)
    with Journal.open(path) as other:
        assert other.loss
        other.add(added := entry())
    opened.refresh()
    assert opened.restore_lost_changes() > 0 or act is log_removed  # the command had the log by its second name
    opened.close()
    assert sound_ids(path) == wanted | {added.id}


def test_an_older_copy_that_arrives_repeatedly_drops_nothing(path: Path, older_files: Path, opened: Journal) -> None:
    wanted = ids(opened)
    for _ in range(3):
        snapshot_replaced_log_removed(path, older_files)
        opened.refresh()
        assert opened.restore_lost_changes() > 0
        assert ids(opened) == wanted
    opened.close()
    assert sound_ids(path) == wanted


def test_a_read_only_journal_reports_it_and_writes_nothing(path: Path, older_files: Path, opened: Journal) -> None:
    end_as_killed(opened)
    with Journal.open(path, read_only=True) as journal:
        both_replaced(path, older_files)
        before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert journal.loss is not None
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
