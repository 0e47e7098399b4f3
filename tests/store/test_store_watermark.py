"""A journal that holds less than what was saved: nothing in it shows that, the watermark in the state folder does."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from faulty_disk import FaultyDisk, Stop
from store_entries import NOW, entry

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal, JournalUnwritable
from gutskin_tui.store.backups import backups, good_count, restore
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.merge import contents_of_file
from gutskin_tui.store.recovery import salvage


def loss(path: Path) -> Loss | None:
    with Journal.open(path, read_only=True) as journal:
        return journal.loss


def message(path: Path) -> str:
    missing = loss(path)
    return missing.message(path, UTC) if missing else ""


def add(path: Path, *entries: AnyEntry) -> None:
    with Journal.open(path) as journal:
        journal.add(*entries)


def remove_log(path: Path) -> None:
    """Remove the log of a journal, and its second name in the state folder."""
    log_path(path).unlink()
    (state_folder(path) / "log").unlink()


def end_as_killed(journal: Journal) -> None:
    """Let go of the files without folding the log, as a kill does."""
    journal._storage.wrote = False
    journal.close()


@pytest.fixture
def killed(path: Path) -> Path:
    """A journal whose program was killed after five saves, so that its log holds them."""
    journal = Journal.open(path)
    for _ in range(5):
        journal.add(entry())
    end_as_killed(journal)
    return path


@pytest.fixture
def older(path: Path, tmp_path: Path) -> Path:
    """A copy of a journal from before three more entries, a change and a removal came to it."""
    first, second, third = entry("meal"), entry("note"), entry("drink")
    add(path, first, second, third)
    copy = tmp_path / "older.json"
    shutil.copy2(path, copy)
    add(path, entry("meal"), entry("note"))
    add(path, entry("stress"))
    return copy


def test_a_whole_journal_misses_nothing(killed: Path) -> None:
    assert loss(killed) is None


@pytest.mark.parametrize("within", [0, 7])
@pytest.mark.parametrize("left", [1, 4])
def test_missing_lines_of_the_log_are_counted_wherever_the_cut_is(killed: Path, left: int, within: int) -> None:
    lines = log_path(killed).read_bytes().splitlines(keepends=True)
    whole = sum(map(len, lines[: left + 1]))  # the first line names the snapshot
    os.truncate(log_path(killed), whole + within)
    missing = "1 change saved here is missing" if left == 4 else f"{5 - left} changes saved here are missing"
    assert message(killed) == f"{missing} from {killed}. No backup holds what is missing."


def test_a_missing_log_is_reported_until_accepted(killed: Path) -> None:
    remove_log(killed)
    assert message(killed) == f"{killed} is empty; it held 5 entries. No backup holds what is missing."
    for _ in range(3):
        add(killed, entry())
        assert message(killed).startswith("5 changes saved here are missing")
    assert backups(Journal.open(killed, read_only=True).state) == []
    with Journal.open(killed) as journal:
        journal.accept()
        assert journal.loss is None
    add(killed, entry())
    assert loss(killed) is None
    assert good_count(backups(Journal.open(killed, read_only=True).state)[0].path) == 4


def test_many_changes_after_a_loss_do_not_hide_it(killed: Path) -> None:
    remove_log(killed)
    with Journal.open(killed) as journal:
        for _ in range(5):
            journal.add(*(entry() for _ in range(100)))
    missing = loss(killed)
    assert missing is not None
    assert (missing.entries, missing.changes) == (5, 5)


def test_what_another_process_has_just_saved_is_not_missing(killed: Path) -> None:
    with Journal.open(killed) as journal:
        add(killed, entry())
        assert journal.loss is None
        assert journal.count() == 6
        assert journal.drain_changes().days


def test_a_log_longer_than_the_watermark_is_no_loss(killed: Path, tmp_path: Path) -> None:
    with Journal.open(killed, state=tmp_path / "another computer") as other:
        other.add(entry())
        other._storage.wrote = False
    assert loss(killed) is None


@pytest.mark.parametrize("written", [b"", b"\0" * 48, b"{}", b"\xff 9\n", b'{"base":"","line":1,"entries":"many"}'])
def test_a_watermark_that_cannot_be_read_is_passed_over(killed: Path, written: bytes) -> None:
    with Journal.open(killed) as journal:
        (journal.state / "watermark.json").write_bytes(written)
    assert loss(killed) is None


def test_a_line_of_the_watermark_that_cannot_be_read_is_passed_over(path: Path) -> None:
    with Journal.open(path) as journal:
        file = journal.state / "watermark.json"
        journal.add(entry())
        journal.add(entry())
        with file.open("ab") as written:
            written.write(b'\n[3,4,{"0')
        journal.add(entry())
        journal.add(entry())
        end_as_killed(journal)
    log_path(path).unlink()
    missing = loss(path)
    assert missing is not None
    assert (missing.entries, missing.changes) == (4, 4)


def test_saving_does_without_the_watermark(path: Path) -> None:
    with Journal.open(path) as journal:
        (journal.state / "watermark.json").mkdir(parents=True)
        journal.add(entry())
    with Journal.open(path) as journal:
        assert journal.count() == 1


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_bytes(b" \n")


def without_tables(path: Path) -> None:
    path.write_bytes(b"{}")


def removed(path: Path) -> None:
    path.unlink()


def folder_removed(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere.json")
    path.parent.rmdir()


GONE: list[Callable[[Path], None]] = [emptied, blank, without_tables, removed, folder_removed]


@pytest.mark.parametrize("act", GONE)
def test_an_empty_or_missing_journal_is_reported_and_retains_its_backup(
    path: Path, act: Callable[[Path], None]
) -> None:
    old = [entry() for _ in range(6)]
    add(path, *old)
    act(path)
    missing = loss(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (6, 0, 6, 6)
    assert message(path).startswith(f"{path} is {'empty' if path.exists() else 'gone'}; it held 6 entries. The backup")
    for count in (1, 2):
        add(path, entry())
        missing = loss(path)
        assert missing is not None
        assert (missing.entries, missing.left, missing.changes) == (6, count, 6)
    assert [good_count(backup.path) for backup in backups(Journal.open(path, read_only=True).state)] == [6]
    assert message(path).endswith("holds what is missing.")


@pytest.mark.parametrize("act", GONE)
def test_without_a_watermark_the_backups_reveal_a_missing_journal(path: Path, act: Callable[[Path], None]) -> None:
    add(path, entry(), entry())
    with Journal.open(path, read_only=True) as journal:
        (journal.state / "watermark.json").unlink()
    act(path)
    missing = loss(path)
    assert missing is not None
    assert missing.entries == 2
    add(path, entry())
    missing = loss(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (1, 2, 2)


@pytest.mark.parametrize("same_time", [True, False])
@pytest.mark.parametrize("in_place", [True, False])
def test_an_older_copy_in_its_place_is_reported(path: Path, older: Path, in_place: bool, same_time: bool) -> None:
    new = path if in_place else path.with_name("arrives.tmp")
    (shutil.copy2 if same_time else shutil.copyfile)(older, new)
    new.replace(path)
    missing = loss(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (6, 3, 3, 3)
    assert message(path).startswith(f"3 changes saved here are missing from {path}. The backup of ")


def test_a_reverted_change_is_reported_though_no_entry_is_missing(path: Path) -> None:
    add(path, added := entry("meal"))
    before = path.read_bytes()
    with Journal.open(path) as journal:
        journal.replace(change(added, {"text": "soup"}, fixed_clock(NOW + timedelta(minutes=1))))
    path.write_bytes(before)
    missing = loss(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (1, 1, 1)


def test_a_reverted_removal_is_reported(path: Path) -> None:
    add(path, added := entry(), entry())
    before = path.read_bytes()
    with Journal.open(path) as journal:
        journal.remove(added.id)
    path.write_bytes(before)
    missing = loss(path)
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
    missing = loss(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (3, 2, 1, 1)


def test_a_newer_copy_of_another_computer_that_lacks_an_entry_is_reported(
    path: Path, older: Path, tmp_path: Path
) -> None:
    with Journal.open(older, state=tmp_path / "another computer") as other:
        other.add(*(entry() for _ in range(20)))
    shutil.copy2(older, path)
    missing = loss(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (23, 3, 3)


@pytest.mark.parametrize("backup", ["deleted", "damaged"])
def test_without_its_backup_a_reverted_journal_is_reported(path: Path, older: Path, backup: str) -> None:
    with Journal.open(path, read_only=True) as journal:
        for copy in backups(journal.state):
            copy.path.unlink() if backup == "deleted" else copy.path.write_bytes(b"{")
    shutil.copy2(older, path)
    assert message(path) == (
        f"{path} is older than what was saved here; it held 6 entries. No backup holds what is missing."
    )
    add(path, entry())
    assert message(path).startswith(f"{path} is older than what was saved here; it held 6 entries.")


def test_the_newer_copy_coming_back_ends_it(path: Path, older: Path, tmp_path: Path) -> None:
    shutil.copy2(path, tmp_path / "newer.json")
    shutil.copy2(older, path)
    assert loss(path)
    shutil.copy2(tmp_path / "newer.json", path)
    assert loss(path) is None


# The ways on.


def newest(path: Path) -> Path:
    missing = loss(path)
    assert missing is not None
    assert missing.backup is not None
    return missing.backup.path


def gone_back(path: Path, older: Path) -> tuple[set[str], AnyEntry]:
    """Put the older copy in place and add an entry; return the ids before, and the entry."""
    with Journal.open(path, read_only=True) as journal:
        before = {entry.id for entry in journal.between()}
    shutil.copy2(older, path)
    add(path, after := entry())
    return before, after


def ids(path: Path) -> set[str]:
    with Journal.open(path, read_only=True) as journal:
        return {entry.id for entry in journal.between()}


def test_restoring_the_backup_ends_it_and_keeps_what_was_there(path: Path, older: Path) -> None:
    before, after = gone_back(path, older)
    with Journal.open(path, read_only=True) as journal:
        retained = restore(path, newest(path), journal.state, NOW)
    assert (loss(path), ids(path)) == (None, before)
    assert after.id in ids(retained[-1])
    add(path, entry())
    assert loss(path) is None


def test_merging_the_backup_in_ends_it(path: Path, older: Path) -> None:
    before, after = gone_back(path, older)
    with Journal.open(path) as journal:
        journal.merge(contents_of_file(newest(path)))
        assert journal.loss is None
    assert (loss(path), ids(path)) == (None, before | {after.id})
    with Journal.open(path, read_only=True) as journal:
        assert good_count(backups(journal.state)[0].path) == 7


def test_accepting_it_ends_it_and_keeps_the_backup_for_good(path: Path, older: Path) -> None:
    before, _ = gone_back(path, older)
    with Journal.open(path) as journal:
        journal.accept()
    for _ in range(3):
        add(path, entry())
        assert loss(path) is None
    with Journal.open(path, read_only=True) as journal:
        assert before in [ids(copy.path) for copy in backups(journal.state)]


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
    assert (loss(path), len(ids(path))) == (None, 1)


def test_going_back_to_the_file_the_changes_were_made_on_by_restoring_is_none(
    path: Path, killed: Path, clock: Clock
) -> None:
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    with Journal.open(path, read_only=True) as journal:
        restore(path, copy, journal.state, clock.now())
    assert loss(path) is None
    assert Journal.open(path, read_only=True).count() == 0


def test_salvaging_is_none(path: Path, clock: Clock) -> None:
    add(path, entry("note", text="x" * 50), entry("note"))
    path.write_bytes(path.read_bytes().replace(b"xxx", b"\xff\xff\xff", 1))
    salvage(path, state_folder(path), clock.now())
    assert loss(path) is None


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
    assert loss(path) is None
    with Journal.open(path) as journal:
        journal.undo()
    assert loss(path) is None


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
        assert loss(path) is None
        with Journal.open(path) as journal:
            assert journal.loss is None
            journal.remove(next(journal.between()).id)


def test_a_new_journal_made_where_another_was_is_none(path: Path) -> None:
    Journal.create(path, [entry(), entry()]).close()
    path.unlink()
    Journal.create(path, [entry()]).close()
    assert loss(path) is None


# Disks that fail.

FAULTS = [errno.ENOSPC, errno.EIO, "stop", "short"]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


def lost_of_six(tmp_path: Path, number: int) -> Path:
    """Make a journal whose six entries are only in its backup."""
    path = tmp_path / f"run {number}" / "journal.json"
    add(path, *(entry() for _ in range(6)))
    path.write_bytes(b"")
    return path


def with_faults(tmp_path: Path, fault: int | str, act: Callable[[Path], object]) -> Iterator[Path]:
    """Do something to such a journal with the disk failing at each operation in turn; yield the journal each time."""
    number = 0
    while True:
        number += 1
        path = lost_of_six(tmp_path, number)
        faulty = FaultyDisk(path.parent, fault, number)
        with faulty.mounted(), suppress(Stop, JournalUnwritable):
            act(path)
        yield path
        if faulty.count < number:
            return


@on_linux
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_while_saving_to_what_is_left_costs_neither_backup_nor_warning(
    tmp_path: Path, fault: int | str
) -> None:
    for path in with_faults(tmp_path, fault, lambda path: add(path, entry())):
        for _ in range(2):
            missing = loss(path)
            assert missing is not None
            assert (missing.entries, missing.in_backup) == (6, 6)
            add(path, entry())
        with Journal.open(path, read_only=True) as journal:
            assert [good_count(copy.path) for copy in backups(journal.state)] == [6]


def accept(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.accept()


def merge(path: Path) -> None:
    with Journal.open(path) as journal:
        journal.merge(contents_of_file(newest(path)))


def restore_it(path: Path) -> None:
    with Journal.open(path, read_only=True) as journal:
        restore(path, newest(path), journal.state, NOW)


@on_linux
@pytest.mark.parametrize("act", [accept, merge, restore_it])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_during_a_choice_leaves_it_repeatable(
    tmp_path: Path, fault: int | str, act: Callable[[Path], None]
) -> None:
    for path in with_faults(tmp_path, fault, act):
        if loss(path):
            act(path)
        assert loss(path) is None
        assert len(ids(path)) == (0 if act is accept else 6)
        add(path, entry())
        assert loss(path) is None
        with Journal.open(path, read_only=True) as journal:
            assert max(good_count(copy.path) or 0 for copy in backups(journal.state)) >= 6
