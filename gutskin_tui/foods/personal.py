"""A person's own foods: corrections that beat the lexicon, recipes, stars.

They hold for past and future meals alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.foods.labels import LABELS, Labels, Sure, strongest
from gutskin_tui.foods.lexicon import Head
from gutskin_tui.foods.parser import Key, parse
from gutskin_tui.foods.words import key

Answer = Literal["yes", "maybe", "no"]
MOST_STARS = 10
"""Suspects a person may star [DOMAIN section 6.2]."""


class FoodRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a person said about one food.

    `labels` are answers per label; they beat whatever the words say. `made_of` lists the foods of a recipe or the
    ingredients of a packet, each as one would type it. `starred` marks a suspect.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    created: Annotated[str, Meta(max_length=40)]
    updated: Annotated[str, Meta(max_length=40)]
    labels: dict[str, Answer] = {}
    made_of: tuple[Annotated[str, Meta(max_length=200)], ...] = ()
    starred: bool = False

    def __post_init__(self) -> None:
        """Refuse a name without a word and labels that do not exist; raises ValueError."""
        if not key(self.name):
            raise ValueError("a food needs a name with a word in it")
        for label in self.labels:
            if label not in LABELS:
                raise ValueError(f"labels are {', '.join(LABELS)}")


def heads_of(records: Iterable[FoodRecord]) -> dict[Key, Head]:
    """Return the person's own foods by look-up key, for `parse`.

    A recipe has the labels and plants of all it is made of; an answer replaces a label. Recipes may use
    other personal foods that were recorded before them.
    """
    heads: dict[Key, Head] = {}
    for record in sorted(records, key=lambda one: (bool(one.made_of), one.updated, one.id)):
        foods = parse(", ".join(record.made_of) if record.made_of else record.name, heads)
        labels: Labels = strongest(*(food.labels for food in foods))
        plants = strongest(*(food.plants for food in foods))
        for label, answer in record.labels.items():
            labels[label] = Sure[answer.upper()]
        labels = {label: sure for label, sure in labels.items() if sure}
        heads[key(record.name)] = Head(record.name, labels, plants, own=True)
    return heads
