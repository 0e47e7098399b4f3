"""The last stage before the terminal: plain ASCII for the frame's own glyphs, and no colour where none is wanted."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN = str.maketrans(
    {
        "─": "-", "│": "|", "·": "-", "…": "~", "→": ">", "←": "<", "›": ">", "‹": "<", "×": "x", "⌫": "<", "⏎": "^",
        "–": "-", "—": "-", "↑": "^", "↓": "v", "“": '"', "”": '"', "’": "'", "≤": "<", "≥": ">",
        **dict.fromkeys("╭╮╰╯", "+"), **dict.fromkeys("▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐▔", "#"),
    }
)  # fmt: skip
"""Glyphs of rules, scroll bars and texts, each for one of the same width. What a person typed stays as it is."""


class PlainGlyphs(LineFilter):
    """Draws the frame with ASCII alone, for the ASCII setting."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line with its own glyphs replaced; widths do not change."""
        return [Segment(text.translate(PLAIN), style, control) for text, style, control in segments]
