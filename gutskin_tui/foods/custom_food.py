"""Records of a person's own foods: label corrections, recipes, stars.

They override the lexicon, for past and future meals alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.foods.food import LABELS, Certainty, Labels, strongest
from gutskin_tui.foods.lexicon import Head
from gutskin_tui.foods.matching import Key
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse

LabelAnswer = Literal["yes", "maybe", "no"]
"""A person's answer to whether a food has a label."""
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?([+-]\d{2}:\d{2}|Z)$")]
MOST_STARS = 10
"""Greatest number of starred foods (suspects) [docs/domain.md 6.2]."""


class FoodRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a person recorded about a food.

    `labels` maps a label to the person's answer, which overrides the label parsed from the name. `made_of` lists the
    foods of a recipe or the ingredients of a packet, each written as in a meal; a single part makes the name another
    name of that food. `starred` marks a suspect. `is_food` is the person's answer to whether the name is a food at all,
    None without one: the words of a name that is not a food are skipped, whatever else the record holds.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$(?!\n)")]  # no line end either
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    created: Instant
    updated: Instant
    labels: dict[str, LabelAnswer] = {}
    made_of: tuple[Annotated[str, Meta(max_length=200)], ...] = ()
    starred: bool = False
    is_food: bool | None = None
    edits: dict[str, Instant] = {}

    def __post_init__(self) -> None:
        """Raise ValueError for a date that does not exist, a name without a word or an unknown label."""
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

    A recipe has the labels and plants of all its parts; an answer replaces a label. A food may refer to others
    regardless of the order in which they were recorded: a longer name to the shorter names in it, a recipe to
    other recipes.
    """
    ordered = sorted(records, key=lambda record: (len(key(record.name)), record.updated, record.id))
    heads: dict[Key, Head] = {}
    for record in ordered:
        if not record.made_of:
            heads[key(record.name)] = _head(record, heads)
    recipes = [record for record in ordered if record.made_of]
    for _ in recipes:  # each round resolves the recipes whose parts the round before resolved
        before = dict(heads)
        for record in recipes:
            heads[key(record.name)] = _head(record, heads)
        if heads == before:
            break
    return heads


def words_of(record: FoodRecord) -> str:
    """Return the text from which a food's labels are parsed: its parts, or its name if it has none."""
    return ", ".join(record.made_of) if record.made_of else record.name


def _head(record: FoodRecord, others: Mapping[Key, Head]) -> Head:
    if record.is_food is False:
        return Head(record.name, {}, {}, own=True, is_food=False)
    foods = parse(words_of(record), others)
    labels: Labels = strongest(*(food.labels for food in foods))
    plants = strongest(*(food.plants for food in foods))
    for label, answer in record.labels.items():
        labels[label] = Certainty[answer.upper()]
    return Head(record.name, {label: certainty for label, certainty in labels.items() if certainty}, plants, own=True)
