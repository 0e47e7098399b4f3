"""The parser of meal texts: longest matches of the lexicon, with the modifiers and negations beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gutskin_tui.foods.ambiguous_names import AMBIGUOUS_NAMES
from gutskin_tui.foods.food import Food
from gutskin_tui.foods.food_builder import build_food, has_food, with_matches, with_modifiers, with_negation
from gutskin_tui.foods.lexicon import Match
from gutskin_tui.foods.matching import Matcher, Personal
from gutskin_tui.foods.negation import DENIES, PARTS, WITHOUT, Negation, find_negations
from gutskin_tui.foods.normalize import stem
from gutskin_tui.foods.quantities import only_amount
from gutskin_tui.foods.segments import split_segments
from gutskin_tui.foods.spelling import correct_spelling
from gutskin_tui.foods.substitutions import substitute

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


class _Line:
    """The foods of a line, added segment by segment."""

    def __init__(self, personal: Personal) -> None:
        self.foods: list[Food] = []
        self._matcher = Matcher(personal)
        self._before: list[str] = []

    def read(self, words: list[str]) -> None:
        """Add the foods between two commas; words that only negate, modify or count apply to the food before them."""
        count = only_amount(words) if self.foods and len(words) < 5 else None
        if count is not None:
            self._set_amount(*count)
            return
        stems: list[str] = []
        origin: list[int] = []
        for index, word in enumerate(words):
            for form in stem(word):
                stems.append(form)
                origin.append(index)
        typed = [words[index] for index in origin]
        matched = self._matcher.matches(stems, typed)
        if not has_food(matched) and self.foods and self._read_inverted(stems):
            return
        stems, matched = self._corrected(stems, matched, typed)
        self._before = stems if len(stems) <= LONGEST_INVERTED else []
        first = len(self.foods)
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
            bare = dict.fromkeys(origin[index] for index in range(start, at) if index not in negated)
            food = build_food(words, list(bare), here, origin) if bare else None
            if food is not None and (food.parts or not here or not self.foods):
                self.foods.append(food)
            elif here and self.foods:
                self.foods[-1] = with_modifiers(self.foods[-1], here)
            while negations and negations[0].start < at:
                negation = negations.popleft()
                self._negate(negation, first, " ".join(stems[negation.start : negation.end]))
            start = at + 1
        for index, food in substitute(self.foods, first).items():
            self.foods[index] = food

    def _set_amount(self, amount: float | None, unit: str) -> None:
        """Set the amount of the last food, if it has none ("kale, 2 cups"); 1170 without a unit is an energy."""
        if amount is not None and self.foods[-1].amount is None and (unit or amount < LEAST_ENERGY):
            self.foods[-1] = replace(self.foods[-1], amount=amount, unit=unit)

    def _corrected(self, stems: list[str], matches: list[Match], typed: Sequence[str]) -> tuple[list[str], list[Match]]:
        """Return the words with unknown words corrected, and their matches, if those cover more words than before.

        `typed` is the word of each stem as typed.
        """
        covered = {at for match in matches for at in range(match.start, match.end)}
        if len(covered) == len(stems):
            return stems, matches
        guessed = [
            word if at in covered or _is_exact(word) else correct_spelling(typed[at]) or word
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
        """Apply a negation to the last known food, and to those before it with equal labels ("soft drink, cola, diet").

        One that is not wholly applies to all foods from `first` on. `words` are recorded as the reason.
        """
        last = len(self.foods) - 1
        while last > 0 and not self.foods[last].known:
            last -= 1
        reach = [last] if last >= 0 else []
        if not negation.wholly:
            reach = list(range(max(first, last - 5), len(self.foods))) or reach
        elif 0 <= last < first:
            alike = self.foods[last].labels.keys()
            while reach[0] > 0 and alike and self.foods[reach[0] - 1].labels.keys() == alike:
                reach.insert(0, reach[0] - 1)
            if alike.isdisjoint(negation.labels) and words.split()[0] not in WITHOUT:  # sandwich (cheese, onion), gf
                earlier = [
                    at for at in range(max(last - 3, 0), last) if self.foods[at].labels.keys() & set(negation.labels)
                ]
                reach += earlier[-1:]
        for index in reach:
            self.foods[index] = with_negation(self.foods[index], negation, words)


def _size(matches: Iterable[Match]) -> int:
    """Return how many words the matched foods cover."""
    return sum(match.end - match.start for match in matches if not match.head.modifies)


def _is_exact(word: str) -> bool:
    """Whether a word separates or negates, or is a name that is no food here, so that it is not corrected."""
    return word in PARTS or word in WITHOUT or word in AMBIGUOUS_NAMES or (word,) in DENIES
