"""A settings file that cannot be written is named in the same way wherever a setting is changed on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import MakeApp, Press, screen_text, settle

MESSAGE = "! settings.toml: cannot be read (Is a directory)."


@pytest.mark.parametrize(
    "keys",
    ["4 g 8 enter", "6 f space enter", "colon a s c i i enter", "f12 tab tab ctrl+u 3 0 0 ctrl+s"],
    ids=["goal", "factors", "palette", "form"],
)
async def test_the_file_is_named(make_app: MakeApp, press: Press, tmp_path: Path, keys: str) -> None:
    app = make_app(30)
    (tmp_path / "settings.toml").unlink(missing_ok=True)
    (tmp_path / "settings.toml").mkdir()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys.split())
        await settle(pilot)
        drawn = screen_text(app)
        assert MESSAGE in drawn
        assert str(tmp_path) not in drawn
