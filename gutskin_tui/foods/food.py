"""What a typed food turned out to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from gutskin_tui.text import match_key


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a food that the lexicon (or the person) knows, and what they say."""

    words: str
    labels: Labels
    plants: dict[str, Certainty]


@dataclass(frozen=True, slots=True)
class Food:
    """One food of a typed meal.

    `name` is as typed, without its amount; `amount` and `unit` where they were given. `labels` holds only what
    is not a plain no; ask `sure` for any label. `plants` maps a plant's name to how sure it is in there.
    `parts` are the words that decided; empty if no word was known.
    """

    name: str
    amount: float | None
    unit: str
    labels: Labels
    plants: dict[str, Certainty]
    parts: tuple[Part, ...] = ()
    denied: dict[str, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether any of its words was known."""
        return bool(self.parts)

    def sure(self, label: str) -> Certainty:
        """Return how sure it is that the food has the label."""
        return self.labels.get(label, Certainty.NO)

    def why(self, label: str) -> str:
        """Return the words that decided about a label, "" where none spoke of it."""
        if label in self.denied:
            return self.denied[label]
        sure = self.sure(label)
        spoke = [part for part in self.parts if sure and label in part.labels]
        decided = [part for part in spoke if part.labels[label] == sure] or spoke  # a yes that a "no X" made a maybe
        return ", ".join(part.words for part in decided)


class Certainty(IntEnum):
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

Labels = dict[str, Certainty]
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
            if sure > merged.get(label, Certainty.NO):
                merged[label] = sure
    return merged
