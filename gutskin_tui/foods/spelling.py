"""Correction of misspelt words by edit distance to the words of the lexicon."""

from __future__ import annotations

import functools

from gutskin_tui.foods.lexicon import lexicon

SHORTEST = 5
"""Least letters of a word to correct: shorter words have too many neighbours."""

DRINKS = frozenset({
    "prosecco", "champagne", "guinness", "margarita", "whiskey", "whisky", "martini", "bourbon", "tequila",
    "heineken", "budweiser", "sangria", "riesling", "chardonnay", "sauvignon", "cabernet", "merlot", "daiquiri",
    "mojito", "kahlua", "moscato", "zinfandel", "amaretto", "vermouth",
})  # fmt: skip
"""The alcoholic drinks that are candidates; any other must be spelt exactly ("pacific" is not Pacifico)."""


@functools.lru_cache(maxsize=5_000)
def correct_spelling(word: str) -> str | None:
    """Return the lexicon's word that is most similar to `word`, None if none is similar enough.

    The optimal string alignment distance is at most 1 up to eight letters and 2 above. The first letter must agree;
    words of SHORTEST letters must consist of the same letters.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    # imported here: it costs 20 ms, and most meals have no unknown word
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    cutoff = 1 if len(word) < 9 else 2
    candidates = _by_first_letter().get(word[0], ())
    match = extractOne(word, candidates, scorer=OSA.distance, score_cutoff=cutoff)
    if match is None or (len(word) == SHORTEST and set(word) != set(match[0])):
        return None  # "samsa" is not salsa, but "bagle" is bagel
    return match[0]


@functools.cache
def _by_first_letter() -> dict[str, list[str]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(lexicon().words):
        head = lexicon().find(word)
        if head is not None and "alcohol" in head.labels and word not in DRINKS:
            continue
        letters.setdefault(word[0], []).append(word)
    return letters
