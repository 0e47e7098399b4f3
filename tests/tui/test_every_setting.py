"""Every setting, set by `gutskin settings set`, has its effect."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gutskin_tui import settings as settings_file
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.skin import Skin
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press, screen_text, settle

pytestmark = pytest.mark.unmeasured

ON_SCREEN = {
    # name: (what is typed, tab, words with the usual settings, words with it)
    "glass-ml": ("500", "4", "of 8 glasses", "of 4 glasses"),
    "water-goal-ml": ("3000", "4", "of 8 glasses", "of 12 glasses"),
    "bedtime": ("23:30", "4", "by 22:00", "by 23:30"),
    "plants-goal": ("12", "2", "/30", "/12"),
    "exercise-goal-min": ("90", "5", "30 of 150 min in 7 days", "30 of 90 min in 7 days"),
    "alcohol-limit-units": ("7", "4", "guideline 14", "guideline 7"),
    "usual-meals": ("lentils, carrot=Stew", "2", "1 lentils, carrot", "1 Stew"),
    "ascii": ("true", "1", "─", "---"),
    "cycle": ("on", "1", "practices", "flow"),
}
ON_THE_COMMAND_LINE = {
    # name: (what is typed, command, words with the usual settings, words with it)
    "day-start": ("05:00", "list", "2026-11-21 04:30", "2026-11-20 04:30"),
    "outcome": ("itch", "insights --json", '"outcome": "severity"', '"outcome": "itch"'),
    "factors": ("sleep", "insights --json", '"dairy"', '"sleep"'),
    "frequencies": ("note=1/7", "streaks --json", '"regularity":0.0519', '"regularity":0.0199'),
    "sleep-goal-h": ("8", "insights --json", "sleep under 7 h", "sleep under 8 h"),
}
ELSEWHERE = {"theme", "keys", "week-start", "conditions"}
"""Settings with a test of their own below."""


def set_by_command(path: Path, name: str, typed: str) -> dict[str, Any]:
    """Set a setting in the file at `path`; return all settings as arguments of `make_app`."""
    result = CliRunner().invoke(gutskin, ["settings", "set", name, typed], env={"GUTSKIN_SETTINGS": str(path)})
    assert result.exit_code == 0, result.stderr
    saved = settings_file.load(path)
    return {field: getattr(saved, field) for field in Settings.__struct_fields__}


def first_weekday(app: GutskinApp) -> str:
    """Return the weekday that heads the calendar."""
    lines = (line.strip("│ ") for line in screen_text(app).splitlines())
    days = (line.split()[0] for line in lines if line[:2] in ("Mo", "Tu", "Su"))
    return next(days, "")


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> None:
    """A day with a glass of water, exercise and a meal, a skin check-in, and four weeks of nights."""
    now = clock.now()
    entries = [
        make("drink", {"ml": 500}, clock, at=now - timedelta(hours=4)),
        make("exercise", {"minutes": 30}, clock, at=now - timedelta(hours=3)),
        make("meal", {"text": "lentils, carrot"}, clock, at=now - timedelta(hours=2)),
    ]
    for back in range(28):
        at = now - timedelta(days=back, hours=1)
        entries.append(make("sleep", {"hours": 7 + back % 3}, clock, at=at))
        entries.append(make("skin", {"severity": back % 5, "itch": back % 4}, clock, at=at))
    with Journal.open(tmp_path / "journal.json") as journal:
        journal.add(*entries)


def test_each_setting_has_a_test() -> None:
    assert {*ON_SCREEN, *ON_THE_COMMAND_LINE, *ELSEWHERE} == set(settings_file.names())


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("name", ON_SCREEN)
async def test_on_the_screen(make_app: MakeApp, press: Press, tmp_path: Path, name: str) -> None:
    typed, tab, usual, wanted = ON_SCREEN[name]
    for words, settings in ((usual, {}), (wanted, set_by_command(tmp_path / "settings.toml", name, typed))):
        app = make_app(**settings)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, tab)
            await settle(pilot)
            assert words in screen_text(app)
            if name == "ascii" and settings:
                assert screen_text(app).isascii()
        app.session.journal.close()


@pytest.mark.usefixtures("journal")
async def test_the_week_starts_on_the_day_of_the_settings(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    for wanted, settings in (("Mo", {}), ("Su", set_by_command(tmp_path / "settings.toml", "week-start", "sunday"))):
        app = make_app(**settings)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "7")
            await settle(pilot)
            assert first_weekday(app) == wanted
        app.session.journal.close()


@pytest.mark.usefixtures("journal")
async def test_the_conditions_decide_the_fields_of_a_check_in(make_app: MakeApp, press: Press, tmp_path: Path) -> None:
    fields = []
    for settings in ({}, set_by_command(tmp_path / "settings.toml", "conditions", "rosacea")):
        app = make_app(**settings)
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "3")
            fields.append([item.key for item in app.query_one(Skin).query_one(ScoreForm).entry.items])
        app.session.journal.close()
    assert fields[0] != fields[1]


@pytest.mark.parametrize("name", ON_THE_COMMAND_LINE)
def test_on_the_command_line(clock: Clock, tmp_path: Path, name: str) -> None:
    typed, command, usual, wanted = ON_THE_COMMAND_LINE[name]

    def run(words: list[str]) -> str:
        result = CliRunner().invoke(gutskin, words, obj=Session(clock))
        assert result.exit_code == 0, result.output
        return result.stdout

    for words, settings in ((usual, []), (wanted, ["settings", "set", name, typed])):
        if settings:
            run(settings)
        run(["add", "note", "x", "--at", "2026-11-21 04:30"])
        assert words in run(command.split())
        run(["undo"])


async def test_the_theme(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(**set_by_command(tmp_path / "settings.toml", "theme", "light"))
    async with app.run_test():
        assert app.theme == "gutskin-light"


async def test_the_keys(make_app: MakeApp, press: Press, tmp_path: Path, clock: Clock) -> None:
    app = make_app(**set_by_command(tmp_path / "settings.toml", "keys", "water=f11"))
    async with app.run_test() as pilot:
        await press(pilot, "w", "f11")
        assert len(app.session.journal.day(date(2026, 11, 21))) == 1
