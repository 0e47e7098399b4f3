"""A settings file that cannot be written is named in the same way wherever a setting is changed on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gutskin_tui.tui.app import GutskinApp
from tests.tui.conftest import settle

MESSAGE = "! settings.toml: cannot be read (Is a directory)."


@pytest.mark.parametrize(
    "keys",
    ["4 g 8 enter", "6 f space enter", "colon a s c i i enter", "f12 tab tab ctrl+u 3 0 0 ctrl+s"],
    ids=["goal", "factors", "palette", "form"],
)
async def test_the_file_is_named(make_app: Callable[..., GutskinApp], press: Any, tmp_path: Path, keys: str) -> None:
    app = make_app(30)
    (tmp_path / "settings.toml").unlink(missing_ok=True)
    (tmp_path / "settings.toml").mkdir()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys.split())
        await settle(pilot)
        drawn = "\n".join("".join(part.text for part in strip) for strip in app.screen._compositor.render_strips())
        assert MESSAGE in drawn
        assert str(tmp_path) not in drawn
