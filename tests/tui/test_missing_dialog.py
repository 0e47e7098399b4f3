"""A journal that holds less than what was saved here: the message, and each choice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.presentation.recovery import ACCEPT, LATER, MERGE, RESTORE
from gutskin_tui.store import Journal
from gutskin_tui.store.backups import backups, good_count, restore
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.replacement import retained_copies
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.base import DialogFrame
from gutskin_tui.tui.dialogs.missing import MissingDialog
from gutskin_tui.tui.dialogs.settings_form import SettingsForm
from gutskin_tui.tui.widgets.frame_bars import StatusLine, TitleBar
from tests.tui.conftest import Press, screen_lines, settle

SIZE = (120, 40)

MakeApp = Callable[..., GutskinApp]


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    """A journal of six meals that was emptied after a clean exit, and got a note since."""
    path = tmp_path / "journal.json"
    with Journal.open(path, clock=clock) as journal:
        journal.add(*(make("meal", {"text": f"oats {number}"}, clock) for number in range(6)))
    path.write_bytes(b"")
    with Journal.open(path, clock=clock) as journal:
        journal.add(make("note", {"text": "since"}, clock))
    return path


async def question_text(app: GutskinApp, pilot: Pilot[None]) -> str:
    """Wait for the question and return what is on the screen, without the frame and the ends of lines."""
    await settle(pilot)
    assert isinstance(app.screen, MissingDialog)
    lines = screen_lines(app.screen)
    return " ".join(" ".join(lines).replace("│", "").split())


@pytest.mark.parametrize(
    ("key", "count", "retained", "left"),
    [
        ("m", 7, 0, False),
        ("enter", 7, 0, False),
        ("r", 6, 1, False),
        ("a", 1, 0, False),
        ("l", 1, 0, True),
        ("escape", 1, 0, True),
    ],
)
async def test_a_question_about_missing_entries_at_the_start(
    make_app: MakeApp, press: Press, path: Path, key: str, count: int, retained: int, left: bool
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        question = await question_text(app, pilot)
        assert "6 changes saved here are missing from" in question
        assert "The backup of Sat 21 Nov 2026 14:15 holds what is missing." in question
        await press(pilot, key)
        assert not isinstance(app.screen, MissingDialog)
        assert app.session.journal.count() == count
        assert len(retained_copies(path)) == retained
        await settle(pilot, until=lambda: bool(app.watcher.loss) == left)
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
        assert "No backup holds what is missing." in await question_text(app, pilot)
        await press(pilot, "r")
        assert isinstance(app.screen, MissingDialog)
        await press(pilot, "a")
        assert app.session.journal.loss is None


async def test_a_backup_that_became_unreadable_is_reported(make_app: MakeApp, press: Press, path: Path) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await question_text(app, pilot)
        for copy in backups(app.session.journal.state):
            copy.path.write_bytes(b"{")
        await press(pilot, "m")
        assert "is damaged" in app.query_one(StatusLine).render().plain
        assert app.session.journal.count() == 1


async def test_the_first_settings_come_afterwards(make_app: MakeApp, press: Press, path: Path) -> None:
    app = make_app()
    app.first_run = True
    async with app.run_test(size=SIZE) as pilot:
        await question_text(app, pilot)
        await press(pilot, "m")
        assert isinstance(app.screen, SettingsForm)


# While the screen is open.


def over(source: Path, target: Path) -> None:
    """Put a file in the place of another as a synchroniser does."""
    arriving = target.with_name(".arriving.tmp")
    shutil.copy2(source, arriving)
    arriving.replace(target)


async def status(app: GutskinApp, pilot: Pilot[None], part: str) -> str:
    """Wait until the status line holds some words and return it."""
    await settle(pilot, until=lambda: part in app.query_one(StatusLine).render().plain)
    return app.query_one(StatusLine).render().plain


@pytest.fixture
def notes(tmp_path: Path, clock: Clock) -> tuple[Path, Path]:
    """A journal of four notes, and the copy of it when it had one."""
    path, older = tmp_path / "journal.json", tmp_path / "older"
    for number in range(4):
        with Journal.open(path, clock=clock) as journal:
            journal.add(make("note", {"text": f"note {number}"}, clock))
        if not number:
            shutil.copy2(path, older)
    return path, older


async def test_entries_dropped_by_an_older_copy_are_restored_and_reported(
    make_app: MakeApp, press: Press, notes: tuple[Path, Path]
) -> None:
    path, older = notes
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "escape")
        over(older, path)
        text = await status(app, pilot, "saved again")
        assert text.strip() == "! 3 changes were missing from journal.json and saved again."
        assert len(app.session.entries()) == 4
        with Journal.open(path, read_only=True) as journal:
            assert (journal.count(), journal.loss) == (4, None)
        await press(pilot, "u")
        assert len(app.session.entries()) == 1


@pytest.mark.parametrize("how", ["deleted", "older"])
async def test_entries_lost_from_a_log_are_restored_and_reported(
    make_app: MakeApp, press: Press, notes: tuple[Path, Path], how: str
) -> None:
    path, older = notes
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w")
        shutil.copy2(log_path(path), older)
        await press(pilot, "w", "w")
        over(older, log_path(path)) if how == "older" else log_path(path).unlink()
        number = "2 changes were" if how == "older" else "3 changes were"
        assert (await status(app, pilot, "saved again")).startswith(f"! {number} missing from journal.json")
        with Journal.open(path, read_only=True) as journal:
            assert (journal.count(), journal.loss) == (7, None)


@pytest.mark.parametrize("how", ["deleted", "emptied"])
async def test_a_missing_journal_is_reported_and_saved_with_the_next_change(
    make_app: MakeApp, press: Press, notes: tuple[Path, Path], how: str
) -> None:
    path, _ = notes
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "escape")
        path.unlink() if how == "deleted" else path.write_bytes(b"")
        is_so = "is gone" if how == "deleted" else "is empty"
        expected = f"! journal.json {is_so}; it is saved again with the next change."
        assert (await status(app, pilot, is_so)).startswith(expected)
        assert "! journal changed" in app.query_one(TitleBar).render().plain
        await press(pilot, "w")
        await settle(pilot, until=lambda: not app.watcher.alarms)
        assert "saved ✓" in app.query_one(TitleBar).render().plain
        with Journal.open(path, read_only=True) as journal:
            assert (journal.count(), journal.loss) == (5, None)


async def test_a_backup_restored_elsewhere_is_displayed_and_unchanged(
    make_app: MakeApp, notes: tuple[Path, Path]
) -> None:
    path, older = notes
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        restore(path, older, app.session.journal.state, app.session.clock.now())
        await settle(pilot, until=lambda: len(app.session.entries()) == 1)
        app.watcher.poll()
        assert app.watcher.alarms == ()
        assert len(app.session.entries()) == 1


async def test_it_is_reported_below_an_open_dialog(make_app: MakeApp, press: Press, notes: tuple[Path, Path]) -> None:
    path, older = notes
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark")
        over(older, path)
        await status(app, pilot, "saved again")
        path.unlink()
        await status(app, pilot, "is gone")
        await press(pilot, "escape", "w")
        assert len(app.session.entries()) == 5


async def test_small_screens_describe_the_selected_choice_in_full(make_app: MakeApp, press: Press, path: Path) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        before = app.screen.query_one(DialogFrame).region
        for sentence in (MERGE, RESTORE, ACCEPT, LATER):
            question = await question_text(app, pilot)
            assert sentence in question
            assert "…" not in question
            assert app.screen.query_one(DialogFrame).region == before
            await press(pilot, "down")
