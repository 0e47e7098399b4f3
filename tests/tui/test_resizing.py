"""A terminal that changes its size, in both directions and in storms, ends with the bars of a fresh start."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from gutskin_tui.tui.app import GutskinApp

Press = Callable[..., Awaitable[None]]
SIZES = [(100, 30), (40, 15), (140, 40), (60, 20)]
STORM = [(columns, 10 + columns % 30) for columns in (*range(20, 150, 13), *range(150, 20, -29))]


def bars(app: GutskinApp) -> list[str]:
    """Return the bars as they are drawn on the screen below any dialog."""
    lines = ["".join(part.text for part in strip) for strip in app.screen_stack[0]._compositor.render_strips()]
    height = app.query_one("#status").size.height
    return [*lines[:2], *lines[-1 - height :]]


async def become(pilot: Pilot[None], wanted: list[str]) -> list[str]:
    """Wait until the bars are as wanted, a while at most, and return what they are."""
    assert isinstance(pilot.app, GutskinApp)
    for _ in range(200):
        if (shown := bars(pilot.app)) == wanted:
            break
        await pilot.pause(0.02)
    return shown


@pytest.mark.parametrize("keys", ["w u", "6 a", "w u question_mark"])
async def test_bars_fit_every_size_as_after_a_fresh_start(
    make_app: Callable[..., GutskinApp], press: Press, keys: str
) -> None:
    fresh = {}
    for size in SIZES:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await press(pilot, *keys.split())
            fresh[size] = bars(app)
    async with make_app().run_test(size=SIZES[-1]) as pilot:
        await pilot.app.workers.wait_for_complete()
        await press(pilot, *keys.split())
        for size in (*SIZES, *reversed(SIZES)):
            await pilot.resize_terminal(*size)
            assert await become(pilot, fresh[size]) == fresh[size]
        for size in SIZES:
            for columns, rows in (*STORM, size):
                pilot.app._driver._size = Size(columns, rows)  # type: ignore[union-attr]
                pilot.app.post_message(Resize(Size(columns, rows), Size(columns, rows)))
            assert await become(pilot, fresh[size]) == fresh[size]


async def test_a_change_of_size_that_the_library_drops_is_made_up_for(
    make_app: Callable[..., GutskinApp], press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's timer of 8 ms for a resize is skipped if the machine pauses the program before it has begun."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        monkeypatch.setattr(app, "_check_resize", lambda: None)
        await pilot.resize_terminal(100, 30)
        for _ in range(200):
            if app.screen.size == app.screen_stack[0].size == Size(100, 30):
                break
            await pilot.pause(0.02)
        assert app.screen.size == app.screen_stack[0].size == Size(100, 30)


async def test_bars_follow_a_change_of_colours(make_app: Callable[..., GutskinApp], press: Press) -> None:
    async def drawn(keys: str, **settings: str) -> list[object]:
        app = make_app(**settings)
        async with app.run_test(size=(80, 24)) as pilot:
            await app.workers.wait_for_complete()
            await press(pilot, *keys.split())
            return [list(strip) for strip in app.screen._compositor.render_strips()[:2]]

    assert await drawn("colon l o o k space m o n o enter") == await drawn("", theme="mono")
