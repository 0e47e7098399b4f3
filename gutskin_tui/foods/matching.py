"""Matching of look-up words with the lexicon and own foods: the longest names, unless a split keeps foods whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from gutskin_tui.foods.ambiguous_names import AMBIGUOUS_NAMES, is_food
from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.lexicon import Head, Match, lexicon
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.quantities import UNITS

Key = tuple[str, ...]
Personal = Mapping[Key, Head]

PLAIN = frozenset(
    {"fruit", "vegetable", "legume", "nuts", "nuts_seeds", "prebiotic", "high_fibre", "omega3", "histamine",
     "lean_protein", "high_glycaemic", "whole_grain"}
)  # fmt: skip
"""Labels of plants as they grow: fruit, vegetables, pulses, nuts."""


class Matcher:
    """Finds the foods and modifiers that words name. `personal` are the person's own foods by look-up key."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal
        self._reach = max(map(len, personal), default=0)

    def matches(self, stems: Sequence[str], typed: Sequence[str]) -> list[Match]:
        """Return the longest matches from left to right; of two equally long ones the personal food wins.

        `typed` is the word of each stem as typed.
        """
        matches: list[Match] = []
        at = 0
        while at < len(stems):
            match = self._longest(stems, at)
            if match is None:
                at += 1
                continue
            if match.end - at > 1 and not match.head.own and not match.head.modifies:
                match = self._split(stems, typed, match)
            word = typed[match.end - 1]
            matches.append(match._replace(plural=word[-1] == "s" and word != stems[match.end - 1]))
            at = match.end
        if "flavored" in stems or "flavor" in stems:
            matches = [_flavoured(stems, match) for match in matches]
        if not matches:
            return matches
        pairs = zip(matches, [*matches[1:], None], strict=True)
        return [
            match
            for match, following in pairs
            if not _is_measure(stems, match, following)
            and (stems[match.start] not in AMBIGUOUS_NAMES or is_food(match, stems, typed))
        ]

    def _longest(self, stems: Sequence[str], at: int) -> Match | None:
        most = max(lexicon().most_words, self._reach)
        for end in range(min(at + most, len(stems)), at, -1):
            head = self._head(stems[at:end])
            if head is not None:
                return Match(at, end, head)
        return None

    def _head(self, words: Sequence[str]) -> Head | None:
        own = self._personal.get(tuple(words)) if len(words) <= self._reach else None
        return own or lexicon().find(" ".join(words))

    def _split(self, stems: Sequence[str], typed: Sequence[str], match: Match) -> Match:
        """Return the first of two foods that a match of several words runs together, else the match.

        They are two where the first is typed in the plural ("almonds milk"), and where the rest begins a longer name
        that the match would cut ("porridge, oat milk").
        """
        for cut in range(match.end - 1, match.start, -1):
            first = self._head(stems[match.start : cut])
            if first is None or first.modifies or stems[match.start] in AMBIGUOUS_NAMES:
                continue
            rest = self._head(stems[cut : match.end])
            plural = typed[cut - 1][-1] == "s" and typed[cut - 1] != stems[cut - 1]
            if plural and rest is not None and not rest.modifies and _is_plain(first):
                return Match(match.start, cut, first)
            following = self._longest(stems, cut) if match.end < len(stems) else None
            if (
                following is not None
                and following.end > match.end
                and _is_name(stems, following)
                and not _is_name(stems, match)
            ):
                return Match(match.start, cut, first)
        return match


def _is_plain(head: Head) -> bool:
    return bool(head.plants) and PLAIN.issuperset(head.labels)


def _is_name(stems: Sequence[str], match: Match) -> bool:
    """Whether the words of a match are the food's name and no other spelling of it."""
    return key(match.head.name) == tuple(stems[match.start : match.end])


def _flavoured(stems: Sequence[str], match: Match) -> Match:
    """Return a match with all its labels MAYBE if it is a flavour ("fruit flavoured drink"), else unchanged."""
    if match.end == len(stems) or stems[match.end] not in ("flavored", "flavor") or match.head.modifies:
        return match
    labels, plants = (
        dict.fromkeys(match.head.labels, Certainty.MAYBE),
        dict.fromkeys(match.head.plants, Certainty.MAYBE),
    )
    return match._replace(head=replace(match.head, labels=labels, plants=plants))


def _is_measure(stems: Sequence[str], match: Match, following: Match | None) -> bool:
    """Whether a match is only the measure of the food that follows it: a pint of milk, 365 g rice."""
    if stems[match.start].isdigit() and match.end - match.start == 1:
        return match.end < len(stems) and stems[match.end] in UNITS
    return (
        following is not None
        and match.end - match.start == 1
        and stems[match.start] in UNITS
        and (following.start == match.end or (following.start == match.end + 1 and stems[match.end] == "of"))
    )
