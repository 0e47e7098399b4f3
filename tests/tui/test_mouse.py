"""The mouse does what the keys do: titles, status line, lists, calendars and charts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from textual import events
from textual.geometry import Region
from textual.widget import Widget

from gutskin_tui.presentation.trends import LEADING
from gutskin_tui.tui.check_in import CheckInForm
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.dialogs.settings_form import SettingsForm
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.frame_bars import KeyBar, StatusLine, TabBar
from gutskin_tui.tui.widgets.hints import Hints
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from gutskin_tui.tui.widgets.meal_panels import SelectedMeal, UsualMeals, WeekFoods
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.prompt import Prompt
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.today_panels import Missing
from tests.tui.conftest import MakeApp, Press, click, settle
from tests.tui.form_texts import recorded

pytestmark = pytest.mark.unmeasured

SIZE = (120, 40)


async def click_title(pilot: Any, widget: Widget, text: str, *, bottom: bool = False) -> None:
    """Click the first cell of `text` on the upper or lower edge of a frame."""
    await settle(pilot)
    y = widget.outer_size.height - 1 if bottom else 0
    edge = widget.render_lines(Region(0, y, widget.outer_size.width, 1))[0].text
    assert text in edge
    await pilot.click(widget, offset=(edge.find(text), y))
    await settle(pilot)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_ranges_are_clicked_in_the_title(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(30)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "6")
        tab, chart = app.query_one(Trends), app.query_one("#chart")
        await click_title(pilot, chart, "90")
        assert tab.range == 90
        await click_title(pilot, chart, "7 28")
        assert tab.range == 7
        await click_title(pilot, chart, "v ")
        assert tab.range == 28
        await press(pilot, "T")
        await click_title(pilot, app.query_one("#table"), "90")
        assert tab.range == 90


async def test_keys_on_frames_are_clicked(make_app: MakeApp, press: Press) -> None:
    app = make_app(30)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        await click_title(pilot, app.query_one("#water-days"), "goal", bottom=True)
        assert app.query_one(Prompt).asking
        await press(pilot, "escape", "7")
        heat = app.query_one("#heat", CalendarHeatmap)
        await click_title(pilot, heat, "weeks")
        assert heat.series != LEADING[0]
        await press(pilot, "2")
        await click_title(pilot, app.query_one(WeekFoods), "P lists", bottom=True)
        assert isinstance(app.screen, Dialog)


async def test_text_of_the_journal_is_no_link_in_a_title(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "m", *"[@click=app.quit]rice[/]", "enter", "escape")
        panel = app.query_one(SelectedMeal)
        await click_title(pilot, panel, "rice")
        assert app.is_running
        assert "[@click=app.quit]" in panel.render_lines(Region(0, 0, panel.outer_size.width, 1))[0].text


async def test_the_delay_is_clicked_in_the_title(make_app: MakeApp, press: Press) -> None:
    app = make_app(90)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "6")
        panel = app.query_one(InsightsPanel)
        await click_title(pilot, panel, "1 2")
        assert panel.lag == 1
        await click_title(pilot, panel, "best")
        assert panel.lag is None
        await click_title(pilot, panel, "D delay")
        assert panel.lag == 0


@pytest.mark.parametrize(
    ("tab", "panel", "size"),
    [
        ("1", "#strips", (120, 40)),
        ("1", "#today-skin", (120, 40)),
        ("3", "#skin-chart", (120, 40)),
        ("3", "#skin-scores", (120, 40)),
        pytest.param("3", "#skin-scores", (80, 24), marks=pytest.mark.slow),
        ("4", "#water-days", (120, 40)),
        pytest.param("4", "#water-days", (80, 24), marks=pytest.mark.slow),
        ("5", "#stress-charts", (120, 40)),
        pytest.param("5", "#stress-charts", (80, 24), marks=pytest.mark.slow),
        ("5", "#stress-skin", (120, 40)),
        ("2", "TriggerDays", (200, 60)),
        ("2", "PlantDays", (200, 60)),
    ],
)
async def test_a_click_on_a_day_of_a_chart_selects_it(
    make_app: MakeApp, press: Press, tab: str, panel: str, size: tuple[int, int]
) -> None:
    app = make_app(120)
    async with app.run_test(size=size) as pilot:
        await press(pilot, tab)
        chart, today = app.query_one(panel, Panel), app.session.today
        chart.scroll_visible(animate=False, immediate=True)
        await settle(pilot)
        days = [chart.day_at(x, 1) for x in range(chart.content_size.width)]
        drawn = [day for day in days if day is not None]
        assert drawn[0] < drawn[-1] == today
        assert drawn == sorted(drawn)
        wanted = today - timedelta(days=5)
        inside = chart.content_region.offset - chart.region.offset
        await pilot.click(chart, offset=(inside.x + days.index(wanted), inside.y + 1))
        await settle(pilot)
        assert app.session.day == wanted


async def test_answers_and_undo_on_the_status_line_are_clicked(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        status = app.query_one(StatusLine)
        await click(pilot, app.query_one(KeyBar), "add…")
        await click(pilot, status, "Esc cancels")
        assert "Esc" not in status.render_line(0).text
        await click(pilot, app.query_one(KeyBar), "add…")
        await click(pilot, status, "day off")
        assert [entry.kind for entry in app.session.entries()] == ["mark"]
        await click(pilot, status, "undo")
        assert app.session.entries() == []


async def test_a_usual_meal_is_logged_by_a_click(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        second = app.session.usual.meals(app.session.today)[1].text
        before = [entry.text for entry in recorded(app, "meal")]
        await click(pilot, app.query_one(UsualMeals), "2 ")
        assert sorted([entry.text for entry in recorded(app, "meal")]) == sorted([*before, second])


async def click_row(pilot: Any, rows: Rows, index: int) -> None:
    inside = rows.content_region.offset - rows.region.offset
    await pilot.click(rows, offset=(inside.x + 5, inside.y + index - rows.scroll_offset.y))
    await settle(pilot)


async def test_a_missing_entry_is_logged_by_two_clicks(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        missing = app.query_one("#missing", Missing)
        water = next(index for index, need in enumerate(missing.needs) if need.kind == "drink")
        await click_row(pilot, missing, water)
        assert [entry.ml for entry in recorded(app, "drink")] == []
        await click_row(pilot, missing, water)
        assert [entry.ml for entry in recorded(app, "drink")] == [250]


async def test_a_listed_day_and_its_entry_are_opened_by_clicks(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=SIZE) as pilot:
        await click(pilot, app.query_one(TabBar), "History")
        days, entries = app.query_one("#days", Rows), app.query_one("#day", Rows)
        await click_row(pilot, days, 4)
        assert app.session.day == app.session.today - timedelta(days=4)
        assert days.has_focus
        await click_row(pilot, days, 4)
        assert entries.has_focus
        await click_row(pilot, entries, 1)
        assert entries.cursor == 1
        await click_row(pilot, entries, 1)
        assert isinstance(app.screen, EntryForm)
        await click(pilot, app.screen.query_one(Hints), "Esc")
        assert not isinstance(app.screen, Dialog)


async def test_a_day_of_the_year_is_selected_by_a_click_and_opened_by_a_second(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7")
        heat, wanted = app.query_one("#heat", CalendarHeatmap), app.session.today - timedelta(days=10)
        place = heat._heatmap.grid(heat.content_size.width).place(wanted)
        inside = heat.content_region.offset - heat.region.offset
        for focused in (False, True):
            await pilot.click(heat, offset=(inside.x + place[0], inside.y + place[1]))
            await settle(pilot)
            assert app.session.day == wanted
            assert app.query_one("#day", Rows).has_focus == focused


async def test_commands_are_run_by_two_clicks(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await click(pilot, app.query_one(KeyBar), "commands")
        rows = app.screen.query_one(Rows)
        index = next(index for index in range(rows.count) if "one glass" in rows.render_line(index).text)
        await click_row(pilot, rows, index)
        await click_row(pilot, rows, index)
        assert [entry.ml for entry in recorded(app, "drink")] == [250]


async def test_the_wheel_scrolls_the_list_below_it(make_app: MakeApp, press: Press) -> None:
    app = make_app(120)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7")
        rows = app.query_one("#days", Rows)
        x, y = rows.content_region.offset
        app.screen._forward_event(
            events.MouseScrollDown(rows, x + 3, y + 3, 0, 1, 0, False, False, False, x + 3, y + 3)
        )
        await settle(pilot, until=lambda: rows.scroll_offset.y > 0)
        assert rows.cursor == 0


async def test_a_day_is_logged_with_the_mouse_alone(make_app: MakeApp) -> None:
    app = make_app(30)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        keys = app.query_one(KeyBar)
        before = len(app.session.entries())
        await click(pilot, app.query_one(TabBar), "Stress")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "stress")
        await click(pilot, form, "4 5 6")
        await click(pilot, form, "7 8 9")
        await click(pilot, form, "- skip")
        await click(pilot, form, "] w work")
        assert [entry.score for entry in recorded(app, "stress")][-1:] == [4]
        assert [entry.mood for entry in recorded(app, "stress")][-1:] == [7]
        assert [entry.energy for entry in recorded(app, "stress")][-1:] == [None]
        assert [entry.weighed for entry in recorded(app, "stress")][-1:] == [("work",)]
        logged = len(app.session.entries())
        assert logged == before + 1
        await click(pilot, keys, "water")
        assert len(app.session.entries()) == logged + 1
        await click(pilot, keys, "undo")
        assert len(app.session.entries()) == logged
        await click(pilot, app.query_one(TabBar), "Water")
        await click_title(pilot, app.query_one("#water-today"), "a glass is", bottom=True)
        assert isinstance(app.screen, SettingsForm)
        await click(pilot, app.screen.query_one(Hints), "Esc")
        assert not isinstance(app.screen, Dialog)
        await click(pilot, keys, "quit")
        assert app._exit


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_the_prompt_names_its_keys_and_a_click_presses_it(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        prompt = app.query_one(Prompt)
        await press(pilot, "n", *"dry")
        await click(pilot, prompt.query_one(Hints), "Esc close")
        assert not prompt.asking
        assert [entry.text for entry in recorded(app, "note")] == []
        await press(pilot, "n")
        await click(pilot, prompt.query_one(Hints), "Enter save")
        assert not prompt.asking
        assert [entry.text for entry in recorded(app, "note")] == ["dry"], "the draft was kept"
