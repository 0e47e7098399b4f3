"""What undo and redo say on the status line, and which key they offer next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from tests.tui.conftest import MakeApp, Press, status


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_undo_names_another_day_and_its_entry_and_offers_redo(
    make_app: MakeApp, press: Press, clock: Clock, size
) -> None:
    app = make_app()
    yesterday = clock.now().replace(hour=9, minute=0) - timedelta(days=1)
    app.session.journal.add(make("skin", {"severity": 4}, clock, at=yesterday), label="skin")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "u")
        assert status(app).startswith("✓ Undone: Fri 20 Nov 09:00, skin is gone: 4 ")
        assert status(app).endswith("  U redo")
        await press(pilot, "U")
        assert status(app).startswith("✓ Redone: Fri 20 Nov 09:00, skin is back: 4 ")
        assert status(app).endswith("  u undo")
        assert app.session.day == clock.today()


async def test_the_day_is_read_on_a_narrow_screen_too(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    text = "a very long meal, " * 10
    app.session.journal.add(make("meal", {"text": text}, clock, at=clock.now() - timedelta(days=1)))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "u")
        assert "Fri 20 Nov 14:15, lunch is gone" in status(app)
        assert status(app).endswith("U redo")


async def test_nothing_is_offered_where_nothing_was_done(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "u")
        assert status(app).rstrip() == "! Nothing to undo"
        await press(pilot, "U")
        assert status(app).rstrip() == "! Nothing to redo"
        await press(pilot, "w", "u", "u")
        assert status(app).rstrip() == "! Nothing to undo"
        await press(pilot, "minus")
        assert "undo" not in status(app)
        await press(pilot, "w", "e", "ctrl+s")
        assert "undo" not in status(app)


async def test_a_remapped_key_is_offered(make_app: MakeApp, press: Press) -> None:
    app = make_app(keys={"undo": "f5", "redo": "f11"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w")
        assert status(app).endswith("f5 undo")
        await press(pilot, "f5")
        assert status(app).endswith("f11 redo")
