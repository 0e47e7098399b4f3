"""Moving through the days of History, and the calendar of the year beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gutskin_tui.charts.time_axis import WeekGrid
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.presentation import history as view
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.day_picker import months_on
from tests.tui.conftest import MakeApp, Press, panel_text, settle
from tests.tui.history_days import TODAY, back, listed, open_history, six_days


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    return six_days(make_app, clock)


async def test_keys_walk_through_the_days_and_every_tab_follows(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "h", "k", "l", "k", "left", "up", "down", "right", "j")
        assert app.session.day == TODAY - timedelta(days=1)
        await press(pilot, "j", "j", "j")
        assert app.session.day == TODAY  # what is to come is not shown
        await press(pilot, "H", "H", "pageup", "L")
        assert app.session.day == date(2026, 9, 21)
        await press(pilot, "pagedown", "t", "y")
        assert app.session.day == TODAY - timedelta(days=1)
        await press(pilot, "1")
        assert app.session.day == TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_away_stays_within_its_month(day: date, months: int, there: date) -> None:
    assert months_on(day, months) == there


@pytest.mark.parametrize("weeks", [1, 26, 52])
@pytest.mark.parametrize("first_weekday", [0, 6])
def test_the_window_always_shows_the_day_and_stays_while_it_does(weeks: int, first_weekday: int) -> None:
    last = TODAY
    for step in range(900):
        day = TODAY - timedelta(days=step)
        before, last = last, view.window_end(day, TODAY, last, weeks, first_weekday)
        grid = WeekGrid(last, weeks, first_weekday)
        assert grid.first <= day <= last <= TODAY
        assert last == before or not WeekGrid(before, weeks, first_weekday).first <= day <= before


@pytest.mark.parametrize(("start", "top", "sunday"), [("sunday", "Su", True), ("monday", "Mo", False)])
async def test_weeks_begin_on_the_day_of_the_settings(
    make_app: MakeApp, clock: Clock, press: Press, start: str, top: str, sunday: bool
) -> None:
    app = make_app(week_start="monday" if sunday else "sunday")
    app.session.journal.add(make("note", {"text": "x"}, clock, at=clock.now() - timedelta(days=6)))  # on a Sunday
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *'on:"this week"')
        app.settings_editor.save({"week-start": start})
        await press(pilot)
        assert listed(tab) == ([TODAY - timedelta(days=6)] if sunday else [])
        assert panel_text(app, "#heat").splitlines()[1].startswith(top)


async def test_a_click_shows_the_day_under_it(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        heat = tab.query_one(CalendarHeatmap)
        grid = WeekGrid(TODAY, heat.weeks, 0)
        place = grid.place(TODAY - timedelta(days=9))
        assert place
        inner = heat.content_region.offset - heat.region.offset
        await pilot.click(heat, offset=(place[0] + inner.x, place[1] + inner.y))
        await settle(pilot)
        assert app.session.day == TODAY - timedelta(days=9)


async def test_the_year_shades_the_series_that_is_chosen(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        assert "Skin, 56 weeks" in str(tab.query_one(CalendarHeatmap).border_title)
        picture = tab.query_one(CalendarHeatmap)._heatmap
        assert picture
        assert picture.values == dict(zip(back(5, 2), (7.0, 4.0), strict=True))
        assert picture.bounds == (1, 3, 5, 7)
        await press(pilot, "v")
        assert tab.series == "meals"
        await press(pilot, "v", "v")
        assert tab.series == "severity"


@pytest.mark.parametrize(
    ("size", "weeks"), [((200, 60), 96), ((120, 40), 56), ((80, 24), 36), ((60, 20), 26), ((40, 20), 16)]
)
async def test_as_many_weeks_as_fit(app: GutskinApp, press: Press, size: tuple[int, int], weeks: int) -> None:
    async with app.run_test(size=size) as pilot:
        tab = await open_history(app, pilot, press)
        assert tab.query_one(CalendarHeatmap).weeks == weeks
