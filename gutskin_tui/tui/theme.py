"""The themes of the screen: our three and those of Textual."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from textual.app import App, ReturnType
from textual.filter import LineFilter, NoColor
from textual.theme import BUILTIN_THEMES, Theme

from gutskin_tui.charts.colours import TEXT_CONTRAST, contrast, mix, readable
from gutskin_tui.themes import resolve_theme
from gutskin_tui.tui.line_filters import PlainGlyphs

_MONO_COLOR = "ansi_default"

OWN_THEMES: dict[str, Theme] = {
    "dark": Theme(
        name="gutskin-dark",
        dark=True,
        primary="#56B4E9",
        secondary="#E69F00",
        accent="#56B4E9",
        success="#009E73",
        warning="#E69F00",
        error="#D55E00",
        foreground="#d8dee4",
        background="#101418",
        surface="#161b20",
        panel="#1d242b",
        variables={
            "focus": "#56B4E9",
            "rule": "#4a5661",
            "quiet": "#93a1ad",
            "cursor-line": "#24405280",
            "field": "#1d242b",
        },
    ),
    "light": Theme(
        name="gutskin-light",
        dark=False,
        primary="#005f8f",
        secondary="#8a5300",
        accent="#005f8f",
        success="#00694c",
        warning="#8a5300",
        error="#a33f00",
        foreground="#1b2329",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e9e6df",
        variables={
            "focus": "#005f8f",
            "rule": "#a8a49a",
            "quiet": "#5a646c",
            "cursor-line": "#cfe3ee",
            "field": "#ece9e2",
        },
    ),
    "mono": Theme(
        name="gutskin-mono",
        dark=True,
        ansi=True,
        primary=_MONO_COLOR,
        secondary=_MONO_COLOR,
        accent=_MONO_COLOR,
        success=_MONO_COLOR,
        warning=_MONO_COLOR,
        error=_MONO_COLOR,
        foreground=_MONO_COLOR,
        background=_MONO_COLOR,
        surface=_MONO_COLOR,
        panel=_MONO_COLOR,
        boost=_MONO_COLOR,
        variables=dict.fromkeys(
            (
                "focus",
                "rule",
                "quiet",
                "cursor-line",
                "field",
                "ansi-background",
                "ansi-foreground",
                "border",
                "border-blurred",
                "scrollbar",
                "scrollbar-hover",
                "scrollbar-active",
                "scrollbar-background",
                "scrollbar-corner-color",
                "scrollbar-background-hover",
                "scrollbar-background-active",
                "block-hover-background",
            ),
            _MONO_COLOR,
        ),
    ),
}


_THEMES = {**BUILTIN_THEMES, **{theme.name: theme for theme in OWN_THEMES.values()}}
"""All themes by name."""


class ThemedApp(App[ReturnType]):
    """An application in our themes and those of Textual, drawn with ASCII alone if it is `plain_ascii`."""

    plain_ascii = False

    def __init__(self, theme_setting: str, **options: Any) -> None:
        # Before Textual parses its style sheets, which another theme would make it do once more (12 ms).
        self.set_reactive(App.theme, _theme_of(theme_name(theme_setting)).name)
        super().__init__(**options)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes by name, ours too. Textual makes a new table for each line that it paints (0.5 ms a key)."""
        return _THEMES

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add what the theme and the settings ask of every line: no colour, plain ASCII."""
        wanted: list[LineFilter] = [*super().get_line_filters()]
        if self.theme == OWN_THEMES["mono"].name:
            wanted.append(NoColor())
        if self.plain_ascii:
            wanted.append(PlainGlyphs())
        return wanted

    def use_theme(self, setting: str) -> str:
        """Show the theme of a setting, and return its name as the settings write it."""
        name = theme_name(setting)
        self.theme = _theme_of(name).name
        return name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the variables that the themes of Textual lack."""
        return _more_variables(self.current_theme.name) if self.current_theme.name in BUILTIN_THEMES else {}


def theme_name(setting: str) -> str:
    """Return the name of the theme for a setting: "mono" where the terminal wants no colour."""
    return "mono" if "NO_COLOR" in os.environ else resolve_theme(setting, os.environ)


def _theme_of(name: str) -> Theme:
    return OWN_THEMES.get(name) or BUILTIN_THEMES[name]


@lru_cache(maxsize=4)
def _more_variables(theme: str) -> dict[str, str]:
    """Return the variables that the style sheets use besides those of Textual, for a theme of Textual."""
    if BUILTIN_THEMES[theme].ansi:
        grey = "ansi_bright_black"
        return {
            "focus": "ansi_cyan",
            "rule": grey,
            "quiet": grey,
            "cursor-line": "ansi_default",
            "field": "ansi_default",
        }
    colours = theme_colours(theme)
    paper, ink = colours["background"], colours["foreground"]
    accents = (colours[name] for name in ("accent", "primary", "secondary"))
    return {
        "focus": next((accent for accent in accents if contrast(accent, paper) >= TEXT_CONTRAST), ink),
        "rule": mix(paper, ink, 0.3),
        "quiet": readable(mix(ink, paper, 0.35), paper, ink, TEXT_CONTRAST),
        "cursor-line": mix(paper, colours["primary"], 0.25),
        "field": mix(paper, ink, 0.08),
    }


@lru_cache(maxsize=4)
def theme_colours(theme: str) -> dict[str, str]:
    """Return the colours of a theme of Textual by the names of its variables."""
    return BUILTIN_THEMES[theme].to_color_system().generate()
