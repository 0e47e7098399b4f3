"""Themes on the screen: chosen with a live preview, and every panel in their colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from gutskin_tui.charts.colours import contrast
from gutskin_tui.themes import THEME_NAMES
from gutskin_tui.tui.dialogs.theme_picker import ThemePicker
from gutskin_tui.tui.palettes import palette_for
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press

pytestmark = pytest.mark.unmeasured


async def test_the_selected_theme_is_previewed_and_esc_restores_it(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app(3)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"nord", "enter")
        assert isinstance(app.screen, ThemePicker)
        rows = app.screen.query_one(Rows)
        assert THEME_NAMES[rows.cursor] == "auto"
        assert all(rows._line(index, 0).cell_len <= rows.content_size.width - 2 for index in range(rows.count))
        await press(pilot, *["down"] * THEME_NAMES.index("nord"))
        assert app.theme == app.session.theme == "nord"
        assert app.session.palette == palette_for("nord", plain_ascii=False)
        assert app.screen_stack[0].styles.background == Color.parse("#2E3440")
        await press(pilot, "escape")
        assert app.theme == "gutskin-dark"
        assert app.session.theme == "dark"
        assert len(app.screen_stack) == 1
    assert not (tmp_path / "settings.toml").exists()


async def test_the_chosen_theme_is_saved_and_there_at_the_next_start(
    make_app: MakeApp, press: Press, tmp_path: Path
) -> None:
    app = make_app(3)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "colon", *"theme", "enter", *["down"] * THEME_NAMES.index("gruvbox"), "enter")
        assert app.theme == "gruvbox"
    assert 'theme = "gruvbox"' in (tmp_path / "settings.toml").read_text()


async def test_the_settings_preview_the_typed_theme_and_esc_restores_it(make_app: MakeApp, press: Press) -> None:
    app = make_app(3)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f12", *["tab"] * 5, *["backspace"] * 4, *"drac")
        assert app.theme == app.session.theme == "dracula"
        await press(pilot, "escape")
        assert app.theme == "gutskin-dark"
        await press(pilot, "f12", *["tab"] * 5, *["backspace"] * 4, *"drac", "ctrl+s")
        assert app.theme == app.session.settings.theme == "dracula"


@pytest.mark.parametrize(("terminal", "theme"), [("0;15", "gutskin-light"), ("15;0", "gutskin-dark")])
async def test_at_first_the_terminal_decides(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, terminal: str, theme: str
) -> None:
    monkeypatch.setenv("COLORFGBG", terminal)
    app = make_app(0)
    async with app.run_test(size=(80, 24)):
        assert app.theme == theme


@pytest.mark.parametrize(
    "theme",
    ["light", "mono", "nord", *(pytest.param(name, marks=pytest.mark.slow) for name in ("textual-light", "ansi-dark"))],
)
async def test_every_theme_draws_every_tab(make_app: MakeApp, press: Press, theme: str) -> None:
    app = make_app(3, theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *"1234567")
        variables = app.theme_variables
        assert all(variables[name] for name in ("focus", "rule", "quiet", "cursor-line", "field"))


@pytest.mark.parametrize("theme", ["dark", "light", "nord", "dracula", "solarized-light"])
async def test_the_example_in_an_empty_field_can_be_read(make_app: MakeApp, press: Press, theme: str) -> None:
    app = make_app(0, theme=theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        style = app.query_one("#meal-line").get_component_rich_style("input--placeholder")
        assert contrast(style.color.triplet.hex, style.bgcolor.triplet.hex) >= 3.5
