"""The calendars of months, on Today where there are three columns and as a view of History."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from gutskin_tui.charts.palette import MONO
from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.presentation.month import month_legend, month_marks, phase_days
from gutskin_tui.trials import repository
from gutskin_tui.trials.safety import QUESTIONS
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.calendar_months import CalendarMonths
from gutskin_tui.tui.widgets.month_panel import Month, MonthGrid
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, panel_text, settle

TODAY = date(2026, 11, 21)
SIZES = [(60, 20), (80, 24), (120, 40), (160, 50), (200, 60)]


def begin_trial(app: GutskinApp, start: date) -> None:
    """Start a trial of dairy in three phases of a week."""
    answers = {question.name: False for question in QUESTIONS} | {"go_on": True}
    plan = repository.Plan(start=start, what="dairy", condition="rosacea", phase_days=7, smallest_change=1.0)
    clock = fixed_clock(app.session.clock.now().replace(day=start.day, month=start.month), "Europe/London")
    repository.start(app.session.journal, clock, plan, answers)


def cell_of(panel: MonthGrid, day: date) -> tuple[int, int]:
    """Return the upper left cell of a day inside the content of a panel."""
    size = panel.content_size
    return next((x, y) for y in range(size.height) for x in range(size.width) if panel.day_at(x, y) == day)


async def click_day(pilot: Pilot[Any], panel: MonthGrid, day: date) -> None:
    x, y = cell_of(panel, day)
    inner = panel.content_region.offset - panel.region.offset
    await pilot.click(panel, offset=(inner.x + x, inner.y + y))
    await settle(pilot)


async def test_the_month_has_its_treatments_and_a_click_selects_a_day(make_app: MakeApp, clock: Clock) -> None:
    app = make_app(theme="mono")
    day = TODAY - timedelta(days=3)
    add = app.session.journal.add
    add(make("skin", {"severity": 9}, clock, at=clock.now() - timedelta(days=3)))
    add(make("treatment", {"what": "steroid cream"}, clock, at=clock.now() - timedelta(days=3)))
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        month = app.screen.query_one(Month)
        x, y = cell_of(month, day)
        assert panel_text(app, "#month").split("\n")[y][x : x + 5] == f"█{day.day:>2} T"
        await click_day(pilot, month, day)
        assert app.session.day == day
        assert f"[{day.day:>2}]" in panel_text(app, "#month")


@pytest.mark.parametrize(("width", "there"), [(80, False), (120, False), (160, True)])
async def test_the_month_is_there_where_there_are_three_columns(make_app: MakeApp, width: int, there: bool) -> None:
    app = make_app()
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(Month).display == there


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_and_a_click_switch_between_the_year_and_the_months(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7", "V")
        year, months = app.query_one(CalendarHeatmap), app.query_one(CalendarMonths)
        assert (year.display, months.display, months.has_focus) == (False, True, True)
        assert "Nov 2026" in panel_text(app, "#months")
        assert "[21]" in panel_text(app, "#months")
        edge = months.render_lines(Region(0, 0, months.outer_size.width, 1))[0].text
        await pilot.click(months, offset=(edge.index("V year"), 0))
        await settle(pilot)
        assert (year.display, months.display, year.has_focus) == (True, False, True)
        assert "months" in year.render_lines(Region(0, 0, year.outer_size.width, 1))[0].text


async def test_arrows_move_in_the_months_and_enter_opens_the_day(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "7", "V", "left", "up", "k", "right", "h", "down", "right")
        assert app.session.day == TODAY - timedelta(days=7)
        assert "[14]" in panel_text(app, "#months")
        await press(pilot, "enter")
        assert app.query_one("#day", Rows).has_focus


@pytest.mark.parametrize("size", [*SIZES[:2], *(pytest.param(size, marks=pytest.mark.slow) for size in SIZES[2:])])
async def test_the_months_stay_while_the_day_is_among_them(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7", "V")
        months = app.query_one(CalendarMonths)
        before = months.span
        app.session.show_day(before[0])
        await settle(pilot)
        assert months.span == before
        for day in (before[0] - timedelta(days=1), date(2024, 2, 29), TODAY):
            app.session.show_day(day)
            await settle(pilot)
            assert months.span[0] <= day <= months.span[1] <= date(2026, 11, 30)
            assert cell_of(months, day)
            assert f"[{day.day:>2}]" in panel_text(app, "#months")


async def test_a_second_click_on_a_day_of_the_months_opens_it(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "7", "V")
        months, day = app.query_one(CalendarMonths), date(2026, 10, 7)
        for opened in (False, True):
            await click_day(pilot, months, day)
            assert app.session.day == day
            assert app.query_one("#day", Rows).has_focus == opened


async def test_both_views_show_the_same_series(make_app: MakeApp, press: Press) -> None:
    app = make_app(60, theme="mono")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "7", "V")
        skin = panel_text(app, "#months")
        await press(pilot, "v")
        tab = app.pane
        assert isinstance(tab, History)
        assert panel_text(app, "#months") != skin
        assert app.query_one(CalendarMonths).series == app.query_one(CalendarHeatmap).series == tab.series
        await press(pilot, "2", "7")
        assert app.query_one(CalendarMonths).display


async def test_the_phases_of_a_trial_are_marked_on_both_tabs_at_once(make_app: MakeApp, press: Press) -> None:
    app = make_app(theme="mono")
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "7", "V", "1")
        begin_trial(app, date(2026, 11, 9))
        app.session.apply_changes()
        await settle(pilot)
        for tab, panel in (("1", "#month"), ("7", "#months")):
            await press(pilot, tab)
            text = panel_text(app, panel)
            for marked in ("· 9 b", "·16 e", "[21]e", " 29 r"):
                assert marked in text, panel
            assert "· 8 b" not in text
        assert "e elimination" in panel_text(app, "#months")
        assert "r reintroduction" in panel_text(app, "#months")


def test_a_trial_that_was_ended_marks_no_later_day(make_app: MakeApp, clock: Clock) -> None:
    app = make_app()
    begin_trial(app, date(2026, 11, 9))
    (trial,) = app.session.trials.all
    repository.end(app.session.journal, clock, trial, "holiday")
    app.session.apply_changes()
    days = phase_days(app.session.trials.all, date(2026, 11, 1), date(2026, 11, 30))
    assert (min(days), max(days)) == (date(2026, 11, 9), TODAY)
    marks = month_marks([TODAY, date(2026, 11, 22)], app.session.entries, lambda entry: False, days, MONO)
    assert marks == {TODAY: "e"}


def test_a_legend_that_does_not_fit_has_the_letters_of_the_phases(make_app: MakeApp) -> None:
    app = make_app()
    begin_trial(app, date(2026, 11, 9))
    phases = phase_days(app.session.trials.all, date(2026, 11, 1), date(2026, 11, 30)).values()
    whole = "★ suspected food  T treatment  b baseline  e elimination  r reintroduction"
    assert month_legend(phases, MONO, 100) == whole
    assert month_legend(phases, MONO, 50) == "★ suspected food  T treatment  b e r trial"
    assert month_legend([], MONO, 10) == "★ suspected food  T treatment"


async def test_the_legend_of_the_months_is_whole_or_without_the_shades(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    begin_trial(app, date(2026, 11, 9))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "V")
        legend = panel_text(app, "#months").rstrip().splitlines()[-1]
        assert "T treatment" in legend
        assert "…" not in panel_text(app, "#months")
