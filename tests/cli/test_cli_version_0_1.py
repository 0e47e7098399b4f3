"""The command line opens what gutskin 0.1.0 left behind: nothing is lost, and the way back is open."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gutskin_tui import paths
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import Journal, snapshot
from gutskin_tui.store.log_format import log_path
from tests.conftest import VERSION_0_1

Good = Callable[..., str]

CHANGES = 26
"""How many changes of the journal of version 0.1.0 can be undone."""
NEW_KINDS = {"treatment", "cycle"}
"""Kinds that version 0.1.0 did not have."""


def contents(good: Good) -> dict[str, Any]:
    exported: dict[str, Any] = json.loads(good("export"))
    return {name: exported[name] for name in ("entries", "trials", "foods")}


def contents_by_0_1() -> dict[str, Any]:
    """Return what version 0.1.0 exported from this journal, which has entries of every kind it had."""
    exported = json.loads((VERSION_0_1 / "export.json").read_text(encoding="utf-8"))
    assert {entry["kind"] for entry in exported["entries"]} == set(KINDS) - NEW_KINDS
    return {name: exported[name] for name in ("entries", "trials", "foods")}


def files(journal: Path) -> dict[Path, bytes]:
    folders = journal.parent, paths.settings_path().parent, paths.state_path()
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_reading_shows_all_and_changes_no_file(version_0_1: Path, good: Good) -> None:
    before = files(version_0_1)
    assert contents(good) == contents_by_0_1()
    assert good("doctor").endswith("16 entries in " + str(version_0_1) + ", all good.\n")
    assert "day 2 of 42" in good("trial", "status")
    assert "a little itch" in good("trial", "status")
    assert "made of lentils, carrot, onion" in good("foods")
    assert files(version_0_1) == before


def test_the_first_change_migrates_after_a_copy_of_journal_and_log(version_0_1: Path, good: Good) -> None:
    file, log = version_0_1.read_bytes(), log_path(version_0_1).read_bytes()
    good("add", "note", "the first with 0.2")
    assert snapshot.read(version_0_1).version == snapshot.VERSION
    copy = paths.state_folder(version_0_1) / "before-version-3.json"
    assert (copy.read_bytes(), log_path(copy).read_bytes()) == (file, log)
    assert good("where").endswith(f"As an older version of gutskin left the journal: {copy}\n")
    assert good("doctor").startswith("17 entries")
    now, before = contents(good), contents_by_0_1()
    assert [entry for entry in now["entries"] if entry.get("text") != "the first with 0.2"] == before["entries"]
    assert (now["trials"], now["foods"]) == (before["trials"], before["foods"])


def test_every_change_of_0_1_can_be_undone_and_redone(version_0_1: Path, good: Good) -> None:
    assert good("redo") == "Redone: today 14:15, drink is back: 300 ml water\n"
    assert good("undo") == "Undone: today 14:15, drink is gone: 300 ml water\n"
    undone = [good("undo") for _ in range(CHANGES)]
    assert undone[0] == "Undone: today 14:15, skin is as before: 3 mild\n"
    assert contents(good) == {"entries": [], "trials": [], "foods": []}
    for _ in range(CHANGES):
        good("redo")
    assert_same_values(contents(good), contents_by_0_1())


def assert_same_values(now: dict[str, Any], before: dict[str, Any]) -> None:
    """Compare all but the instants of changes, which are new after an undo."""
    for table, documents in before.items():
        expected = {document["id"]: document | {"updated": ""} for document in documents}
        restored = {document["id"]: document | {"updated": ""} for document in now[table]}
        for document in restored.values():
            document.pop("edits", None)
        assert restored == expected, table


def test_the_copy_in_the_place_of_the_journal_is_the_journal_of_0_1(version_0_1: Path, good: Good) -> None:
    before = contents(good)
    good("add", "note", "the first with 0.2")
    copy = paths.state_folder(version_0_1) / "before-version-3.json"
    version_0_1.write_bytes(copy.read_bytes())
    log_path(version_0_1).write_bytes(log_path(copy).read_bytes())
    with Journal.open(version_0_1, read_only=True) as journal:
        assert journal.problems() == []
        assert [entry.id for entry in journal.between()] == [entry["id"] for entry in before["entries"]]


def test_the_settings_hold_and_keep_their_remarks(version_0_1: Path, good: Good) -> None:
    before = {line.split()[0]: line for line in good("settings", "show").splitlines()}
    for name, value in {
        "conditions": "eczema,acne",
        "outcome": "itch",
        "factors": "dairy,stress,food:oat latte",
        "glass-ml": "300",
        "water-goal-ml": "1800",
        "day-start": "05:00",
        "week-start": "sunday",
        "plants-goal": "25",
        "theme": "light",
        "keys": "water=f5,w",
    }.items():
        assert before[name].split(maxsplit=1)[1].startswith(f"{value}  "), name
    good("settings", "set", "glass-ml", "330")
    text = paths.settings_path().read_text(encoding="utf-8")
    assert text == (VERSION_0_1 / "settings.toml").read_text(encoding="utf-8").replace("300", "330")
