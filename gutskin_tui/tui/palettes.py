"""The palette of the charts for each theme."""

from __future__ import annotations

from functools import lru_cache

from textual.theme import BUILTIN_THEMES

from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette, themed_palette
from gutskin_tui.themes import LIGHT_THEMES
from gutskin_tui.tui.theme import theme_colours

_OWN_PALETTES: dict[str, Palette] = {"dark": DARK, "light": LIGHT, "mono": MONO}


def palette_for(theme: str, plain_ascii: bool) -> Palette:
    """Return the palette of the charts for the name of a theme, with ASCII glyphs if `plain_ascii`."""
    palette = _palette(theme)
    return palette.ascii() if plain_ascii else palette


@lru_cache(maxsize=4)
def _palette(theme: str) -> Palette:
    if theme in _OWN_PALETTES:
        return _OWN_PALETTES[theme]
    if BUILTIN_THEMES[theme].ansi:  # the terminal chooses its colours and its background
        return LIGHT if theme in LIGHT_THEMES else DARK
    return themed_palette(theme_colours(theme), dark=theme not in LIGHT_THEMES)
