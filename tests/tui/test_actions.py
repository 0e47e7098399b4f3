"""The table of actions and the methods of their owners match."""

from __future__ import annotations

import pytest
from textual.actions import parse
from textual.containers import VerticalScroll
from textual.screen import Screen

from gutskin_tui.tui.actions import ACTIONS, TABS
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.actions import TabActions
from gutskin_tui.tui.tabs.registry import tab_class
from tests.tui.conftest import MakeApp

OWNERS: dict[str, type] = {"app": GutskinApp, "tab": TabActions, **{name: tab_class(name) for name in TABS}}


@pytest.mark.parametrize("owner", OWNERS)
def test_an_owner_has_a_method_for_each_of_its_actions_and_no_other(owner: str) -> None:
    methods = {name.removeprefix("action_") for name in vars(OWNERS[owner]) if name.startswith("action_")}
    methods -= {"help_quit", "pick", "perform"}  # of Textual's own keys, of links in titles, of the screen's bindings
    of_table = {parse(action.call)[1] for action in ACTIONS if owner in action.owners}
    of_every_tab = {parse(action.call)[1] for action in ACTIONS if "tab" in action.owners}
    inherited = of_every_tab if owner in TABS else set()
    assert methods - inherited == of_table - inherited


def test_every_action_has_an_owner() -> None:
    for action in ACTIONS:
        assert action.owners, action.id
        assert set(action.owners) <= set(OWNERS), action.id


@pytest.mark.parametrize("base", [Screen, VerticalScroll])
def test_no_action_replaces_an_action_of_textual(base: type) -> None:
    names = {parse(action.call)[1] for action in ACTIONS if "app" not in action.owners}
    assert not [name for name in names if hasattr(base, f"action_{name}")]


async def test_the_bindings_of_the_open_tab_are_those_of_the_table(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test():
        for tab in TABS:
            await app.main_screen.open_tab(tab)
            bound = {active.binding.id for active in app.screen.active_bindings.values()} - {None}
            offered = {action.id for action in ACTIONS if not action.tabs or tab in action.tabs}
            assert bound <= offered, tab
            keys = {key for action in ACTIONS if action.id in offered for key in action.keys.split(",")}
            assert keys <= set(app.screen.active_bindings), tab
