"""A journal that holds less than what was saved here: what the screen says, and each way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.journal.entries import make
from gutskin_tui.store import Journal
from gutskin_tui.store.aside import kept_copies
from gutskin_tui.store.backups import backups, good_count
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.missing import MissingDialog
from gutskin_tui.tui.dialogs.preferences import Preferences
from gutskin_tui.tui.widgets.bars import StatusLine, TitleBar
from tests.tui.conftest import settle

SIZE = (120, 40)

MakeApp = Callable[..., GutskinApp]
Press = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A journal of six meals that was emptied after a clean exit, and got a note since."""
    path = tmp_path / "journal.json"
    with Journal.open(path) as journal:
        journal.add(*(make("meal", {"text": f"oats {number}"}, clock) for number in range(6)))
    path.write_bytes(b"")
    with Journal.open(path) as journal:
        journal.add(make("note", {"text": "since"}, clock))
    return path


async def asked(app: GutskinApp, pilot: Pilot[None]) -> str:
    """Wait for the question and return what is on the screen."""
    await settle(pilot)
    assert isinstance(app.screen, MissingDialog)
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize(
    ("key", "count", "kept", "left"),
    [("m", 7, 0, False), ("enter", 7, 0, False), ("r", 6, 1, False), ("a", 1, 0, False), ("l", 1, 0, True),
     ("escape", 1, 0, True)],
)  # fmt: skip
async def test_what_is_missing_is_asked_about_at_the_start(
    make_app: MakeApp, press: Press, path: Path, key: str, count: int, kept: int, left: bool
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        shown = await asked(app, pilot)
        assert "6 changes saved here are missing from" in shown
        assert "The backup of Sat 21 Nov 2026" in shown or "holds what is missing" in shown
        await press(pilot, key)
        assert not isinstance(app.screen, MissingDialog)
        assert app.session.journal.count() == count
        assert len(kept_copies(path)) == kept
        await settle(pilot, until=lambda: bool(app.loss) == left)
        assert ("something is missing" in app.query_one(TitleBar).render().plain) == left
        if key == "m":
            assert "Merged: added 6." in app.query_one(StatusLine).render().plain
            await press(pilot, "u")
            assert app.session.journal.count() == 1
        await press(pilot, "w")
        assert app.session.journal.count() == (1 if key == "m" else count) + 1
        app.session.journal.close()
    with Journal.open(path, read_only=True) as journal:
        assert max(good_count(copy.path) or 0 for copy in backups(journal.state)) >= 6


async def test_without_a_backup_it_is_not_offered(make_app: MakeApp, press: Press, path: Path) -> None:
    with Journal.open(path, read_only=True) as journal:
        for copy in backups(journal.state):
            copy.path.unlink()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "No backup holds what is missing." in await asked(app, pilot)
        await press(pilot, "r")
        assert isinstance(app.screen, MissingDialog)
        await press(pilot, "a")
        assert app.session.journal.loss is None


async def test_a_backup_that_cannot_be_read_any_more_is_said(make_app: MakeApp, press: Press, path: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await asked(app, pilot)
        for copy in backups(app.session.journal.state):
            copy.path.write_bytes(b"{")
        await press(pilot, "m")
        assert "is damaged" in app.query_one(StatusLine).render().plain
        assert app.session.journal.count() == 1


async def test_the_first_settings_are_asked_afterwards(make_app: MakeApp, press: Press, path: Path) -> None:
    app = make_app()
    app.first_run = True
    async with app.run_test(size=SIZE) as pilot:
        await asked(app, pilot)
        await press(pilot, "m")
        assert isinstance(app.screen, Preferences)
