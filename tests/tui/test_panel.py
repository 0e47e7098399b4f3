"""Panels and lists that follow the journal: drawn when what they show changes, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.geometry import Offset, Region
from textual.selection import Selection
from textual.strip import Strip

from gutskin_tui.model.entries import make
from gutskin_tui.presentation.hydration import busiest_hour, water_by_hour
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.skin_chart import SkinChart
from gutskin_tui.tui.widgets.water_panels import WaterByHour, WaterToday
from tests.tui.conftest import MakeApp, Press, panel_text, settle

pytestmark = pytest.mark.unmeasured


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the panels that were shown anew, in order."""
    ids: list[str] = []
    real = Panel.update_view
    monkeypatch.setattr(Panel, "update_view", lambda panel: ids.append(str(panel.id)) or real(panel))
    return ids


def add(app: GutskinApp, kind: str, days: int = 0, **fields: object) -> None:
    clock = app.session.clock
    app.session.journal.add(make(kind, fields, clock, at=clock.now() - timedelta(days=days)))
    app.session.apply_changes()


async def test_a_change_of_another_table_draws_no_panel(make_app: MakeApp, press: Press, drawn: list[str]) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        drawn.clear()
        add(app, "note", text="windy")
        await settle(pilot)
        assert drawn == []
        add(app, "drink", ml=250)
        await settle(pilot)
        assert {"water-today", "other-drinks", "water-days", "water-hours"} == set(drawn)


async def test_a_change_of_a_day_that_a_panel_does_not_show_leaves_it(
    make_app: MakeApp, press: Press, drawn: list[str]
) -> None:
    app = make_app(days=60)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        drawn.clear()
        add(app, "drink", days=3, ml=250)
        await settle(pilot)
        assert "water-today" not in drawn
        assert "water-hours" in drawn
        drawn.clear()
        add(app, "drink", days=40, ml=250)
        await settle(pilot)
        assert not {"water-today", "other-drinks", "water-hours"} & set(drawn)


async def test_a_hidden_panel_is_drawn_when_its_tab_is_opened(
    make_app: MakeApp, press: Press, drawn: list[str]
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "1")
        before = panel_text(app, "#water-today")
        drawn.clear()
        for _ in range(3):
            add(app, "drink", ml=500)
        await settle(pilot)
        assert not [panel for panel in drawn if panel.startswith("water")]
        assert app.query_one(WaterToday).stale
        await press(pilot, "4")
        assert drawn.count("water-today") == 1
        assert panel_text(app, "#water-today") != before


async def test_another_day_draws_the_panels_that_show_the_day(
    make_app: MakeApp, press: Press, drawn: list[str]
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        drawn.clear()
        await press(pilot, "left_square_bracket")
        assert app.query_one(WaterToday).day == app.session.today - timedelta(days=1)
        assert set(drawn) == {"water-today", "other-drinks"}


async def test_no_change_of_content_moves_a_panel(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        before = {panel.id: panel.region for panel in app.query(Panel)}
        for _ in range(20):
            add(app, "drink", ml=250)
        add(app, "drink", what="coffee", ml=250)
        await settle(pilot)
        assert {panel.id: panel.region for panel in app.query(Panel)} == before


async def test_the_text_of_a_panel_can_be_selected(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        panel = app.query_one(WaterByHour)
        assert panel.get_selection(Selection(Offset(3, 0), Offset(8, 0))) == ("water", "\n")
        assert panel.get_selection(Selection(None, None)) == ("No water logged in four weeks.", "\n")


async def test_the_hours_of_drinking_name_the_amount_of_their_highest_bar(make_app: MakeApp, press: Press) -> None:
    app = make_app(40)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        totals = water_by_hour(app.session.entries, app.session.today)
        most = totals.index(max(totals))
        fact = f"most from {most:02}:00: {max(totals) / 1000:.1f} L"
        assert str(app.query_one(WaterByHour).border_subtitle) == fact
    assert busiest_hour([0.0] * 24) == ""
    assert busiest_hour([0.0] * 9 + [6150.0] + [250.0] * 14) == "most from 09:00: 6.2 L"


async def test_a_title_has_a_space_on_both_sides_in_every_frame(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        panel = app.query_one(WaterByHour)
        assert panel.border_title == "When you drink (28 days)"  # Textual adds the spaces beside a corner
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert panel.border_title == " When you drink (28 days) "


async def test_a_change_that_leaves_the_values_of_a_panel_the_same_does_not_draw_it(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        drawings: list[tuple[int, int]] = []
        real = SkinChart.draw
        monkeypatch.setattr(SkinChart, "draw", lambda chart, *size: drawings.append(size) or real(chart, *size))
        add(app, "skin", itch=5)
        await settle(pilot)
        assert drawings == []
        add(app, "skin", severity=9)
        await settle(pilot)
        assert len(drawings) == 1
        app.settings_editor.change({"ascii": True}, "")
        await settle(pilot)
        assert len(drawings) == 2


async def test_a_panel_without_room_draws_nothing(make_app: MakeApp, press: Press) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        week = app.query_one("#week", Panel)
        assert "Next: " in panel_text(app, "#week")
        week.styles.width = 2  # the border alone
        await settle(pilot)
        assert week.content_size.width == 0
        assert week.lines == []


@pytest.mark.parametrize(
    ("tab", "panel", "title"),
    [("2", "meals-triggers", "Triggers, 35 days"), ("5", "stress-charts", "112 days"), ("1", "strips", "Last 28 days")],
)
async def test_a_title_is_drawn_with_the_days_that_fit_from_the_first_time(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch, tab: str, panel: str, title: str
) -> None:
    upper_edges = []
    paint = Panel.render_lines

    def painted(widget: Panel, crop: Region) -> list[Strip]:
        lines = paint(widget, crop)
        if widget.id == panel and crop.y == 0:
            upper_edges.append(lines[0].text)
        return lines

    monkeypatch.setattr(Panel, "render_lines", painted)
    app = make_app(days=60)
    async with app.run_test(size=(200, 60)) as pilot:
        await press(pilot, tab)
    assert upper_edges
    assert all(f" {title} " in edge for edge in upper_edges), upper_edges
