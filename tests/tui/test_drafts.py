"""Drafts on disk: complete after any failure while writing, private, and separate for each screen.

Those of a screen that ended go to the next.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path

import pytest

from gutskin_tui.store import Journal
from gutskin_tui.tui.drafts import Drafts
from tests.disk_watch import DiskWatch
from tests.terminal import Terminal, surroundings
from tests.tui.conftest import MakeApp

LONG = "x" * 10_000


def open_drafts(folder: Path) -> Drafts:
    return Drafts(folder / "state", folder / "journal.json")


def test_each_screen_keeps_its_own(tmp_path: Path) -> None:
    first, second = open_drafts(tmp_path), open_drafts(tmp_path)
    first.put("meal", "lentils")
    second.put("note", "a thought")
    second.put("meal", "bread")
    third = open_drafts(tmp_path)
    assert (third.get("meal"), third.get("note")) == ("", "")
    third.put("gut", "none")
    assert [first.get("meal"), second.get("meal"), second.get("note")] == ["lentils", "bread", "a thought"]
    for screen in (first, second, third):
        screen.close()
    last = open_drafts(tmp_path)
    assert last.get("meal") in ("lentils", "bread")
    assert (last.get("note"), last.get("gut")) == ("a thought", "none")


def test_of_two_drafts_of_a_field_the_older_waits_for_its_turn(tmp_path: Path) -> None:
    older, newer = open_drafts(tmp_path), open_drafts(tmp_path)
    older.put("meal", "older")
    older.put("note", "only here")
    newer.put("meal", "newer")
    for number, path in enumerate(sorted(newer.folder.glob("*.json"), key=lambda path: b"newer" in path.read_bytes())):
        os.utime(path, (number, number))
    older.close()
    newer.close()
    next_screen = open_drafts(tmp_path)
    assert (next_screen.get("meal"), next_screen.get("note")) == ("newer", "only here")
    next_screen.put("meal", "")
    next_screen.close()
    last = open_drafts(tmp_path)
    assert (last.get("meal"), last.get("note")) == ("older", "only here")


def test_the_first_draft_of_a_screen_does_not_replace_those_that_another_left_meanwhile(tmp_path: Path) -> None:
    screen, other = open_drafts(tmp_path), open_drafts(tmp_path)
    other.put("meal", "lentils")
    other.close()
    screen.put("note", "a thought")
    screen.close()
    last = open_drafts(tmp_path)
    assert (last.get("meal"), last.get("note")) == ("lentils", "a thought")


def test_nothing_is_written_before_anything_is_typed(tmp_path: Path) -> None:
    drafts = open_drafts(tmp_path)
    drafts.put("meal", "")
    drafts.close()
    assert list(tmp_path.iterdir()) == []


def test_drafts_of_another_journal_are_not_offered(tmp_path: Path) -> None:
    drafts = open_drafts(tmp_path)
    drafts.put("meal", "lentils")
    drafts.close()
    assert Drafts(tmp_path / "state", tmp_path / "other.json").get("meal") == ""


def test_drafts_of_the_file_of_earlier_versions_are_offered(tmp_path: Path) -> None:
    drafts = open_drafts(tmp_path)
    drafts.put("meal", "lentils")
    drafts.close()
    for lock in drafts.folder.glob("*.open"):
        lock.unlink()
    assert open_drafts(tmp_path).get("meal") == "lentils"


def test_a_damaged_file_of_drafts_stops_nothing(tmp_path: Path) -> None:
    drafts = open_drafts(tmp_path)
    drafts.put("meal", "lentils")
    drafts.close()
    next(drafts.folder.glob("*.json")).write_bytes(b'{"meal": "\xff')
    reopened = open_drafts(tmp_path)
    assert reopened.get("meal") == ""
    reopened.put("meal", "bread")
    assert not reopened.broken


def test_a_killed_screen_and_a_live_screen(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").touch()
    command, environment = [sys.executable, "-m", "gutskin_tui"], surroundings(str(tmp_path))
    with Terminal(command, environment, (80, 24)) as first, Terminal(command, environment, (80, 24)) as second:
        for screen, keys, visible in ((first, b"mlentils", "lentils"), (second, b"na thought", "a thought")):
            screen.drawn("Still to log today")
            screen.type(keys)
            screen.drawn(visible)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with Terminal(command, environment, (80, 24)) as third:
            third.drawn("Still to log today")
            third.type(b"n")
            third.drawn("Anything worth remembering")  # the field is empty: that draft is the live screen's
            third.type(b"\rm")
            third.drawn("lentils")
            second.type(b"\r")
            second.drawn("Saved")
            third.type(b"\r")
            third.drawn("Saved")
    with Journal.open(tmp_path / "journal.json") as journal:
        assert sorted(entry.text for entry in journal.between()) == ["a thought", "lentils"]


async def test_a_draft_that_cannot_be_written_leaves_the_previous_draft(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test():
        app.session.drafts.put("note", "short")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
        try:
            app.session.drafts.put("note", LONG)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert app.session.drafts.broken
    reopened = make_app()
    async with reopened.run_test():
        assert reopened.session.drafts.get("note") in ("short", LONG)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
async def test_drafts_are_new_files_for_their_owner_alone(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    app = make_app()
    async with app.run_test():
        watch = DiskWatch(tmp_path)
        with watch.watching():
            for text in ("first", "second", ""):
                app.session.drafts.put("note", text)
        assert not app.session.drafts.broken
        assert watch.faults == []
