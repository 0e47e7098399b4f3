"""The table of actions and the handlers of its actions match, on each tab."""

from __future__ import annotations

from typing import Any

import pytest

from gutskin_tui.tui.actions import ACTIONS, TABS, check_handlers
from tests.tui.conftest import settle


async def test_every_action_has_a_handler_on_each_of_its_tabs(make_app: Any) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        for tab in TABS:
            await app.open_tab(tab)
            await settle(pilot)
            own = set(app.pane.actions())
            available = {action.id for action in ACTIONS if not action.tabs or tab in action.tabs}
            assert available <= set(app.handlers()), tab
            assert own <= available, tab  # a handler on a tab that does not have the action could not be called


def test_a_missing_handler_and_an_unknown_action_are_errors() -> None:
    everywhere = {action.id for action in ACTIONS if not action.tabs}
    check_handlers(everywhere)
    with pytest.raises(LookupError, match=r"no handler of water$"):
        check_handlers(everywhere - {"water"})
    with pytest.raises(LookupError, match=r"no handler of goal on water$"):
        check_handlers(everywhere | {action.id for action in ACTIONS if "skin" in action.tabs}, "water")
    with pytest.raises(LookupError, match=r"no action of the table: fly$"):
        check_handlers({*everywhere, "fly"})
