"""The colours of the charts in every theme: visible on its background, and distinct also with colour blindness."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from gutskin_tui.charts.colours import TEXT_CONTRAST, contrast, distance, mix
from gutskin_tui.charts.palette import CONTRAST, DISTANCE, TOGETHER, Palette, themed_palette
from gutskin_tui.themes import LIGHT_THEMES, THEME_NAMES, resolve_theme
from gutskin_tui.tui.palettes import palette_for
from gutskin_tui.tui.theme import OWN_THEMES

COLOURED = [name for name in THEME_NAMES if name not in ("auto", "mono", "ansi-dark", "ansi-light")]
MEANINGS = ("point", "mean", "second", "reference", "axis", "muted", "good", "bad", "bar", "selected", "crosshair")


def colour(palette: Palette, role: str) -> str:
    style: Style = getattr(palette, role)
    assert style.color is not None
    return style.color.name.upper()


def background(name: str) -> str:
    theme = OWN_THEMES.get(name) or BUILTIN_THEMES[name]
    return theme.to_color_system().generate()["background"]


def test_the_names_are_ours_and_those_of_textual() -> None:
    assert set(THEME_NAMES) == {"auto", *OWN_THEMES, *BUILTIN_THEMES}
    themes = {**BUILTIN_THEMES, **OWN_THEMES}
    assert {name for name, theme in themes.items() if not theme.dark} == LIGHT_THEMES


@pytest.mark.parametrize("name", COLOURED)
def test_every_colour_is_visible_and_distinct_from_the_others(name: str) -> None:
    palette, paper = palette_for(name, plain_ascii=False), background(name)
    assert all(contrast(colour(palette, role), paper) >= CONTRAST for role in MEANINGS)
    assert contrast(colour(palette, "label"), paper) >= min(
        TEXT_CONTRAST, contrast(colour(palette, "crosshair"), paper)
    )
    assert all(distance(colour(palette, role), colour(palette, other)) >= DISTANCE for role, other in TOGETHER)
    assert distance(colour(palette, "area"), paper) > 5
    assert contrast(colour(palette, "point"), colour(palette, "area")) >= 2


@pytest.mark.parametrize("name", COLOURED)
def test_the_five_shades_rise_and_their_text_can_be_read(name: str) -> None:
    shades = palette_for(name, plain_ascii=False).shades
    grounds = [background(name), *(shade.bgcolor.name.upper() for shade in shades if shade.bgcolor)]
    assert all(contrast(lower, higher) >= 1.1 for lower, higher in pairwise(grounds))
    assert contrast(grounds[0], grounds[-1]) > contrast(grounds[0], grounds[-2])
    for shade in shades:
        assert shade.color
        assert shade.bgcolor
        assert contrast(shade.color.name, shade.bgcolor.name) >= TEXT_CONTRAST


def test_red_and_green_of_the_same_lightness_are_close_for_the_colour_blind() -> None:
    assert distance("#C05050", "#7F7F30") < DISTANCE < distance("#C05050", "#3060C0")
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


def test_colours_of_a_theme_that_do_not_serve_are_replaced() -> None:
    faint = dict.fromkeys(("background", "primary", "secondary", "accent", "success", "warning", "error"), "#202020")
    palette = themed_palette({**faint, "foreground": "#FFFFFF"}, dark=True)
    ours = palette_for("dark", plain_ascii=False)
    assert all(colour(palette, role) == colour(ours, role) for role in ("point", "mean", "second", "good", "bad"))
    clear = themed_palette({**faint, "foreground": "#FFFFFF", "primary": "#A0C8FF"}, dark=True)
    assert colour(clear, "point") == "#A0C8FF"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("15;0", "dark"), ("0;15", "light"), ("0;default;7", "light"), ("12;8", "dark"), ("", "dark"), ("x", "dark")],
)
def test_auto_follows_the_terminal(value: str, expected: str) -> None:
    assert resolve_theme("auto", {"COLORFGBG": value}) == expected
    assert resolve_theme("nord", {"COLORFGBG": value}) == "nord"
    assert resolve_theme("auto", {}) == "dark"
