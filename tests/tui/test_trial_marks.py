"""Trials on charts and lists of Trends and Skin: phases, and days without the food."""

from __future__ import annotations

import re
from datetime import timedelta

from textual.widgets import Static

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import MONO
from gutskin_tui.model.entries import make
from gutskin_tui.presentation import stress as view_of_stress
from gutskin_tui.presentation.chart_events import event_spans
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.meal_panels import PlantDays, TriggerDays
from gutskin_tui.tui.widgets.series_panels import SeriesList
from gutskin_tui.tui.widgets.water_panels import WaterByDay
from tests.tui.conftest import MakeApp, Press, panel_text, screen_lines
from tests.tui.trial_steps import TODAY, at, begin, ready


async def test_the_charts_mark_the_days_without_the_food(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    begin(app, 20)
    first = TODAY - timedelta(days=13)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot, press, "3")
        marked = DaySpan(first, first + timedelta(days=6), "no dairy")
        assert marked in event_spans(app.session.events, TODAY)
        lines_drawn = screen_lines(app.screen)
        assert any(re.search("├─*( no|n)", line) for line in lines_drawn)


async def test_strips_sparklines_and_the_heatmap_mark_the_trial_once_it_starts(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await ready(app, pilot, press, "6", "7", "1")
        assert "no dairy" not in panel_text(app, "#strips")
        begin(app, 20)
        app.session.apply_changes()
        await press(pilot)
        assert "no dairy" in panel_text(app, "#strips")
        await press(pilot, "6")
        assert "no dairy marked" in str(app.query_one(SeriesList).border_title)
        row = app.query_one(SeriesList)._row(0, 60)
        assert any(span.style == app.session.palette.span_day for span in row.spans)
        await press(pilot, "7")
        assert "t trial" in str(app.query_one(CalendarHeatmap).border_title)
        assert panel_text(app, "#heat").count("t") >= 7
        app.session.undo()
        await press(pilot)
        assert "t trial" not in str(app.query_one(CalendarHeatmap).border_title)


async def test_the_days_of_triggers_and_practices_mark_the_trial(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(160, 50)) as pilot:
        await ready(app, pilot, press, "2")
        panel = app.query_one(TriggerDays)
        assert "no dairy" not in panel.heading()[1]
        begin(app, 20)
        app.session.apply_changes()
        await press(pilot)
        assert panel.heading()[1] == "no dairy marked, ? uncertain"
        line = panel.lines[0]
        shade = app.session.palette.span.bgcolor
        shaded = [part.text for part in line if part.style and part.style.bgcolor == shade]
        assert len("".join(shaded)) == 7
        await press(pilot, "4")
        for bars in (app.query_one(PlantDays), app.query_one(WaterByDay)):
            assert str(bars.border_subtitle).startswith("no dairy marked, ")
            assert any(part.style and part.style.bgcolor == shade for part in bars.lines[0])
    days = view_of_stress.week_strips(app.session.series, TODAY, 28, 80, MONO, app.session.trial_spans)
    practice = next(line for line in days.split("\n") if line.plain.startswith("practice"))
    assert any(span.style == MONO.span_day for span in practice.spans)


async def test_the_chart_of_a_trial_names_its_phases_whole_at_sixty_columns(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    begin(app, 20)
    app.session.journal.add(make("skin", {"severity": 3}, at(TODAY)))
    async with app.run_test(size=(60, 20)) as pilot:
        await ready(app, pilot, press, "N")
        chart = app.screen.query_one("#trial-chart", Static)
        names = "".join(part.text for part in chart.render_line(0))
        assert re.findall(r"\w+", names) == ["baseline", "elimination", "reintro"]
