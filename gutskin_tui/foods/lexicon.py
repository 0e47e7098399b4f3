"""The built-in lexicon: foods by every spelling of their names, and plants.

The data file is built from the tables in assets/lexicon by the builder there. It has three blocks separated by an empty
line: plants, foods (a leading `~` marks a modifier of the food beside it), and look-up keys, those with the same first
word in a line: the word, a tab, and the other words of each key with the index of its food ("|and egg=12|soup=7|"). The
line with the longest key is the last. A label is a letter of LETTERS, a capital if sure; `-` before a letter takes the
label away.

A food's row is decoded and a key is looked for in its line when it is first looked up: a dict of all keys took 7 ms
longer to load, and 1.2 MB more.
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

    Keys are the words of `normalize.key` joined by spaces, at most `most_words` of them; no word has a `|` or a `=`.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        lines = iter(lines)
        self._plants = _block(lines)
        self._foods = _block(lines)
        self._decoded: dict[int, Head] = {}
        self._keys: dict[str, str] = {}
        for line in lines:
            first, _, rest = line.partition("\t")
            self._keys[first] = rest
        self.most_words = max(len(words.split()) for words in _joined(first, rest))

    def find(self, words: str) -> Head | None:
        """Return the food whose key is `words`, None if there is none."""
        first, _, rest = words.partition(" ")
        keys = self._keys.get(first, "")
        at = keys.find(f"|{rest}=")
        if at < 0:
            return None
        start = at + len(rest) + 2
        number = int(keys[start : keys.index("|", start)])
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
        keys = itertools.chain.from_iterable(itertools.starmap(_joined, self._keys.items()))
        return Counter(word for words in keys for word in words.split() if len(word) > 3)

    @functools.cached_property
    def names(self) -> list[str]:
        """The names of all foods, sorted by `match_key`, for completion."""
        return sorted({line.partition("\t")[0] for line in self._foods if line[0] != "~"}, key=match_key)


def _block(lines: Iterator[str]) -> list[str]:
    """Return the lines of a block without their line ends, and skip the empty line after it."""
    return [line[:-1] for line in itertools.takewhile("\n".__ne__, lines)]


def _joined(first: str, rest: str) -> Iterator[str]:
    """Yield the keys of a line, the first word of which is `first`."""
    return (f"{first} {key.partition('=')[0]}" for key in rest.strip("|\n").split("|"))


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
