"""A restore or a salvage that fails or is stopped at any operation: all of the old journal, or all of the new."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from faulty_disk import FaultyDisk, Stop
from store_entries import NOW, entry

from gutskin_tui import disk
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalDamaged, JournalUnwritable, replacement
from gutskin_tui.store.backups import restore
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.recovery import salvage

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

DAMAGED = "damaged"
State = tuple[list[AnyEntry], list[AnyEntry]] | str
"""The entries, and those after an undo; or that the journal is damaged."""


class Case(NamedTuple):
    """A journal's folder, and what is done in it."""

    folder: Path
    act: Callable[[Path], object]


def beside(folder: Path) -> Path:
    """Where the lock is."""
    return folder.with_name(f"{folder.name} state")


def state(folder: Path) -> State:
    """What is there; saving works then, and holds."""
    path = folder / "journal.json"
    try:
        with Journal.open(path, state=beside(folder)) as journal:
            entries = list(journal.between())
            assert journal.problems() == []
            journal.add(added := entry())
        with Journal.open(path, state=beside(folder)) as journal:
            assert list(journal.between()) == sorted([*entries, added], key=lambda item: (item.day, item.when, item.id))
            assert journal.warnings == ()
            journal.undo()
            return entries, list(journal.between())
    except JournalDamaged:
        return DAMAGED


def with_log(folder: Path) -> Path:
    """Make a journal with a snapshot and a log, as a killed program leaves them; backup.json is the snapshot alone."""
    open_folder = folder.with_name(f"{folder.name} open")
    path = open_folder / "journal.json"
    Journal.create(path, [entry("drink", day) for day in range(4)], state=beside(open_folder)).close()
    with Journal.open(path, state=beside(open_folder)) as journal:
        for kind in ("meal", "note", "stress"):
            journal.add(entry(kind))
        folder.mkdir()
        for file in (path, log_path(path)):
            shutil.copy(file, folder)
    shutil.copy(folder / "journal.json", folder.with_name("backup.json"))
    return folder / "journal.json"


def backup(tmp_path: Path) -> Case:
    """Another state of the journal is restored."""
    path = with_log(tmp_path / "one")
    copy = tmp_path / "older.json"
    Journal.create(copy, [entry("meal", 9)], state=beside(tmp_path)).close()
    return Case(path.parent, lambda there: restore(there, copy, beside(there.parent), NOW))


def same_snapshot(tmp_path: Path) -> Case:
    """What is restored is the snapshot that stands there: only the log must go."""
    path = with_log(tmp_path / "one")
    copy = tmp_path / "backup.json"
    return Case(path.parent, lambda there: restore(there, copy, beside(there.parent), NOW))


def copy_with_log(tmp_path: Path) -> Case:
    """What an earlier restore kept is restored, with its log."""
    path = with_log(tmp_path / "one")
    copy = with_log(tmp_path / "kept")
    return Case(path.parent, lambda there: restore(there, copy, beside(there.parent), NOW))


def torn_log(tmp_path: Path) -> Case:
    """The log ends in an unfinished line."""
    case = backup(tmp_path)
    its_log = case.folder / "journal.json.log"
    its_log.write_bytes(its_log.read_bytes()[:-20])
    return case


def unended_log(tmp_path: Path) -> Case:
    """The log's last line is whole, but for its end."""
    case = backup(tmp_path)
    its_log = case.folder / "journal.json.log"
    its_log.write_bytes(its_log.read_bytes()[:-1])
    return case


def damaged_snapshot(tmp_path: Path) -> Case:
    path = with_log(tmp_path / "one")
    path.write_bytes(path.read_bytes()[:-1])
    return Case(path.parent, lambda there: salvage(there, beside(there.parent), NOW))


def damaged_log(tmp_path: Path) -> Case:
    path = with_log(tmp_path / "one")
    lines = log_path(path).read_bytes().splitlines(keepends=True)
    wrong = (b"1" if lines[2].startswith(b"0") else b"0") + lines[2][1:]
    log_path(path).write_bytes(b"".join([*lines[:2], wrong, *lines[3:], lines[3][:30]]))
    return Case(path.parent, lambda there: salvage(there, beside(there.parent), NOW))


def damaged_last_line(tmp_path: Path) -> Case:
    """Nothing readable stands behind the damaged line: cutting it away would hide it."""
    path = with_log(tmp_path / "one")
    data = bytearray(log_path(path).read_bytes())
    data[-20] ^= 1
    log_path(path).write_bytes(data)
    return Case(path.parent, lambda there: salvage(there, beside(there.parent), NOW))


def both_damaged(tmp_path: Path) -> Case:
    case = damaged_log(tmp_path)
    path = case.folder / "journal.json"
    path.write_bytes(path.read_bytes()[:-1])
    return case


