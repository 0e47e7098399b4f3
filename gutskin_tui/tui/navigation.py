"""The actions that open a tab, show another day, or undo and redo."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from gutskin_tui.tui.actions import TABS, Handler

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Navigation:
    """Handles the actions on tabs, days and changes for the application."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session

    def actions(self) -> dict[str, Handler]:
        """The handlers of actions, by the id of the action."""
        return {
            **{f"tab_{name}": partial(self.app.open_tab, name) for name in TABS},
            "next_tab": self.do_next_tab,
            "previous_tab": self.do_previous_tab,
            "day_back": self.do_day_back,
            "day_on": self.do_day_on,
            "go_today": self.do_go_today,
            "go_yesterday": self.do_go_yesterday,
            "undo": self.do_undo,
            "redo": self.do_redo,
        }

    async def do_next_tab(self) -> None:
        """Open the tab to the right."""
        await self.app.open_tab(TABS[(TABS.index(self.app.tab) + 1) % len(TABS)])

    async def do_previous_tab(self) -> None:
        """Open the tab to the left."""
        await self.app.open_tab(TABS[(TABS.index(self.app.tab) - 1) % len(TABS)])

    def do_day_back(self) -> None:
        """Show the day before."""
        self.session.show_day(self.session.day - timedelta(days=1))

    def do_day_on(self) -> None:
        """Show the day after; the future is not shown."""
        self.session.show_day(self.session.day + timedelta(days=1))

    def do_go_today(self) -> None:
        """Show today."""
        self.session.show_day(self.session.today)

    def do_go_yesterday(self) -> None:
        """Show yesterday."""
        self.session.show_day(self.session.today - timedelta(days=1))

    def do_undo(self) -> None:
        """Undo the last change."""
        self.session.undo()

    def do_redo(self) -> None:
        """Redo what was undone."""
        self.session.redo()
