"""The calendar of the month on Today, on screens of three columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.month_panel import Month
from tests.tui.conftest import panel_text, settle


async def test_the_month_has_its_treatments_and_a_click_selects_a_day(
    make_app: Callable[..., GutskinApp], clock: Clock, press: Any
) -> None:
    app = make_app(theme="mono")
    day = clock.today() - timedelta(days=3)
    add = app.session.journal.add
    add(make("skin", {"severity": 9}, clock, at=clock.now() - timedelta(days=3)))
    add(make("treatment", {"what": "steroid cream"}, clock, at=clock.now() - timedelta(days=3)))
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        lines = panel_text(app, "#month").split("\n")
        cell = f"█{day.day:>2}"
        y = next(y for y, line in enumerate(lines) if cell in line)
        x = lines[y].index(cell)
        assert lines[y][x + 4] == "T"
        month = app.screen.query_one(Month)
        inner = month.content_region.offset - month.region.offset
        await pilot.click(month, offset=(inner.x + x, inner.y + y))
        await settle(pilot)
        assert app.session.day == day
        assert f"[{day.day:>2}]" in panel_text(app, "#month")


@pytest.mark.parametrize(("width", "there"), [(80, False), (120, False), (160, True)])
async def test_the_month_is_there_where_there_are_three_columns(
    make_app: Callable[..., GutskinApp], width: int, there: bool
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        assert app.screen.query_one(Month).display == there
