"""Saves that fail or are interrupted: the file holds the state before or after, and memory agrees with it."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from store_entries import entry

from gutskin_tui import disk
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError, JournalReadOnly, JournalUnwritable, log_link, watermark
from gutskin_tui.store.log_format import log_path

Act = Callable[[Journal, AnyEntry], Any]
ACTS: dict[str, Act] = {
    "add": lambda journal, saved: journal.add(entry("meal")),
    "replace": lambda journal, saved: journal.replace(saved),
    "remove": lambda journal, saved: journal.remove(saved.id),
    "undo": lambda journal, saved: journal.undo(),
}


def full(*args: object, **kwargs: object) -> Any:
    raise OSError(28, "No space left on device")


def half_then_full(write: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
    calls: list[int] = []

    def short(handle: int, data: Any) -> int:
        calls.append(1)
        return write(handle, data[: len(data) // 2]) if len(calls) == 1 else full()

    return short


def fail_once(function: Callable[..., Any]) -> Callable[..., Any]:
    calls: list[int] = []

    def first(*args: object) -> Any:
        calls.append(1)
        return full() if len(calls) == 1 else function(*args)

    return first


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "write": lambda patch: patch.setattr(disk, "write", full),
    "second write": lambda patch: patch.setattr(disk, "write", half_then_full(disk.write)),
    "fsync": lambda patch: patch.setattr(disk, "fsync", fail_once(disk.fsync)),
    "open": lambda patch: patch.setattr(disk, "open_to_append", full),
}


def contents(path: Path) -> list[bytes]:
    return [path.read_bytes(), log_path(path).read_bytes()]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_save_that_fails_changes_nothing(path: Path, fault: str, act: str) -> None:
    saved = entry("drink")
    with Journal.open(path) as first:
        first.add(saved)
        # Only the first save of a process opens the log.
        journal = Journal.open(path) if fault == "open" else first
        before, revision, answers = contents(path), journal.revision, list(journal.between())
        with pytest.MonkeyPatch.context() as patch:
            FAULTS[fault](patch)
            with pytest.raises(JournalUnwritable, match="no space left on device") as caught:
                ACTS[act](journal, saved)
        assert str(path) in str(caught.value)
        assert contents(path) == before
        assert {file.name for file in path.parent.iterdir()} == {"journal.json", "journal.json.log"}
        assert (journal.revision, list(journal.between())) == (revision, answers)
        assert list(Journal.open(path).between()) == answers
        ACTS[act](journal, saved)  # the next save succeeds
        assert journal.revision == revision + 1
        assert list(Journal.open(path).between()) == list(journal.between())


def test_only_the_first_save_opens_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    open_to_append = disk.open_to_append
    with Journal.open(path) as other, Journal.open(path) as journal:
        other.add(entry())
        monkeypatch.setattr(disk, "open_to_append", lambda file: opened.append(file) or open_to_append(file))
        for _ in range(3):
            journal.add(entry())
        assert opened.count(log_path(path)) == 1


def test_a_first_save_that_fails_leaves_no_half_file(tmp_path: Path) -> None:
    refused = []
    for failing in range(1, 6):
        path, calls, write = tmp_path / str(failing) / "journal.json", count(1), disk.write

        def fails_once(handle: int, data: Any, failing=failing, calls=calls, write=write) -> int:
            return full() if next(calls) == failing else write(handle, data)

        with Journal.open(path) as journal:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(disk, "write", fails_once)
                try:
                    journal.add(entry())
                except JournalUnwritable:
                    refused.append(failing)
                    assert {file.name for file in path.parent.iterdir()} <= {"journal.json"}
                    assert Journal.open(path).count() == 0
            journal.add(entry())
            assert Journal.open(path).count() == (1 if failing in refused else 2)
    assert len(refused) == 3, "two writes make the file, one the log; others may fail"


def test_nothing_is_saved_after_a_partial_line_that_cannot_be_removed(path: Path, journal: Journal) -> None:
    saved = entry()
    journal.add(saved)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "write", half_then_full(disk.write))
        patch.setattr(disk, "truncate", full)
        with pytest.raises(JournalUnwritable):
            journal.add(entry())
    assert "can no longer be saved" in journal.notice
    with pytest.raises(JournalReadOnly, match="can no longer be saved"):
        journal.add(entry())
    with Journal.open(path) as reopened:
        assert list(reopened.between()) == [saved]
        assert any("unfinished last line" in warning for warning in reopened.warnings)
        reopened.add(entry())
        assert reopened.warnings == ()
    with Journal.open(path) as reopened:
        assert (reopened.count(), reopened.warnings) == (2, ())


def test_an_interrupt_while_saving_changes_nothing(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = contents(path)

    def interrupt(handle: int, data: Any) -> None:
        os.write(handle, data[:7])
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "write", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.add(entry())
    assert contents(path) == before
    assert journal.count() == 1


def test_files_and_folder_are_synced_in_the_order_that_survives_a_power_cut(path: Path, journal: Journal) -> None:
    seen: list[str] = []

    def recording(name: str) -> Callable[..., Any]:
        function = getattr(disk, name)

        def recorded(*args: Any) -> Any:
            if not (name == "write" and seen[-1:] == ["write"]):  # a file is written in several pieces
                seen.append(name)
            return function(*args)

        return recorded

    path.parent.mkdir(parents=True)
    journal.state.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watermark, "write", lambda *args: None)  # in the state folder, and never synced
        for name in ("link", "unlink"):
            patch.setattr(log_link, name, lambda *args: None)  # the same
        for name in ("create", "write", "fsync", "rename", "fsync_folder", "unlink"):
            patch.setattr(disk, name, recording(name))
        journal.add(entry())
        replaced = ["unlink", "create", "write", "fsync", "rename", "fsync_folder"]
        snapshot = [*replaced, *replaced]  # what can be undone, in the state folder, then the journal
        assert seen == [*snapshot, "unlink", "unlink", "create", "write", "fsync", "fsync_folder"]
        seen.clear()
        journal.add(entry())
        assert seen == ["write", "fsync"]
        seen.clear()
        journal.close()
        folded = [*replaced, "write", "fsync", *replaced, "unlink"]
        assert seen[: len(folded)] == folded  # then the backup


def test_a_real_limit_on_the_file_size(path: Path, journal: Journal) -> None:
    journal.add(entry())
    before = contents(path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before[1]) + 100, hard))
    try:
        with pytest.raises(JournalUnwritable, match="file too large"):
            journal.add(entry("meal", text="x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(path) == before
    assert journal.count() == 1


@pytest.mark.parametrize("mode", [0o400, 0o444])
def test_a_write_protected_file_is_left_as_it_is(path: Path, journal: Journal, mode: int) -> None:
    item = entry()
    journal.add(item)
    before = contents(path)
    path.chmod(mode)
    with pytest.raises(JournalReadOnly, match="write-protected"):  # protected while it was open
        journal.add(entry())
    with Journal.open(path) as protected:
        assert protected.read_only
        assert "write-protected" in protected.notice
        assert list(protected.between()) == [item]
        for act in ACTS.values():
            with pytest.raises(JournalReadOnly, match=r"journal\.json"):
                act(protected, item)
    assert contents(path) == before
    assert stat.S_IMODE(path.stat().st_mode) == mode
    journal.close()
    assert contents(path) == before


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


def test_the_temporary_file_of_a_killed_save_is_replaced(path: Path, journal: Journal) -> None:
    journal.add(entry())
    (path.parent / "journal.json.tmp").write_text('{"meal": {')
    journal.add(entry())
    journal.close()
    assert journal.count() == Journal.open(path).count() == 2
    assert not (path.parent / "journal.json.tmp").exists()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o177, 0o277])
def test_folders_and_files_are_for_their_owner_only(path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        with Journal.open(path) as journal:
            journal.add(entry())
            for file in path.parent.iterdir():
                assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    finally:
        os.umask(old)
    for folder in (path.parent, path.parent.parent, journal.state):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Journal.open(tmp_path / "journal.json") as journal:
        journal.add(entry())
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "journal.json").stat().st_mode) == 0o600
