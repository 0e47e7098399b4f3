"""Negations in a food's words ("no milk", "sugar free", "vegan") and the span of words they apply to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from gutskin_tui.foods.lexicon import Match


class Negation(NamedTuple):
    """Words (start to end, end excluded) that take labels away.

    `wholly` is false where a YES becomes MAYBE instead ("pizza, no cheese"); `inside` is true where the words are
    part of a name that is matched as well ("unsweetened almond milk"). `plants` are the plants that are left out.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    wholly: bool = True
    inside: bool = False
    plants: frozenset[str] = frozenset()


def find_negations(stems: Sequence[str], matches: Iterable[Match]) -> list[Negation]:
    """Return the negations among look-up words: "no X", "X free", "vegan" and the like, in order."""
    if _NEGATING.isdisjoint(stems):
        return []
    matches = list(matches)
    inside = {at for match in matches if match.end - match.start > 1 for at in range(match.start, match.end)}
    own = {at for match in matches if match.head.own for at in range(match.start, match.end)}
    negations: list[Negation] = []
    at, count = 0, len(stems)
    while at < count:
        word, following = stems[at], stems[at + 1] if at + 1 < count else ""
        size, labels = _phrase(word, following)
        if at in own:
            at += 1
        elif labels:
            negations.append(Negation(at, at + size, labels, inside=at in inside and at + size - 1 in inside))
            at += size
        elif at not in inside and (word in WITHOUT or tuple(stems[at : at + 2]) == ("free", "from")):
            if word not in WITHOUT and not any(stem in LABEL_WORDS for stem in stems[at : at + 8]):
                at += 2  # "free from" as the name of a product range
                continue
            end = _end(stems, at + (1 if word in WITHOUT else 2), inside)
            negations += _without(stems, at, end, matches)
            at = end
        else:
            at += 1
    return negations


def _phrase(word: str, following: str) -> tuple[int, tuple[str, ...]]:
    """Return how many words a negating phrase has, and the labels it denies: () if it is none."""
    if following == "free" and word in LABEL_WORDS:
        return 2, (LABEL_WORDS[word],)
    if (word, following) in DENIES:
        return 2, DENIES[word, following]
    return 1, DENIES.get((word,), ())


def _end(stems: Sequence[str], at: int, inside: Container[int]) -> int:
    """Return where a "no ..." ends: at a separating word, or after words such as "sugar" ("no sugar cola")."""
    start = at
    while at < len(stems):
        word, following = stems[at], stems[at + 1] if at + 1 < len(stems) else ""
        label = (word in LABEL_WORDS and at not in inside) or word == "added"
        if not label and not (word in ("and", "or") and following in LABEL_WORDS):
            break
        at += 1
    more = at < len(stems) and stems[at] in ("or", "nor")
    if any(stem in LABEL_WORDS for stem in stems[start:at]) and not more:
        return at
    while at < len(stems) and stems[at] not in ENDS:
        at += 1
    return at


def _without(stems: Sequence[str], at: int, end: int, matches: Iterable[Match]) -> list[Negation]:
    """Return the negations of a "no ...": of the labels named in it, and, not wholly, of those of the foods in it."""
    wholly = tuple(dict.fromkeys(LABEL_WORDS[stem] for stem in stems[at:end] if stem in LABEL_WORDS))
    heads = [match.head for match in matches if at <= match.start < end]
    lowered = dict.fromkeys(label for head in heads for label in head.labels if label not in wholly)
    plants = frozenset(plant for head in heads for plant in head.plants)
    return [Negation(at, end, wholly), Negation(at, end, tuple(lowered), wholly=False, plants=plants)]


WITHOUT = frozenset({"no", "without", "minus", "hold", "sans", "skip", "omit", "excluding", "zero", "not"})
"""Words that negate what follows, up to the next comma or separating word."""

LABEL_WORDS: dict[str, str] = {
    "dairy": "dairy", "milk": "dairy", "casein": "dairy", "gluten": "gluten", "wheat": "gluten", "sugar": "added_sugar",
    "sweetener": "added_sugar", "honey": "added_sugar", "syrup": "added_sugar", "egg": "egg", "soy": "soy",
    "soya": "soy", "nut": "nuts", "peanut": "nuts", "alcohol": "alcohol",
}  # fmt: skip
"""Words that name a label, as in "sugar free" and "no sugar" (in the form of `normalize.stem`)."""

DENIES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("vegan",): ("dairy", "egg"),
    ("plant", "based"): ("dairy", "egg"),
    ("unsweetened",): ("added_sugar",),
    ("diet",): ("added_sugar",),
    ("alcohol", "free"): ("alcohol",),
    ("non", "alcoholic"): ("alcohol",),
    ("non", "alcohol"): ("alcohol",),
    ("non", "alc"): ("alcohol",),
    ("alc", "free"): ("alcohol",),
    ("dealcoholised",): ("alcohol",),
    ("dealcoholized",): ("alcohol",),
    ("sugarless",): ("added_sugar",),
    ("non", "dairy"): ("dairy",),
    ("eggless",): ("egg",),
    ("flourless",): ("gluten",),
    ("grain", "free"): ("gluten", "whole_grain"),
    ("keto",): ("added_sugar",),
    ("paleo",): ("dairy", "gluten", "legume"),
}
"""Phrases (in the form of `normalize.stem`) -> the labels they deny to the food beside them."""

_NEGATING = WITHOUT | {words[0] for words in DENIES} | {"free"}
"""One of these words is in every negation."""

PARTS = frozenset({"and", "with", "plus", "on", "over", "in", "topped", "served", "then", "alongside"})
"""Words that separate foods; a comma does as well."""

ENDS = PARTS | {"add", "adding", "extra", "but", "instead", "sub", "only", "just"}
"""Words that end a "no ..."."""

FLAVOURED = frozenset(
    {"protein bar", "whey protein", "vegan protein powder", "protein shake", "ice cream", "halo top", "ben and jerrys",
     "soda", "diet soda", "energy drink", "coffee creamer", "larabar", "nakd", "kind bar", "clif bar", "quest bar",
     "rxbar", "grenade bar", "granola bar", "luna bar", "muesli bar", "cereal bar", "protein ball", "pure protein bar",
     "whey protein bar", "protein powder", "huel", "meal replacement shake", "slimfast", "slimfast shake", "pop tart",
     "flavored water", "hard seltzer", "syrup shot", "vegan ice cream", "popcorn", "chewing gum"}
)  # fmt: skip
"""Foods that come in flavours: the labels of the flavour ("protein bar cookie dough") are MAYBE."""

PLAIN_FLAVOURED = frozenset(
    {"ice cream", "vegan ice cream", "soda", "diet soda", "energy drink", "flavored water", "popcorn", "chewing gum"}
)
"""Those that are no brand and no bar: a flavour stands before them, in the singular ("banana ice cream")."""

CRISPS = frozenset({"parsnip", "beetroot", "sweet potato", "carrot", "cassava", "kale", "plantain", "banana", "apple"})
"""Plants that crisps are made of instead of potato, where they are named."""

USUAL_GRAIN = {"porridge": "oats", "rice pilaf": "rice", "risotto": "rice"}
"""Dishes -> the grain they are made of unless another is named."""
