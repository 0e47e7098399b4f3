"""A disk that fails, or a computer that stops, at every operation: acknowledged changes are never lost."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from faulty_disk import FaultyDisk, Stop
from store_entries import content, entry

from gutskin_tui import disk
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError, JournalReadOnly, JournalUnwritable, lock, log_writer

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

State = list[AnyEntry]
OLD = [entry("drink", 3), entry("meal", 2)]
FIRST, SECOND, THIRD = entry("meal"), entry("drink", 1), entry("note")
LATER = msgspec.structs.replace(FIRST, note="changed")
IMPORT = [entry("drink", days, note="x" * 100) for days in range(8)]
ACTS: list[Callable[[Journal], object]] = [
    lambda journal: journal.add(FIRST),
    lambda journal: journal.add(SECOND),
    lambda journal: journal.replace(LATER),
    lambda journal: journal.undo(),
    lambda journal: journal.put(*IMPORT, LATER),  # so large that the log is folded
    lambda journal: journal.remove(SECOND.id, OLD[0].id),
    lambda journal: journal.undo(),
    lambda journal: journal.undo(),
    lambda journal: journal.redo(),
    lambda journal: journal.add(THIRD),
]


def state(journal: Journal) -> State:
    return content(journal.between())


def states(path: Path) -> list[State]:
    """Return the state before the acts and after each of them, without faults."""
    with Journal.create(path, OLD) as journal:
        seen = [state(journal)]
        for act in ACTS:
            act(journal)
            seen.append(state(journal))
    return seen


@pytest.fixture(autouse=True)
def _folded_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_writer, "LOG_AT_LEAST", 1500)


@pytest.fixture
def expected(tmp_path: Path) -> list[State]:
    return states(tmp_path / "faultless" / "journal.json")


def fresh(tmp_path: Path, number: int) -> Path:
    path = tmp_path / f"run {number}" / "journal.json"
    Journal.create(path, OLD).close()
    return path


def operations(tmp_path: Path) -> int:
    """Return the number of disk operations of all acts, without faults."""
    path = fresh(tmp_path, 0)
    faulty = FaultyDisk(path.parent)
    with faulty.mounted(), Journal.open(path) as journal:
        for act in ACTS:
            act(journal)
    return faulty.count


def unchanged(patch: pytest.MonkeyPatch) -> None:
    """Leave the program as it is."""


def run_until_stop(faulty: FaultyDisk, path: Path, mutate: Callable[[pytest.MonkeyPatch], None]) -> int:
    """Run the acts until the disk stops and return how many were acknowledged."""
    done = 0
    try:
        with faulty.mounted(), pytest.MonkeyPatch.context() as patch:
            mutate(patch)
            with Journal.open(path) as journal:
                for act in ACTS:
                    act(journal)
                    done += 1
    except Stop:
        pass
    return done


def check_stops(
    tmp_path: Path, expected: list[State], points: range, mutate: Callable[[pytest.MonkeyPatch], None] = unchanged
) -> None:
    """Stop at these operations, by a kill and by two kinds of power cut, and check the journal that remains."""
    for number in points:
        path = fresh(tmp_path, number)
        faulty = FaultyDisk(path.parent, "stop", number)
        done = run_until_stop(faulty, path, mutate)
        folders = [path.parent]
        for with_current_names in (True, False):
            folders.append(tmp_path / f"cut {number} {with_current_names}")
            faulty.after_power_cut(folders[-1], with_current_names)
        for folder in folders:
            with Journal.open(folder / "journal.json") as journal:
                assert state(journal) in expected[done : done + 2], (number, done, folder.name)
                assert journal.problems() == []
                journal.add(added := entry())
            with Journal.open(folder / "journal.json") as journal:
                assert journal.get(added.id) == added
                assert journal.warnings == ()


def test_a_stop_at_every_operation_loses_nothing_acknowledged(
    tmp_path: Path, expected: list[State], fault_points: Callable[[int], range]
) -> None:
    check_stops(tmp_path, expected, fault_points(operations(tmp_path)))


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, "short"])
def test_a_failure_at_every_operation_is_reported_and_can_be_retried(
    tmp_path: Path, expected: list[State], fault: int | str, fault_points: Callable[[int], range]
) -> None:
    failures = 0
    for number in fault_points(operations(tmp_path)):
        path = fresh(tmp_path, number)
        faulty = FaultyDisk(path.parent, fault, number)
        with faulty.mounted(), Journal.open(path) as journal:
            for done, act in enumerate(ACTS):
                try:
                    act(journal)
                except JournalUnwritable:
                    failures += 1
                    assert state(journal) == state(Journal.open(path, read_only=True)) == expected[done]
                    act(journal)
                assert state(journal) == expected[done + 1]
        with Journal.open(path) as journal:
            assert state(journal) == expected[-1]
            assert (journal.problems(), journal.warnings) == ([], ())
    assert failures > 1


def test_a_disk_that_fails_from_some_moment_on_loses_nothing(
    tmp_path: Path, expected: list[State], fault_points: Callable[[int], range]
) -> None:
    for number in fault_points(operations(tmp_path)):
        path = fresh(tmp_path, number)
        faulty = FaultyDisk(path.parent, errno.EIO, number, lasting=True)
        done = 0
        with faulty.mounted(), Journal.open(path) as journal:
            try:
                for act in ACTS:
                    act(journal)
                    done += 1
            except (JournalUnwritable, JournalReadOnly):
                assert state(journal) == expected[done]
                with pytest.raises((JournalUnwritable, JournalReadOnly)):
                    journal.add(entry())
        with Journal.open(path) as journal:
            assert state(journal) in expected[done : done + 2]
            assert journal.problems() == []


def nothing(*args: object) -> None:
    return None


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no fsync": lambda patch: patch.setattr(disk, "fsync", nothing),
    "no fsync of the folder": lambda patch: patch.setattr(disk, "fsync_folder", nothing),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_these_tests_fail_without_syncing(tmp_path: Path, expected: list[State], mutant: str) -> None:
    with pytest.raises((AssertionError, JournalError)):
        check_stops(tmp_path, expected, range(1, operations(tmp_path) + 1), MUTANTS[mutant])


def both_save_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save from another program in the middle of a save; check that every acknowledged entry is in the journal."""
    Journal.create(path, OLD).close()
    saved: list[AnyEntry] = []
    write = disk.write

    def interrupted(handle: int, data: bytes) -> int:
        monkeypatch.setattr(disk, "write", write)
        with Journal.open(path) as other:
            try:
                other.add(THIRD)
                saved.append(THIRD)
            except JournalUnwritable:
                return write(handle, data)
        return write(handle, data)

    with Journal.open(path) as journal:
        journal.add(FIRST)
        saved.append(FIRST)
        monkeypatch.setattr(disk, "write", interrupted)
        journal.add(SECOND)
        saved.append(SECOND)
    with Journal.open(path) as journal:
        assert {entry.id for entry in saved} <= {entry.id for entry in journal.between()}


def test_two_saves_at_once_wait_for_each_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "LOCK_TIMEOUT", 0.05)
    both_save_at_once(path, monkeypatch)
    with Journal.open(path) as journal:
        assert THIRD not in state(journal), "the other program saved in the middle of a save"


def test_two_saves_at_once_lose_entries_without_the_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "acquire", nothing)
    monkeypatch.setattr(
        log_writer, "lost_changes", lambda before, after: {}
    )  # else the lost entry would be saved again
    with pytest.raises((AssertionError, JournalError)):
        both_save_at_once(path, monkeypatch)
