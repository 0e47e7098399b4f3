"""The merge driver: git merges two clones without conflict marks; what cannot be read leaves the file unchanged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sync_computers import Computer, git

from gutskin_tui.presentation.superseded import superseded_text
from gutskin_tui.store import JournalError
from gutskin_tui.store.merge_driver import merge_files
from gutskin_tui.sync.driver import merge_in_git
from gutskin_tui.sync.superseded import put_back, superseded_values

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
    with desktop.open() as journal:
        assert superseded_values(journal) == []
    merged = next(entry for entry in desktop.entries() if entry.id == meal.id)
    assert (merged.text, merged.note) == ("lentil soup", "spicy")  # type: ignore[union-attr]


def pull_by_hand(computer: Computer, *options: str) -> None:
    """Commit the journal and pull with git alone, which calls the driver."""
    for key, value in (("user.name", "a"), ("user.email", "a@b")):
        git(computer.folder, "config", key, value)
    git(computer.folder, "config", "merge.gutskin.driver", f"{sys.executable} -m gutskin_tui merge-driver %O %A %B")
    git(computer.folder, "commit", "-qam", "By hand")
    git(computer.folder, "pull", "-q", *options)


def texts(computer: Computer) -> list[str]:
    with computer.open() as journal:
        return [superseded_text(value).split("  ", 1)[1] for value in superseded_values(journal)]


@pytest.mark.parametrize("options", [("--no-rebase", "--no-edit"), ("--rebase",)], ids=["merge", "rebase"])
def test_what_lost_in_a_pull_is_listed_and_can_be_put_back(computers: Computers, options: tuple[str, ...]) -> None:
    laptop, desktop = computers(2)
    meal, drink = laptop.add("meal", text="soup"), laptop.add("drink", ml=250)
    laptop.change(drink, ml=300)
    laptop.sync()
    desktop.sync()
    laptop.change(meal, text="lentil soup")
    laptop.sync()
    desktop.now = laptop.now
    desktop.change(drink, ml=350)
    desktop.change(meal, text="pea soup")
    pull_by_hand(desktop, *options)
    assert texts(desktop) == ["meal  text: lentil soup"]
    with desktop.open() as journal:
        put_back(journal, superseded_values(journal)[0], desktop.clock)
        assert superseded_values(journal) == []
        journal.undo()
    assert texts(desktop) == ["meal  text: lentil soup"]
    desktop.sync()
    assert texts(desktop) == ["meal  text: lentil soup"]
    assert not list((desktop.folder / ".git" / "gutskin").iterdir()), "the sync moved them to the state folder"


def test_the_driver_lists_nothing_in_a_repository_that_was_not_set_up(
    computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    laptop.sync()
    desktop.sync()
    laptop.change(meal, text="lentil soup")
    desktop.change(meal, text="pea soup")
    other = tmp_path / "other"
    git(tmp_path, "init", "-q", str(other))
    monkeypatch.chdir(other)
    merge_in_git(tmp_path / "none", laptop.path, desktop.path)
    assert not (other / ".git" / "gutskin").exists()


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
    merge_files(first, theirs)
    merge_files(second, ours)
    assert first.read_bytes() == second.read_bytes() != ours.read_bytes()
    written = first.stat()
    merge_files(first, theirs)
    merge_files(first, second)
    assert first.stat() == written
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
