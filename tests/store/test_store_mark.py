"""A log whose last lines are gone: nothing in it shows that, the note in the state folder does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from store_entries import entry

from gutskin_tui.clock import Clock
from gutskin_tui.store import Journal
from gutskin_tui.store.backups import restore
from gutskin_tui.store.log import log_path


def said(path: Path) -> str:
    with Journal.open(path, read_only=True) as journal:
        return " ".join(journal.warnings)


@pytest.fixture
def abandoned(path: Path) -> Path:
    """A journal whose program was killed after five saves."""
    journal = Journal.open(path)
    for _ in range(5):
        journal.add(entry())
    journal._storage._wrote = False  # so that closing leaves the log, as a kill does
    journal.close()
    return path


def test_a_whole_log_is_no_matter(abandoned: Path) -> None:
    assert said(abandoned) == ""


@pytest.mark.parametrize("within", [0, 7])
@pytest.mark.parametrize("left", [0, 1, 4])
def test_missing_lines_are_counted_wherever_the_cut_is(abandoned: Path, left: int, within: int) -> None:
    lines = log_path(abandoned).read_bytes().splitlines(keepends=True)
    whole = sum(map(len, lines[: left + 1]))  # the first line names the snapshot
    os.truncate(log_path(abandoned), whole + within)
    missing = "1 change saved here is missing" if left == 4 else f"{5 - left} changes saved here are missing"
    assert said(abandoned).startswith(missing)


def test_a_log_that_is_gone_is_missed(abandoned: Path) -> None:
    log_path(abandoned).unlink()
    assert said(abandoned).startswith("5 changes saved here")


def test_a_log_that_goes_on_beyond_the_note_is_no_matter(abandoned: Path, tmp_path: Path) -> None:
    with Journal.open(abandoned, state=tmp_path / "another computer") as other:
        other.add(entry())
        other._storage._wrote = False
    assert said(abandoned) == ""


def test_nothing_is_missed_after_going_on(abandoned: Path) -> None:
    log_path(abandoned).unlink()
    with Journal.open(abandoned) as journal:
        journal.add(entry())
    assert said(abandoned) == ""


@pytest.mark.parametrize("note", [b"", b"\0" * 48, b"x 1", b"\xff 9\n"])
def test_a_note_that_says_nothing_is_passed_over(abandoned: Path, note: bytes) -> None:
    with Journal.open(abandoned) as journal:
        (journal.state / "mark").write_bytes(note)
    assert said(abandoned) == ""


def test_saving_does_without_the_note(path: Path) -> None:
    with Journal.open(path) as journal:
        (journal.state / "mark").mkdir(parents=True)
        journal.add(entry())
    with Journal.open(path) as journal:
        assert journal.count() == 1


def test_going_back_to_the_file_the_changes_were_made_on_is_no_loss(path: Path, abandoned: Path, clock: Clock) -> None:
    copy = path.with_name("copy.json")
    copy.write_bytes(path.read_bytes())
    with Journal.open(path, read_only=True) as journal:
        restore(path, copy, journal.state, clock.now())
    assert said(path) == ""
    assert Journal.open(path, read_only=True).count() == 0
