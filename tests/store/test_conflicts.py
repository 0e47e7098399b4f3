"""Conflict copies of synchronisers: recognised by name or contents, offered once, renamed once they are merged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from store_entries import NOW, entry

from gutskin_tui.store import Journal
from gutskin_tui.store import conflicts as conflicts_module
from gutskin_tui.store.conflicts import Conflicts, file_state
from gutskin_tui.store.log_format import log_path

COPIES = [
    "journal.sync-conflict-20261121-101112-ABCDEFG.json",
    "journal.sync-conflict-20261121-101112.json",
    "journal.json.sync-conflict-20261121-101113-ABCDEFG.log",
    "journal (conflicted copy 2026-11-21).json",
    "journal (Anna's conflicted copy 2026-11-21).json",
    "journal (Anna's conflicted copy 2026-11-21) (1).json",
    "journal (Anna's conflicted copy 2026-11-21 (2)).json",
    "journal (conflicted copy 2026-11-21 101112).json",
    "journal.json (conflicted copy 2026-11-21 101112).log",
    "journal_conflict-20261121-101112.json",
    "journal_conflict-anna-20261121-101112.json",
]
OTHERS = [
    "journal.json",
    "journal.json.log",
    "journal.json.lock",
    "journal.json.new",
    "journal.kept-2026-11-21-101112.json",
    "journal.merged-2026-11-21-101112.json",
    "other.sync-conflict-20261121-101112-ABCDEFG.json",
    "journal (copy).json",
    "my journal (conflicted copy).json",
    "journal.sync-conflict-yesterday.json",
    "journal2_conflict-20261121.json",
    "journal.sync-conflict-20261121-101112.txt",
]


@pytest.fixture
def conflicts(path: Path, tmp_path: Path) -> Conflicts:
    path.parent.mkdir(parents=True)
    return Conflicts(path, tmp_path / "state" / "one")


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_recognised_by_its_name(path: Path, conflicts: Conflicts, name: str) -> None:
    path.with_name(name).write_text("{}")
    assert conflicts.waiting() == [path.with_name(name)]


def test_other_files_folders_and_links_are_not_copies(path: Path, conflicts: Conflicts, tmp_path: Path) -> None:
    for name in OTHERS:
        path.with_name(name).write_text("{}")
    path.with_name(COPIES[0]).mkdir()
    path.with_name(COPIES[3]).symlink_to(path)
    assert conflicts.waiting() == []
    assert not (tmp_path / "state").exists()


NAMES_OF_OTHER_TOOLS = [
    "journal 2.json",
    "journal-DESKTOP-1A2B3C.json",
    "journal (1).json",
    "Journal (Case Conflict).json",
    "journal (In Konflikt stehende Kopie von Anna 2026-11-21).json",
    "journal (Copie en conflit de Anna 2026-11-21).json",
    "journal.json.orig",
    "journal.json~HEAD",
    "Copy of journal.json",
    "JOURNAL~1.JSO",
    "conflicted-with-anna.json",
]


@pytest.mark.parametrize("name", NAMES_OF_OTHER_TOOLS)
def test_a_copy_with_any_name_is_recognised_by_its_contents(path: Path, name: str, tmp_path: Path) -> None:
    drink = entry()
    with Journal.open(path) as journal:
        journal.add(drink)
    copy = path.with_name(name)
    shutil.copy(path, copy)
    conflicts = Conflicts(path, tmp_path / "state")
    assert conflicts.waiting() == [copy]
    conflicts.decide(copy, "merged")
    assert conflicts.waiting() == []
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", NAMES_OF_OTHER_TOOLS[:4])
@pytest.mark.parametrize("is_empty", [False, True], ids=["filled", "empty"])
def test_journals_that_two_computers_began_are_copies_by_name(
    path: Path, name: str, is_empty: bool, tmp_path: Path
) -> None:
    copy = path.with_name(name)
    for file in (path, copy):
        with Journal.open(file) as journal:
            journal.add(drink := entry())
            if is_empty and file == path:
                journal.remove(drink.id)
    assert Conflicts(path, tmp_path / "state").waiting() == [copy]


def test_an_empty_journal_is_no_copy(path: Path, tmp_path: Path) -> None:
    with Journal.open(path) as journal:
        journal.add(entry())
    Journal.create(path.with_name("journal 2.json"), []).close()
    assert Conflicts(path, tmp_path / "state").waiting() == []


def test_a_copy_is_recognised_though_the_entries_in_common_were_removed(path: Path, tmp_path: Path) -> None:
    drink = entry()
    with Journal.open(path) as journal:
        journal.add(drink)
    copy = path.with_name("journal 2.json")
    shutil.copy(path, copy)
    with Journal.open(path) as journal:
        journal.remove(drink.id)
    assert Conflicts(path, tmp_path / "state").waiting() == [copy]


def test_other_journals_and_files_beside_it_are_not_copies(path: Path, tmp_path: Path) -> None:
    for file in (path, path.with_name("journal-of-anna.json")):
        with Journal.open(file) as journal:
            journal.add(entry())
    for name in ("journal.kept-2026-11-21-101112.json", "journal.merged-2026-11-21-101112.json", ".journal.json.x1"):
        shutil.copy(path, path.with_name(name))
    shutil.copy(path, path.with_name("journal.json.tmp"))
    path.with_name("journal.md").write_text("notes")
    path.with_name("journal.damaged.json").write_bytes(path.read_bytes()[:-1])
    path.with_name("journal.secret.json").write_bytes(b"x")
    path.with_name("journal.secret.json").chmod(0)
    assert Conflicts(path, tmp_path / "state").waiting() == []


@pytest.mark.parametrize("decision", ["merged", "never"])
def test_a_copy_is_offered_until_it_is_decided_and_is_not_moved(
    path: Path, conflicts: Conflicts, tmp_path: Path, decision: str
) -> None:
    copies = [path.with_name(name) for name in sorted(COPIES)[:3]]
    for copy in copies:
        copy.write_text("{}")
    assert conflicts.waiting() == copies
    conflicts.decide(copies[1], decision)  # type: ignore[arg-type]
    second = Conflicts(path, tmp_path / "state" / "one")
    assert second.waiting() == [copies[0], copies[2]]
    assert all(copy.read_text() == "{}" for copy in copies)
    copies[1].write_text("{} ")
    assert second.waiting() == copies


def test_another_name_of_the_journal_and_a_link_to_it(tmp_path: Path) -> None:
    real = tmp_path / "cloud" / "my [diary].json"
    real.parent.mkdir()
    real.write_text("{}")
    (tmp_path / "journal.json").symlink_to(real)
    copy = real.with_name("my [diary].sync-conflict-20261121-101112-ABCDEFG.json")
    copy.write_text("{}")
    assert Conflicts(tmp_path / "journal.json", tmp_path / "state").waiting() == [copy]


def test_unreadable_decisions_only_repeat_the_question(path: Path, conflicts: Conflicts, tmp_path: Path) -> None:
    copy = path.with_name(COPIES[0])
    copy.write_text("{}")
    notes = tmp_path / "state" / "one" / "conflicts.json"
    notes.parent.mkdir(parents=True)
    for data in (b"{", b"[]", b"\xff"):
        notes.write_bytes(data)
        assert conflicts.waiting() == [copy]
    conflicts.decide(copy, "never")
    assert conflicts.waiting() == []


def test_a_folder_that_is_not_there_holds_no_copies(tmp_path: Path) -> None:
    assert Conflicts(tmp_path / "none" / "journal.json", tmp_path / "state").waiting() == []


def test_a_merged_copy_is_renamed_and_offered_no_more(path: Path, conflicts: Conflicts) -> None:
    names = [COPIES[0], COPIES[2], "journal (1).json"]
    for number, name in enumerate(names):
        path.with_name(name).write_text("{}" + " " * number)
    log_path(path.with_name(COPIES[0])).write_text("log")
    retained = []
    for name in names:
        copy = path.with_name(name)
        retained.append(conflicts.retain_merged(copy, file_state(copy), NOW))
        assert not copy.exists()
    assert [file.name for file in retained if file] == [
        "journal.merged-2026-11-21-141500.json",
        "journal.merged-2026-11-21-141500.log",
        "journal.merged-2026-11-21-141500-2.json",
    ]
    assert [file.read_text() for file in retained if file] == ["{}", "{} ", "{}  "]
    assert path.with_name("journal.merged-2026-11-21-141500.json.log").read_text() == "log"
    assert conflicts.waiting() == []


def test_a_copy_that_changed_after_it_was_read_is_offered_still(path: Path, conflicts: Conflicts) -> None:
    copy = path.with_name(COPIES[0])
    copy.write_text("{}")
    state = file_state(copy)
    copy.write_text("{ }")
    assert conflicts.retain_merged(copy, state, NOW) is None
    assert conflicts.waiting() == [copy]


def test_a_merged_copy_that_cannot_be_renamed_is_offered_no_more(
    path: Path, conflicts: Conflicts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(old: Path, new: Path) -> None:
        raise PermissionError

    copy = path.with_name(COPIES[0])
    copy.write_text("{}")
    monkeypatch.setattr(conflicts_module, "_move", refuse)
    assert conflicts.retain_merged(copy, file_state(copy), NOW) is None
    assert copy.exists()
    assert conflicts.waiting() == []
