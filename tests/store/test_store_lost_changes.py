"""Entries that are lost when files are replaced, truncated, removed or emptied under an open journal are restored."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import tinydb
from faulty_disk import FaultyDisk, Stop
from store_entries import NOW, end_as_killed, entry

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.entries import change
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalDamaged, JournalError, JournalUnwritable
from gutskin_tui.store.backups import backups, restore
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.merge import contents_of_file

LATER = fixed_clock(NOW + timedelta(minutes=1))

Act = Callable[[Path, Path], None]


def add(path: Path, *entries: AnyEntry) -> None:
    with Journal.open(path) as journal:
        journal.add(*entries)


def ids(path: Path) -> set[str]:
    with Journal.open(path, read_only=True) as journal:
        assert (journal.loss, journal.warnings, journal.problems()) == (None, (), [])
        return {entry.id for entry in journal.between()}


def known(journal: Journal) -> set[str]:
    return {entry.id for entry in journal.between()}


def keep(path: Path, folder: Path) -> None:
    """Copy the journal and its log into a folder."""
    folder.mkdir(exist_ok=True)
    for file in (path, log_path(path)):
        if file.exists():
            shutil.copy2(file, folder)


def over(source: Path, target: Path) -> None:
    """Put a file in the place of another as a synchroniser does."""
    arriving = target.with_name(".arriving.tmp")
    shutil.copy2(source, arriving)
    arriving.replace(target)


# What becomes of the files: `path`, and the folder of older copies.


def snapshot_replaced(path: Path, older: Path) -> None:
    over(older / path.name, path)


def snapshot_written_over(path: Path, older: Path) -> None:
    shutil.copyfile(older / path.name, path)


def log_replaced(path: Path, older: Path) -> None:
    over(older / log_path(path).name, log_path(path))


def log_written_over(path: Path, older: Path) -> None:
    shutil.copy2(older / log_path(path).name, log_path(path))


def log_of_another_longer(path: Path, older: Path) -> None:
    with Journal.open(older / "another.json") as other:
        other.add(entry("note", text="x" * 5000))
        other.add(entry("note", text="x" * 5000))
        data = log_path(other.path).read_bytes()
    log_path(path).write_bytes(data)


def log_emptied(path: Path, older: Path) -> None:
    log_path(path).write_bytes(b"")


def log_cut(path: Path, older: Path) -> None:
    data = log_path(path).read_bytes()
    log_path(path).write_bytes(data[: len(data) // 2])


def log_removed(path: Path, older: Path) -> None:
    log_path(path).unlink()


def both_replaced(path: Path, older: Path) -> None:
    snapshot_replaced(path, older)
    log_replaced(path, older)


def snapshot_replaced_log_removed(path: Path, older: Path) -> None:
    log_removed(path, older)
    snapshot_replaced(path, older)


REPLACED: list[Act] = [
    snapshot_replaced,
    snapshot_written_over,
    log_replaced,
    log_written_over,
    log_of_another_longer,
    log_emptied,
    log_cut,
    log_removed,
    both_replaced,
    snapshot_replaced_log_removed,
]


def snapshot_removed(path: Path, older: Path) -> None:
    path.unlink()


def snapshot_emptied(path: Path, older: Path) -> None:
    path.write_bytes(b"")


def snapshot_without_tables(path: Path, older: Path) -> None:
    path.write_bytes(b"{}\n")


def both_removed(path: Path, older: Path) -> None:
    path.unlink()
    log_path(path).unlink()


def both_emptied(path: Path, older: Path) -> None:
    path.write_bytes(b"")
    log_path(path).write_bytes(b"")


def folder_moved(path: Path, older: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))


GONE: list[Act] = [
    snapshot_removed,
    snapshot_emptied,
    snapshot_without_tables,
    both_removed,
    both_emptied,
    folder_moved,
]


@pytest.fixture
def older(path: Path, tmp_path: Path) -> Path:
    """A folder for copies of the files as they were."""
    return tmp_path / "older"


@pytest.fixture
def opened(path: Path, older: Path) -> Iterator[Journal]:
    """An open journal with saved changes in its log, of which the older copies of the files hold less."""
    first, second = entry("meal"), entry("note")
    add(path, first)
    keep(path, older)
    add(path, second, entry("drink"))
    with Journal.open(path) as journal:
        journal.add(entry())
        shutil.copy2(log_path(path), older)
        journal.add(entry("stress"), entry())
        journal.replace(change(journal.get(first.id), {"note": "changed"}, LATER))
        journal.remove(second.id)
        yield journal


@pytest.mark.parametrize("how", ["look", "change", "end", "kill"])
@pytest.mark.parametrize("act", REPLACED)
def test_entries_dropped_by_an_older_copy_are_restored(
    path: Path, older: Path, opened: Journal, act: Act, how: str
) -> None:
    before = list(opened.between())
    wanted = known(opened)
    act(path, older)
    if how in ("look", "kill"):
        opened.refresh()
        assert opened.restore_lost_changes() > 0
        assert opened.restore_lost_changes() == 0
    elif how == "change":
        opened.add(added := entry())
        assert opened.restore_lost_changes() > 0
        wanted |= {added.id}
    if how != "end":
        assert known(opened) >= wanted
    end_as_killed(opened) if how == "kill" else opened.close()
    assert ids(path) == wanted or (act is log_of_another_longer and ids(path) > wanted)
    with Journal.open(path, read_only=True) as journal:
        assert [entry for entry in journal.between() if entry in before] == before


@pytest.mark.parametrize("how", ["change", "end"])
@pytest.mark.parametrize("act", GONE)
def test_a_missing_or_empty_file_is_reported_and_restored_with_the_next_change_or_at_the_end(
    path: Path, older: Path, opened: Journal, act: Act, how: str
) -> None:
    wanted = known(opened)
    act(path, older)
    assert not opened.refresh()
    assert opened.restore_lost_changes() == 0
    assert known(opened) == wanted
    (alarm,) = opened.alarms
    assert alarm.startswith(f"{path} is {'empty' if path.exists() else 'gone'}; it is saved again")
    if how == "change":
        opened.add(added := entry())
        wanted |= {added.id}
        assert opened.alarms == ()
    opened.close()
    assert ids(path) == wanted


@pytest.mark.parametrize("act", [snapshot_removed, both_removed, folder_moved])
def test_a_journal_that_was_only_read_is_not_recreated(path: Path, older: Path, act: Act) -> None:
    add(path, entry())
    log_path(path).write_bytes(b"")
    with Journal.open(path) as journal:
        act(path, older)
        journal.refresh()
        journal.restore_lost_changes()
    assert not path.exists()


def test_entries_of_others_that_were_only_read_are_restored(path: Path, older: Path) -> None:
    add(path, entry())
    keep(path, older)
    add(path, entry(), entry())
    with Journal.open(path) as journal:
        wanted = known(journal)
        snapshot_replaced(path, older)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 2
    assert ids(path) == wanted


def test_a_restored_change_can_be_undone(path: Path, older: Path) -> None:
    add(path, added := entry())
    keep(path, older)
    add(path, entry(), entry())
    with Journal.open(path) as journal:
        snapshot_replaced(path, older)
        journal.refresh()
        journal.restore_lost_changes()
        done = journal.undo()
        assert done is not None
        assert done.label == "changes that were written again"
        assert known(journal) == {added.id}
    assert ids(path) == {added.id}


def test_records_and_removals_are_restored(path: Path, older: Path) -> None:
    at = "2026-11-20T08:00:00+00:00"
    soup = {"id": "soup", "created": at, "updated": at}
    stew = {"id": "stew", "created": at, "updated": at}
    add(path, added := entry())
    with Journal.open(path) as journal:
        journal.put_records("foods", {"soup": soup})
    keep(path, older)
    with Journal.open(path) as journal:
        journal.put_records("foods", {"soup": None, "stew": stew})
        journal.remove(added.id)
        removals = journal.removals()
        snapshot_replaced_log_removed(path, older)
        journal.refresh()
        assert known(journal) == {added.id}
        assert journal.restore_lost_changes() == 3
        assert (known(journal), journal.records("foods")) == (set(), {"stew": stew})
        assert journal.removals() == removals
    with Journal.open(path, read_only=True) as journal:
        assert (journal.loss, known(journal), list(journal.records("foods"))) == (None, set(), ["stew"])


def test_two_that_have_it_open_write_it_once(path: Path, older: Path) -> None:
    add(path, entry())
    keep(path, older)
    add(path, entry(), entry())
    with Journal.open(path) as first, Journal.open(path) as second:
        wanted = known(first)
        snapshot_replaced(path, older)
        for journal in (first, second):
            journal.refresh()
        assert first.restore_lost_changes() == 2
        assert second.restore_lost_changes() == 0
        assert known(second) == wanted
    assert ids(path) == wanted


@pytest.mark.parametrize("act", [both_replaced, log_removed, snapshot_removed, snapshot_emptied, both_removed])
def test_a_command_in_between_does_not_cost_it(path: Path, older: Path, opened: Journal, act: Act) -> None:
    wanted = known(opened)
    act(path, older)
    with Journal.open(path) as other:
        assert other.loss
        other.add(added := entry())
    opened.refresh()
    assert opened.restore_lost_changes() > 0 or act is log_removed  # the command had the log by its second name
    opened.close()
    assert ids(path) == wanted | {added.id}


def test_an_older_copy_that_arrives_repeatedly_drops_nothing(path: Path, older: Path, opened: Journal) -> None:
    wanted = known(opened)
    for _ in range(3):
        snapshot_replaced_log_removed(path, older)
        opened.refresh()
        assert opened.restore_lost_changes() > 0
        assert known(opened) == wanted
    opened.close()
    assert ids(path) == wanted


def test_a_read_only_journal_reports_it_and_writes_nothing(path: Path, older: Path, opened: Journal) -> None:
    end_as_killed(opened)
    with Journal.open(path, read_only=True) as journal:
        both_replaced(path, older)
        before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert journal.loss is not None
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


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
        assert known(journal) == {added.id}
        journal.add(other := entry())
    assert ids(path) == {added.id, other.id}


def test_a_restore_is_not_reverted_by_a_process_that_read_during_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gutskin_tui.store import watermark

    add(path, added := entry())
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    add(path, entry())
    with Journal.open(path) as journal:
        write = watermark.write

        def looked_at(*args: object) -> None:
            journal.refresh()
            write(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(watermark, "write", looked_at)
        restore(path, copy, journal.state, NOW)
        assert journal.restore_lost_changes() == 0
        assert known(journal) == {added.id}
    assert ids(path) == {added.id}


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


def test_entries_removed_by_editing_the_file_are_reported_and_not_restored(path: Path) -> None:
    add(path, added := entry(), other := entry())
    with Journal.open(path) as journal:
        with tinydb.TinyDB(path) as stock:
            stock.table("drink").remove(doc_ids=[1])
        journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert known(journal) == {other.id}
        assert journal.loss is not None
        assert len(journal.alarms) == 1
        journal.accept()
        journal.add(entry())
        assert (journal.loss, journal.alarms) == (None, ())
    assert added.id not in ids(path)


def test_a_newer_copy_of_another_computer_is_accepted(path: Path, tmp_path: Path) -> None:
    add(path, added := entry(), entry())
    theirs = tmp_path / "theirs.json"
    shutil.copy2(path, theirs)
    with Journal.open(theirs, state=tmp_path / "their state") as other:
        other.remove(added.id)
        other.add(entry(), entry("meal"))
        wanted = known(other)
    with Journal.open(path) as journal:
        over(theirs, path)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 0
        assert (known(journal), journal.loss) == (wanted, None)


def test_what_another_computer_never_had_is_added_to_its_copy(path: Path, tmp_path: Path) -> None:
    add(path, entry())
    theirs = tmp_path / "theirs.json"
    shutil.copy2(path, theirs)
    with Journal.open(theirs, state=tmp_path / "their state") as other:
        other.add(entry(), entry("meal"))
        wanted = known(other)
    with Journal.open(path) as journal:
        journal.add(added := entry())
        over(theirs, path)
        assert journal.refresh()
        assert journal.restore_lost_changes() == 0  # it is in the log, which is put onto their copy
        assert known(journal) == wanted | {added.id}
    with Journal.open(path) as journal:
        over(theirs, path)
        journal.refresh()
        assert journal.restore_lost_changes() == 1
    assert ids(path) == wanted | {added.id}


def test_damage_is_unchanged_until_the_file_is_sound(path: Path, older: Path, opened: Journal) -> None:
    wanted = known(opened)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    for _ in range(2):
        with pytest.raises(JournalDamaged):
            opened.refresh()
    assert path.read_bytes() == whole[:-20]
    path.write_bytes(whole)
    opened.refresh()
    assert known(opened) == wanted
    opened.close()
    assert ids(path) == wanted


# Disks that fail.


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(
    "fault", [errno.ENOSPC, "stop", *(pytest.param(fault, marks=pytest.mark.slow) for fault in (errno.EIO, "short"))]
)
@pytest.mark.parametrize("act", [snapshot_replaced, both_replaced, log_removed, log_replaced])
def test_a_fault_while_restoring_loses_nothing(tmp_path: Path, fault: int | str, act: Act) -> None:
    number = 0
    while True:
        number += 1
        path = tmp_path / f"run {number}" / "journal.json"
        older = tmp_path / f"older {number}"
        add(path, *(entry() for _ in range(3)))
        keep(path, older)
        add(path, entry())
        journal = Journal.open(path)
        journal.add(entry())
        shutil.copy2(log_path(path), older)
        journal.add(entry())
        wanted = known(journal)
        act(path, older)
        left = ids_left(path)
        faulty = FaultyDisk(path.parent, fault, number)
        with faulty.mounted(), suppress(Stop, JournalUnwritable):
            journal.refresh()
            journal.restore_lost_changes()
        assert left <= ids_left(path) <= wanted
        if fault != "stop":  # the process lives on and tries again
            journal.refresh()
            journal.restore_lost_changes()
            journal.close()
            assert ids(path) == wanted
        if faulty.count < number:
            assert ids(path) == wanted
            return


def ids_left(path: Path) -> set[str]:
    with suppress(JournalError), Journal.open(path, read_only=True) as journal:
        assert journal.problems() == []
        return known(journal)
    return set()
