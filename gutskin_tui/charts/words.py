"""Words that callers pass are data: no markup, no control characters, no wider than their place."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, set_cell_size

from gutskin_tui.charts.glyphs import Glyphs

# What has no decomposition of its own but an obvious ASCII spelling.
_SPELLED = str.maketrans(
    {"≤": "<=", "≥": ">=", "–": "-", "—": "-", "−": "-", "→": "->", "×": "x", "’": "'", "‘": "'", "•": "*"}
)


def plain(text: str, glyphs: Glyphs) -> str:
    """`text` on one line, without control, format (bidi) or private characters; ASCII if the glyphs are.

    Breaks and tabs become spaces. What ASCII cannot spell becomes `?`.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    if not glyphs.plain:
        return kept
    spread = unicodedata.normalize("NFKD", kept.translate(_SPELLED)).translate(_SPELLED)
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode("ascii")


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """`plain(text)` in at most `width` cells, with the glyph for "more" as its last when it had to be cut."""
    clean = plain(text, glyphs)
    if cell_len(clean) <= width:
        return clean
    if width <= 0:
        return ""
    return set_cell_size(clean, width - 1).rstrip() + glyphs.more


def one_cell(glyph: str, glyphs: Glyphs) -> str:
    """`glyph` if it is exactly one cell wide after cleaning.

    Raises ValueError otherwise: a wider mark would push the rest of its row out of line.
    """
    clean = plain(glyph, glyphs)
    if cell_len(clean) != 1:
        raise ValueError("a mark must be one character, one cell wide")
    return clean
