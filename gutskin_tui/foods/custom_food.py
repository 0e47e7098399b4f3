"""A person's own foods: corrections that beat the lexicon, recipes, stars.

They hold for past and future meals alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.foods.food import LABELS, Certainty, Labels, strongest
from gutskin_tui.foods.lexicon import Head
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import Key, parse

Answer = Literal["yes", "maybe", "no"]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2}|Z)$")]
MOST_STARS = 10
"""Suspects a person may star [DOMAIN section 6.2]."""


class FoodRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a person said about one food.

    `labels` are answers per label; they beat whatever the words say. `made_of` lists the foods of a recipe or the
    ingredients of a packet, each as one would type it. `starred` marks a suspect.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$(?!\n)")]  # no line end either
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    created: Instant
    updated: Instant
    labels: dict[str, Answer] = {}
    made_of: tuple[Annotated[str, Meta(max_length=200)], ...] = ()
    starred: bool = False

    def __post_init__(self) -> None:
        """Refuse dates that do not exist, a name without a word and unknown labels; raises ValueError."""
        for stamp in (self.created, self.updated):
            try:
                datetime.fromisoformat(stamp)
            except ValueError:
                raise ValueError("created and updated are dates that exist") from None
        if not key(self.name):
            raise ValueError("a food needs a name with a word in it")
        for label in self.labels:
            if label not in LABELS:
                raise ValueError(f"labels are {', '.join(LABELS)}")


def heads_of(records: Iterable[FoodRecord]) -> dict[Key, Head]:
    """Return the person's own foods by look-up key, for `parse`.

    A recipe has the labels and plants of all it is made of; an answer replaces a label. Whatever was recorded
    first, a food may use another: a longer name the shorter ones in it, a recipe other recipes.
    """
    ordered = sorted(records, key=lambda one: (len(key(one.name)), one.updated, one.id))
    heads: dict[Key, Head] = {}
    for record in ordered:
        if not record.made_of:
            heads[key(record.name)] = _head(record, heads)
    recipes = [record for record in ordered if record.made_of]
    for _ in recipes:  # each round settles those that stand on what the round before settled
        before = dict(heads)
        for record in recipes:
            heads[key(record.name)] = _head(record, heads)
        if heads == before:
            break
    return heads


def words_of(record: FoodRecord) -> str:
    """Return the words that say what a food is: its parts, or its name if it has none."""
    return ", ".join(record.made_of) if record.made_of else record.name


def _head(record: FoodRecord, others: Mapping[Key, Head]) -> Head:
    foods = parse(words_of(record), others)
    labels: Labels = strongest(*(food.labels for food in foods))
    plants = strongest(*(food.plants for food in foods))
    for label, answer in record.labels.items():
        labels[label] = Certainty[answer.upper()]
    return Head(record.name, {label: sure for label, sure in labels.items() if sure}, plants, own=True)
