"""What the words of a food deny, and which words say so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple, Protocol

from gutskin_tui.foods.lexicon import Head
from gutskin_tui.foods.scope import DENIES, ENDS, LABEL_WORDS, WITHOUT


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
