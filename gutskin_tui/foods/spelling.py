"""What a word that nobody knows may have meant: one well-kept fuzzy matcher, asked only then."""

from __future__ import annotations

import functools

from gutskin_tui.foods.lexicon import lexicon

SHORTEST = 5
"""Shorter words have too many neighbours to guess from."""


@functools.lru_cache(maxsize=5_000)
def near(word: str) -> str | None:
    """Return the lexicon's word that `word` most likely meant, None if none is near enough.

    One slip is forgiven up to seven letters, two above; the first letter must stand.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    slips = 1 if len(word) < 8 else 2
    candidates = _by_first_letter().get(word[0], ())
    found = extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None


@functools.cache
def _by_first_letter() -> dict[str, list[str]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(lexicon().words):
        letters.setdefault(word[0], []).append(word)
    return letters
