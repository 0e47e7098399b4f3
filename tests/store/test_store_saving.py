"""Saves that fail or are killed: the file is the old one or the new one, and memory agrees with it."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_entries import entry

from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError, JournalReadOnly, JournalUnwritable

Act = Callable[[Journal, AnyEntry], Any]
ACTS: dict[str, Act] = {
    "add": lambda journal, one: journal.add(entry("meal")),
    "replace": lambda journal, one: journal.replace(one),
    "remove": lambda journal, one: journal.remove(one.id),
    "undo": lambda journal, one: journal.undo(),
}


def full(*args: object, **kwargs: object) -> Any:
    raise OSError(28, "No space left on device")


def half_then_full(write: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
    calls: list[int] = []

    def short(handle: int, data: Any) -> int:
        calls.append(1)
        return write(handle, data[: len(data) // 2]) if len(calls) == 1 else full()

    return short


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "write": lambda patch: patch.setattr(os, "write", full),
    "second write": lambda patch: patch.setattr(os, "write", half_then_full(os.write)),
    "fsync": lambda patch: patch.setattr(os, "fsync", full),
    "rename": lambda patch: patch.setattr(Path, "replace", full),
    "create": lambda patch: patch.setattr(os, "open", full),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_save_that_fails_changes_nothing(path: Path, fault: str, act: str) -> None:
    one = entry("drink")
    with Journal.open(path) as journal:
        journal.add(one)
        before, revision, answers = path.read_bytes(), journal.revision, list(journal.between())
        with pytest.MonkeyPatch.context() as patch:
            FAULTS[fault](patch)
            with pytest.raises(JournalUnwritable, match="no space left on device") as caught:
                ACTS[act](journal, one)
        assert str(path) in str(caught.value)
        assert path.read_bytes() == before
        assert {file.name for file in path.parent.iterdir()} <= {"journal.json", "journal.json.lock"}
        assert (journal.revision, list(journal.between())) == (revision, answers)
        assert list(Journal.open(path).between()) == answers
        ACTS[act](journal, one)  # and the journal goes on as if nothing had been
        assert journal.revision == revision + 1
        assert list(Journal.open(path).between()) == list(journal.between())


def test_an_interrupt_before_the_rename_changes_nothing(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = path.read_bytes()

    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.add(entry())
    assert path.read_bytes() == before
    assert journal.count() == 1


def test_a_folder_that_cannot_be_synced_does_not_make_a_saved_change_unsaved(path: Path, journal: Journal) -> None:
    journal.add(entry())
    sync = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        sync(handle)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", files_only)
        journal.add(entry())
    assert journal.count() == Journal.open(path).count() == 2


def test_file_and_folder_are_synced_in_the_order_that_survives_a_crash(path: Path, journal: Journal) -> None:
    journal.add(entry())
    seen: list[str] = []
    sync, rename = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        seen.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def replace(self: Path, target: Path) -> Path:
        seen.append("rename")
        return rename(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(Path, "replace", replace)
        journal.add(entry())
    assert seen == ["file", "rename", "folder"]


def test_a_full_disk_in_earnest(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(JournalUnwritable, match="file too large"):
            journal.add(entry("meal", text="x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert journal.count() == 1


@pytest.mark.parametrize("mode", [0o400, 0o444])
def test_a_write_protected_file_is_left_as_it_is(path: Path, journal: Journal, mode: int) -> None:
    one = entry()
    journal.add(one)
    before = path.read_bytes()
    path.chmod(mode)
    with pytest.raises(JournalUnwritable, match="write-protected"):  # protected while it was open
        journal.add(entry())
    with Journal.open(path) as protected:
        assert protected.read_only
        assert "write-protected" in protected.notice
        assert list(protected.between()) == [one]
        for act in ACTS.values():
            with pytest.raises(JournalReadOnly, match=r"journal\.json"):
                act(protected, one)
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = path.read_bytes()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(JournalError, match=r"journal\.json"):
            journal.add(entry())
    finally:
        path.parent.chmod(0o700)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    path = tmp_path / "diary" / "journal.json"
    with Journal.open(path) as journal:
        (tmp_path / "diary").write_text("in the way")
        with pytest.raises(JournalError, match=r"not a directory|file exists") as caught:
            journal.add(entry())
        assert str(path) in str(caught.value)
        assert journal.count() == 0


def test_what_a_killed_save_left_behind_is_no_hindrance(path: Path, journal: Journal) -> None:
    journal.add(entry())
    (path.parent / "journal.json.tmp").write_text('{"meal": {')
    journal.add(entry())
    assert journal.count() == Journal.open(path).count() == 2
    assert not (path.parent / "journal.json.tmp").exists()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_folders_and_files_are_for_their_owner_only(path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        with Journal.open(path) as journal:
            journal.add(entry())
            journal.add(entry())
    finally:
        os.umask(old)
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Journal.open(tmp_path / "journal.json") as journal:
        journal.add(entry())
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "journal.json").stat().st_mode) == 0o600


WRITER = """
import sys
from pathlib import Path
from store_entries import entry
from gutskin_tui.store import Journal
with Journal.open(Path(sys.argv[1])) as journal:
    while True:
        one = entry("meal", text="x" * 20_000)
        journal.add(one)
        print(one.id, flush=True)
"""


def test_killed_while_saving_it_keeps_all_that_was_said_to_be_saved(path: Path) -> None:
    saved: list[str] = []
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for pause in (0.0, 0.013, 0.031, 0.057):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
        ) as writer:
            assert writer.stdout is not None
            saved.append(writer.stdout.readline().strip())
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
            saved.extend(line.strip() for line in writer.stdout if line.endswith("\n"))
        with Journal.open(path) as journal:
            there = {one.id for one in journal.between()}
            assert set(saved) <= there
            assert len(there) <= len(saved) + len((0.0, 0.013, 0.031, 0.057))
            assert journal.problems() == []
