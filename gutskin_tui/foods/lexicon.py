"""The lexicon that is shipped: foods by every way of writing them, and the plants.

One file, built from the tables in assets/lexicon by the builder there, in three blocks with an empty line
between: plants, foods (a leading `~` marks a word that changes the food beside it), and look-up keys with the
number of their food, those of few words first. A food is only read when somebody eats it, so that loading stays quick.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from gutskin_tui.foods.food import Certainty, Labels
from gutskin_tui.text import match_key


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant: its name, Latin species, and what it counts towards the plants of a week (1 or 0.25)."""

    name: str
    species: str
    share: float
    group: str


@dataclass(frozen=True, slots=True)
class Head:
    """A food of the lexicon, or a word that changes the food beside it (`modifies`).

    `plants` maps a plant's name to how sure it is in the food. `takes` are labels that the word takes away.
    `own` marks what the person said: no word inside its name denies that.
    """

    name: str
    labels: Labels
    plants: dict[str, Certainty]
    modifies: bool = False
    takes: tuple[str, ...] = ()
    own: bool = False


class Lexicon:
    """What the built file says. Keys are the words of `words.key`, a space between."""

    def __init__(self, text: str) -> None:
        plants, foods, keys = text.split("\n\n")
        self._plants = plants
        self._foods = foods.split("\n")
        self._read: dict[int, Head] = {}
        rows = keys.rstrip("\n").replace("\n", "\t").split("\t")
        self._numbers = dict(zip(rows[::2], rows[1::2], strict=True))
        # keys of few words come first in the file, so that the longest stays
        self.longest = {words.partition(" ")[0]: words.count(" ") + 1 for words in self._numbers}

    def find(self, words: str) -> Head | None:
        """Return the food whose key is `words`, None if there is none."""
        found = self._numbers.get(words)
        if found is None:
            return None
        number = int(found)
        head = self._read.get(number)
        if head is None:
            head = self._read[number] = _head(self._foods[number])
        return head

    @functools.cached_property
    def plants(self) -> dict[str, Plant]:
        """Every plant by its name."""
        rows = (line.split("\t") for line in self._plants.split("\n"))
        return {name: Plant(name, species, float(share), group) for name, species, share, group in rows}

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every word of every name: what a misspelling may have meant."""
        return frozenset(word for words in self._numbers for word in words.split() if len(word) > 3)

    @functools.cached_property
    def names(self) -> list[str]:
        """The names of all foods, sorted by what they are matched by, for completion."""
        return sorted({line.partition("\t")[0] for line in self._foods if line[0] != "~"}, key=match_key)


def _head(line: str) -> Head:
    name, labels, plants = line.split("\t")
    gives = _marked(word for word in labels.split() if word[0] != "-")
    takes = tuple(word[1:] for word in labels.split() if word[0] == "-")
    return Head(name.lstrip("~"), gives, _marked(filter(None, plants.split("|"))), name[0] == "~", takes)


def _marked(words: Iterable[str]) -> dict[str, Certainty]:
    return {word.rstrip("?"): Certainty.MAYBE if word[-1] == "?" else Certainty.YES for word in words}


@functools.cache
def lexicon() -> Lexicon:
    """Return the lexicon that is shipped."""
    return Lexicon(resources.files(__package__).joinpath("data", "lexicon.tsv").read_text(encoding="utf-8"))
