"""Correction of misspelt words by edit distance to the words of the lexicon; an ordinary word is never corrected."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from string import ascii_lowercase

from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.lexicon import DATA, Lexicon, lexicon
from gutskin_tui.foods.normalize import IRREGULAR, stem

SHORTEST = 4
"""Least letters of a word to correct: shorter words have too many neighbours."""
LONG = 9
"""Letters from which a word may differ in two places instead of one."""
LEAST_NAMES = {4: 10_000, 5: 7, 6: 2}
"""Letters of a misspelt word -> how many names a word must occur in to be its correction, if letters differ and are
not only swapped or doubled; 1 for longer words. A short word resembles many names, so only the commonest are
candidates, and of four letters none."""
DOUBLED = re.compile(r"(.)\1")
LEAST_NAMES_OF_RHYME = 2
"""How many times as many names a word must occur in to be the correction of a word with another first letter."""
LEAST_NAMES_AS_PART = 8
"""How many names a word must occur in to be a candidate if it is not a name by itself ("tikka")."""

DRINKS = frozenset({
    "prosecco", "champagne", "guinness", "margarita", "whiskey", "whisky", "martini", "bourbon", "tequila",
    "heineken", "budweiser", "sangria", "riesling", "chardonnay", "sauvignon", "cabernet", "merlot", "daiquiri",
    "mojito", "kahlua", "moscato", "zinfandel", "amaretto", "vermouth",
})  # fmt: skip
"""The alcoholic drinks that are candidates; any other must be spelt exactly ("pacific" is not Pacifico)."""


@functools.lru_cache(maxsize=5_000)
def correct_spelling(word: str) -> str | None:
    """Return the look-up form of the lexicon's word most similar to `word`, None if none is similar or it is ordinary.

    `word` is folded and not stemmed: the plural is a spelling of its own.
    """
    if len(word) < SHORTEST or not word.isalpha() or f"\n{word}\n" in _ordinary_words():
        return None
    return _speller().nearest(word)


class Speller:
    """The words of a lexicon that can be the correction of a misspelt word."""

    def __init__(self, table: Lexicon) -> None:
        self._table = table
        self._names = table.word_counts
        self._irregular = {form: stem(form)[0] for form in IRREGULAR if form.isalpha() and len(stem(form)) == 1}
        self._forms: dict[str, dict[str, str]] = {}  # by first letter: spelling -> look-up form

    def nearest(self, word: str) -> str | None:
        """Return the look-up form of the most similar word, None if none is similar enough.

        The optimal string alignment distance is at most 1 below `LONG` letters, 2 from there on. If the first letter
        differs, the rest must agree. A name precedes a part of names, a small distance a large one, a common word a
        rare one.
        """
        # imported here: it costs 20 ms, and most meals have no unknown word
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        forms = self._forms_of(word[0])
        cutoff = 1 if len(word) < LONG else 2
        near = extract(word, list(forms), scorer=OSA.distance, score_cutoff=cutoff, limit=None)
        ranked = [
            (self._table.find(forms[form]) is None, distance, -self._names[forms[form]], forms[form])
            for form, distance, _ in near
            if self._likely(word, form, forms[form])
        ]
        swapped = self._forms_of(word[1]).get(word[1] + word[0] + word[2:])
        if swapped and len(word) > SHORTEST:
            ranked.append((self._table.find(swapped) is None, 1, -self._names[swapped], swapped))
        return min(ranked)[-1] if ranked else self._other_beginning(word)

    def _other_beginning(self, word: str) -> str | None:
        """Return the commonest name that differs from `word` in the first letter alone: wrong, missing or too many.

        Such names rhyme with many words, so only common ones count.
        """
        rest, least = word[1:], LEAST_NAMES.get(len(word), 1) * LEAST_NAMES_OF_RHYME
        if len(word) <= SHORTEST:
            return None
        variants = [rest, *(letter + end for letter in ascii_lowercase for end in (rest, word))]
        names = {self._candidate_form(form) for form in variants}
        likely = [name for name in names if name and self._names[name] >= least and self._table.find(name)]
        return max(likely, key=lambda name: (self._names[name], name), default=None)

    def _candidate_form(self, form: str) -> str | None:
        """Return the look-up form of a candidate with this spelling, as `_forms_of` has it; None if there is none.

        For a few spellings this takes far less time than the tables of all letters, which take 50 ms to make.
        """
        word = self._irregular.get(form)
        if word is not None and self._table.find(word) is not None:
            return word
        stemmed = stem(form)
        if len(stemmed) != 1 or not stemmed[0].isalpha() or stemmed[0] not in self._names:
            return None
        return stemmed[0] if self._is_candidate(stemmed[0]) and form in _spellings(stemmed[0]) else None

    def _forms_of(self, letter: str) -> dict[str, str]:
        forms = self._forms.get(letter)
        if forms is None:
            forms = self._forms[letter] = self._candidates(letter)
        return forms

    def _candidates(self, letter: str) -> dict[str, str]:
        """Return the spellings of the candidates that begin with a letter, with their look-up forms."""
        words = [word for word in self._names if word[0] == letter and word.isalpha() and self._is_candidate(word)]
        forms = {form: word for word in words for form in _spellings(word)}
        irregular = {form: word for form, word in self._irregular.items() if form[0] == letter}
        return forms | {form: word for form, word in irregular.items() if self._table.find(word) is not None}

    def _is_candidate(self, word: str) -> bool:
        head = self._table.find(word)
        if head is None:
            return self._names[word] >= LEAST_NAMES_AS_PART
        return head.labels.get("alcohol") != Certainty.YES or word in DRINKS

    def _likely(self, word: str, form: str, stemmed: str) -> bool:
        if form[-1] == "s" != stemmed[-1] and "s" not in word[-2:]:
            return False  # a plural without its s is the singular misspelt
        if self._names[stemmed] >= LEAST_NAMES.get(len(word), 1):
            return True
        if DOUBLED.sub(r"\1", word) == DOUBLED.sub(r"\1", form):
            return len(form) > SHORTEST
        return len(word) > SHORTEST and sorted(word) == sorted(form)


def _spellings(stemmed: str) -> Iterator[str]:
    """Yield the spellings, singular and plural, of which a word is the stem."""
    suffixes = ["", "s"]
    if stemmed[-1] == "o" or stemmed.endswith(("ch", "sh", "x", "ss", "zz")):
        suffixes += ["e", "es"]
    forms = [stemmed + suffix for suffix in suffixes]
    if stemmed[-1] == "y":
        forms += [f"{stemmed[:-1]}ie", f"{stemmed[:-1]}ies"]
    yield from (form for form in forms if stem(form) == (stemmed,))


@functools.cache
def _speller() -> Speller:
    return Speller(lexicon())


@functools.cache
def _ordinary_words() -> str:
    """Return the common words and names that resemble a food and are not foods, each between line ends.

    They are searched as a text, which takes 0.1 MB and 0.1 ms a word; a set takes 1 MB. See assets/lexicon/build.py.
    """
    return "\n" + (DATA / "ordinary_words.txt").read_text(encoding="utf-8")
