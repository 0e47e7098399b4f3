"""A journal file that cannot be read for a while: the screen reports it until the file is repaired."""

from __future__ import annotations

from pathlib import Path

import pytest

from gutskin_tui.store import Journal
from gutskin_tui.tui.widgets.frame_bars import StatusLine, TitleBar
from tests.tui.conftest import MakeApp, Press, screen_text, settle


@pytest.mark.parametrize("keys", ["", "n h e y enter", "m o a t s enter", "w", "c 3"])
async def test_damage_is_reported_until_the_file_is_repaired(
    make_app: MakeApp, press: Press, tmp_path: Path, keys: str
) -> None:
    app = make_app(days=2)
    path = tmp_path / "journal.json"
    app.session.journal.close()
    app = make_app()
    whole = path.read_bytes()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        with path.open("r+b") as file:
            file.truncate(0)
            file.write(whole[: len(whole) // 2])
            file.flush()
            await settle(pilot, until=lambda: "is damaged" in app.query_one(StatusLine).render().plain)
            await settle(pilot, until=lambda: "! cannot be read" in app.query_one(TitleBar).render().plain)
            await press(pilot, *keys.split())
            assert "is damaged" in screen_text(app)
            file.write(whole[len(whole) // 2 :])
        await settle(pilot, until=lambda: "damaged" not in screen_text(app))
        assert "The journal can be read and saved again." in app.query_one(StatusLine).render().plain
        assert "saved" in app.query_one(TitleBar).render().plain
        if keys.endswith("enter"):
            await press(pilot, "enter")
            assert "Saved" in app.query_one(StatusLine).render().plain
    with Journal.open(path) as journal:
        assert journal.count() == len(list(journal.between())) >= 20
