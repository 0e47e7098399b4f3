"""Completion of a search: the keys of its terms, and the kinds, measures, tags, foods and days that follow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from gutskin_tui.date_words import MONTHS, WEEKDAYS
from gutskin_tui.model.kinds import LISTED, MEASURE_NAMES
from gutskin_tui.model.search.parser import KEYS

Known = Callable[[str], Iterable[str]]
"""Returns the names that may complete a typed beginning, best first."""

FEWEST = 2
"""Least letters of a word that completes to a key or measure: most words are looked for in the texts of entries."""

DAYS = (
    "today", "yesterday", "this week", "last week", "this month", "last month", "this year", "last year",
    *(name.casefold() for name in (*WEEKDAYS, *MONTHS)),
)  # fmt: skip
"""Words for days and ranges of days."""

_TERM = re.compile(r'(?:^|\s)-?(?:([^\W\d][^\s":]*):)?(?:"([^"]*)|([^\s"]*))$')
_SIGN = re.compile(r"([^\s<>=!]+)([<>!]?)")


def complete(query: str, tags: Known, foods: Known) -> list[str]:
    """Return `query` with the term at its end completed, best first; [] if nothing is known that begins as it does.

    A name of several words only completes one in quotes.
    """
    term = _TERM.search(query)
    if not term or _in_quotes(query, term):
        return []
    key, in_quotes, word = term.groups()
    begun = word if in_quotes is None else in_quotes
    if key is None:
        return [query + rest for rest in _heads(begun)] if in_quotes is None else []
    if not begun:
        return []
    known: Known | None = {
        "kind": lambda _: LISTED,
        "missing": lambda _: (*LISTED, *MEASURE_NAMES),
        "tag": tags,
        "food": foods,
        **dict.fromkeys(("since", "until", "on"), lambda _: DAYS),
    }.get(key.casefold())
    names = known(begun) if known else ()
    rests = (name[len(begun) :] for name in names if name.casefold().startswith(begun.casefold()) and '"' not in name)
    closed = "" if in_quotes is None else '"'
    return [f"{query}{rest}{closed}" for rest in rests if rest and (closed or not _several(begun + rest))]


def _in_quotes(query: str, term: re.Match[str]) -> bool:
    """Whether the term found at the end is in fact part of quoted words that began before it."""
    return query[: term.start()].count('"') % 2 == 1


def _several(name: str) -> bool:
    return any(character.isspace() for character in name)


def _heads(begun: str) -> list[str]:
    """Return what completes a word to a key with its colon, or to a measure with a comparison."""
    match = _SIGN.fullmatch(begun)
    if not match:
        return []
    name, sign = match[1].casefold(), match[2]
    if sign:
        return ["="] if name in MEASURE_NAMES else []
    if len(name) < FEWEST:
        return []
    heads = [*(f"{key}:" for key in KEYS), *(f"{measure}>=" for measure in MEASURE_NAMES)]
    return [head[len(name) :] for head in heads if head.startswith(name)]
