"""Restoring a backup, or what an earlier restore left: with its log, through a link, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_entries import NOW, add_drinks, entry

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import Journal, JournalError, JournalUnwritable
from gutskin_tui.store.backups import (
    after_compaction,
    good_count,
    newest_good,
    restore,
)
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.replacement import retained_copies


@pytest.mark.parametrize("damaged", [b"{", None])
def test_restoring_retains_the_previous_files_and_can_be_reverted(
    path: Path, state: Path, damaged: bytes | None
) -> None:
    add_drinks(path, 2)
    after_compaction(path, state, NOW)
    add_drinks(path, 1)
    if damaged is not None:
        path.write_bytes(damaged)
    before = path.read_bytes()
    copy = newest_good(state)
    assert copy is not None
    retained = restore(path, copy.path, state, NOW)
    assert good_count(path) == 2
    assert retained[-1] == retained_copies(path)[0]
    assert retained[-1].name == "journal.kept-2026-11-21-141500.json"
    assert restore(path, retained[-1], state, NOW) != retained
    assert path.read_bytes() == before
    assert len(retained_copies(path)) == 2


def test_restoring_follows_the_persons_own_link(path: Path, state: Path, tmp_path: Path) -> None:
    real = tmp_path / "cloud" / "diary.json"
    path.parent.mkdir(parents=True)
    path.symlink_to(real)
    add_drinks(path)
    after_compaction(path, state, NOW)
    real.write_bytes(b"{")
    copy = newest_good(state)
    assert copy is not None
    restore(path, copy.path, state, NOW)
    assert path.is_symlink()
    assert good_count(real) == 1
    assert retained_copies(path)[0].parent == real.parent


def test_a_copy_that_has_gone_leaves_the_journal_as_it_was(path: Path, state: Path) -> None:
    add_drinks(path)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="cannot be restored"):
        restore(path, state / "none.json", state, NOW)
    assert path.read_bytes() == before
    assert retained_copies(path) == []


def with_log(copy: Path, tmp_path: Path) -> list[AnyEntry]:
    """Put a journal and its log at `copy`, as an earlier restore keeps them, and return what they hold."""
    entries = [entry("drink"), entry("meal"), entry("note")]
    with Journal.open(tmp_path / "other" / "journal.json", state=tmp_path / "other state") as journal:
        for added in entries:
            journal.add(added, label=f"Added {added.kind}")
        journal.undo()
        for file, target in ((journal.path, copy), (log_path(journal.path), log_path(copy))):
            target.write_bytes(file.read_bytes())
        return list(journal.between())


def test_a_copy_with_a_log_is_restored_as_a_single_file_with_its_undo(path: Path, state: Path, tmp_path: Path) -> None:
    add_drinks(path)
    copy = tmp_path / "kept.json"
    wanted = with_log(copy, tmp_path)
    restore(path, copy, state, NOW)
    assert not log_path(path).exists()
    with Journal.open(path, read_only=True, state=state) as journal:
        assert (list(journal.between()), journal.warnings, journal.problems()) == (wanted, (), [])
    with Journal.open(path, state=state) as journal:
        assert [change.label for change in (journal.redo(), journal.undo(), journal.undo()) if change] == [
            "Added note",
            "Added note",
            "Added meal",
        ]


@pytest.mark.parametrize("which", ["copy", "log", "newer"])
def test_a_copy_whose_log_cannot_be_put_into_it_is_refused(path: Path, state: Path, tmp_path: Path, which: str) -> None:
    add_drinks(path)
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    copy = tmp_path / "kept.json"
    with_log(copy, tmp_path)
    if which == "newer":
        copy.write_bytes(copy.read_bytes().replace(b'"schema_version":3', b'"schema_version":9'))
    else:
        file = copy if which == "copy" else log_path(copy)
        file.write_bytes(b"x" + file.read_bytes())
    with pytest.raises(JournalUnwritable, match=r"cannot be restored: it (was made by a newer|or its log is damaged)"):
        restore(path, copy, state, NOW)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_what_a_restore_keeps_is_the_log_as_it_stood_and_can_be_restored(path: Path, state: Path) -> None:
    add_drinks(path, 2)
    after_compaction(path, state, NOW)
    copy = newest_good(state)
    assert copy is not None
    with Journal.open(path) as journal:
        journal.add(added := entry("meal"))
        its_log = log_path(path).read_bytes()
        retained = restore(path, copy.path, state, NOW)  # the very snapshot that stands there: its log must go
        assert journal.refresh()
        assert journal.count() == 2
    assert retained[0].read_bytes() == its_log
    restore(path, retained[-1], state, NOW)
    with Journal.open(path, read_only=True) as journal:
        assert journal.count() == 3
        assert journal.get(added.id) == added


def test_entries_of_the_log_before_a_restore_do_not_come_back_without_a_watermark(killed: Path) -> None:
    with Journal.open(killed, read_only=True) as journal:
        state = journal.state
    copy = killed.with_name("copy.json")
    Journal.create(copy, [entry("meal")], state=killed.parent / "other").close()
    restore(killed, copy, state, NOW)
    (state / "watermark.json").unlink()
    with Journal.open(killed) as journal:
        assert [entry.kind for entry in journal.between()] == ["meal"]
        journal.add(entry("note"))
        assert sorted(entry.kind for entry in journal.between()) == ["meal", "note"]
