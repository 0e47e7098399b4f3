"""Printing Rich renderables from the command line."""

from __future__ import annotations

import os
import sys
from typing import Any

from rich.console import Console

from gutskin_tui.charts.palette import DARK, LIGHT, MONO, Palette
from gutskin_tui.cli.context import Session
from gutskin_tui.themes import LIGHT_THEMES, resolve_theme


def console() -> Console:
    """Return a console on stdout that reads no markup in texts."""
    return Console(highlight=False, markup=False, emoji=False)


def print_renderable(renderable: Any) -> None:
    """Print a Rich renderable; strings are printed without markup."""
    console().print(renderable)


def palette_of(session: Session) -> Palette:
    """Return the chart palette of the theme; with ASCII glyphs by setting or if stdout is not UTF-8.

    Output stands on the terminal's own background, so that themes of Textual count as dark or light here.
    """
    theme = resolve_theme(session.settings.theme, os.environ)
    chosen = MONO if theme == "mono" else LIGHT if theme in LIGHT_THEMES else DARK
    plain = session.settings.ascii or "utf" not in (sys.stdout.encoding or "").lower()
    return chosen.ascii() if plain else chosen
