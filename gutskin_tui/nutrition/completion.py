"""Foods to complete what is being typed: the person's own history first, then the lexicon."""

from __future__ import annotations

import re
from bisect import bisect_left

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.negation import PARTS
from gutskin_tui.foods.quantities import quantity
from gutskin_tui.text import fold, match_key

FEWEST = 2
"""Letters before the lexicon has anything to say: after one it would be any food."""


def name_at(food: str) -> int:
    """Return where, in a half-typed food, the name at its end begins: behind "with" and the like, and an amount."""
    words = list(re.finditer(r"\S+", food))
    parting = (at for at in range(len(words) - 1, 0, -1) if match_key(words[at - 1][0]) in (*PARTS, "&", "+", "w/"))
    words = words[next(parting, 0) :]
    _, _, used = quantity([fold(word[0]).strip() for word in words[:-1]])
    return words[used].start() if words else 0


def suggest(typed: str, own: list[FoodRecord], eaten: list[str], limit: int) -> list[str]:
    """Return up to `limit` names that begin with `typed`: own foods, then the lexicon's, the shorter first.

    `eaten` are those offered from the person's history already; blanks and single letters complete to nothing.
    """
    start = match_key(typed)
    if len(start) < FEWEST:
        return []
    known = {match_key(name) for name in eaten}
    names = [one.name for one in own if match_key(one.name).startswith(start)]
    table = lexicon().names
    first = bisect_left(table, start, key=match_key)
    last = bisect_left(table, start + "\uffff", key=match_key)
    names += sorted(table[first:last], key=lambda name: (len(name), name))
    found = {match_key(name): name for name in reversed(names) if match_key(name) not in known}
    return list(reversed(found.values()))[:limit]
