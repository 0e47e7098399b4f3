"""Trials begun, meals recorded and texts read, for the tests of the screens of trials."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from textual.pilot import Pilot
from textual.widgets import Static

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials import repository, safety
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import Press, settle

ALL_NO = {question.name: False for question in safety.QUESTIONS} | {"go_on": True}
"""Answers to the safety questions that rule nothing out."""
NO_KEYS = ["n"] * len(safety.unanswered({}, "dairy", "acne"))
"""The keys of such answers."""
TODAY = date(2026, 11, 21)


def at(day: date) -> Clock:
    """Return a clock that stands at 09:00 on a day."""
    return fixed_clock(datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Europe/London")), "Europe/London")


def begin(app: GutskinApp, back: int, **fields: Any) -> Trial:
    """Start a trial of dairy for rosacea, in phases of a week, `back` days ago."""
    day = TODAY - timedelta(days=back)
    given: dict[str, Any] = {"what": "dairy", "condition": "rosacea", "phase_days": 7, "smallest_change": 1.0} | fields
    return repository.start(app.session.journal, at(day), repository.Plan(start=day, **given), ALL_NO)


def eat(app: GutskinApp, back: int, text: str) -> None:
    """Record a lunch `back` days ago."""
    clock = at(TODAY - timedelta(days=back))
    app.session.journal.add(make("meal", {"text": text, "slot": "lunch"}, clock, at=clock.now()))


async def ready(app: GutskinApp, pilot: Pilot[None], press: Press, *keys: str) -> None:
    """Wait until the journal is read, and press keys."""
    await settle(pilot)
    await press(pilot, *keys)


async def select_a_meal(app: GutskinApp, pilot: Pilot[None], press: Press) -> None:
    """Open Meals and select a meal."""
    await ready(app, pilot, press, "2")
    for _ in range(5):
        if app.pane.selected() is None:
            await press(pilot, "down")


def words(app: GutskinApp, name: str) -> str:
    """Return the text of a widget of the screen on top."""
    return str(app.screen.query_one(name, Static).render())


def lines(app: GutskinApp, name: str, width: int = 76) -> list[str]:
    """Return the rows of a list as they are drawn `width` cells wide."""
    rows = app.screen.query_one(name, Rows)
    return [rows._line(index, width).plain for index in range(rows.count)]


def the_trial(app: GutskinApp) -> Trial:
    """Return the first trial of the journal."""
    return repository.trials(app.session.journal, TODAY)[0]
