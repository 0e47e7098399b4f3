"""The panels of every tab have room, and none is out of reach below the end of its tab."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from textual.widget import Widget

from gutskin_tui.settings import Condition
from gutskin_tui.tui.actions import TABS
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.panel import Panel
from tests.tui.conftest import MakeApp, Press, panel_text, settle

pytestmark = pytest.mark.unmeasured


def visible_panels(app: GutskinApp) -> list[Widget]:
    return [panel for panel in app.pane.query(Panel) if all(widget.display for widget in panel.ancestors_with_self)]


OTHER_SIZES = [(100, 24), (100, 39), (120, 40), (160, 39), (200, 60)]


@pytest.mark.parametrize(
    "size", [(100, 30), (160, 30), *(pytest.param(size, marks=pytest.mark.slow) for size in OTHER_SIZES)]
)
async def test_the_panels_fit(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(days=20, conditions=get_args(Condition))
    async with app.run_test(size=size) as pilot:
        for number in range(1, len(TABS) + 1):
            await press(pilot, str(number))
            await settle(pilot)
            end = app.pane.region.bottom + app.pane.max_scroll_y - app.pane.scroll_offset.y
            for panel in visible_panels(app):
                assert panel.content_size.height >= 1, (app.tab, panel)
                assert panel.region.bottom <= end, (app.tab, panel)


@pytest.mark.parametrize("size", [(100, 30), (100, 39), (100, 40), (160, 39), (160, 54)])
async def test_no_panel_of_the_left_column_of_today_is_an_empty_frame(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app(days=20)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        column = app.pane.query(".column").first()
        assert all(panel.content_size.height >= 3 for panel in column.children if panel.display)


@pytest.mark.parametrize("size", [(100, 30), (120, 40)])
async def test_the_summary_below_the_skin_chart_is_not_cut(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(days=60)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "3")
        text = panel_text(app, "#skin-chart")
        assert re.search(r"7-day average .* (last week|before) (\(\d\.\d\)|\d\.\d)", text)
        assert re.search(r"28-day average [\d.]+ . 3 or less( on|:) \d+ of \d+ days", text)
        assert "…" not in text
