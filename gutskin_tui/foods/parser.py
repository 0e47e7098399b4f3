"""The parser of meal texts: longest matches of the lexicon, with the modifiers and negations beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from gutskin_tui.foods.ambiguous_names import AMBIGUOUS_NAMES
from gutskin_tui.foods.food import Certainty, Food
from gutskin_tui.foods.food_builder import build_food, has_food, with_matches, with_modifiers, with_negation
from gutskin_tui.foods.lexicon import Match
from gutskin_tui.foods.matching import Matcher, Personal
from gutskin_tui.foods.negation import DENIES, PARTS, WITHOUT, Negation, doubly_negated, find_negations
from gutskin_tui.foods.normalize import stem
from gutskin_tui.foods.quantities import AMOUNT_WORDS, only_amount
from gutskin_tui.foods.segments import split_segments
from gutskin_tui.foods.spelling import correct_spelling
from gutskin_tui.foods.substitutions import BREAD_DISHES, CHEESE_DISHES, MILK_DRINKS, substitute

ALLERGENS = frozenset({"dairy", "gluten", "egg", "soy", "nuts"})
DISHES = BREAD_DISHES | CHEESE_DISHES | MILK_DRINKS
"""Words of foods that are made of others, even where one allergen is sure."""
LEAST_ENERGY = 50
"""A number without a unit that stands alone is from here on no number of pieces."""
LONGEST_INVERTED = 8
"""Most words of a food that may form one name with the words after a comma ("rice, brown")."""


def parse(text: str, personal: Personal | None = None) -> tuple[Food, ...]:
    """Return the foods of a typed meal, in order; () for a text without a word.

    `personal` are the person's own foods by look-up key; they override the lexicon. Never raises.
    """
    line = _Line(personal or {})
    for words in split_segments(text):
        line.read(words)
    return tuple(line.foods)


class _Segment(NamedTuple):
    """The words between two commas as typed, their look-up words, and the index in `words` of each look-up word."""

    words: list[str]
    stems: list[str]
    origin: list[int]

    @classmethod
    def of(cls, words: list[str]) -> _Segment:
        """Return the segment of typed words."""
        pairs = [(form, index) for index, word in enumerate(words) for form in stem(word)]
        return cls(words, [form for form, _ in pairs], [index for _, index in pairs])

    @property
    def typed(self) -> list[str]:
        """The word of each look-up word as typed."""
        return [self.words[index] for index in self.origin]

    def without(self, places: Collection[int]) -> _Segment:
        """Return the segment without the look-up words at these places."""
        if not places:
            return self
        remaining = [at for at in range(len(self.stems)) if at not in places]
        return self._replace(stems=[self.stems[at] for at in remaining], origin=[self.origin[at] for at in remaining])


class _Line:
    """The foods of a line, added segment by segment."""

    def __init__(self, personal: Personal) -> None:
        self.foods: list[Food] = []
        self._matcher = Matcher(personal)
        self._before: list[str] = []
        self._first = self._previous = 0  # the first food of this segment and of the one before

    def read(self, words: list[str]) -> None:
        """Add the foods between two commas; words that only negate, modify or count apply to the food before them."""
        if self.foods and self._read_amount(words):
            return
        segment = _Segment.of(words)
        segment = segment.without(doubly_negated(segment.stems))
        matches = self._matcher.matches(segment.stems, segment.typed)
        if skipped := {at for match in matches if not match.head.is_food for at in range(match.start, match.end)}:
            segment = segment.without(skipped)
            matches = self._matcher.matches(segment.stems, segment.typed)
        if not segment.stems:
            return
        if self.foods and not has_food(matches) and self._read_inverted(segment.stems):
            return
        stems, matches = self._corrected(segment.stems, matches, segment.typed)
        self._before = stems if len(stems) <= LONGEST_INVERTED else []
        first = len(self.foods)
        if first > self._first:
            self._previous, self._first = self._first, first
        self._add_foods(_Segment(words, stems, segment.origin), matches)
        for index, food in substitute(self.foods, first).items():
            self.foods[index] = food

    def _read_amount(self, words: list[str]) -> bool:
        """Set the amount of the last food ("kale, 2 cups") if `words` are nothing else; return whether they are.

        A number of at least `LEAST_ENERGY` without a unit is an energy, and the percentage of cocoa ("dark chocolate
        (85 %)") no amount.
        """
        if len(words) < 5 and (quantity := only_amount(words)):
            amount, unit = quantity
            if amount is not None and self.foods[-1].amount is None and (unit or amount < LEAST_ENERGY):
                self.foods[-1] = replace(self.foods[-1], amount=amount, unit=unit)
            return True
        return len(words) == 2 and words[1] == "percent" and bool(words[0].strip("0."))

    def _add_foods(self, segment: _Segment, matched: list[Match]) -> None:
        """Add the foods that the words of `PARTS` ("and", "with") separate, and apply the negations behind each."""
        first, stems = len(self.foods), segment.stems
        negations = deque(find_negations(stems, matched))
        negated = {at for negation in negations for at in range(negation.start, negation.end) if not negation.inside}
        matches = deque(match for match in matched if match.start not in negated)
        covered = {at for match in matches for at in range(match.start, match.end)}
        start = 0
        for at in range(len(stems) + 1):
            if at < len(stems) and (stems[at] not in PARTS or at in covered):
                continue
            here: list[Match] = []
            while matches and matches[0].start < at:
                here.append(matches.popleft())
            bare = dict.fromkeys(segment.origin[index] for index in range(start, at) if index not in negated)
            food = build_food(segment.words, list(bare), here, segment.origin) if bare else None
            if food is not None and (food.parts or not here or not self.foods):
                self.foods.append(food)
            elif here and self.foods:
                self.foods[-1] = with_modifiers(self.foods[-1], here)
            while negations and negations[0].start < at:
                negation = negations.popleft()
                self._negate(negation, first, " ".join(stems[negation.start : negation.end]))
            start = at + 1

    def _corrected(self, stems: list[str], matches: list[Match], typed: Sequence[str]) -> tuple[list[str], list[Match]]:
        """Return the words with unknown words corrected, and their matches, if those cover more words than before.

        `typed` is the word of each stem as typed.
        """
        covered = {at for match in matches for at in range(match.start, match.end)}
        if len(covered) == len(stems):
            return stems, matches
        guessed = [
            word
            if at in covered or _is_exact(word) or typed[at] in AMOUNT_WORDS
            else correct_spelling(typed[at]) or word
            for at, word in enumerate(stems)
        ]
        if guessed == stems:
            return stems, matches
        corrected = self._matcher.matches(guessed, typed)
        return (guessed, corrected) if _size(corrected) > _size(matches) else (stems, matches)

    def _read_inverted(self, stems: list[str]) -> bool:
        """Merge words with the food before the comma if both make one name ("rice, brown"); return whether they do."""
        both = [*stems, *self._before]
        matches = self._matcher.matches(both, both)
        if not any(match.start < len(stems) and match.end == len(both) for match in matches if not match.head.modifies):
            return False
        for negation in find_negations(stems, ()):
            self._negate(negation, len(self.foods), " ".join(stems[negation.start : negation.end]))
        last = self.foods[-1]
        food = with_matches(
            replace(last, name=f"{last.name}, {' '.join(stems)}", labels={}, plants={}, parts=()), matches
        )
        self.foods[-1] = food
        return True

    def _negate(self, negation: Negation, first: int, words: str) -> None:
        """Apply a negation to the foods it speaks of; `words` are recorded as the reason.

        `first` is the first food of the segment. A negation reaches the last known food. If that has none of its
        labels, it reaches the nearest of the same segment that has ("pad thai with shrimp, no peanuts"); and behind a
        comma foods before it with equal labels ("soft drink, cola, diet"). One that is not wholly reaches all dishes of
        the segment: they may have the label from another part, and a plain food has it of itself.
        """
        last = len(self.foods) - 1
        while last > 0 and not self.foods[last].known:
            last -= 1
        if last < 0:
            return
        start = first if last >= first else min(self._previous, last)
        labels = set(negation.labels)
        if not negation.wholly:
            until = len(self.foods) - negation.spares_last
            reach = [at for at in range(max(start, last - 5), until) if not _is_plain(self.foods[at])]
        else:
            reach = [last]
            alike = self.foods[last].labels.keys()
            if last < first:
                while reach[0] > 0 and alike and self.foods[reach[0] - 1].labels.keys() == alike:
                    reach.insert(0, reach[0] - 1)
                if words.split()[0] not in WITHOUT:  # sandwich (cheese, onion), gf
                    start = max(last - 3, 0)
            if alike.isdisjoint(labels) and (last < first or words.split()[0] in WITHOUT):
                reach += [at for at in range(start, last) if self.foods[at].labels.keys() & labels][-1:]
        for index in reach:
            self.foods[index] = with_negation(self.foods[index], negation, words)


def _size(matches: Iterable[Match]) -> int:
    """Return how many words the matched foods cover."""
    return sum(match.end - match.start for match in matches if not match.head.modifies)


def _is_exact(word: str) -> bool:
    """Whether a word separates or negates, or is a name that is not a food here, so that it is not corrected."""
    return word in PARTS or word in WITHOUT or word in AMBIGUOUS_NAMES or (word,) in DENIES


def _is_plain(food: Food) -> bool:
    """Whether a food has an allergen of itself and is not a dish: sour cream without cheese has dairy all the same."""
    certain = {label for label, certainty in food.labels.items() if certainty == Certainty.YES}
    if len(certain & ALLERGENS) != 1 or not certain.isdisjoint(("added_sugar", "spicy", "vegetable")):
        return False
    if food.plants and "dairy" in certain:
        return False
    return DISHES.isdisjoint(word for part in food.parts for word in part.words.split())
