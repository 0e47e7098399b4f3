"""Negations in a food's words ("no milk", "sugar free", "vegan") and the span of words they apply to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from gutskin_tui.foods.lexicon import Head, Match


class Negation(NamedTuple):
    """Words (start to end, end excluded) that take labels away.

    `wholly` is false where a YES becomes MAYBE instead ("pizza, no cheese"); `inside` is true where the words are
    part of a name that is matched as well ("unsweetened almond milk"). `plants` are the plants that are left out.
    `spares_last` is true where the food directly before keeps its labels ("tamari instead of soy sauce").
    """

    start: int
    end: int
    labels: tuple[str, ...]
    wholly: bool = True
    inside: bool = False
    plants: frozenset[str] = frozenset()
    spares_last: bool = False


def find_negations(stems: Sequence[str], matches: Iterable[Match]) -> list[Negation]:
    """Return the negations among look-up words: "no X", "X free", "vegan" and the like, in order."""
    if _NEGATING.isdisjoint(stems):
        return []
    matches = list(matches)
    inside = {at for match in matches if match.end - match.start > 1 for at in range(match.start, match.end)}
    own = {at for match in matches if match.head.own for at in range(match.start, match.end)}
    negations: list[Negation] = []
    ends = {match.end: match for match in matches if not match.head.modifies}
    at, count = 0, len(stems)
    while at < count:
        word, following = stems[at], stems[at + 1] if at + 1 < count else ""
        size, labels = denial(word, following)
        uneaten = _uneaten(word, following)
        if at in own:
            at += 1
        elif uneaten:
            end = _end_of_uneaten(stems, at + uneaten, word in REPLACING)
            negations.append(Negation(at, end, ()))
            if word in REPLACING:
                negations += [negation._replace(spares_last=True) for negation in _without(stems, at, end, matches)[1:]]
            at = end
        elif word == "free" and at in ends and ends[at].end - ends[at].start == 1:  # tomato free pasta
            negations.append(_lowered(ends[at].start, at + 1, [ends[at].head], ()))
            at += 1
        elif labels:
            negations.append(Negation(at, at + size, labels, inside=at in inside and at + size - 1 in inside))
            at += size
        elif word == "not" and following in AMOUNTS:
            at += 2
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


def denial(word: str, following: str) -> tuple[int, tuple[str, ...]]:
    """Return how many words a negating phrase has, and the labels it denies: () if it is none."""
    if following == "free" and (word in LABEL_WORDS or word in FREE_WORDS):
        return 2, (LABEL_WORDS.get(word) or FREE_WORDS[word],)
    if (word, following) in DENIES:
        return 2, DENIES[word, following]
    return 1, DENIES.get((word,), ())


def _end(stems: Sequence[str], at: int, inside: Container[int]) -> int:
    """Return where a "no ..." ends: at a separating word, or after words such as "sugar" ("no sugar cola")."""
    start = at
    while at < len(stems):
        word, following = stems[at], stems[at + 1] if at + 1 < len(stems) else ""
        label = (word in LABEL_WORDS and at not in inside) or word == "added"
        if not label and not (word in ("and", "or", "und", "oder") and following in LABEL_WORDS):
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
    return [Negation(at, end, wholly), _lowered(at, end, heads, wholly)]


def _lowered(at: int, end: int, heads: Iterable[Head], wholly: Container[str]) -> Negation:
    """Return the negation, not wholly, of the labels and plants of foods that are left out."""
    heads = list(heads)
    labels = dict.fromkeys(label for head in heads for label in head.labels if label not in wholly)
    plants = frozenset(plant for head in heads for plant in head.plants)
    return Negation(at, end, tuple(labels), wholly=False, plants=plants)


def _uneaten(word: str, following: str) -> int:
    """Return how many words say that what follows was not eaten: "avoided", "instead of"; 0 if they do not."""
    if word in UNEATEN:
        return 1
    return 2 if (word, following) in UNEATEN_PHRASES else 0


def _end_of_uneaten(stems: Sequence[str], at: int, replaced: bool) -> int:
    """Return where the foods that were not eaten end: those of a verb go on behind "and"."""
    while at < len(stems):
        word, following = stems[at], stems[at + 1] if at + 1 < len(stems) else ""
        if word in ENDS and (replaced or word != "and" or following in EATEN):
            return at
        if word in EATEN:
            return at
        at += 1
    return at


def doubly_negated(stems: Sequence[str]) -> set[int]:
    """Return the indices of the words that cancel each other: "not gluten free", "non vegan"."""
    cancelled: set[int] = set()
    if NOT.isdisjoint(stems):
        return cancelled
    for at in range(len(stems) - 1):
        following = stems[at + 2] if at + 2 < len(stems) else ""
        size, labels = denial(stems[at + 1], following)
        if stems[at] in NOT and labels and (stems[at], stems[at + 1]) not in DENIES:
            cancelled.update(range(at, at + 1 + size))
    return cancelled


WITHOUT = frozenset({"no", "without", "minus", "hold", "sans", "skip", "omit", "excluding", "zero", "not", "ohne"})
"""Words that negate what follows, up to the next comma or separating word."""

LABEL_WORDS: dict[str, str] = {
    "dairy": "dairy", "milk": "dairy", "casein": "dairy", "gluten": "gluten", "wheat": "gluten", "sugar": "added_sugar",
    "sweetener": "added_sugar", "honey": "added_sugar", "syrup": "added_sugar", "egg": "egg", "soy": "soy",
    "soya": "soy", "nut": "nuts", "alcohol": "alcohol",
    "milch": "dairy", "zucker": "added_sugar",
}  # fmt: skip
"""Words that name a label, as in "sugar free" and "no sugar" (in the form of `normalize.stem`)."""
FREE_WORDS = {"cheese": "dairy", "peanut": "nuts"}
"""Words that name a label in front of "free" only: "no cheese" leaves the milk of a dish."""

AMOUNTS = frozenset({"much", "many", "enough", "only", "too", "quite", "all"})
"""Words in front of which "not" says how much there was."""
NOT = frozenset({"not", "non", "isnt", "arent", "wasnt", "werent"})
UNEATEN = frozenset(
    {"avoid", "avoided", "avoiding", "skipped", "skipping", "resist", "resisted", "refused", "declined", "craved",
     "craving", "wanted", "fancied", "didnt", "dont", "doesnt", "havent", "hadnt", "couldnt", "cant", "wouldnt"}
)  # fmt: skip
"""Words behind which stands what was not eaten (in the form of `normalize.stem`)."""
UNEATEN_PHRASES = frozenset(
    {("instead", "of"), ("rather", "than"), ("place", "of"), ("almost", "had"), ("almost", "ate"), ("nearly", "had"),
     ("nearly", "ate")}
)  # fmt: skip
REPLACING = frozenset({"instead", "rather", "place"})
"""First words of the phrases that name what another food stands for."""
EATEN = frozenset({"had", "ate", "drank", "got", "chose", "took"})
"""Words that end what was not eaten."""

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
    ("0.0",): ("alcohol",),
    ("0.0", "percent"): ("alcohol",),
    ("0", "percent"): ("alcohol",),
    ("keto",): ("added_sugar",),
    ("paleo",): ("dairy", "gluten", "legume"),
}
"""Phrases (in the form of `normalize.stem`) -> the labels they deny to the food beside them."""

_NEGATING = WITHOUT | UNEATEN | {words[0] for words in (*DENIES, *UNEATEN_PHRASES)} | {"free"}
"""One of these words is in every negation."""

PARTS = frozenset(
    {"and", "with", "plus", "on", "over", "in", "topped", "served", "then", "alongside", "but", "had", "ate", "drank",
     "mit", "und"}
)  # fmt: skip
"""Words that separate foods; a comma does as well."""

ENDS = PARTS | {"add", "adding", "extra", "instead", "sub", "only", "so", "just"}
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
"""Those that are neither a brand nor a bar: a flavour stands before them, in the singular ("banana ice cream")."""

CRISPS = frozenset({"parsnip", "beetroot", "sweet potato", "carrot", "cassava", "kale", "plantain", "banana", "apple"})
"""Plants that crisps are made of instead of potato, where they are named."""

USUAL_GRAIN = {"porridge": "oats", "rice pilaf": "rice", "risotto": "rice"}
"""Dishes -> the grain they are made of unless another is named."""
