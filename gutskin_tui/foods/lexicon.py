"""The built-in lexicon: foods by every spelling of their names, and plants.

The data file is built from the tables in assets/lexicon by the builder there. It has three blocks separated by an empty
line: plants, foods (a leading `~` marks a modifier of the food beside it), and look-up keys with the index of their
food, sorted by number of words. A label is a letter of LETTERS, a capital if sure; `-` before a letter takes the label
away. A food's row is decoded on its first look-up, so that loading stays quick.
"""

from __future__ import annotations

import functools
import itertools
import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from gutskin_tui.foods.food import LABELS, Certainty, Labels
from gutskin_tui.text import match_key

DATA = Path(__file__).parent / "data"
"""The folder of the data files; `importlib.resources` would take 5 ms to import."""
LETTERS = dict(zip(LABELS, string.ascii_lowercase, strict=False))
"""Label -> the letter that stands for it in the data file."""
_LABELS = {letter: label for label, letter in LETTERS.items()}


class Plant(Struct, frozen=True):
    """A plant: its name, Latin species, points towards the plants of a week (1 or 0.25) and food group."""

    name: str
    species: str
    share: float
    group: str


class Head(Struct, frozen=True):
    """A food of the lexicon, or a modifier of the food beside it (`modifies`).

    `plants` maps a plant's name to the certainty that the food contains it. `removes` are labels that a modifier takes
    away. `own` marks a person's own food: words inside its name do not deny its labels. `is_food` is False for words
    that the person says are not a food.
    """

    name: str
    labels: Labels
    plants: dict[str, Certainty]
    modifies: bool = False
    removes: tuple[str, ...] = ()
    own: bool = False
    is_food: bool = True


class Match(NamedTuple):
    """A run of words (start to end, end excluded) that names a head; `plural` is whether the last is a plural."""

    start: int
    end: int
    head: Head
    plural: bool = False


class Lexicon:
    """The decoded data file, given its `lines` with their line ends.

    Keys are the words of `normalize.key` joined by spaces, at most `most_words` of them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        lines = iter(lines)
        self._plants = _block(lines)
        self._foods = _block(lines)
        self._decoded: dict[int, Head] = {}
        self._numbers: dict[str, int] = {}
        numbers = {f"{number}\n": number for number in range(len(self._foods))}  # an int for each key takes 0.6 MB
        for line in lines:
            words, _, number = line.partition("\t")
            self._numbers[words] = numbers[number]
        self.most_words = words.count(" ") + 1  # keys are sorted by their number of words

    def find(self, words: str) -> Head | None:
        """Return the food whose key is `words`, None if there is none."""
        number = self._numbers.get(words)
        if number is None:
            return None
        head = self._decoded.get(number)
        if head is None:
            head = self._decoded[number] = _head(self._foods[number])
        return head

    @functools.cached_property
    def plants(self) -> dict[str, Plant]:
        """Every plant by its name."""
        rows = (line.split("\t") for line in self._plants)
        return {name: Plant(name, species, float(share), group) for name, species, share, group in rows}

    @functools.cached_property
    def word_counts(self) -> Counter[str]:
        """How many keys each word with more than three letters is in."""
        return Counter(word for words in self._numbers for word in words.split() if len(word) > 3)

    @functools.cached_property
    def names(self) -> list[str]:
        """The names of all foods, sorted by `match_key`, for completion."""
        return sorted({line.partition("\t")[0] for line in self._foods if line[0] != "~"}, key=match_key)


def _block(lines: Iterator[str]) -> list[str]:
    """Return the lines of a block without their line ends, and skip the empty line after it."""
    return [line[:-1] for line in itertools.takewhile("\n".__ne__, lines)]


def _head(line: str) -> Head:
    name, letters, plants = line.split("\t")
    labels: Labels = {}
    removes = []
    for letter in re.findall("-?[a-zA-Z]", letters):
        label = _LABELS[letter[-1].lower()]
        if letter[0] == "-":
            removes.append(label)
        else:
            labels[label] = Certainty.YES if letter.isupper() else Certainty.MAYBE
    return Head(name.lstrip("~"), labels, _plants(filter(None, plants.split("|"))), name[0] == "~", tuple(removes))


def _plants(words: Iterable[str]) -> dict[str, Certainty]:
    """Decode the plants of a food; a trailing `?` is MAYBE."""
    return {word.rstrip("?"): Certainty.MAYBE if word[-1] == "?" else Certainty.YES for word in words}


@functools.cache
def lexicon() -> Lexicon:
    """Return the built-in lexicon, loaded once. It is read by lines: as a whole it would leave 3 MB unused."""
    with (DATA / "lexicon.tsv").open(encoding="utf-8") as lines:
        return Lexicon(lines)
