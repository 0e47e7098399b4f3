"""The three themes: dark, light, and mono for NO_COLOR. Each pairs a Textual theme with a palette of the charts."""

from __future__ import annotations

from textual.theme import Theme

from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette

_MONO_COLOR = "ansi_default"

THEMES: dict[str, Theme] = {
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
        variables={"rule": "#4a5661", "quiet": "#93a1ad", "cursor-line": "#24405280", "field": "#1d242b"},
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
        variables={"rule": "#a8a49a", "quiet": "#5a646c", "cursor-line": "#cfe3ee", "field": "#ece9e2"},
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

PALETTES: dict[str, Palette] = {"dark": DARK, "light": LIGHT, "mono": MONO}


def palette_for(theme: str, plain_ascii: bool) -> Palette:
    """Return the palette of the charts for the name of a theme, with ASCII glyphs if `plain_ascii`."""
    palette = PALETTES[theme]
    return palette.ascii() if plain_ascii else palette
