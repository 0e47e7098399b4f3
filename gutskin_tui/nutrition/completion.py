"""Completion of the food that is being typed: from earlier meals first, then the person's own foods and the lexicon."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.negation import PARTS
from gutskin_tui.foods.quantities import quantity
from gutskin_tui.model.meal_history import KnownFood, MealHistory
from gutskin_tui.model.meal_syntax import complete_meal_tag
from gutskin_tui.text import clean, fold, match_key

FEWEST = 2
"""Least letters to complete: a single letter matches almost any food."""
MOST_OFFERS = 4
"""Greatest number of completions."""


class Offer(Struct, frozen=True):
    """A completion: `text` replaces what was typed from `start` to the cursor; `known` is set if eaten before."""

    text: str
    start: int
    known: KnownFood | None = None


def offers(typed: str, start: int, end: int, history: MealHistory, own: list[FoodRecord] | None) -> list[Offer]:
    """Return the completions of the food from `start` to `end` of a line, at most `MOST_OFFERS`.

    With `own`, the person's own foods, names from them and from the lexicon follow the foods eaten before.
    """
    result = _eaten(typed[start:end], start, history)
    if own is not None:
        behind = start + name_at(typed[start:end])
        name = typed[behind:end]
        if behind > start:
            result = _joined(result, _eaten(name, behind, history))
        names = suggest(name, own, [offer.text for offer in result], MOST_OFFERS - len(result) + 1)
        result = _joined(
            result, [Offer(clean(other), behind) for other in names if match_key(other) != match_key(name)]
        )
    return result


def tag_offers(typed: str, cursor: int, known: Iterable[str]) -> list[Offer]:
    """Return the completions of the tag before the cursor of a line, at most `MOST_OFFERS`; [] if there is none."""
    start = typed.rfind("+", 0, cursor)
    lines = complete_meal_tag(typed, cursor, known)[:MOST_OFFERS]
    return [Offer(clean(line[start:]), start) for line in lines]


def _eaten(food: str, start: int, history: MealHistory) -> list[Offer]:
    """Return completions of a partly typed food from earlier meals."""
    matches = history.complete(food, MOST_OFFERS + 1)
    return _joined(
        [], [Offer(clean(match.text), start, match) for match in matches if match_key(match.text) != match_key(food)]
    )


def _joined(first: list[Offer], second: list[Offer]) -> list[Offer]:
    """Return the offers of both, without those of the second whose text is in the first, at most `MOST_OFFERS`."""
    known = {match_key(offer.text) for offer in first}
    return [*first, *(offer for offer in second if match_key(offer.text) not in known)][:MOST_OFFERS]


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
