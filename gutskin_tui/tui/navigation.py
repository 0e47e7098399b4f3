"""The actions that open a tab, show another day, undo and redo, or leave."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from gutskin_tui.tui.actions import TABS, Handler
from gutskin_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Navigation:
    """Handles the actions on tabs, days, changes and the end of the application."""

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
            "leave": self.do_leave,
            "quit": self.do_quit,
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

    async def do_leave(self) -> None:
        """Close the prompt, or give the focus back to the tab's first list."""
        prompt = self.app.query_one(Prompt)
        if prompt.asking:
            prompt.close()
        else:
            self.app.screen.set_focus(self.app.pane.home())

    def do_quit(self) -> None:
        """Leave. All is saved already, or waits to be saved: a second time leaves that to the next start."""
        if not self.session.queue or self.app.leaving:
            self.app.exit()
            return
        self.app.leaving = True
        self.app.status("leaving once it is saved; q again leaves now, and the next start saves it", False)
