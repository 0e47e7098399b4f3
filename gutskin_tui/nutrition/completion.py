"""Completion of food names from the person's own foods and the lexicon."""

from __future__ import annotations

import re
from bisect import bisect_left

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.negation import PARTS
from gutskin_tui.foods.quantities import quantity
from gutskin_tui.text import fold, match_key

FEWEST = 2
"""Least letters to complete: a single letter matches almost any food."""


def name_at(food: str) -> int:
    """Return the index of the last name in a partly typed food: after "with" and the like, and after an amount."""
    words = list(re.finditer(r"\S+", food))
    separators = (at for at in range(len(words) - 1, 0, -1) if match_key(words[at - 1][0]) in (*PARTS, "&", "+", "w/"))
    words = words[next(separators, 0) :]
    _, _, used = quantity([fold(word[0]).strip() for word in words[:-1]])
    return words[used].start() if words else 0


def suggest(typed: str, own: list[FoodRecord], eaten: list[str], limit: int) -> list[str]:
    """Return up to `limit` names that begin with `typed`: own foods, then those of the lexicon, shorter names first.

    `eaten` are names suggested from the person's history already, left out here. Fewer than two letters give [].
    """
    start = match_key(typed)
    if len(start) < FEWEST:
        return []
    listed = {match_key(name) for name in eaten}
    names = [record.name for record in own if match_key(record.name).startswith(start)]
    table = lexicon().names
    first = bisect_left(table, start, key=match_key)
    last = bisect_left(table, start + "\uffff", key=match_key)
    names += sorted(table[first:last], key=lambda name: (len(name), name))
    suggestions = {match_key(name): name for name in reversed(names) if match_key(name) not in listed}
    return list(reversed(suggestions.values()))[:limit]