RESTORES = [backup, same_snapshot, copy_with_log, torn_log, unended_log]
SALVAGES = [damaged_snapshot, damaged_log, damaged_last_line, both_damaged]


def fresh_copy(case: Case, tmp_path: Path, name: str) -> Path:
    """Return a folder in which everything is as before."""
    return Path(shutil.copytree(case.folder, tmp_path / name))


def before_and_after(case: Case, tmp_path: Path) -> tuple[State, State, int]:
    """What there is before and after when nothing fails, and the number of operations between."""
    old = state(fresh_copy(case, tmp_path, "before"))
    folder = fresh_copy(case, tmp_path, "after")
    faulty = FaultyDisk(folder)
    with faulty.mounted():
        case.act(folder / "journal.json")
    assert not log_path(folder / "journal.json").exists()
    return old, state(folder), faulty.count


def calm(patch: pytest.MonkeyPatch) -> None:
    """Change nothing about the program."""


def check_stops(
    case: Case,
    tmp_path: Path,
    fault_points: Callable[[int], range],
    mutate: Callable[[pytest.MonkeyPatch], None] = calm,
) -> None:
    old, new, operations = before_and_after(case, tmp_path)
    assert new not in (old, DAMAGED)
    seen = []
    for number in (*fault_points(operations), operations + 1):  # the last stops nothing
        folders = [fresh_copy(case, tmp_path, f"stop {number}")]
        faulty = FaultyDisk(folders[0], "stop", number)
        with faulty.mounted(), pytest.MonkeyPatch.context() as patch, suppress(Stop):
            mutate(patch)
            case.act(folders[0] / "journal.json")
        for name, with_current_names in (
            ("cut", True),
            ("cut, names lost", False),
            ("cut, names lost but those gone", False),
        ):
            folders.append(tmp_path / f"{name} {number}")
            faulty.after_power_cut(folders[-1], with_current_names)
        for file in folders[-1].iterdir():
            if not (folders[0] / file.name).exists():
                file.unlink()
        for folder in folders:
            seen.append(state(folder))
            assert seen[-1] in ((old, new) if number <= operations else (new,)), (number, folder.name)
    assert old in seen
    assert new in seen


@pytest.mark.parametrize("make", [*RESTORES, *SALVAGES])
def test_a_stop_at_every_operation(
    tmp_path: Path, make: Callable[[Path], Case], fault_points: Callable[[int], range]
) -> None:
    check_stops(make(tmp_path), tmp_path, fault_points)


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, "short"])
@pytest.mark.parametrize("make", [*RESTORES, *SALVAGES])
def test_a_failure_at_every_operation(
    tmp_path: Path,
    make: Callable[[Path], Case],
    fault: int | str,
    lasting: bool,
    fault_points: Callable[[int], range],
) -> None:
    case = make(tmp_path)
    old, new, operations = before_and_after(case, tmp_path)
    points, failed = fault_points(operations), 0
    for number in points:
        folder = fresh_copy(case, tmp_path, f"run {number}")
        path = folder / "journal.json"
        faulty = FaultyDisk(folder, fault, number, lasting)
        reported = True
        with faulty.mounted():
            try:
                case.act(path)
            except JournalUnwritable:
                failed += 1
            else:
                reported = False
        assert lasting or not list(folder.glob("*.tmp")), number
        stored = state(fresh_copy(Case(folder, case.act), tmp_path, f"look {number}"))
        assert stored in ((old, new) if reported else (new,)), number
        if stored == old:
            case.act(path)
            assert state(folder) == new
    assert failed > 1 or len(points) < operations  # a short write fails at a write alone


def nothing(*args: object) -> None:
    return None


def all_but_the_second() -> Callable[[Path], None]:
    """Syncs of the journal's folder without that between the rename and the end of the log."""
    real, calls = disk.fsync_folder, count(1)
    return lambda folder: None if (folder / "journal.json").exists() and next(calls) == 2 else real(folder)


MUTANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no fsync": lambda patch: patch.setattr(disk, "fsync", nothing),
    "no fsync of the folder": lambda patch: patch.setattr(disk, "fsync_folder", nothing),
    "the folder is synced only at the end": lambda patch: patch.setattr(disk, "fsync_folder", all_but_the_second()),
    "the log is not told": lambda patch: patch.setattr(replacement, "_end_log", nothing),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_these_tests_fail_without_it(tmp_path: Path, mutant: str) -> None:
    with pytest.raises(AssertionError):
        check_stops(backup(tmp_path), tmp_path, lambda count: range(1, count + 1), MUTANTS[mutant])
