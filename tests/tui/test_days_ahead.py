"""Entries dated ahead, by a clock that was wrong or in a zone that is ahead: shown, changed, deleted on the screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import LISTED, AnyEntry
from gutskin_tui.tui.actions import TABS
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_results import SearchResults
from tests.conftest import LONDON
from tests.model.entry_strategies import smallest_values
from tests.tui.conftest import MakeApp, Press, settle, status, write_into

pytestmark = pytest.mark.unmeasured

TODAY = date(2026, 11, 21)
AHEAD = datetime(2027, 1, 5, 12, tzinfo=LONDON)
VALUES: dict[str, dict[str, Any]] = {name: smallest_values(kind) for name, kind in LISTED.items()} | {
    "meal": {"text": "ahead of time"},
    "skin": {"severity": 3},
    "drink": {"ml": 250},
    "sleep": {"hours": 7.5},
    "stress": {"score": 4},
    "exercise": {"minutes": 30},
    "practice": {"what": "yoga", "minutes": 20},
    "supplement": {"what": "zinc"},
    "treatment": {"what": "zinc paste"},
    "gut": {"bloating": 2},
    "note": {"text": "ahead"},
}


def ahead(at: datetime = AHEAD, *kinds: str) -> list[AnyEntry]:
    clock = fixed_clock(at, "Europe/London")
    return [make(kind, VALUES[kind], clock) for kind in kinds or VALUES]


def only(app: GutskinApp, kind: str) -> AnyEntry:
    (entry,) = [entry for entry in app.session.journal.between() if entry.kind == kind]
    return entry


async def open_day(app: GutskinApp, pilot: Pilot[None], press: Press) -> None:
    """Open the newest day of History's list."""
    await press(pilot, "7")
    assert isinstance(app.pane, History)
    app.pane.query_one(SearchResults).to_list()
    await press(pilot, "home", "enter")


@pytest.mark.parametrize("days", [0, 30])
async def test_a_day_ahead_is_opened_from_the_list_and_changed(make_app: MakeApp, press: Press, days: int) -> None:
    app = make_app(days)
    app.session.journal.add(*ahead(AHEAD, "meal"))
    async with app.run_test(size=(110, 36)) as pilot:
        await open_day(app, pilot, press)
        assert app.session.day == AHEAD.date()
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, EntryForm)
        when, text = form.row("at"), form.row("text")
        assert when is not None
        assert text is not None
        assert when.message == "Tue 5 Jan 2027, 12:00, in the future"
        write_into(text, "ahead by far")
        await press(pilot, "ctrl+s")
        assert "Saved lunch: ahead by far · Tue 05 Jan 2027, 12:00" in status(app)
        changed = app.session.journal.day(AHEAD.date())
        assert [entry.recorded() for entry in changed] == [{"text": "ahead by far"}]
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, EntryForm)
        when = form.row("at")
        assert when is not None
        write_into(when, "2027-01-04 12:00")
        await press(pilot, "ctrl+s")
        assert "in the future" in when.message
        write_into(when, "08:30")  # of today: the day of the entry has not come
        await press(pilot, "ctrl+s")
        moved = [entry.when for entry in app.session.journal.day(TODAY) if entry.id == changed[0].id]
        assert moved == [datetime(2026, 11, 21, 8, 30, tzinfo=LONDON)]


async def test_an_entry_dated_ahead_is_deleted_and_restored(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    app.session.journal.add(*ahead(AHEAD, "note"))
    async with app.run_test(size=(110, 36)) as pilot:
        await open_day(app, pilot, press)
        await press(pilot, "d")
        assert app.session.journal.count() == 0
        await press(pilot, "u")
        assert only(app, "note").day == "2027-01-05"


@pytest.mark.parametrize("kind", list(VALUES))
async def test_a_form_of_every_kind_changes_a_note_of_an_entry_dated_ahead(
    make_app: MakeApp, press: Press, kind: str
) -> None:
    app = make_app()
    (entry,) = ahead(AHEAD, kind)
    app.session.journal.add(entry)
    async with app.run_test(size=(110, 36)) as pilot:
        app.pane.open_form(kind, entry)
        await settle(pilot)
        form = app.screen
        assert isinstance(form, EntryForm)
        note = form.row("note")
        assert note is not None
        write_into(note, "the clock was wrong")
        await press(pilot, "ctrl+s")
    saved = only(app, kind)
    assert (saved.note, saved.at, saved.day) == ("the clock was wrong", entry.at, entry.day)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 18)])
async def test_every_tab_shows_a_day_ahead_and_records_nothing_there(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(60)
    app.session.journal.add(*ahead())
    async with app.run_test(size=size) as pilot:
        await open_day(app, pilot, press)
        count = app.session.journal.count()
        for number, name in enumerate(TABS, 1):
            await press(pilot, str(number))
            assert (app.tab, app.session.day) == (name, AHEAD.date())
            await press(pilot, "w")
            assert "is in the future" in status(app)
        assert app.session.journal.count() == count
        await press(pilot, "right_square_bracket")
        assert app.session.day == AHEAD.date()
        await press(pilot, "left_square_bracket")
        assert app.session.day == TODAY


async def test_the_entries_of_tomorrow_are_a_key_away(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    tomorrow = clock.now() + timedelta(days=1)
    app.session.journal.add(*ahead(tomorrow, "drink", "skin"))
    async with app.run_test(size=(110, 36)) as pilot:
        await press(pilot, "right_square_bracket")
        assert app.session.day == tomorrow.date()
        assert app.query_one("#logged", Rows).count == 2
        await press(pilot, "3", "e", "end", "ctrl+s", "t")
        assert app.session.day == TODAY
