"""Foods to complete what is being typed: the person's own history first, then the lexicon."""

from __future__ import annotations

from bisect import bisect_left

from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.personal import FoodRecord
from gutskin_tui.journal.usual import normalise


def suggest(typed: str, own: list[FoodRecord], eaten: list[str], limit: int) -> list[str]:
    """Return up to `limit` names that begin with `typed`: own foods, then the lexicon's, the shorter first.

    `eaten` are those offered from the person's history already; blanks complete to nothing.
    """
    start = normalise(typed)
    if not start:
        return []
    known = {normalise(name) for name in eaten}
    names = [one.name for one in own if normalise(one.name).startswith(start)]
    table = lexicon().names
    first = bisect_left(table, start)
    last = bisect_left(table, start + "\uffff")
    names += sorted(table[first:last], key=lambda name: (len(name), name))
    found = {normalise(name): name for name in reversed(names) if normalise(name) not in known}
    return list(reversed(found.values()))[:limit]
