"""Lists and panels paint their lines themselves: what was painted stays, but never longer than it is true."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from gutskin_tui.tui.actions import TABS
from gutskin_tui.tui.widgets.frame import set_subtitle, set_title
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.today_panels import Logged, Missing
from gutskin_tui.tui.widgets.unpainted import Unpainted
from tests.tui.conftest import MakeApp, press_keys, settle

COUNT, HEIGHT = 1000, 10


class ListApp(App[None]):
    CSS = f"Rows {{ height: {HEIGHT}; }}"

    def compose(self) -> ComposeResult:
        yield Rows("")

    def on_mount(self) -> None:
        self.words, self.calls = "row", 0
        self.rows = self.query_one(Rows)
        self.rows.fill(COUNT, self.line)
        self.rows.focus()

    def line(self, index: int, width: int) -> Text:
        self.calls += 1
        return Text(f"{self.words} {index}")

    @property
    def painted(self) -> list[str]:
        lines = self.rows.render_lines(Region(0, 0, *self.rows.outer_size))
        return [line.text.rstrip() for line in lines]


async def test_a_scrolled_list_draws_only_the_rows_that_are_new() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 20)) as pilot:
        await press_keys(pilot, *["down"] * (HEIGHT + 5))
        assert app.painted == [f"{'>' if row == 15 else ' '} row {row}" for row in range(6, 16)]
        app.calls = 0
        await press_keys(pilot, "down")
        assert app.painted == [f"{'>' if row == 16 else ' '} row {row}" for row in range(7, 17)]
        assert app.calls < HEIGHT // 2


async def test_refreshed_rows_have_their_new_text() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 20)):
        app.rows.cursor = HEIGHT - 1
        assert app.painted[1] == "  row 1"
        app.words = "line"
        app.rows.refresh_line(1)
        assert app.painted[:3] == ["  row 0", "  line 1", "  row 2"]
        app.rows.refresh()
        assert app.painted[:3] == ["  line 0", "  line 1", "  line 2"]
        app.words = "item"
        app.rows.fill(2, app.line)
        assert app.painted[:3] == ["  item 0", "> item 1", ""]


async def test_all_sides_of_a_frame_change_with_the_focus(make_app: MakeApp) -> None:
    app = make_app(days=3)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)

        def sides(rows: Rows) -> set[Any]:
            lines = rows.render_lines(Region(0, 0, *rows.outer_size))[1:-1]
            return {segment for line in lines for segment in [*line][:: len(line) - 1]}

        first, second = app.query_one(Logged), app.query_one(Missing)
        first.focus()
        await settle(pilot)
        focused, other = sides(first), sides(second)
        assert len(focused) == len(other) == 1
        assert focused != other
        second.focus()
        await settle(pilot)
        assert (sides(first), sides(second)) == (other, focused)


async def test_painted_lines_follow_a_filter_that_is_switched_on(make_app: MakeApp) -> None:
    app = make_app(days=3)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        rows = app.query_one(Logged)
        assert rows.render_lines(Region(0, 1, rows.outer_size.width, 1))[0].text[0] == "│"
        app.plain_ascii = True
        assert rows.render_lines(Region(0, 1, rows.outer_size.width, 1))[0].text[0] == "|"


async def test_containers_that_paint_nothing_have_nothing_to_paint(make_app: MakeApp) -> None:
    app = make_app(days=3)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for tab in TABS:
            await app.main_screen.open_tab(tab)
        await settle(pilot)
        containers = [widget for widget in app.query("*").results() if isinstance(widget, Unpainted)]
        assert len(containers) > len(TABS)
        for widget in containers:
            assert widget.styles.background.a == 0, widget
            assert not any(edge for edge, _ in widget.styles.border), widget


async def test_edges_follow_the_titles_and_the_theme(make_app: MakeApp) -> None:
    app = make_app(days=3)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        rows = app.query_one(Logged)

        def edges() -> tuple[Strip, Strip]:
            lines = rows.render_lines(Region(0, 0, *rows.outer_size))
            return lines[0], lines[-1]

        set_title(rows, "Other title")
        set_subtitle(rows, "12 of 40")
        assert "Other title" in edges()[0].text
        assert "12 of 40" in edges()[1].text
        set_subtitle(rows, "13 of 40")
        assert "13 of 40" in edges()[1].text
        before = edges()
        app.theme = next(theme for theme in app.available_themes if theme != app.theme and "gutskin" in theme)
        await settle(pilot)
        for old, new in zip(before, edges(), strict=True):
            assert new.text == old.text
            assert {segment.style for segment in new} != {segment.style for segment in old}
