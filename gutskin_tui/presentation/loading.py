"""The text in place of what has not been read yet."""

from __future__ import annotations

from rich.text import Text

from gutskin_tui.charts.palette import Palette


def loading(palette: Palette) -> Text:
    """Return the text to show until the journal or the lexicon has been read."""
    return Text(f"loading {palette.glyphs.ellipsis}", "dim")
