"""Texts about a search, on the screen and in a terminal; it imports no Rich, which `gutskin find` does without."""

from __future__ import annotations

from gutskin_tui.foods.food import label_named


def no_match(query: str) -> str:
    """Return the text for a search without a match; words are not looked up in labels, so it names what is."""
    label = label_named(query)
    return f"No matching days. tag:{label} finds the label." if label else "No matching days."
