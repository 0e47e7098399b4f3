"""A typed meal becomes foods: the longest names that the lexicon knows, and the words that change them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from gutskin_tui.foods.food import Certainty, Food, Labels, Part, strongest
from gutskin_tui.foods.lexicon import Head, lexicon
from gutskin_tui.foods.negation import CRISPS, DENIES, FLAVOURED, PARTS, USUAL_GRAIN, WITHOUT, Denial, denials
from gutskin_tui.foods.normalize import WORD, plain, stem
from gutskin_tui.foods.quantities import UNITS, amount_of, counted
from gutskin_tui.foods.spelling import near
from gutskin_tui.foods.substitutions import PLANT_MADE, PLANT_WORDS, substituted

Key = tuple[str, ...]
Personal = Mapping[Key, Head]
LONGEST_TURNED = 8
"""Words of a food that what stands behind a comma may still turn round ("rice, brown")."""
BREAKS = frozenset(",;:\n()[]")


class Match(NamedTuple):
    """A run of words (start to end) that names a head."""

    start: int
    end: int
    head: Head


def parse(text: str, personal: Personal | None = None) -> tuple[Food, ...]:
    """Return the foods of a typed meal, in order; () for a text without a word.

    `personal` are the person's own foods and corrections by look-up key: they beat the lexicon. Never raises.
    """
    line = _Line(personal or {})
    for words in _segments(text):
        line.read(words)
    return tuple(line.foods)


def _segments(text: str) -> list[list[str]]:
    """Split at commas, brackets and line ends into lists of words as typed."""
    segments: list[list[str]] = [[]]
    for word in WORD.findall(plain(text)):
        if word in BREAKS:
            segments.append([])
        else:
            segments[-1].append("and" if word in "&+" else word)
    return [segment for segment in segments if segment]


class _Line:
    """The foods of one line so far."""

    def __init__(self, personal: Personal) -> None:
        self.foods: list[Food] = []
        self._personal = personal
        self._reach = max(map(len, personal), default=0)
        self._before: list[str] = []

    def read(self, words: list[str]) -> None:
        """Read what stands between two commas; if it only denies or changes, it speaks of the food before it."""
        count = counted(words) if self.foods and len(words) < 5 else None
        if count is not None:
            self._count(*count)
            return
        stems: list[str] = []
        origin: list[int] = []
        for index, word in enumerate(words):
            for one in stem(word):
                stems.append(one)
                origin.append(index)
        found = self._matches(stems)
        if not _has_food(found) and self.foods and self._turned(stems):
            return
        stems, found = self._spelt(stems, found)
        self._before = stems if len(stems) <= LONGEST_TURNED else []
        first = len(self.foods)
        denied = deque(denials(stems, found))
        taken = {at for denial in denied for at in range(denial.start, denial.end) if not denial.inside}
        matches = deque(match for match in found if match.start not in taken)
        covered = {at for match in matches for at in range(match.start, match.end)}
        start = 0
        for at in range(len(stems) + 1):
            if at < len(stems) and (stems[at] not in PARTS or at in covered):
                continue
            here: list[Match] = []
            while matches and matches[0].start < at:
                here.append(matches.popleft())
            bare = dict.fromkeys(origin[one] for one in range(start, at) if one not in taken)
            food = _food(words, list(bare), here, origin) if bare else None
            if food is not None and (food.parts or not here or not self.foods):
                self.foods.append(food)
            elif here and self.foods:
                self.foods[-1] = _changed(self.foods[-1], here)
            while denied and denied[0].start < at:
                denial = denied.popleft()
                self._deny(denial, first, " ".join(stems[denial.start : denial.end]))
            start = at + 1
        for index, food in substituted(self.foods, first).items():
            self.foods[index] = food

    def _count(self, amount: float | None, unit: str) -> None:
        """Take an amount that stands alone as that of the food before it: "kale, 2 cups"."""
        if amount is not None and self.foods[-1].amount is None:
            self.foods[-1] = replace(self.foods[-1], amount=amount, unit=unit)

    def _spelt(self, stems: list[str], matches: list[Match]) -> tuple[list[str], list[Match]]:
        """Read unknown words as what they may be misspellings of, where that names more than before."""
        covered = {at for match in matches for at in range(match.start, match.end)}
        guessed = [one if at in covered or _is_ours(one) else near(one) or one for at, one in enumerate(stems)]
        if guessed == stems:
            return stems, matches
        found = self._matches(guessed)
        return (guessed, found) if _size(found) > _size(matches) else (stems, matches)

    def _turned(self, stems: list[str]) -> bool:
        """Read "rice, brown" as brown rice: whether the words before the comma make a name with these."""
        both = [*stems, *self._before]
        matches = self._matches(both)
        if not any(match.start < len(stems) and match.end == len(both) for match in matches if not match.head.modifies):
            return False
        for denial in denials(stems, ()):
            self._deny(denial, len(self.foods), " ".join(stems[denial.start : denial.end]))
        last = self.foods[-1]
        food = _with(replace(last, name=f"{last.name}, {' '.join(stems)}", labels={}, plants={}, parts=()), matches)
        self.foods[-1] = food
        return True

    def _deny(self, denial: Denial, first: int, words: str) -> None:
        """Take labels from the last food that is known; "soft drink, cola, diet" from a wider name of it too."""
        last = len(self.foods) - 1
        while last > 0 and not self.foods[last].known:
            last -= 1
        reach = [last] if last >= 0 else []
        if not denial.wholly:
            reach = list(range(max(first, last - 5), len(self.foods))) or reach
        elif 0 <= last < first:
            alike = self.foods[last].labels.keys()
            while reach[0] > 0 and alike and self.foods[reach[0] - 1].labels.keys() == alike:
                reach.insert(0, reach[0] - 1)
            if alike.isdisjoint(denial.labels) and words.split()[0] not in WITHOUT:  # sandwich (cheese, onion), gf
                meant = [
                    at for at in range(max(last - 3, 0), last) if self.foods[at].labels.keys() & set(denial.labels)
                ]
                reach += meant[-1:]
        for index in reach:
            self.foods[index] = _denied(self.foods[index], denial, words)

    def _matches(self, stems: Sequence[str]) -> list[Match]:
        """Find the longest names from left to right; personal names win over equally long ones."""
        table = lexicon()
        longest = table.longest
        found = []
        at, count = 0, len(stems)
        while at < count:
            most = max(longest.get(stems[at], 0), self._reach)
            for size in range(min(most, count - at), 0, -1):
                words = stems[at : at + size]
                head = self._personal.get(tuple(words)) if self._reach >= size else None
                head = head or table.find(" ".join(words))
                if head is not None:
                    found.append(Match(at, at + size, head))
                    at += size
                    break
            else:
                at += 1
        if "flavored" in stems or "flavor" in stems:
            found = [_flavoured(stems, match) for match in found]
        if not found:
            return found
        return [one for one, after in zip(found, [*found[1:], None], strict=True) if not _measures(stems, one, after)]


def _flavoured(stems: Sequence[str], match: Match) -> Match:
    """Return a match in whose taste a food is made ("fruit flavoured drink") as one that may be in it."""
    if match.end == len(stems) or stems[match.end] not in ("flavored", "flavor") or match.head.modifies:
        return match
    labels, plants = (
        dict.fromkeys(match.head.labels, Certainty.MAYBE),
        dict.fromkeys(match.head.plants, Certainty.MAYBE),
    )
    return match._replace(head=replace(match.head, labels=labels, plants=plants))


def _measures(stems: Sequence[str], match: Match, after: Match | None) -> bool:
    """Whether a match is only the measure of the food behind it: a pint of milk, 365 g rice."""
    if stems[match.start].isdigit() and match.end - match.start == 1:
        return match.end < len(stems) and stems[match.end] in UNITS
    return (
        after is not None
        and match.end - match.start == 1
        and stems[match.start] in UNITS
        and (after.start == match.end or (after.start == match.end + 1 and stems[match.end] == "of"))
    )


def _has_food(matches: Iterable[Match]) -> bool:
    return any(not match.head.modifies for match in matches)


def _size(matches: Iterable[Match]) -> int:
    return sum(match.end - match.start for match in matches if not match.head.modifies)


def _is_ours(word: str) -> bool:
    return word in PARTS or word in WITHOUT or (word,) in DENIES


def _food(words: list[str], bare: list[int], matches: list[Match], origin: list[int]) -> Food | None:
    """Return the food that the words at `bare` name, known or not; None for an amount of nothing."""
    start = min((origin[match.start] for match in matches), default=len(words))
    amount, unit, name = amount_of([words[one] for one in bare], sum(one < start for one in bare))
    if not name and not matches:
        return None
    food = Food(" ".join(name), amount, unit, {}, {})
    return _with(food, matches) if _has_food(matches) else food


def _with(food: Food, matches: list[Match]) -> Food:
    """Return the food with what its words say: names first, then the words that change them."""
    heads = [match.head for match in matches if not match.head.modifies]
    if len(heads) > 1 and heads[-1].name in ("fries", "french fry") and food.name.endswith(" fry"):
        heads.pop()  # okra fry
    flavoured = [head.name for head in heads if head.name in FLAVOURED]
    bar = any(name.endswith(("bar", "nakd", "ball")) for name in flavoured)
    parts = tuple(_flavour(head, bar) if flavoured else Part(head.name, head.labels, head.plants) for head in heads)
    labels: Labels = strongest(*(part.labels for part in parts))
    if labels.get("gluten") and any(
        head.name.endswith((" flour", " pasta")) and "gluten" not in head.labels for head in heads
    ):
        labels["gluten"] = Certainty.MAYBE  # rice flour cookies
    if labels.get("dairy") and not heads[-1].own and _made_of_plants(food.name, heads):
        labels["dairy"] = Certainty.MAYBE  # unless the person said so
    plants = strongest(*(part.plants for part in parts))
    usual = USUAL_GRAIN.get(heads[-1].name)
    if usual and any(lexicon().plants[plant].group == "grain" for plant in plants if plant != usual):
        plants.pop(usual, None)  # spelt porridge
    if heads[-1].name == "potato chip" and not CRISPS.isdisjoint(plants):
        plants.pop("potato", None)
    whole = replace(food, name=food.name or heads[0].name, labels=labels, plants=plants, parts=parts)
    return _changed(whole, matches) if len(heads) < len(matches) else whole


def _made_of_plants(name: str, heads: Sequence[Head]) -> bool:
    """Whether the words also name a plant milk or a cheese without milk: alpro blueberry yogurt, violife feta."""
    if heads[-1].name.split()[-1] in PLANT_MADE and PLANT_WORDS.intersection(name.split()):
        return True
    return any(head.name.endswith(" cheese") and "dairy" not in head.labels for head in heads)


def _flavour(head: Head, bar: bool) -> Part:
    """Return what a flavour says: only the nuts of a bar are sure to be in it."""
    nuts = bar and head.labels.get("nuts") == Certainty.YES and "gluten" not in head.labels
    if head.name in FLAVOURED or head.own or nuts:
        return Part(head.name, head.labels, head.plants)
    return Part(head.name, dict.fromkeys(head.labels, Certainty.MAYBE), dict.fromkeys(head.plants, Certainty.MAYBE))


def _changed(food: Food, matches: Iterable[Match]) -> Food:
    """Return the food with the labels that the changing words among the matches give and take."""
    if not food.parts:
        return food
    labels, denied, parts = dict(food.labels), dict(food.denied), list(food.parts)
    for head in (match.head for match in matches if match.head.modifies):
        labels = strongest(labels, head.labels)
        parts.append(Part(head.name, head.labels, head.plants))
        for label in head.takes:
            if labels.pop(label, None):
                denied[label] = head.name
    return replace(food, labels=labels, parts=tuple(parts), denied=denied)


def _denied(food: Food, denial: Denial, words: str) -> Food:
    labels, denied = dict(food.labels), dict(food.denied)
    plants = {plant: sure for plant, sure in food.plants.items() if plant not in denial.plants}
    for label in denial.labels:
        if denial.wholly:
            if labels.pop(label, None):
                denied[label] = words
        elif labels.get(label) == Certainty.YES:
            labels[label] = Certainty.MAYBE
    return replace(food, labels=labels, plants=plants, denied=denied)
