"""The names of the themes, and which of them a setting stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

ThemeName = Literal[
    "auto",
    "dark",
    "light",
    "mono",
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
]
"""The themes that the settings accept: "auto", the program's own three, and those that come with Textual."""

THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)

LIGHT_THEMES = frozenset(
    {"light", "ansi-light", "atom-one-light", "catppuccin-latte", "rose-pine-dawn", "solarized-light", "textual-light"}
)
"""The themes with a light background."""

_LIGHT_BACKGROUNDS = {"7", *map(str, range(9, 16))}
"""The light ones of a terminal's 16 colours, as numbers."""


def resolve_theme(name: str, environment: Mapping[str, str]) -> str:
    """Return the theme that a setting stands for: for "auto" dark or light, by COLORFGBG where it is set, else dark.

    COLORFGBG is set by some terminals, as "15;0" or "15;default;0"; the last number is the background.
    """
    if name != "auto":
        return name
    return "light" if environment.get("COLORFGBG", "").split(";")[-1] in _LIGHT_BACKGROUNDS else "dark"
