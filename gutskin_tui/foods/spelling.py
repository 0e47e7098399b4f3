"""What a word that nobody knows may have meant: one well-kept fuzzy matcher, asked only then."""

from __future__ import annotations

import functools

from gutskin_tui.foods.lexicon import lexicon

SHORTEST = 5
"""Shorter words have too many neighbours to guess from."""

DRINKS = frozenset({
    "prosecco", "champagne", "guinness", "margarita", "whiskey", "whisky", "martini", "bourbon", "tequila",
    "heineken", "budweiser", "sangria", "riesling", "chardonnay", "sauvignon", "cabernet", "merlot", "daiquiri",
    "mojito", "kahlua", "moscato", "zinfandel", "amaretto", "vermouth",
})  # fmt: skip
"""The drinks a slip may mean; any other word with alcohol must be typed as it is ("pacific" is no Pacifico)."""


@functools.lru_cache(maxsize=5_000)
def near(word: str) -> str | None:
    """Return the lexicon's word that `word` most likely meant, None if none is near enough.

    One slip is forgiven up to eight letters, two above; the first letter must stand, and all letters of the shortest.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    slips = 1 if len(word) < 9 else 2
    candidates = _by_first_letter().get(word[0], ())
    found = extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
    if found is None or (len(word) == SHORTEST and set(word) != set(found[0])):
        return None  # "samsa" is no salsa, but "bagle" is a bagel
    return found[0]


@functools.cache
def _by_first_letter() -> dict[str, list[str]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(lexicon().words):
        head = lexicon().find(word)
        if head is not None and "alcohol" in head.labels and word not in DRINKS:
            continue
        letters.setdefault(word[0], []).append(word)
    return letters
