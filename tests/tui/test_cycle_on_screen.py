"""The menstrual cycle on the screen: offered only once its setting is on; then a key of the check-in records it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import LISTED, offered_kinds
from gutskin_tui.settings import Settings
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.command_palette import commands
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press, screen_text

SIZE = (120, 40)


def flows(app: GutskinApp) -> list[int]:
    return [entry.flow for entry in app.session.entries() if entry.kind == "cycle"]  # type: ignore[attr-defined]


def keys_to_flow(app: GutskinApp) -> list[str]:
    """Return the keys that start the check-in and go down to the flow."""
    items = app.pane.query_one("#check-in", ScoreForm).entry.items
    return ["c", *["down"] * [item.key for item in items].index("cycle.flow")]


@pytest.mark.parametrize("on", [False, True])
async def test_it_is_offered_only_if_the_setting_is_on(make_app: MakeApp, press: Press, on: bool) -> None:
    app = make_app(**({"cycle": True} if on else {}))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert ("flow" in screen_text(app)) is on
        await press(pilot, "a")
        assert ("c cycle" in screen_text(app)) is on
        await press(pilot, "c")
        assert (len(app.screen_stack) == 2) is on
        assert ("No kind has that letter." in screen_text(app)) is not on
        await press(pilot, "escape", "colon", *"cycle")
        assert ("add cycle" in screen_text(app)) is on
        await press(pilot, "escape", "question_mark")
        assert "cycle" not in screen_text(app).lower()


@pytest.mark.parametrize("tab", ["today", "trends"])
def test_the_commands_follow_the_setting(tab: str) -> None:
    for on in (False, True):
        names = {command.id for command in commands(tab, offered_kinds(Settings(cycle=on)), {}, False)}
        assert ("form cycle" in names) is on
    assert [kind.name for kind in offered_kinds(Settings(cycle=True))] == list(LISTED)


@pytest.mark.parametrize("on", [False, True])
async def test_factors_offer_the_flow_only_if_the_setting_is_on(make_app: MakeApp, press: Press, on: bool) -> None:
    app = make_app(cycle=on)
    async with app.run_test(size=(120, 120)) as pilot:
        await press(pilot, "6", "f")
        lines = [line.split() for line in screen_text(app).splitlines()]
        assert any("breakouts" in line for line in lines)
        assert any("flow" in line for line in lines) is on


async def test_a_key_records_the_flow_and_another_corrects_it(make_app: MakeApp, press: Press) -> None:
    app = make_app(cycle=True)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys_to_flow(app), "2")
        assert flows(app) == [2]
        await press(pilot, *keys_to_flow(app)[:1], *["down"] * 40, "0")
        assert flows(app) == [0]
        await press(pilot, *keys_to_flow(app)[:1], *["down"] * 40, "4")
        assert "Flow must be between 0 and 3 (you entered 4)." in screen_text(app)
        assert flows(app) == [0]
        await press(pilot, "minus")
        assert flows(app) == []


async def test_a_night_with_more_than_its_hours_is_not_removed_with_them(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    app.session.add("sleep", {"hours": 7.5, "quality": 4})
    async with app.run_test(size=SIZE) as pilot:
        items = [item.key for item in app.pane.query_one("#check-in", ScoreForm).entry.items]
        await press(pilot, "c", *["down"] * items.index("sleep.hours"), "backspace")
        assert "Please fill in Slept" in screen_text(app)
        assert [entry.kind for entry in app.session.entries()] == ["sleep"]


async def test_switching_it_on_adds_the_question_at_once(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f12", *["down"] * 4, *["backspace"] * 3, *"on", "ctrl+s")
        assert app.session.settings.cycle
        assert "flow" in screen_text(app)


def test_the_command_line_records_it_and_switches_nothing(clock: Clock) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(gutskin, list(words), obj=Session(clock))
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "flow 1 light" in run("add", "cycle", "1")
    assert "cycle" not in run("streaks")
    assert json.loads(run("trends", "--json"))[0]["series"] == "flow"
    assert "flow 1 light" in run("find", "flow>=1")
    assert [line.split()[1] for line in run("settings").splitlines() if line.startswith("cycle ")] == ["false"]
    assert run("settings", "set", "cycle", "on") == "cycle is now true.\n"
    assert [line.split()[1] for line in run("settings").splitlines() if line.startswith("cycle ")] == ["true"]
