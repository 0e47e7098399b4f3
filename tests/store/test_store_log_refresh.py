"""What a refresh reads of the log: only its new lines, and all of a log that was replaced or folded meanwhile."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Raw
from msgspec.structs import replace
from store_entries import entry

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.entries import encode
from gutskin_tui.store import Journal, JournalUnwritable, log_format
from gutskin_tui.store.log_format import Line, log_path


@pytest.mark.parametrize("snapshot", [False, True], ids=["log-alone", "snapshot-and-log"])
def test_a_refresh_reads_only_the_new_lines_of_the_log(
    path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: bool
) -> None:
    with Journal.open(path) as first:
        first.add(entry())
        if not snapshot:
            path.unlink()
        journal = Journal.open(path)
        first.refresh()
        starts: list[int] = []
        read = disk.read

        def recorded(handle: int, start: int = 0) -> bytes:
            starts.append(start)
            return read(handle, start)

        monkeypatch.setattr(disk, "read", recorded)
        assert not journal.refresh()
        assert starts == []
        log = log_path(path)
        end = log.stat().st_size
        added = entry("meal")
        with log.open("ab") as file:
            file.write(log_format.encoded(Line(2, log_format.DO, "", [("meal", "1", Raw(encode(added)))])))
        assert journal.refresh()
        assert starts == [end]
        assert journal.get(added.id) == added
        journal.close()


def test_a_log_without_a_snapshot_that_is_replaced_is_read_from_its_start(path: Path) -> None:
    with Journal.open(path) as first:
        first.add(entry())
        log = log_path(path)
        before = log.read_bytes()
        first.add(entry("meal"))
        path.unlink()
        with Journal.open(path, read_only=True) as journal:
            assert journal.count() == 2
            log.with_suffix(".new").write_bytes(before)
            log.with_suffix(".new").rename(log)
            assert journal.refresh()
            assert journal.count() == 1
            log.unlink()
            assert not journal.refresh()
            assert journal.count() == 1


def test_a_change_of_the_same_size_at_the_same_moment_is_noticed(path: Path, journal: Journal) -> None:
    """However coarse the clock of the file system, and though it gives inode numbers out again."""
    saved = entry("drink", ml=100)
    Journal.create(path, [saved]).close()
    journal.refresh()
    stamp, text = path.stat().st_mtime_ns, path.read_text()
    for ml in range(101, 140):
        for _ in range(2):  # the first lets go of the inode that the second is given
            new = path.with_name("new")
            new.write_text(text.replace('"ml":100', f'"ml":{ml}'))
            os.utime(new, ns=(stamp, stamp))
            new.replace(path)
        assert journal.refresh()
        assert journal.get(saved.id).recorded()["ml"] == ml


def test_a_compaction_that_another_did_not_finish_costs_no_undo(path: Path, journal: Journal) -> None:
    """It leaves a line in the log that says which file would hold everything, and no such file."""
    journal.add(entry())
    journal.add(entry())
    journal.undo()
    with Journal.open(path) as other, pytest.MonkeyPatch.context() as patch:
        other.refresh()
        patch.setattr(atomic_file, "replace_and_open", full)
        with pytest.raises(JournalUnwritable):
            other._storage.fold()
        other._storage.wrote = False
    journal.refresh()
    assert journal.redo() is not None
    assert journal.undo() is not None
    assert journal.undo() is not None
    assert journal.undo() is None


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def opened_before_the_log_is_deleted(path: Path, act: Callable[[], object]) -> Journal:
    """Return a journal that is opened within `act`, after the snapshot was replaced, before its log is deleted."""
    journals: list[Journal] = []
    unlink = disk.unlink

    def delete(file: Path) -> None:
        if file == log_path(path) and file.exists():
            journals.append(Journal.open(path))
        unlink(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "unlink", delete)
        act()
    (journal,) = journals
    return journal


def make_next(inode: int, folder: Path) -> None:
    """Make an inode number, if it is free, the one of the next file in a folder: the lowest that is free (ext4)."""
    for number in range(200):
        file = folder / f"taken {number}"
        file.touch()
        if file.stat().st_ino == inode:
            file.unlink()
            return


def test_a_new_log_of_the_same_length_is_not_confused_with_the_old(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path) as first:
        first.add(entry("note", text="x" * 300))
        inode = log_path(path).stat().st_ino
        with opened_before_the_log_is_deleted(path, first.compact) as second:
            sample, length = entry("note", text="y"), second._storage._log.end
            op = ("note", str(first._storage.next_number("note")), Raw(encode(sample)))
            lines = Line(0, log_format.BASE, first._storage.snapshot.base), Line(1, log_format.DO, "", [op])
            rest = length - sum(len(log_format.encoded(line)) for line in lines)
            make_next(inode, path.parent)
            first.add(saved := replace(sample, text="y" * (1 + rest)))
            assert log_path(path).stat().st_size == length
            second.add(later := entry("drink"))
            first.refresh()
            assert first.get(later.id) == later
    with Journal.open(path) as journal:
        assert {saved.id, later.id} <= {note.id for note in journal.between()}


def test_a_log_that_was_read_while_it_was_folded_is_not_lost(path: Path) -> None:
    Journal.create(path, [entry("meal", 3)]).close()
    with Journal.open(path) as first:
        first.add(entry("note"))
        with opened_before_the_log_is_deleted(path, first.compact) as second:
            second.add(entry("drink"))
            assert second.restore_lost_changes() == 0
            assert first.refresh()
            assert first.count() == 3
