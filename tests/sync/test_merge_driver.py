"""The merge driver: git merges two clones without conflict marks; what cannot be read leaves the file unchanged."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sync_computers import Computer, Computers, git, share_meal

from gutskin_tui.store import JournalError
from gutskin_tui.store.merge_driver import merge_files
from gutskin_tui.sync.driver import merge_in_git
from gutskin_tui.sync.superseded import put_back, restorable_values


def pull_by_hand(computer: Computer, *options: str) -> None:
    """Commit the journal and pull with git alone, which calls the driver."""
    for key, value in (("user.name", "a"), ("user.email", "a@b")):
        git(computer.folder, "config", key, value)
    git(computer.folder, "config", "merge.gutskin.driver", f"{sys.executable} -m gutskin_tui merge-driver %O %A %B")
    git(computer.folder, "commit", "-qam", "By hand")
    git(computer.folder, "pull", "-q", *options)


def test_git_itself_merges_two_clones(computers: Computers, tmp_path: Path) -> None:
    laptop, desktop, meal = share_meal(computers)
    laptop.change(meal, text="lentil soup")
    laptop.sync()
    desktop.change(meal, note="spicy")
    pull_by_hand(desktop, "--no-rebase", "--no-edit")
    assert not (tmp_path / "xdg-state").exists()
    with desktop.open() as journal:
        assert restorable_values(journal) == []
    merged = next(entry for entry in desktop.entries() if entry.id == meal.id)
    assert (merged.text, merged.note) == ("lentil soup", "spicy")  # type: ignore[union-attr]


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
    assert desktop.superseded() == ["meal  text: lentil soup"]
    with desktop.open() as journal:
        put_back(journal, restorable_values(journal)[0], desktop.clock)
        assert restorable_values(journal) == []
        journal.undo()
    assert desktop.superseded() == ["meal  text: lentil soup"]
    desktop.sync()
    assert desktop.superseded() == ["meal  text: lentil soup"]
    assert not list((desktop.folder / ".git" / "gutskin").iterdir()), "the sync moved them to the state folder"


def test_the_driver_lists_nothing_in_a_repository_that_was_not_set_up(
    computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop, meal = share_meal(computers)
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
    b"null",
    b"[" * 100_000,
    b'{"meal":' * 50_000,
    b'{"meal":{"1":"' + b"x" * 5_000_000 + b'"}}',
    b'{"format":"gutskin-journal","version":2,"entries":[]}',
]


def with_conflict_marks(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join([*lines[:2], b"<<<<<<< HEAD\n", lines[2], b"=======\n", lines[2], b">>>>>>> theirs\n", *lines[3:]])


SPOILT: list[Callable[[bytes], bytes]] = [
    with_conflict_marks,
    lambda data: data[:-1],
    lambda data: data[: len(data) // 2],
    lambda data: data.decode().encode("utf-16"),
    lambda data: data.replace(b'schema_version":3', b'schema_version":4'),
]


@pytest.fixture
def journal(tmp_path: Path) -> bytes:
    laptop = Computer(tmp_path / "home", tmp_path / "state")
    laptop.add("meal", text="soup")
    return laptop.path.read_bytes()


@pytest.mark.parametrize("number", range(len(BAD) + len(SPOILT)))
@pytest.mark.parametrize("bad", [0, 1])
def test_a_file_that_cannot_be_read_in_full_is_refused(journal: bytes, tmp_path: Path, number: int, bad: int) -> None:
    data = (BAD + [spoil(journal) for spoil in SPOILT])[number]
    files = [tmp_path / "ours", tmp_path / "theirs"]
    for position, file in enumerate(files):
        file.write_bytes(data if position == bad else journal)
    before = [file.read_bytes() for file in files]
    with pytest.raises(JournalError):
        merge_files(*files)
    assert [file.read_bytes() for file in files] == before
    assert not list(tmp_path.glob("*.tmp"))


BASES = [None, b"", *BAD]


@pytest.mark.parametrize(
    "number", [*range(4), *(pytest.param(number, marks=pytest.mark.slow) for number in range(4, len(BASES)))]
)
def test_a_base_that_is_missing_empty_or_unreadable_changes_nothing_in_the_result(
    computers: Computers, tmp_path: Path, number: int
) -> None:
    base = BASES[number]
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    laptop.change(meal, text="hot soup")
    laptop.sync()
    desktop.sync()
    before = laptop.path.read_bytes()
    laptop.change(meal, text="lentil soup")
    desktop.change(meal, text="pea soup")
    results = set()
    for name, data in (("known", before), ("base", base)):
        ours, file = tmp_path / f"ours-{name}", tmp_path / name
        shutil.copy(laptop.path, ours)
        if data is not None:
            file.write_bytes(data)
        assert len(merge_files(ours, desktop.path, file)) == 1
        results.add(ours.read_bytes())
    assert len(results) == 1


def test_an_empty_file_is_a_journal_without_entries(journal: bytes, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for here, there in ((journal, b""), (b"", journal)):
        ours.write_bytes(here)
        theirs.write_bytes(there)
        assert merge_files(ours, theirs) == []
        assert ours.read_bytes() == journal


@pytest.mark.parametrize("bad", [0, 1])
def test_what_is_no_regular_file_is_refused(journal: bytes, tmp_path: Path, bad: int) -> None:
    files = [tmp_path / "ours", tmp_path / "theirs"]
    files[1 - bad].write_bytes(journal)
    os.mkfifo(files[bad])
    with pytest.raises(JournalError, match="is not a regular file"):
        merge_files(*files)
    assert files[bad].is_fifo()
    assert files[1 - bad].read_bytes() == journal
