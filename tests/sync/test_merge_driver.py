"""The merge driver: git merges two clones without conflict marks; what cannot be read leaves the file unchanged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sync_computers import Computer, git

from gutskin_tui.store import JournalError
from gutskin_tui.store.merge_driver import merge_files

Computers = Callable[[int], list[Computer]]


def test_git_itself_merges_two_clones(computers: Computers, tmp_path: Path) -> None:
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    laptop.sync()
    desktop.sync()
    laptop.change(meal, text="lentil soup")
    laptop.sync()
    desktop.change(meal, note="spicy")
    for key, value in (("user.name", "a"), ("user.email", "a@b"), ("pull.rebase", "false")):
        git(desktop.folder, "config", key, value)
    git(desktop.folder, "config", "merge.gutskin.driver", f"{sys.executable} -m gutskin_tui merge-driver %O %A %B")
    git(desktop.folder, "commit", "-qam", "By hand")
    states = tmp_path / "xdg-state"
    git(desktop.folder, "pull", "-q", "--no-edit")
    assert not states.exists()
    merged = next(entry for entry in desktop.entries() if entry.id == meal.id)
    assert (merged.text, merged.note) == ("lentil soup", "spicy")  # type: ignore[union-attr]


def test_the_result_is_the_same_in_both_directions_and_a_second_merge_changes_nothing(
    computers: Computers, tmp_path: Path
) -> None:
    laptop, desktop = computers(2)
    desktop.sync()
    laptop.add("drink", ml=250)
    desktop.add("drink", ml=300)
    files = [tmp_path / name for name in ("a", "b", "ours", "theirs")]
    for file, computer in zip(files, (laptop, desktop, laptop, desktop), strict=True):
        file.write_bytes(computer.path.read_bytes())
    first, second, ours, theirs = files
    assert merge_files(first, theirs)
    assert merge_files(second, ours)
    assert first.read_bytes() == second.read_bytes()
    assert not merge_files(first, theirs)
    assert not merge_files(first, second)
    assert ours.read_bytes() == laptop.path.read_bytes()


BAD = [
    b"<<<<<<< HEAD\n{}",
    b'{"_meta":{"1":{"schema_version":99}}}',
    b'{"drink":{"1":{"kind":"drink","id":"a","at":"b","ml":-1}}}',
    b'{"_meta":{"1":{"schema_version":3}},"foods":{"1":{"name":"no id"}}}',
    b'{"other":"program"}',
    b"\xff\xfe",
]


@pytest.mark.parametrize("data", BAD)
@pytest.mark.parametrize("bad", [0, 1])
def test_a_file_that_cannot_be_read_in_full_is_refused(
    computers: Computers, tmp_path: Path, data: bytes, bad: int
) -> None:
    (laptop,) = computers(1)
    files = [tmp_path / "ours", tmp_path / "theirs"]
    for number, file in enumerate(files):
        file.write_bytes(data if number == bad else laptop.path.read_bytes())
    before = [file.read_bytes() for file in files]
    with pytest.raises(JournalError):
        merge_files(*files)
    assert [file.read_bytes() for file in files] == before
    assert not list(tmp_path.glob("*.tmp"))
