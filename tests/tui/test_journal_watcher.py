"""The timer that watches the files and the clock."""

from __future__ import annotations

import pytest

from tests.tui.conftest import MakeApp, settle


async def test_a_poll_while_the_application_ends_does_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    polled = []
    close_screens = app._close_all

    async def close_screens_then_poll() -> None:
        await close_screens()
        assert not app.screen_stack
        app.watcher.poll()
        polled.append(True)

    monkeypatch.setattr(app, "_close_all", close_screens_then_poll)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
    assert polled, "the timer can fire between the removal of the screens and its own end"
