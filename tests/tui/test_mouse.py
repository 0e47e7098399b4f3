"""The mouse does what the keys do: forms, lists, calendars and charts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from textual.geometry import Region
from textual.widget import Widget

from gutskin_tui.presentation.trends import LEADING
from gutskin_tui.tui.check_in import CheckInForm
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from gutskin_tui.tui.widgets.meal_panels import SelectedMeal, WeekFoods
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.prompt import Prompt
from tests.tui.conftest import click, settle

SIZE = (120, 40)


def values_of(app: Any, kind: str, name: str) -> list[Any]:
    return [getattr(entry, name) for entry in app.session.entries() if entry.kind == kind]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_a_click_on_a_field_starts_the_form_there_and_a_click_on_a_digit_answers(
    make_app: Any, press: Any, size: tuple[int, int]
) -> None:
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "energy")
        assert form.accepts_answers
        assert form.item.key == "stress.energy"
        await click(pilot, form, " 7 8 ")  # the gap before the digit
        assert values_of(app, "stress", "energy") == []
        await click(pilot, form, "7 8")
        assert values_of(app, "stress", "energy") == [7]
        await click(pilot, form, "mood")
        await click(pilot, form, "t=10")
        await click(pilot, form, "stress")
        await click(pilot, form, "0 1 2")
        assert values_of(app, "stress", "mood") == [10]
        assert values_of(app, "stress", "score") == [0]
        await click(pilot, form, "exercise")
        await click(pilot, form, "3 4 5")
        assert values_of(app, "exercise", "minutes") == [30]


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_click_on_a_box_checks_it_and_a_second_click_clears_it(
    make_app: Any, press: Any, size: tuple[int, int]
) -> None:
    app = make_app(0)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        if size[1] < 30:
            await click(pilot, form, form.items[6].label.lower())
        await click(pilot, form, "] f family")
        assert values_of(app, "stress", "weighed") == [("family",)]
        await click(pilot, form, "] h health")
        assert values_of(app, "stress", "weighed") == [("family", "health")]
        await click(pilot, form, "[x] f")
        assert values_of(app, "stress", "weighed") == [("health",)]


async def test_minutes_that_are_missing_are_clicked(make_app: Any, press: Any) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "yoga")
        assert values_of(app, "practice", "minutes") == []
        await click(pilot, form, "2 3 4")
        assert values_of(app, "practice", "minutes") == [20]
        await click(pilot, form, "⏎ ends")
        assert not form.accepts_answers


async def test_a_click_goes_on_where_a_key_would_and_never_past_a_refused_text(make_app: Any, press: Any) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        form = app.query_one("#stress-form", CheckInForm)
        await click(pilot, form, "sleep  ")
        await press(pilot, "9", "9")
        await click(pilot, form, "energy")
        assert form.item.key == "sleep.hours"
        assert "!" in "".join(form.render_line(y).text for y in range(form.size.height))


async def click_title(pilot: Any, widget: Widget, text: str, *, bottom: bool = False) -> None:
    """Click the first cell of `text` on the upper or lower edge of a frame."""
    await settle(pilot)
    y = widget.outer_size.height - 1 if bottom else 0
    edge = widget.render_lines(Region(0, y, widget.outer_size.width, 1))[0].text
    assert text in edge
    await pilot.click(widget, offset=(edge.find(text), y))
    await settle(pilot)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_ranges_are_clicked_in_the_title(make_app: Any, press: Any, size: tuple[int, int]) -> None:
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


async def test_keys_on_frames_are_clicked(make_app: Any, press: Any) -> None:
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


async def test_text_of_the_journal_is_no_link_in_a_title(make_app: Any, press: Any) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "m", *"[@click=app.quit]rice[/]", "enter", "escape")
        panel = app.query_one(SelectedMeal)
        await click_title(pilot, panel, "rice")
        assert app.is_running
        assert "[@click=app.quit]" in panel.render_lines(Region(0, 0, panel.outer_size.width, 1))[0].text


async def test_the_delay_is_clicked_in_the_title(make_app: Any, press: Any) -> None:
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
        ("3", "#skin-scores", (80, 24)),
        ("4", "#water-days", (120, 40)),
        ("4", "#water-days", (80, 24)),
        ("5", "#stress-charts", (120, 40)),
        ("5", "#stress-charts", (80, 24)),
        ("5", "#stress-skin", (120, 40)),
        ("2", "TriggerDays", (200, 60)),
        ("2", "PlantDays", (200, 60)),
    ],
)
async def test_a_click_on_a_day_of_a_chart_selects_it(
    make_app: Any, press: Any, tab: str, panel: str, size: tuple[int, int]
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
