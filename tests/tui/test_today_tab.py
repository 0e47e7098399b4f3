"""Today: the first days of a journal, the week, the streaks, and the day before."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from textual.widgets import Input

from gutskin_tui.clock import Clock
from gutskin_tui.insights.finding import MIN_PAIRS
from gutskin_tui.model.entries import make
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation.day import FIRST_COMPARISON
from gutskin_tui.presentation.streaks import streak_lines, streak_summary
from gutskin_tui.tui.tabs.today import QuickCheckIn
from gutskin_tui.tui.widgets.day_ribbon import DayHours
from gutskin_tui.tui.widgets.frame_bars import StatusLine, TitleBar
from gutskin_tui.tui.widgets.month_panel import Month
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.today_panels import DayBefore, Logged, Missing, Strips
from gutskin_tui.tui.widgets.week_panel import Week
from tests.tui.conftest import MakeApp, Press, click, panel_text, press_keys, settle


def test_the_days_to_the_first_comparison_are_those_of_the_insights() -> None:
    assert FIRST_COMPARISON == MIN_PAIRS


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_empty_journal_has_examples_and_the_days_to_the_first_comparison(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = panel_text(app, "#strips")
        assert "0 of 30 days to the first comparison" in text
        assert "m  oats, blueberries, coffee" in text
        assert "a streak begins with the first entry" in panel_text(app, "#streaks")
        for _ in range(2):
            app.session.journal.add(make("skin", {"severity": 4}, app.session.clock))
        app.session.apply_changes()
        await settle(pilot)
        assert "1 of 30 days" in panel_text(app, "#strips")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_missing_days_after_a_strip_have_their_purpose(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(days=3)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        lines = panel_text(app, "#strips").splitlines()
        assert any(re.search(r"\d more days? to an average$", line.rstrip()) for line in lines)


async def test_strips_have_the_shortest_range_that_fits(make_app: MakeApp) -> None:
    app = make_app(days=10)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "Last 14 days" in str(app.query_one("#strips").border_title)
        assert "of 30 days to the first comparison" in panel_text(app, "#week")


async def test_the_week_has_the_numbers_of_the_week_before_in_brackets(make_app: MakeApp, clock: Clock) -> None:
    app = make_app()
    for days in range(1, 15):
        at, litres = clock.now() - timedelta(days=days), 2000 if days <= 7 else 1500
        app.session.journal.add(make("drink", {"ml": litres}, clock, at=at))
        app.session.journal.add(make("meal", {"text": "oats, banana"}, clock, at=at))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        lines = [" ".join(line.split()) for line in panel_text(app, "#week").split("\n")]
        assert any("plants 2 of 30 (2)" in line for line in lines)
        assert any("water 2000 ml (1500) better" in line for line in lines)


async def test_a_change_of_today_does_not_compute_the_week(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(days=40)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        drawn: list[Week] = []
        real = Week.draw
        monkeypatch.setattr(Week, "draw", lambda week, *size: drawn.append(week) or real(week, *size))
        app.session.add("drink", {"ml": 250})
        await settle(pilot)
        assert not drawn
        app.session.add("drink", {"ml": 250}, app.session.clock.now() - timedelta(days=2))
        await settle(pilot)
        assert len(drawn) == 1


async def test_the_week_ends_with_the_insights_once_they_are_computed(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        assert app.session.insights.answer is None
        assert "Dairy needs" not in panel_text(app, "#week")
        await press(pilot, "6")
        assert app.session.insights.answer is not None
        await press(pilot, "1")
        assert "Dairy needs" in panel_text(app, "#week")


async def test_the_triggers_of_the_week_go_on_in_further_lines(make_app: MakeApp) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        lines = [line.strip() for line in panel_text(app, "#week").split("\n")]
    first = next(index for index, line in enumerate(lines) if line.startswith("triggers"))
    assert lines[first].endswith(",")
    assert lines[first + 1].endswith(",")
    assert lines[first + 2].split()[0].isalpha()


@pytest.mark.parametrize("size", [(60, 30), (80, 30), (120, 40), (160, 50)])
async def test_every_arrow_of_a_strip_has_a_word(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(days=60)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        *strips, dates = (line.strip() for line in panel_text(app, "#strips").split("\n"))
    assert len(strips) == 5
    assert all(line.split()[-1] in ("better", "worse", "steady") for line in strips)
    assert "7-day average" in dates


async def test_the_legend_of_the_hours_has_other_entries_where_there_are_some(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        hours = app.query_one("#hours")
        assert "other" not in str(hours.border_subtitle)
        app.session.add("note", {"text": "windy"})
        await settle(pilot)
        assert str(hours.border_subtitle).endswith("▲ practice  + other")


async def test_streaks_have_their_regularity(make_app: MakeApp) -> None:
    app = make_app(days=10)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        text = panel_text(app, "#streaks")
        assert "10 days" in text
        assert "% regular" in text
        assert re.search(r"1 day left|log today", text)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_a_streak_leads_to_what_it_counts(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(days=10)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        streaks, entries = app.query_one("#streaks", Panel), len(app.session.entries())
        await click(pilot, streaks, "meal")
        assert (app.tab, isinstance(app.focused, Input)) == ("meals", True)
        await app.main_screen.open_tab("today")
        await settle(pilot)
        await click(pilot, streaks, "any entry")
        assert "note" in app.query_one(StatusLine).render().plain
        await press_keys(pilot, "escape")
        if size[0] >= 100:
            await click(pilot, streaks, "skin")
            assert app.tab == "skin"
            await app.main_screen.open_tab("today")
            await settle(pilot)
            await click(pilot, streaks, "water goal")
            assert app.tab == "water"
        assert len(app.session.entries()) == entries


@pytest.mark.parametrize(("width", "streak", "demo"), [(80, True, True), (60, False, True), (42, False, False)])
def test_the_title_leaves_out_first_the_streak_and_never_the_state(width: int, streak: bool, demo: bool) -> None:
    title = TitleBar()
    title.update_title("Sat 21 Nov 2026 · today", ["21-day streak", "demo", "saved"], ["day_back"])
    line = title.line(width).plain
    assert ("21-day streak" in line, "demo" in line) == (streak, demo)
    assert line.endswith("saved")


async def test_the_title_has_how_complete_the_selected_day_is(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        title = app.query_one(TitleBar)
        assert title.render().plain.endswith("  0 of 7 logged  saved ✓")
        await press(pilot, "s", "3", "escape")
        assert "  1 of 7 logged  " in title.render().plain
        await press(pilot, "left_square_bracket")
        assert "  0 of 7 logged  " in title.render().plain
        await press(pilot, "t", "a", "o")  # a day off needs nothing but what it has
        assert "logged" in title.render().plain


@pytest.mark.parametrize(("current", "text"), [(0, "no streak now, longest 6"), (1, "1-day streak, longest 6")])
def test_a_streak_in_a_sentence(current: int, text: str) -> None:
    assert streak_summary(Streak(current, 6)) == text


async def test_three_columns_have_the_months_and_on_high_screens_the_day_before(
    make_app: MakeApp, clock: Clock, press: Press
) -> None:
    app = make_app(theme="mono")
    yesterday = clock.now() - timedelta(days=1)
    app.session.journal.add(make("note", {"text": "windy"}, clock, at=yesterday))
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        assert not app.query_one(DayBefore).display
        await pilot.resize_terminal(160, 60)
        await settle(pilot)
        assert app.query_one(DayBefore).display
        assert "windy" in panel_text(app, "#day-before")
        lines = panel_text(app, "#month").split("\n")
        y = next(y for y, line in enumerate(lines) if "Oct 2026" in line) + 2
        x = next(x for x in range(len(lines[y])) if lines[y][x : x + 2] == " 1")
        month = app.query_one(Month)
        inner = month.content_region.offset - month.region.offset
        await pilot.click(month, offset=(inner.x + x, inner.y + y))
        await settle(pilot)
        assert app.session.day == clock.today().replace(month=10, day=1)


async def test_the_last_skin_of_another_day_has_its_date(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    at = clock.now() - timedelta(days=2)
    app.session.journal.add(make("skin", {"severity": 3}, clock, at=at))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        needs = app.query_one(Missing)
        lines = [needs._line(index, 44).plain for index in range(needs.count)]
        assert any(line.endswith("last 3, 2 days ago") for line in lines)
        await press(pilot, "left_square_bracket")
        lines = [needs._line(index, 44).plain for index in range(needs.count)]
        assert any(line.endswith("last 3, Thu 19 Nov") for line in lines)


@pytest.mark.parametrize("width", [44, 55, 56, 57, 60])
async def test_streaks_with_full_regularity_fit_their_lines(make_app: MakeApp, width: int) -> None:
    app = make_app(days=40)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        session = app.session
        always = {name: 1.0 for name, _ in session.streaks}
        text = streak_lines(session.streaks, always, session.today, session.palette, wide=True, width=width)
        assert all(line.cell_len <= width for line in text.split("\n"))
        assert ("day left" in text.plain) == (width >= 56)


async def test_panels_whose_values_stay_the_same_are_not_drawn_when_the_journal_has_been_read(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(30)
    async with app.run_test(size=(120, 40)) as pilot:
        drawn: list[str | None] = []
        for panel_type in (Strips, DayHours, QuickCheckIn):
            draw = panel_type.draw
            monkeypatch.setattr(
                panel_type, "draw", lambda panel, *size, draw=draw: drawn.append(panel.id) or draw(panel, *size)
            )
        monkeypatch.setattr(Logged, "fill", lambda rows, *_: drawn.append(rows.id))
        app.main_screen.show_all()
        await settle(pilot)
        assert drawn == []
        await press(pilot, "w")
        assert set(drawn) == {"strips", "hours", "logged"}
