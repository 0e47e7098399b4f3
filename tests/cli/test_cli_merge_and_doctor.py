"""merge, and doctor for a damaged journal: backups, salvage, conflict copies of synchronisers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from gutskin_tui.model.kinds import AnyEntry

Good = Callable[..., str]
Runs = Callable[..., Result]
Read = Callable[[], list[AnyEntry]]

CONFLICT = "journal.sync-conflict-20261121-101112-ABCDEFG.json"


def test_merging_a_copy_prints_counts_and_can_be_undone(good: Good, entries: Read, tmp_path: Path) -> None:
    good("add", "drink", "250")
    other = tmp_path / "other.json"
    good("add", "note", "elsewhere", "--journal", str(other))
    before = other.read_bytes()
    assert good("merge", str(other)) == "Merged: added 1.\n"
    assert good("merge", str(other)) == "Nothing to merge: everything is already here.\n"
    assert len(entries()) == 2
    assert other.read_bytes() == before
    good("undo")
    assert len(entries()) == 1


def test_a_removed_entry_does_not_come_back(good: Good, entries: Read, journal_file: Path, tmp_path: Path) -> None:
    good("add", "drink", "250")
    (tmp_path / "copy.json").write_bytes(journal_file.read_bytes())
    good("remove", entries()[0].id)
    assert "Nothing to merge" in good("merge", str(tmp_path / "copy.json"))
    assert entries() == []


@pytest.mark.parametrize("data", [b"private words", b'{"drink":{"3":{"kind":"drink","note":"private words"}}}', None])
def test_a_file_that_cannot_be_read_is_refused_whole(
    run: Runs, good: Good, journal_file: Path, tmp_path: Path, data: bytes | None
) -> None:
    good("add", "drink", "250")
    before, file = journal_file.read_bytes(), tmp_path / "copy.json"
    if data:
        file.write_bytes(data)
    result = run("merge", str(file))
    assert result.exit_code == 1
    assert str(file) in result.stderr
    assert "private words" not in result.output
    assert "salvage" not in result.output
    assert journal_file.read_bytes() == before


def test_doctor_tells_of_a_copy_until_it_is_merged(good: Good, journal_file: Path, tmp_path: Path) -> None:
    good("add", "drink", "250")
    copy = journal_file.with_name(CONFLICT)
    copy.write_bytes(journal_file.read_bytes())
    assert CONFLICT in good("doctor")
    contents = copy.read_bytes()
    renamed = good("merge", str(copy)).splitlines()[1].removeprefix("Renamed the copy to ").removesuffix(".")
    assert CONFLICT not in good("doctor")
    assert not copy.exists()
    assert copy.with_name(renamed).read_bytes() == contents
    assert renamed not in good("doctor")


def test_a_damaged_journal_names_salvage_which_works(run: Runs, good: Good, entries: Read, journal_file: Path) -> None:
    good("add", "drink", "250", "--note", "private words")
    good("add", "stress", "4")
    whole = entries()
    assert "not damaged" in good("doctor", "--salvage")
    damaged = journal_file.read_bytes()[:-1]
    journal_file.write_bytes(damaged)
    assert "gutskin doctor --salvage" in run("today").stderr
    looked = run("doctor")
    assert looked.exit_code == 1
    assert "Can be read: 2 entries (1 drink, 1 stress)." in looked.stdout
    assert "Newest good backup: " in looked.stdout
    assert "private words" not in looked.output
    assert journal_file.read_bytes() == damaged
    output = good("doctor", "--salvage")
    assert output.startswith(f"Salvaged 2 entries of {journal_file}. The previous file was kept as ")
    assert entries() == whole
    assert [copy.read_bytes() for copy in journal_file.parent.glob("journal.kept-*.json")] == [damaged]
    assert "all good" in good("doctor")


def test_backups_are_listed_and_restored_and_the_restoring_too(
    run: Runs, good: Good, entries: Read, journal_file: Path
) -> None:
    assert good("doctor", "--restore") == f"There is no backup of {journal_file} yet.\n"
    good("add", "drink", "250")
    whole = entries()
    journal_file.write_bytes(b"private words")
    (line,) = good("doctor", "--restore").splitlines()
    assert line.startswith("  1  ")
    assert "1 entry, " in line
    assert good("doctor", "--restore", "1").startswith(f"Restored 1 entry to {journal_file}.")
    assert entries() == whole
    listed = good("doctor", "--restore").splitlines()
    assert len(listed) == 2
    assert "kept as journal.kept-2026-11-21-141500.json  damaged" in listed[1]
    good("doctor", "--restore", "2")
    assert journal_file.read_bytes() == b"private words"
    for wrong in ("0", "9", "x", "-1"):
        result = run("doctor", "--restore", wrong)
        assert result.exit_code != 0
    assert journal_file.read_bytes() == b"private words"


def lose(journal_file: Path, how: str) -> None:
    """Take the journal away in some way."""
    journal_file.write_bytes(b"") if how == "emptied" else journal_file.unlink()


@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_a_deleted_journal_is_reported_by_every_command_and_add_saves(
    run: Runs, good: Good, entries: Read, journal_file: Path, how: str
) -> None:
    for _ in range(6):
        good("add", "drink", "250")
    whole = entries()
    lose(journal_file, how)
    is_so = "is empty" if how == "emptied" else "is gone"
    for words in (["list"], ["today"], ["streaks"], ["export"], ["add", "note", "on we go"]):
        result = run(*words)
        assert result.exit_code == 0
        assert f"{journal_file} {is_so}; it held 6 entries. The backup of " in result.stderr
    assert len(entries()) == 1
    for words in (["list"], ["add", "note", "and on"], ["undo"], ["redo"]):
        assert "6 changes saved here are missing" in run(*words).stderr
    looked = run("doctor")
    assert looked.exit_code == 1
    restore, merge, accept = (line.partition(":")[0].split()[1:] for line in looked.stdout.splitlines()[1:])
    assert (restore, accept) == (["doctor", "--restore", "1"], ["doctor", "--accept"])
    assert good(*merge) == "Merged: added 6.\n"
    assert len(entries()) == 8
    assert {entry.id for entry in whole} < {entry.id for entry in entries()}
    assert "all good" in good("doctor")
    assert run("list").stderr == ""


def test_what_is_missing_can_be_restored_or_gone_on_without(
    run: Runs, good: Good, entries: Read, journal_file: Path
) -> None:
    good("add", "drink", "250")
    whole = entries()
    lose(journal_file, "emptied")
    good("doctor", "--restore", "1")
    assert (entries(), run("list").stderr) == (whole, "")
    assert "Nothing is missing" in good("doctor", "--accept")
    lose(journal_file, "deleted")
    assert good("doctor", "--accept") == f"Going on with 0 entries in {journal_file}. The backups are kept.\n"
    assert (entries(), run("list").stderr) == ([], "")
    good("add", "note", "new")
    good("doctor")
    assert [line.split("  ")[-1].split(",")[0] for line in good("doctor", "--restore").splitlines()] == [
        "1 entry",
        "1 entry",
        "0 entries",
    ]


def test_repairs_exclude_each_other(run: Runs) -> None:
    assert run("doctor", "--salvage", "--restore", "1").exit_code == 2
    assert run("doctor", "--salvage", "--accept").exit_code == 2
