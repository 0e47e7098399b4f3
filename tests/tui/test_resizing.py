"""A terminal that changes its size ends with the bars of a fresh start; a tab keeps its place in it."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.settings_form import LINES
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.today_panels import Strips
from tests.tui.conftest import MakeApp, Press, screen_lines, screen_text, settle

pytestmark = pytest.mark.unmeasured

SIZES = [(100, 30), (40, 15), (140, 40), (60, 20)]
STORM = [(columns, 10 + columns % 30) for columns in (*range(20, 150, 13), *range(150, 20, -29))]


def bars(app: GutskinApp) -> list[str]:
    """Return the bars as they are drawn on the screen below any dialog."""
    lines = screen_lines(app.screen_stack[0])
    height = app.query_one("#status").size.height
    return [*lines[:2], *lines[-1 - height :]]


def drawn(app: GutskinApp) -> list[str]:
    """Return the lines of the screen."""
    return screen_lines(app.screen)


@pytest.mark.parametrize(
    "keys", ["w u", *(pytest.param(keys, marks=pytest.mark.slow) for keys in ("6 a", "w u question_mark"))]
)
async def test_bars_fit_every_size_as_after_a_fresh_start(make_app: MakeApp, press: Press, keys: str) -> None:
    fresh = {}
    for size in SIZES:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await press(pilot, *keys.split())
            fresh[size] = bars(app)
    app = make_app()
    async with app.run_test(size=SIZES[-1]) as pilot:
        await press(pilot, *keys.split())
        for size in (*SIZES, *reversed(SIZES)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert bars(app) == fresh[size]
        for size in SIZES:
            for columns, rows in (*STORM, size):
                app._driver._size = Size(columns, rows)  # type: ignore[union-attr]
                app.post_message(Resize(Size(columns, rows), Size(columns, rows)))
            await settle(pilot)
            assert bars(app) == fresh[size]


@pytest.mark.parametrize(
    "tab", ["1", *(pytest.param(tab, marks=pytest.mark.slow) for tab in "23457")]
)  # Trends keeps the range of its first size
async def test_a_tab_is_drawn_after_a_change_of_size_as_after_a_fresh_start(
    make_app: MakeApp, press: Press, tab: str
) -> None:
    sizes, fresh = [(60, 20), (80, 24), (120, 40), (200, 60)], {}
    for size in sizes:
        app = make_app(30)
        async with app.run_test(size=size) as pilot:
            await press(pilot, tab)
            fresh[size] = drawn(app)
    app = make_app(30)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, tab)
        for size in (*sizes, *reversed(sizes)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert drawn(app) == fresh[size], size


async def test_a_tab_that_was_hidden_during_changes_of_size_is_drawn_as_after_a_fresh_start(
    make_app: MakeApp, press: Press
) -> None:
    fresh = {}
    for size in ((120, 40), (60, 20)):
        app = make_app(30)
        async with app.run_test(size=size) as pilot:
            await press(pilot, "3")
            fresh[size] = drawn(app)
    app = make_app(30)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", "1")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "3")
        assert drawn(app) == fresh[120, 40]
        await press(pilot, "1")
        for size in ((200, 60), (80, 24), (60, 20)):
            await pilot.resize_terminal(*size)
        await press(pilot, "3")
        assert drawn(app) == fresh[60, 20]


async def test_a_new_size_is_drawn_once(make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Panels of Today were drawn in the classes of the size before, in the new ones, and once more by its own rows."""
    app = make_app(30)
    async with app.run_test(size=(120, 38)) as pilot:
        draws: Counter[str | None] = Counter()
        draw = Strips.draw

        def counted(panel: Strips, width: int, height: int) -> list[Strip]:
            draws[panel.id] += 1
            return draw(panel, width, height)

        monkeypatch.setattr(Strips, "draw", counted)
        for columns, rows in ((80, 24), (140, 50), (100, 30)):
            draws.clear()
            await pilot.resize_terminal(columns, rows)
            await settle(pilot)
            assert draws == {"strips": 1}


def test_textual_repeats_a_layout_that_has_set_sizes() -> None:
    """`SingleLayout` turns that off during a layout."""
    sizes = Widget.__dict__["virtual_size"]
    assert (sizes._layout, sizes._repaint) == (True, True)


async def test_a_change_of_size_that_the_library_drops_is_made_up_for(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's timer of 8 ms for a resize is skipped if the machine pauses the program before it has begun."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        monkeypatch.setattr(app, "_check_resize", lambda: None)
        app._driver._size = Size(100, 30)  # type: ignore[union-attr]
        await app._on_resize(Resize(Size(100, 30), Size(100, 30)))
        app.watcher.poll()
        await settle(pilot)
        assert app.screen.outer_size == app.screen_stack[0].outer_size == Size(100, 30)


async def test_bars_follow_a_change_of_colours(make_app: MakeApp, press: Press) -> None:
    async def title(keys: str, **settings: str) -> list[object]:
        app = make_app(**settings)
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, *keys.split())
            return [list(strip) for strip in app.screen._compositor.render_strips()[:2]]

    assert await title("colon t h e m e enter down down down enter") == await title("", theme="mono")


async def test_a_tab_opens_at_its_top_and_is_not_scrolled_to_what_has_the_focus(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scrolling had an effect only where the machine was so slow that the tab was laid out before."""
    scrolled: list[Widget] = []
    monkeypatch.setattr(Screen, "scroll_to_center", lambda self, widget, **_: scrolled.append(widget))
    app = make_app(40)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3")
        assert app.focused is app.query_one("#skin-recent")
        assert not app.screen.can_view_entire(app.focused)
        assert app.focused not in scrolled


@pytest.mark.parametrize("size", [(100, 30), (120, 40), (160, 50), (200, 60)])
async def test_a_large_screen_has_the_legend_of_the_year_and_the_help_beside_each_field(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app(40)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7")
        assert "under 1" in "".join(strip.text for strip in app.query_one(CalendarHeatmap).lines)
        await press(pilot, "f12")
        text = screen_text(app)
        for _, hint, _ in LINES.values():
            assert hint in text
