"""A journal that holds less than what was saved: nothing in it shows that, the watermark in the state folder does."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from store_entries import NOW, add, end_as_killed, entry, loss_message, loss_of

from gutskin_tui.paths import state_folder
from gutskin_tui.store import Journal, watermark
from gutskin_tui.store.backups import backups, good_count
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.loss import LossTracker
from gutskin_tui.store.merge import contents
from gutskin_tui.store.versions import Version
from gutskin_tui.store.watermark import LONGEST, Save, Watermark, WatermarkFile, advance


def remove_log(path: Path) -> None:
    """Remove the log of a journal, and its second name in the state folder."""
    log_path(path).unlink()
    (state_folder(path) / "log").unlink()


def test_a_whole_journal_misses_nothing(killed: Path) -> None:
    assert loss_of(killed) is None


@pytest.mark.parametrize("within", [0, 7])
@pytest.mark.parametrize("left", [1, 4])
def test_missing_lines_of_the_log_are_counted_wherever_the_cut_is(killed: Path, left: int, within: int) -> None:
    lines = log_path(killed).read_bytes().splitlines(keepends=True)
    whole = sum(map(len, lines[: left + 1]))  # the first line names the snapshot
    os.truncate(log_path(killed), whole + within)
    missing = "1 change saved here is missing" if left == 4 else f"{5 - left} changes saved here are missing"
    assert loss_message(killed) == f"{missing} from {killed}. No backup holds what is missing."


def test_a_missing_log_is_reported_until_accepted(killed: Path) -> None:
    remove_log(killed)
    assert loss_message(killed) == f"{killed} is empty; it held 5 entries. No backup holds what is missing."
    for _ in range(3):
        add(killed, entry())
        assert loss_message(killed).startswith("5 changes saved here are missing")
    assert backups(Journal.open(killed, read_only=True).state) == []
    with Journal.open(killed) as journal:
        journal.accept()
        assert journal.loss is None
    add(killed, entry())
    assert loss_of(killed) is None
    assert good_count(backups(Journal.open(killed, read_only=True).state)[0].path) == 4


def test_many_changes_after_a_loss_do_not_hide_it(killed: Path) -> None:
    remove_log(killed)
    with Journal.open(killed) as journal:
        for _ in range(5):
            journal.add(*(entry() for _ in range(100)))
    missing = loss_of(killed)
    assert missing is not None
    assert (missing.entries, missing.changes) == (5, 5)


def test_what_another_process_has_just_saved_is_not_missing(killed: Path) -> None:
    with Journal.open(killed) as journal:
        add(killed, entry())
        assert journal.loss is None
        assert journal.count() == 6
        assert journal.drain_changes().days


def test_a_log_longer_than_the_watermark_is_no_loss(killed: Path, tmp_path: Path) -> None:
    with Journal.open(killed, state=tmp_path / "another computer") as other:
        other.add(entry())
        other._storage.wrote = False
    assert loss_of(killed) is None


@pytest.mark.parametrize("written", [b"", b"\0" * 48, b"{}", b"\xff 9\n", b'{"base":"","line":1,"entries":"many"}'])
def test_a_watermark_that_cannot_be_read_is_passed_over(killed: Path, written: bytes) -> None:
    with Journal.open(killed) as journal:
        (journal.state / "watermark.json").write_bytes(written)
    assert loss_of(killed) is None


@pytest.mark.parametrize("first", ["in the fold", "after the undo"])
def test_a_merge_undone_before_or_between_two_stops_is_no_loss(
    path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    add(path, entry())
    written = state_folder(path) / "watermark.json"
    with Journal.open(path) as journal:
        journal.merge(contents([entry("meal")], {}, {}))
        merged = written.read_bytes()
    if first == "in the fold":
        written.write_bytes(merged)
    for _ in range(2):
        with monkeypatch.context() as patch, Journal.open(path) as journal:
            patch.setattr(LossTracker, "after_save", lambda *args: None)  # a stop before the watermark is written
            journal.undo()
            if first == "in the fold":
                end_as_killed(journal)
        assert loss_of(path) is None


def test_a_line_of_the_watermark_that_cannot_be_read_is_passed_over(path: Path) -> None:
    with Journal.open(path) as journal:
        file = journal.state / "watermark.json"
        journal.add(entry())
        journal.add(entry())
        with file.open("ab") as written:
            written.write(b'\n[3,4,{"0')
        journal.add(entry())
        journal.add(entry())
        end_as_killed(journal)
    log_path(path).unlink()
    missing = loss_of(path)
    assert missing is not None
    assert (missing.entries, missing.changes) == (4, 4)


def test_only_the_last_changes_since_the_backup_are_in_the_watermark() -> None:
    mark = Watermark("base", 0, 0)
    for line in range(1, LONGEST + 6):
        advance(mark, Save(line, line, {f"id {line}": Version(NOW)}))
    assert list(mark.since_backup) == [f"id {line}" for line in range(6, LONGEST + 6)]
    assert (mark.line, mark.entries) == (LONGEST + 5, LONGEST + 5)


def test_a_watermark_that_cannot_be_written_costs_each_save_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    add(path, entry())
    summaries = []
    with Journal.open(path) as journal, monkeypatch.context() as patch:
        patch.setattr(WatermarkFile, "append", full)
        patch.setattr(WatermarkFile, "write", full)
        patch.setattr(watermark, "of", lambda *args, of=watermark.of: summaries.append(args) or of(*args))
        for _ in range(5):
            journal.add(entry())
        assert len(summaries) == 1, "each reads all entries"


def test_saving_does_without_the_watermark(path: Path) -> None:
    with Journal.open(path) as journal:
        (journal.state / "watermark.json").mkdir(parents=True)
        journal.add(entry())
    with Journal.open(path) as journal:
        assert journal.count() == 1


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_bytes(b" \n")


def without_tables(path: Path) -> None:
    path.write_bytes(b"{}")


def removed(path: Path) -> None:
    path.unlink()


def folder_removed(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere.json")
    path.parent.rmdir()


GONE: list[Callable[[Path], None]] = [emptied, blank, without_tables, removed, folder_removed]


@pytest.mark.parametrize("act", GONE)
def test_an_empty_or_missing_journal_is_reported_and_retains_its_backup(
    path: Path, act: Callable[[Path], None]
) -> None:
    old = [entry() for _ in range(6)]
    add(path, *old)
    act(path)
    missing = loss_of(path)
    assert missing is not None
    assert (missing.entries, missing.left, missing.changes, missing.in_backup) == (6, 0, 6, 6)
    assert loss_message(path).startswith(
        f"{path} is {'empty' if path.exists() else 'gone'}; it held 6 entries. The backup"
    )
    for count in (1, 2):
        add(path, entry())
        missing = loss_of(path)
        assert missing is not None
        assert (missing.entries, missing.left, missing.changes) == (6, count, 6)
    assert [good_count(backup.path) for backup in backups(Journal.open(path, read_only=True).state)] == [6]
    assert loss_message(path).endswith("holds what is missing.")


@pytest.mark.parametrize("act", GONE)
def test_without_a_watermark_the_backups_reveal_a_missing_journal(path: Path, act: Callable[[Path], None]) -> None:
    add(path, entry(), entry())
    with Journal.open(path, read_only=True) as journal:
        (journal.state / "watermark.json").unlink()
    act(path)
    missing = loss_of(path)
    assert missing is not None
    assert missing.entries == 2
    add(path, entry())
    missing = loss_of(path)
    assert missing is not None
    assert (missing.left, missing.changes, missing.in_backup) == (1, 2, 2)
