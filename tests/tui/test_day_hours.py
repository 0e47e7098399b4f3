"""The panel of the hours of a day on Today."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.charts.palette import MONO
from gutskin_tui.charts.ribbon import DayRibbon, RibbonEntry
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.presentation.ribbon import ribbon_legend
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.day_ribbon import DayHours
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, panel_text, settle


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    app = make_app()
    now = clock.now()
    add = app.session.journal.add
    add(make("sleep", {"bed": "23:00", "up": "07:00"}, clock, at=now.replace(hour=7, minute=0)))
    add(make("meal", {"text": "oats", "slot": "breakfast"}, clock, at=now.replace(hour=8, minute=0)))
    add(make("drink", {"ml": 500}, clock, at=now.replace(hour=12, minute=0)))
    yesterday = now - timedelta(days=1)
    add(make("meal", {"text": "soup", "slot": "dinner"}, clock, at=yesterday.replace(hour=20, minute=0)))
    return app


async def test_the_hours_show_the_night_and_what_was_logged_when(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        hours = app.screen.query_one(DayHours)
        width = hours.content_size.width
        line, labels, *words = panel_text(app, "#hours").split("\n")
        column = {hour: hour * width // 24 for hour in range(24)}
        assert line[0] == line[column[3] - 1] == "█"  # from 4 to 7
        assert line[column[3]] == "─"
        assert line[column[4]] == "●"
        assert line[column[8]] == "≈"
        assert labels.startswith("04")
        assert " ".join(words).split() == ["sleep", "breakfast", "500", "ml", "water"]


async def test_another_day_has_its_own_hours_and_the_night_that_began_on_it(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "left_square_bracket")
        hours = app.screen.query_one(DayHours)
        width = hours.content_size.width
        line = panel_text(app, "#hours").split("\n")[0]
        assert line[16 * width // 24] == "●"
        assert line.rstrip().endswith("█" * (5 * width // 24))
        assert "│" not in line


async def test_a_click_selects_the_entry_in_the_list(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        hours = app.screen.query_one(DayHours)
        inner = hours.content_region.offset - hours.region.offset
        x = panel_text(app, "#hours").split("\n")[0].index("≈")
        await pilot.click(hours, offset=(inner.x + x, inner.y))
        await settle(pilot)
        rows = app.screen.query_one("#logged", Rows)
        assert rows.has_focus
        assert rows.cursor == 2


async def test_the_legend_explains_several_entries_at_a_time_where_they_share_a_cell(
    app: GutskinApp, press: Press, clock: Clock
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        hours = app.screen.query_one(DayHours)
        assert "several" not in str(hours.border_subtitle)
        for text in ("tea", "toast"):
            app.session.add("meal", {"text": text, "slot": "snack"}, at=clock.now().replace(hour=8, minute=1))
        await settle(pilot)
        assert "*" in panel_text(app, "#hours").split("\n")[0]
        assert str(hours.border_subtitle).endswith("* several")


def test_a_legend_that_does_not_fit_leaves_out_what_is_not_drawn_and_then_the_first() -> None:
    glyphs = MONO.glyphs
    entries = [RibbonEntry(8 * 60, glyph, MONO.text) for glyph in (glyphs.drink, glyphs.practice, glyphs.other)] * 2
    ribbon = DayRibbon(entries, palette=MONO)
    assert ribbon_legend(ribbon, 80, 78) == "● meal  ≈ drink  ◆ check-in  ▲ practice  + other  * several"
    assert ribbon_legend(ribbon, 80, 43) == "≈ drink  ▲ practice  + other  * several"
    assert ribbon_legend(ribbon, 80, 36) == "≈ drink ▲ practice + other * several"
    assert ribbon_legend(ribbon, 80, 28) == "▲ practice + other * several"
    assert ribbon_legend(ribbon, 80, 3) == ""


async def test_the_legend_is_in_the_title_where_there_is_no_lower_edge(app: GutskinApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        title = str(app.screen.query_one(DayHours).border_title)
        assert title.strip() == "Hours today   ● meal  ≈ drink  ◆ check-in  ▲ practice"


@pytest.mark.parametrize(("size", "there"), [((80, 24), False), ((80, 40), True), ((120, 24), True), ((200, 60), True)])
async def test_the_hours_are_there_where_there_is_room(app: GutskinApp, size: tuple[int, int], there: bool) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert app.screen.query_one(DayHours).display == there


async def test_history_has_the_hours_of_its_day_on_large_screens(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        hours = app.screen.query_one("#day-hours", DayHours)
        assert "≈" in panel_text(app, "#day-hours")
        column = panel_text(app, "#day-hours").split("\n")[0].index("≈")
        inner = hours.content_region.offset - hours.region.offset
        await pilot.click(hours, offset=(inner.x + column, inner.y))
        await settle(pilot)
        rows = app.screen.query_one("#day", Rows)
        assert rows.has_focus
        assert rows.cursor == 2
