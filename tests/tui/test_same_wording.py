"""Screen and command line use the same words for the same journal."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gutskin_tui import paths
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from tests.tui.conftest import press_keys, screen_lines

pytestmark = pytest.mark.unmeasured

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
    return (await lines_on_screen(tmp_path, clock, *keys))[0]


async def lines_on_screen(tmp_path: Path, clock: Clock, *keys: str) -> tuple[str, str]:
    """Open the journal of the command line on the screen, press keys, and return the status line and all lines."""
    with Journal.open(paths.journal_path(), clock=clock) as journal:
        app = GutskinApp(lambda: journal, Settings(), tmp_path / "settings.toml", tmp_path / "screen", clock)
        async with app.run_test(size=(160, 40)) as pilot:
            await press_keys(pilot, *keys)
            lines = (line.replace("│", " ") for line in screen_lines(app.screen))
            return app.query_one(StatusLine).render().plain, " ".join(" ".join(lines).split())


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


async def test_a_streak_has_the_same_words(command: Command, tmp_path: Path, clock: Clock) -> None:
    command("add", "skin", "--severity", "4", "--at", "yesterday 8pm")
    command("add", "skin", "--severity", "3")
    printed = command("streaks")
    _, drawn = await lines_on_screen(tmp_path, clock, "1")
    for words in ("2 days", "longest 2", "% regular"):
        assert words in printed
        assert words in drawn


@pytest.mark.parametrize(
    ("kind", "typed", "amount"),
    [("drink", ("300",), "300 ml"), ("sleep", ("7h30",), "7h30"), ("exercise", ("90",), "1h30")],
)
async def test_an_entry_has_the_same_amount(
    command: Command, tmp_path: Path, clock: Clock, kind: str, typed: tuple[str, ...], amount: str
) -> None:
    command("add", kind, *typed)
    _, drawn = await lines_on_screen(tmp_path, clock, "1")
    assert amount in command("list", "--from", "today")
    assert amount in drawn


async def test_a_day_is_named_the_same(command: Command, tmp_path: Path, clock: Clock) -> None:
    command("add", "drink", "300", "--at", "yesterday 8pm")
    undone = command("undo")
    assert "Fri 20 Nov" in undone
    command("redo")
    assert undone in await on_screen(tmp_path, clock, "u")


async def test_a_running_trial_has_the_same_words(command: Command, tmp_path: Path, clock: Clock) -> None:
    answers = ("swelling", "allergy", "under-18", "pregnant", "eating-disorder", "two-excluded")
    safety = [word for name in answers for word in (f"--{name}", "no")]
    command("trial", "start", "dairy", "--condition", "acne", "--stop", "if it gets worse", *safety)
    printed = command("trial", "status")
    _, today = await lines_on_screen(tmp_path, clock, "1")
    _, listed = await lines_on_screen(tmp_path, clock, "6")
    progress = re.search(r"day 1 of \d+", printed)
    assert progress
    assert progress[0] in today
    assert progress[0] in listed
    assert "no dairy" in printed
    assert "no dairy" in listed


async def test_a_finding_has_the_same_sentence(command: Command, tmp_path: Path, clock: Clock) -> None:
    with Journal.open(paths.journal_path(), clock=clock) as journal:
        journal.add(*sample_entries(120, 1, clock), label="Sample")
    printed = command("insights")
    name, delay, with_it, without = re.search(r"(dairy|gluten|alcohol) (\d d) ([\d.]+) ([\d.]+)", printed).groups()  # type: ignore[union-attr]
    _, drawn = await lines_on_screen(tmp_path, clock, "6")
    assert f"{name} {delay} {with_it} {without}" in drawn
    sentence = re.search(r"\w+: [\d.]+ points( higher| lower)? \(95 % interval [^)]*\)", drawn)
    assert sentence
    assert sentence[0].partition(":")[0].lower() in printed


async def test_an_area_has_the_same_name_everywhere(command: Command, tmp_path: Path, clock: Clock) -> None:
    command("add", "skin", "--severity", "4", "--regions", "elbows_knee_folds=3")
    command("add", "treatment", "moisturiser", "--regions", "elbows_knee_folds")
    command("add", "note", "a page needs entries on other days", "--at", "yesterday")
    listed, report = command("list"), html.unescape(command("report"))
    screen = (await lines_on_screen(tmp_path, clock, "3", "s", *["down"] * 6))[1]
    assert not re.search(r"folds|elbows,|elbows knee", listed + report + screen)
    assert (listed.count("inner elbows/knees"), report.count("inner elbows/knees")) == (2, 1)
    assert screen.count("inner elbows/knees") >= 2  # in the form and among the areas
