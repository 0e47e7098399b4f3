"""What can be clicked in the bars, and bars that are never a resize behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gutskin_tui.tui.actions import TABS
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.widgets.frame_bars import KeyBar, StatusLine, TabBar, TitleBar
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, click, screen_lines, screen_text, settle

pytestmark = pytest.mark.unmeasured

SIZE = (120, 40)


def waters(app: Any) -> list[int]:
    return [entry.ml for entry in app.session.entries() if entry.kind == "drink"]


async def test_every_tab_can_be_clicked(make_app: MakeApp) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        for name in reversed(TABS):
            await click(pilot, app.query_one(TabBar), name.capitalize())
            assert app.tab == name


async def test_the_arrows_of_the_title_go_from_day_to_day(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        title, today = app.query_one(TitleBar), app.session.today
        assert "›" not in title.render_line(0).text, "the future is not shown"
        await click(pilot, title, "‹")
        await click(pilot, title, "‹")
        assert app.session.day == today - timedelta(days=2)
        await click(pilot, title, "›")
        assert app.session.day == today - timedelta(days=1)
        await press(pilot, "6")
        assert "‹" not in title.render_line(0).text, "Trends has no day"


async def test_every_key_of_the_key_bar_can_be_clicked(make_app: MakeApp) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        keys = app.query_one(KeyBar)
        await click(pilot, keys, "water")
        assert waters(app) == [250]
        await click(pilot, keys, "undo")
        assert waters(app) == []
        await click(pilot, keys, "keys")
        assert isinstance(app.screen, TextPage)


async def test_a_click_leaves_a_field_and_keeps_what_was_typed(make_app: MakeApp, press: Press) -> None:
    app = make_app(0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", *"oats")
        await click(pilot, app.query_one(TabBar), "Water")
        assert app.tab == "water"
        await press(pilot, "m")
        assert app.focused.value == "oats"


async def test_a_row_is_selected_by_a_click_and_chosen_by_a_second(make_app: MakeApp, press: Press) -> None:
    app = make_app(60)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "7")
        rows = app.query_one("#history Rows", Rows)
        await pilot.click(rows, offset=(10, 4))
        await settle(pilot)
        assert (rows.cursor, app.session.day) == (3, app.session.today - timedelta(days=3))


@pytest.mark.parametrize("theme", ["dark", "mono"])
async def test_only_the_focused_list_has_the_cursor(make_app: MakeApp, press: Press, theme: str) -> None:
    app = make_app(3, theme=theme)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            lists = [rows for rows in app.query(Rows) if rows.count and rows.size.height]
            assert len(lists) >= 2
            marked = [rows for rows in lists if rows.render_line(rows.cursor).text.startswith("> ")]
            assert marked == [rows for rows in lists if rows.has_focus]
            assert all(rows.render_line(rows.cursor).text[:1] in ">·" for rows in lists)
            framed = [widget for widget in app.query(".framed") if widget.styles.border_title_style.reverse]
            assert len(framed) == 1, "the title of the focused frame is told apart without colour"
            assert framed[0].has_focus_within
            await press(pilot, "tab")


async def test_bars_are_drawn_for_the_size_they_have(make_app: MakeApp) -> None:
    kinds = (TitleBar, TabBar, StatusLine, KeyBar)
    app = make_app(3)
    async with app.run_test(size=SIZE) as pilot:
        for width, height in ((60, 20), (200, 60), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert app.query_one(TitleBar).outer_size.width == width
            drawn = [app.query_one(bar).render_line(0).text for bar in kinds]
            assert len(drawn[0]) == width - 2
            assert drawn[0].endswith("saved ✓")
            assert "q quit" in drawn[3]


async def test_the_prompt_clears_an_error_of_the_status_line(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        status = app.query_one(StatusLine)
        assert "Select an entry first" in status.render().plain
        await press(pilot, "z")
        assert status.render().plain == ""
        await press(pilot, "escape", "w", "z")
        assert "Water 1/8" in status.render().plain


async def test_an_error_of_several_lines_moves_nothing_and_is_short_after_the_next_key(
    make_app: MakeApp, press: Press
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(60, 20)) as pilot:
        line, pane = app.query_one(StatusLine), app.pane
        before = pane.region
        await press(pilot, "M")
        assert line.size.height == 2
        assert "Confirm the uncertain labels of a meal" in " ".join(line.render().plain.split())
        assert pane.region == before
        assert screen_lines(app.screen)[-1].startswith(" c check-in")
        await press(pilot, "down")
        assert line.size.height == 1
        assert line.render().plain.startswith("! M works on Meals")
        await press(pilot, "M")
        assert line.size.height == 2


async def test_an_error_that_comes_while_the_prompt_is_open_covers_nothing_of_it(
    make_app: MakeApp, press: Press
) -> None:
    app = make_app(days=30)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "n", *"hello")
        app.status("The file is damaged. " * 8, False)
        await settle(pilot)
        text = screen_text(app)
        assert "The file is damaged" in text
        assert " hello" in text
        assert "Enter save" in text
        await press(pilot, "!")
        assert app.query_one(StatusLine).size.height == 4  # it stays whole while text is typed
