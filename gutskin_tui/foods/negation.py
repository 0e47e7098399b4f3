"""What the words of a food deny, and which words say so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple, Protocol

from gutskin_tui.foods.lexicon import Head


class Found(Protocol):
    """A run of words (start to end) that names a head."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def head(self) -> Head: ...


class Denial(NamedTuple):
    """Words (start to end) that take labels away.

    `wholly` is false where they only make a label unsure ("pizza, no cheese"); `inside` is true where the words
    belong to a name that stays ("unsweetened almond milk"). `plants` are the plants that the words leave out.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    wholly: bool = True
    inside: bool = False
    plants: frozenset[str] = frozenset()


def denials(stems: Sequence[str], matches: Iterable[Found]) -> list[Denial]:
    """Find what the words deny: "no X", "X free", "vegan" and the like."""
    matches = list(matches)
    inside = {at for match in matches if match.end - match.start > 1 for at in range(match.start, match.end)}
    own = {at for match in matches if match.head.own for at in range(match.start, match.end)}
    found: list[Denial] = []
    at, count = 0, len(stems)
    while at < count:
        word, following = stems[at], stems[at + 1] if at + 1 < count else ""
        size, labels = _phrase(word, following)
        if at in own:
            at += 1
        elif labels:
            found.append(Denial(at, at + size, labels, inside=at in inside and at + size - 1 in inside))
            at += size
        elif at not in inside and (word in WITHOUT or tuple(stems[at : at + 2]) == ("free", "from")):
            if word not in WITHOUT and not any(one in LABEL_WORDS for one in stems[at : at + 8]):
                at += 2  # the shelf that is called "free from"
                continue
            end = _end(stems, at + (1 if word in WITHOUT else 2), inside)
            found += _without(stems, at, end, matches)
            at = end
        else:
            at += 1
    return found


def _phrase(word: str, following: str) -> tuple[int, tuple[str, ...]]:
    if following == "free" and word in LABEL_WORDS:
        return 2, (LABEL_WORDS[word],)
    if (word, following) in DENIES:
        return 2, DENIES[word, following]
    return 1, DENIES.get((word,), ())


def _end(stems: Sequence[str], at: int, inside: Container[int]) -> int:
    """Return where a "no ..." ends: at a parting word, or where words such as "sugar" do ("no sugar cola")."""
    start = at
    while at < len(stems):
        word, following = stems[at], stems[at + 1] if at + 1 < len(stems) else ""
        label = (word in LABEL_WORDS and at not in inside) or word == "added"
        if not label and not (word in ("and", "or") and following in LABEL_WORDS):
            break
        at += 1
    more = at < len(stems) and stems[at] in ("or", "nor")
    if any(one in LABEL_WORDS for one in stems[start:at]) and not more:
        return at
    while at < len(stems) and stems[at] not in ENDS:
        at += 1
    return at


def _without(stems: Sequence[str], at: int, end: int, matches: Iterable[Found]) -> list[Denial]:
    wholly = tuple(dict.fromkeys(LABEL_WORDS[one] for one in stems[at:end] if one in LABEL_WORDS))
    heads = [match.head for match in matches if at <= match.start < end]
    lowered = dict.fromkeys(label for head in heads for label in head.labels if label not in wholly)
    plants = frozenset(plant for head in heads for plant in head.plants)
    return [Denial(at, end, wholly), Denial(at, end, tuple(lowered), wholly=False, plants=plants)]


WITHOUT = frozenset({"no", "without", "minus", "hold", "sans", "skip", "omit", "excluding", "zero", "not"})
"""What follows, up to the next comma or "with", is not in the food."""

LABEL_WORDS: dict[str, str] = {
    "dairy": "dairy", "milk": "dairy", "casein": "dairy", "gluten": "gluten", "wheat": "gluten", "sugar": "added_sugar",
    "sweetener": "added_sugar", "honey": "added_sugar", "syrup": "added_sugar", "egg": "egg", "soy": "soy",
    "soya": "soy", "nut": "nuts", "peanut": "nuts", "alcohol": "alcohol",
}  # fmt: skip
"""Words that name a label, as in "sugar free" and "no sugar" (in the form of words.stem)."""

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
"""Phrases (in the form of words.stem) that deny labels to the food they stand with."""

PARTS = frozenset({"and", "with", "plus", "on", "over", "in", "topped", "served", "then", "alongside"})
"""Words that part foods of one dish; a comma parts more."""

ENDS = PARTS | {"add", "adding", "extra", "but", "instead", "sub", "only", "just"}
"""Words where a "no ..." ends."""

FLAVOURED = frozenset(
    {"protein bar", "whey protein", "vegan protein powder", "protein shake", "ice cream", "halo top", "ben and jerrys",
     "soda", "diet soda", "energy drink", "coffee creamer", "larabar", "nakd", "kind bar", "clif bar", "quest bar",
     "rxbar", "grenade bar", "granola bar", "luna bar", "muesli bar", "cereal bar", "protein ball", "pure protein bar",
     "whey protein bar", "protein powder", "huel", "meal replacement shake", "slimfast", "slimfast shake", "pop tart",
     "flavored water", "hard seltzer", "syrup shot", "vegan ice cream", "popcorn", "chewing gum"}
)  # fmt: skip
"""Foods that come in flavours: in "protein bar cookie dough" nobody can tell how much dough is in it."""

CRISPS = frozenset({"parsnip", "beetroot", "sweet potato", "carrot", "cassava", "kale", "plantain", "banana", "apple"})
"""What crisps are made of when it is said, instead of potato."""

USUAL_GRAIN = {"porridge": "oats", "rice pilaf": "rice", "risotto": "rice", "popcorn": "corn"}
"""Dishes -> the grain they are made of where the words before name no other."""
