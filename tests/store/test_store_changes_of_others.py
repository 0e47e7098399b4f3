"""What others did on purpose to the files of an open journal is not reverted as if it were lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import tinydb
from replaced_files import ids, over, sound_ids
from store_entries import NOW, add, entry

from gutskin_tui.store import Journal, JournalDamaged, watermark
from gutskin_tui.store.backups import backups, restore
from gutskin_tui.store.merge import contents_of_file

# What is not to be written again.


def test_a_backup_that_another_process_restores_stays(path: Path) -> None:
    add(path, added := entry())
    with Journal.open(path, read_only=True) as journal:
        copy = path.with_name("copy.json")
        copy.write_bytes(backups(journal.state)[0].path.read_bytes())
    add(path, entry())
    with Journal.open(path) as journal:
        journal.add(entry())
        restore(path, copy, journal.state, NOW)
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert ids(journal) == {added.id}
        journal.add(other := entry())
    assert sound_ids(path) == {added.id, other.id}


def test_a_restore_is_not_reverted_by_a_process_that_read_during_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, added := entry())
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    add(path, entry())
    with Journal.open(path) as journal:
        write = watermark.write

        def write_after_a_refresh(*args: object) -> None:
            journal.refresh()
            write(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(watermark, "write", write_after_a_refresh)
        restore(path, copy, journal.state, NOW)
        assert journal.restore_lost_changes() == 0
        assert ids(journal) == {added.id}
    assert sound_ids(path) == {added.id}


def test_undo_removal_and_fold_of_another_process_are_not_reverted(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    add(other, entry(), entry())
    add(path, added := entry(), entry())
    with Journal.open(path) as journal:
        for act in (
            lambda another: another.remove(added.id),
            lambda another: another.merge(contents_of_file(other)),
            lambda another: another.undo(),
            lambda another: another.add(entry()),
            lambda another: another.undo(),
        ):
            with Journal.open(path) as another:
                act(another)
            journal.refresh()
            assert journal.restore_lost_changes() == 0
            assert journal.loss is None
        assert journal.count() == 1


def test_an_undone_merge_stays_undone_after_the_log_with_it_was_folded(path: Path, tmp_path: Path) -> None:
    add(tmp_path / "other.json", entry(), entry())
    add(path, entry())
    with Journal.open(path, present=True) as journal, Journal.open(path) as another:
        another.merge(contents_of_file(tmp_path / "other.json"))
        journal.refresh()
        assert journal.count() == 3
        with another.exclusive():
            another.write_snapshot()
        another.undo()
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert journal.count() == 1


def test_entries_removed_by_editing_the_file_are_reported_and_not_restored(path: Path) -> None:
    add(path, added := entry(), other := entry())
    with Journal.open(path) as journal:
        with tinydb.TinyDB(path) as stock:
            stock.table("drink").remove(doc_ids=[1])
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert ids(journal) == {other.id}
        assert journal.loss is not None
        assert len(journal.alarms) == 1
        journal.accept()
        journal.add(entry())
        assert (journal.loss, journal.alarms) == (None, ())
    assert added.id not in sound_ids(path)


def test_a_newer_copy_of_another_computer_is_accepted(path: Path, tmp_path: Path) -> None:
    add(path, added := entry(), entry())
    theirs = tmp_path / "theirs.json"
    shutil.copy2(path, theirs)
    with Journal.open(theirs, state=tmp_path / "their state") as other:
        other.remove(added.id)
        other.add(entry(), entry("meal"))
        wanted = ids(other)
    with Journal.open(path) as journal:
        over(theirs, path)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert (ids(journal), journal.loss) == (wanted, None)


def test_what_another_computer_never_had_is_added_to_its_copy(path: Path, tmp_path: Path) -> None:
    add(path, entry())
    theirs = tmp_path / "theirs.json"
    shutil.copy2(path, theirs)
    with Journal.open(theirs, state=tmp_path / "their state") as other:
        other.add(entry(), entry("meal"))
        wanted = ids(other)
    with Journal.open(path) as journal:
        journal.add(added := entry())
        over(theirs, path)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 0  # it is in the log, which is put onto their copy
        assert ids(journal) == wanted | {added.id}
    with Journal.open(path) as journal:
        over(theirs, path)
        journal.refresh()
        assert journal.restore_lost_changes() == 1
    assert sound_ids(path) == wanted | {added.id}


def test_damage_is_unchanged_until_the_file_is_sound(path: Path, opened: Journal) -> None:
    wanted = ids(opened)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    for _ in range(2):
        with pytest.raises(JournalDamaged):
            opened.refresh()
    assert path.read_bytes() == whole[:-20]
    path.write_bytes(whole)
    opened.refresh()
    assert ids(opened) == wanted
    opened.close()
    assert sound_ids(path) == wanted
