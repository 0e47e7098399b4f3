"""The labels a food may carry, and how sure one can be of each from words alone."""

from __future__ import annotations

from enum import IntEnum

from gutskin_tui.text import match_key


class Sure(IntEnum):
    """How sure a label is. A *maybe* is a real answer: words often cannot tell."""

    NO = 0
    MAYBE = 1
    YES = 2


TRIGGERS: dict[str, str] = {
    "dairy": "dairy", "gluten": "gluten", "added_sugar": "added sugar", "ultra_processed": "ultra-processed",
    "alcohol": "alcohol", "egg": "egg", "soy": "soy", "nuts": "nuts", "spicy": "spicy",
    "high_glycaemic": "high-glycaemic", "histamine": "histamine",
}  # fmt: skip
"""Labels a person may react to -> how they are written [DOMAIN section 7]."""

FRIENDLY: dict[str, str] = {
    "fermented": "fermented", "prebiotic": "prebiotic", "high_fibre": "high-fibre", "whole_grain": "whole grain",
    "fruit": "fruit", "vegetable": "vegetable", "legume": "legume", "nuts_seeds": "nuts and seeds",
    "lean_protein": "lean protein", "omega3": "healthy fat",
}  # fmt: skip
"""Labels that are thought kind to the gut -> how they are written."""

LABELS: dict[str, str] = TRIGGERS | FRIENDLY

Labels = dict[str, Sure]
"""Label -> how sure; an absent label is NO."""


def label_named(text: str) -> str | None:
    """Return the label that `text` names, with blanks, hyphens or underscores, British or American; None for none."""
    return _BY_NAME.get(_name_key(text))


def _name_key(text: str) -> str:
    return match_key(text.replace("_", " ")).replace("fiber", "fibre").replace("glycemic", "glycaemic")


_BY_NAME = {_name_key(name): label for label, words in LABELS.items() for name in (label, words)}


def strongest(*found: Labels) -> Labels:
    """Return, per label, the surest answer of several foods eaten together."""
    merged: Labels = {}
    for labels in found:
        for label, sure in labels.items():
            if sure > merged.get(label, Sure.NO):
                merged[label] = sure
    return merged
