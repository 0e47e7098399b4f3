"""A journal of six days on the History tab."""

from __future__ import annotations

from datetime import date, timedelta

from textual.pilot import Pilot
from textual.widgets import Static

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.widgets.search_results import SearchResults
from tests.tui.conftest import MakeApp, Press

TODAY = date(2026, 11, 21)
MEALS = ("oats", "pizza, beer", "lentil soup", "pizza", "rice")
"""What was eaten today and on the four days before it; the day before that holds only a bad skin day."""


def six_days(make_app: MakeApp, clock: Clock) -> GutskinApp:
    """Return an application whose journal has entries on the six days to today."""
    day = timedelta(days=1)
    app = make_app()
    app.session.journal.add(
        *(make("meal", {"text": text}, clock, at=clock.now() - back * day) for back, text in enumerate(MEALS)),
        make("skin", {"severity": 4}, clock, at=clock.now() - 2 * day),
        make("skin", {"severity": 7}, clock, at=clock.now() - 5 * day),
    )
    app.session.journal.drain_changes()  # the screen shows them from the start
    return app


async def open_history(app: GutskinApp, pilot: Pilot[None], press: Press) -> History:
    """Go to History and return it."""
    await press(pilot, "7")
    assert isinstance(app.pane, History)
    return app.pane


def back(*days: int) -> list[date]:
    """Return the dates so many days before today."""
    return [TODAY - timedelta(days=days_ago) for days_ago in days]


def listed(tab: History) -> list[date]:
    """Return the days in the list."""
    return list(tab.query_one(SearchResults).search.days)


def help_of(tab: History) -> str:
    """Return the text below the field of the search."""
    return str(tab.query_one("#search-help", Static).content)
