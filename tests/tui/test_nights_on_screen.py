"""A night in which clocks change, as the prompt and the form save it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.kinds import Sleep
from gutskin_tui.store import Journal
from tests.tui.conftest import MakeApp, Press


@pytest.fixture
def clock() -> Clock:
    """The morning after clocks went back in Berlin."""
    return fixed_clock(datetime(2026, 10, 25, 10, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")


def hours(journal: Journal) -> list[float]:
    return [
        entry.hours
        for entry in journal.between(date(2026, 10, 25), date(2026, 10, 25), "sleep")
        if isinstance(entry, Sleep)
    ]


async def test_the_prompt_and_the_form_save_what_passed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "z", *"2300", "space", *"0700")
        assert "9h, woke up on Sun 25 Oct" in str(app.query_one("#prompt-preview").render())
        await press(pilot, "enter")
        await press(pilot, "a", "z", "tab", "tab", *"2300", "enter", *"0700", "ctrl+s")
        assert hours(app.session.journal) == [9, 9]


def test_the_command_line_saves_the_same(clock: Clock, tmp_path: Path) -> None:
    words = ["add", "sleep", "--bed", "23:00", "--up", "07:00", "--journal", str(tmp_path / "journal.json")]
    assert CliRunner().invoke(gutskin, words, obj=Session(clock)).exit_code == 0
    with Journal.open(tmp_path / "journal.json") as journal:
        assert hours(journal) == [9]
