"""Cleaning and cutting of labels: text without markup and control characters, at most as wide as its place."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, set_cell_size

from gutskin_tui.charts.glyphs import Glyphs

# ASCII spellings of characters without a Unicode decomposition.
_ASCII_SPELLINGS = str.maketrans(
    {"≤": "<=", "≥": ">=", "–": "-", "—": "-", "−": "-", "→": "->", "×": "x", "’": "'", "‘": "'", "•": "*"}
)


def plain(text: str, glyphs: Glyphs) -> str:
    """Return `text` on one line, without control, format (bidi) or private characters; ASCII if the glyphs are.

    Breaks and tabs become spaces. What ASCII cannot spell becomes `?`.
    """
    if text.isascii() and text.isprintable():
        return text
    cleaned = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    if not glyphs.plain:
        return cleaned
    decomposed = unicodedata.normalize("NFKD", cleaned.translate(_ASCII_SPELLINGS)).translate(_ASCII_SPELLINGS)
    without_accents = "".join(char for char in decomposed if not unicodedata.combining(char))
    return without_accents.encode("ascii", "replace").decode("ascii")


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Return `plain(text)` in at most `width` cells, ending in the glyph for "more" if it was cut."""
    clean = plain(text, glyphs)
    if cell_len(clean) <= width:
        return clean
    if width <= 0:
        return ""
    return set_cell_size(clean, width - 1).rstrip() + glyphs.more


def single_cell(glyph: str, glyphs: Glyphs) -> str:
    """Return `glyph` after cleaning.

    Raises ValueError unless it is one cell wide: any other width would shift the rest of its row.
    """
    clean = plain(glyph, glyphs)
    if cell_len(clean) != 1:
        raise ValueError("a mark must be one character, one cell wide")
    return clean
