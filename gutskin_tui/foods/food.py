"""A parsed food and its labels."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct, field

from gutskin_tui.text import match_key


class Part(Struct, frozen=True):
    """A run of words of a food that matched the lexicon or an own food, with the labels and plants of that match."""

    words: str
    labels: Labels
    plants: dict[str, Certainty]


class Food(Struct, frozen=True):
    """A food of a typed meal.

    `name` is as typed, without its amount; `amount` is None and `unit` "" where none was typed. `labels` holds the
    labels that are MAYBE or YES; use `certainty` to look up any label. `plants` maps a plant's name to the certainty
    that the food contains it. `parts` are the matched words, empty if none matched. `denied` maps a label that was
    taken away to the words that did so.
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
        """Whether any of its words matched the lexicon or an own food."""
        return bool(self.parts)

    def certainty(self, label: str) -> Certainty:
        """Return the certainty that the food has the label."""
        return self.labels.get(label, Certainty.NO)

    def why(self, label: str) -> str:
        """Return the words from which a label was concluded, "" if there are none."""
        if label in self.denied:
            return self.denied[label]
        certainty = self.certainty(label)
        candidates = [part for part in self.parts if certainty and label in part.labels]
        # none has this certainty where a "no X" turned a yes into a maybe
        decisive = [part for part in candidates if part.labels[label] == certainty] or candidates
        return ", ".join(part.words for part in decisive)


class Certainty(IntEnum):
    """Whether a food has a label. MAYBE means that the words leave it open."""

    NO = 0
    MAYBE = 1
    YES = 2


TRIGGERS: dict[str, str] = {
    "dairy": "dairy", "gluten": "gluten", "added_sugar": "added sugar", "ultra_processed": "ultra-processed",
    "alcohol": "alcohol", "egg": "egg", "soy": "soy", "nuts": "nuts", "spicy": "spicy",
    "high_glycaemic": "high-glycaemic", "histamine": "histamine",
}  # fmt: skip
"""Labels a person may react to -> their display names [docs/domain.md 7]."""

FRIENDLY: dict[str, str] = {
    "fermented": "fermented", "prebiotic": "prebiotic", "high_fibre": "high-fibre", "whole_grain": "whole grain",
    "fruit": "fruit", "vegetable": "vegetable", "legume": "legume", "nuts_seeds": "nuts and seeds",
    "lean_protein": "lean protein", "omega3": "healthy fat",
}  # fmt: skip
"""Labels considered good for the gut -> their display names."""

LABELS: dict[str, str] = TRIGGERS | FRIENDLY
"""All labels -> their display names."""

Labels = dict[str, Certainty]
"""Label -> certainty; an absent label is NO."""


def label_named(text: str) -> str | None:
    """Return the label that `text` names, None if there is none; separators, British or American spelling may vary."""
    return _BY_NAME.get(_name_key(text))


def _name_key(text: str) -> str:
    return match_key(text.replace("_", " ")).replace("fiber", "fibre").replace("glycemic", "glycaemic")


_BY_NAME = {_name_key(name): label for label, words in LABELS.items() for name in (label, words)}


def strongest(*several: Labels) -> Labels:
    """Return the highest certainty of each label among several foods."""
    merged: Labels = dict(several[0]) if several else {}
    for labels in several[1:]:
        for label, certainty in labels.items():
            if certainty > merged.get(label, Certainty.NO):
                merged[label] = certainty
    return merged
