"""The recovery screen, and the dialog for a conflict copy of a synchroniser, by the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal, JournalDamaged
from gutskin_tui.store.conflicts import Conflicts
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.recovery_dialog import RecoveryDialog
from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog
from gutskin_tui.tui.recovery import Recovery
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from tests.tui.conftest import MakeApp, Press, press_keys, screen_lines, settle

SIZE = (80, 24)


def damaged(path: Path, clock: Clock) -> tuple[bytes, JournalDamaged]:
    """Make a journal of two entries with a backup, and damage it."""
    with Journal.open(path) as journal:
        journal.add(make("drink", {"ml": 250}, clock), make("meal", {"text": "secret oats"}, clock))
    data = path.read_bytes()[:-1]
    path.write_bytes(data)
    with pytest.raises(JournalDamaged) as caught:
        Journal.open(path)
    return data, caught.value


def on_damaged(path: Path, clock: Clock, **settings: Any) -> GutskinApp:
    """Return an application on the journal at `path`, which it cannot open."""
    folder = path.parent
    return GutskinApp(
        lambda: Journal.open(path, clock=clock), Settings(**settings), folder / "settings.toml", folder / "state", clock
    )


def drawn(app: GutskinApp) -> str:
    return "\n".join(line.strip(" │") for line in screen_lines(app.screen))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_trouble_lists_what_is_readable_and_what_each_choice_does(
    tmp_path: Path, clock: Clock, size: tuple[int, int]
) -> None:
    path = tmp_path / "journal.json"
    data, _ = damaged(path, clock)
    app = on_damaged(path, clock)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = " ".join(drawn(app).split())
        assert "The journal cannot be opened" in text
        assert "Can be read: 2 entries" in text
        assert "Newest good backup:" in text
        assert "Salvage 2 entries" in text
        assert "oats" not in text
        if size[1] > 20:
            assert "The damaged files are kept next to it" in text
            await press_keys(pilot, "down")
            assert "What is there now is kept next to it" in " ".join(drawn(app).split())
    assert path.read_bytes() == data


async def test_ascii_and_no_colour_are_those_of_the_settings(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    damaged(path, clock)
    app = on_damaged(path, clock, ascii=True, theme="mono")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "The journal cannot be opened" in drawn(app)
        assert not {character for character in drawn(app) if not character.isascii()}
        assert not [
            segment for strip in app.screen._compositor.render_strips() for segment in strip if coloured(segment)
        ]


def coloured(segment: Segment) -> bool:
    colours = [segment.style.color, segment.style.bgcolor] if segment.style else []
    return any(colour is not None and not colour.is_default for colour in colours)


@pytest.mark.parametrize(("key", "read_only"), [("s", False), ("b", False), ("o", True), ("enter", False)])
async def test_a_choice_opens_what_it_recovers(tmp_path: Path, clock: Clock, key: str, read_only: bool) -> None:
    path = tmp_path / "journal.json"
    data, _ = damaged(path, clock)
    app = on_damaged(path, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press_keys(pilot, key)
        assert app.session.journal.count() == 2
        assert app.session.journal.read_only == read_only
        await press_keys(pilot, "w")
        assert app.session.journal.count() == (2 if read_only else 3)
    with app.files:
        assert (path.read_bytes() == data) == read_only


async def test_trying_once_more_opens_a_repaired_journal(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    data, _ = damaged(path, clock)
    app = on_damaged(path, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press_keys(pilot, "r")
        assert isinstance(app.screen, RecoveryDialog)
        path.write_bytes(data + b"}")
        await press_keys(pilot, "r")
        assert app.journal_open
        assert app.session.journal.count() == 2


async def test_quitting_leaves_a_damaged_journal_as_it_is(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    data, _ = damaged(path, clock)
    app = on_damaged(path, clock)
    async with app.run_test(size=SIZE) as pilot:
        await press_keys(pilot, "q")
    assert app.return_code == 1
    assert path.read_bytes() == data


@pytest.mark.parametrize("answer", ["salvage", "restore"])
def test_salvaging_and_restoring_reopen_the_journal(tmp_path: Path, clock: Clock, answer: str) -> None:
    path = tmp_path / "journal.json"
    data, error = damaged(path, clock)
    assert Recovery(error, clock).do(answer) == ""
    with Journal.open(path) as journal:
        assert journal.count() == 2
    assert [file.read_bytes() for file in tmp_path.glob("journal.kept-*.json")] == [data]


def test_readable_entries_are_displayed_and_nothing_is_written(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "journal.json"
    data, error = damaged(path, clock)
    with Recovery(error, clock).readable_copy() as journal:
        assert journal.read_only
        assert journal.count() == 2
        elsewhere = journal.path
    assert not elsewhere.exists()
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("key", "count", "repeated"), [("m", 2, False), ("l", 1, True), ("x", 1, False), ("escape", 1, True)]
)
async def test_a_copy_is_offered_at_the_start(
    make_app: MakeApp,
    press: Press,
    tmp_path: Path,
    clock: Clock,
    key: str,
    count: int,
    repeated: bool,
) -> None:
    path = tmp_path / "journal.json"
    copy = tmp_path / "journal.sync-conflict-20261121-101112-ABCDEFG.json"
    with Journal.open(copy) as other:
        other.add(make("meal", {"text": "oats"}, clock))
    with Journal.open(path) as journal:
        journal.add(make("drink", {"ml": 250}, clock))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, key)
        assert not isinstance(app.screen, SyncConflictDialog)
        assert app.session.journal.count() == count
        if key == "m":
            assert "Merged: added 1." in app.query_one(StatusLine).render().plain
            await press(pilot, "u")
            assert app.session.journal.count() == 1
    assert bool(Conflicts(path, app.session.journal.state).waiting()) == repeated
    assert copy.exists() == (key != "m")
    assert len(list(tmp_path.glob("journal.merged-*.json"))) == (key == "m")


async def test_a_damaged_copy_is_reported_and_unchanged(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    copy = tmp_path / "journal (conflicted copy 2026-11-21).json"
    copy.write_bytes(b"secret oats")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        text = app.query_one(StatusLine).render().plain
        assert "is damaged" in text
        assert "secret" not in text
    assert copy.read_bytes() == b"secret oats"
