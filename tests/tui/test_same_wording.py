"""Screen and command line use the same words for the same journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gutskin_tui import paths
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from tests.tui.conftest import press_keys

Command = Callable[..., str]


@pytest.fixture
def command(clock: Clock) -> Command:
    """Run `gutskin` with these words, which must succeed, and return what it printed."""

    def run(*words: str) -> str:
        result = CliRunner().invoke(gutskin, list(words), obj=Session(clock))
        assert result.exit_code == 0, result.stderr
        return " ".join(result.stdout.split())

    return run


async def on_screen(tmp_path: Path, clock: Clock, *keys: str) -> str:
    """Open the journal of the command line on the screen, press keys, and return the status line."""
    with Journal.open(paths.journal_path(), clock=clock) as journal:
        app = GutskinApp(journal, Settings(), tmp_path / "settings.toml", tmp_path / "screen", clock)
        async with app.run_test(size=(160, 40)) as pilot:
            await press_keys(pilot, *keys)
            return app.query_one(StatusLine).render().plain


def undo_labels(clock: Clock) -> list[str]:
    """Undo every change of the journal of the command line and return their labels, newest first."""
    with Journal.open(paths.journal_path(), clock=clock) as journal:
        return [change.label for change in iter(journal.undo, None) if change]


async def test_undo_and_redo_are_worded_the_same(command: Command, tmp_path: Path, clock: Clock) -> None:
    await on_screen(tmp_path, clock, "w")
    undone, redone = command("undo"), command("redo")
    assert undone.startswith("Undone: today")
    assert undone in await on_screen(tmp_path, clock, "u")
    assert redone in await on_screen(tmp_path, clock, "ctrl+y")


async def test_changes_have_the_same_labels(command: Command, tmp_path: Path, clock: Clock) -> None:
    await on_screen(tmp_path, clock, "w", "1", "a", "d", *"300", "ctrl+s", "minus")
    command("add", "drink", "300")
    with Journal.open(paths.journal_path(), read_only=True) as journal:
        entries: list[Any] = list(journal.between())
    command("edit", entries[-1].id, "ml=400")
    command("remove", entries[-1].id)
    labels = undo_labels(clock)
    assert labels[:3] == ["Deleted drink", "Changed drink", "Added drink"]
    assert labels[3:] == ["Deleted drink", "Added drink", "Added drink"]
