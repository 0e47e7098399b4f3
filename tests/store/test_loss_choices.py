"""What ends a loss: restoring the backup, merging it in, or going on without; also where the disk fails."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faulty_disk import FaultyDisk, Stop
from store_entries import NOW, add, entry, entry_ids, loss_of

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalUnwritable
from gutskin_tui.store.backups import backups, good_count, restore
from gutskin_tui.store.merge import contents_of_file


def newest(path: Path) -> Path:
    missing = loss_of(path)
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


def test_restoring_the_backup_ends_it_and_keeps_what_was_there(path: Path, older: Path) -> None:
    before, after = gone_back(path, older)
    with Journal.open(path, read_only=True) as journal:
        retained = restore(path, newest(path), journal.state, NOW)
    assert (loss_of(path), entry_ids(path)) == (None, before)
    assert after.id in entry_ids(retained[-1])
    add(path, entry())
    assert loss_of(path) is None


def test_merging_the_backup_in_ends_it(path: Path, older: Path) -> None:
    before, after = gone_back(path, older)
    with Journal.open(path) as journal:
        journal.merge(contents_of_file(newest(path)))
        assert journal.loss is None
    assert (loss_of(path), entry_ids(path)) == (None, before | {after.id})
    with Journal.open(path, read_only=True) as journal:
        assert good_count(backups(journal.state)[0].path) == 7


def test_accepting_it_ends_it_and_keeps_the_backup_for_good(path: Path, older: Path) -> None:
    before, _ = gone_back(path, older)
    with Journal.open(path) as journal:
        journal.accept()
    for _ in range(3):
        add(path, entry())
        assert loss_of(path) is None
    with Journal.open(path, read_only=True) as journal:
        assert before in [entry_ids(copy.path) for copy in backups(journal.state)]


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
            missing = loss_of(path)
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
        if loss_of(path):
            act(path)
        assert loss_of(path) is None
        assert len(entry_ids(path)) == (0 if act is accept else 6)
        add(path, entry())
        assert loss_of(path) is None
        with Journal.open(path, read_only=True) as journal:
            assert max(good_count(copy.path) or 0 for copy in backups(journal.state)) >= 6
