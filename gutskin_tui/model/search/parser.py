"""Reads what is typed into the search field.

    words "quoted words"         in some entry of the day, whatever the case, accents and hyphens; curly quotes too
    kind:meal                    the day has a meal; words, food:, tag: and note: look only at the kinds named
    food:pizza  note:"felt bad"  in the text of a meal or the name of a drink; in a note
    tag:dairy  tag:dairy?        a whole tag, or a label that is sure; with ? also one that is a maybe
    skin>=4  water<1000  itch=0  the day's value of a measure; also <= > !=
    since:oct  until:fri  on:"last week"       missing:skin  a kind or a measure
    -word  -tag:dairy            a minus turns any of them round

A quote that is not closed runs to the end, so that searching works while typing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from gutskin_tui.clock import Clock
from gutskin_tui.dates import DateError, parse_range
from gutskin_tui.errors import InputError
from gutskin_tui.model.kinds import LISTED, MEASURE_NAMES, MEASURES
from gutskin_tui.model.search.document import ANY, BETWEEN_TAGS, DECIMALS, FOOD, NOTE, TAG
from gutskin_tui.model.search.query import Between, Comparison, Missing, OfKind, Query, Term, Test, Words
from gutskin_tui.text import QUOTATION_MARKS, ambiguity, match_key, one_line

_QUOTED = re.compile(r'"([^"]*)"?')
_COMPARED = re.compile(r'([^\s"<>=!≤≥≠:]*)\s*(>=|<=|!=|==|[<>=≤≥≠])\s*')
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)([^\W\d_]*|%)(?!\S)")
_KEY = re.compile(r'([^\W\d][^\s":]*):')
_WORD = re.compile(r'[^\s"]+')
_STRAIGHT = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))
_SPELLINGS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}


class QueryError(InputError):
    """A part of a query was not understood: `message` is one sentence, `start` and `end` its place in the query."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class _Value(NamedTuple):
    """What stands behind a key, and the place of the two."""

    text: str
    start: int
    end: int


def parse(query: str, clock: Clock) -> Query:
    """Return the query that a text stands for; a blank text is the query that every day matches.

    Raises QueryError, and nothing else, for any text that it does not understand or that is not finished.
    """
    query = query.translate(_STRAIGHT)  # as long as before, so that places in it stay right
    terms: list[Term] = []
    position = _blank(query, 0)
    while position < len(query):
        start = position
        wanted = query[position] != "-"
        position += not wanted
        if position == len(query) or query[position].isspace():
            raise QueryError("Add what to leave out after the minus, such as -pizza.", start, position)
        test, position = _test(query, position, clock)
        terms.append(Term(test, wanted))
        position = _blank(query, position)
    kinds = frozenset(term.test.kind for term in terms if term.wanted and isinstance(term.test, OfKind))
    return Query(tuple(_within(term, kinds) for term in terms), clock.today())


def _blank(query: str, position: int) -> int:
    """Return the place of the next character that is not blank."""
    while position < len(query) and query[position].isspace():
        position += 1
    return position


def _within(term: Term, kinds: frozenset[str]) -> Term:
    """Let words look only at the kinds the query names."""
    return replace(term, test=replace(term.test, kinds=kinds)) if isinstance(term.test, Words) else term


def _test(query: str, position: int, clock: Clock) -> tuple[Test, int]:
    """Return the test that begins at `position`, and where it ends."""
    if found := _QUOTED.match(query, position):
        return _words(ANY, _Value(found[1], position, found.end())), found.end()
    if found := _COMPARED.match(query, position):
        return _comparison(query, found)
    if found := _KEY.match(query, position):
        key = found[1].casefold()
        if key not in _UNFINISHED:
            raise _unknown_key(found[1], position, found.end())
        quoted = _QUOTED.match(query, found.end())
        end = (quoted or _WORD.match(query, found.end()) or found).end()
        text = quoted[1] if quoted else query[found.end() : end]
        if not text.strip():
            raise QueryError(_UNFINISHED[key], position, end)
        value = _Value(text, found.end(), end)
        return Between(*_DATES[key](*_range(value, clock))) if key in _DATES else _READERS[key](value), end
    end = _WORD.match(query, position).end()  # type: ignore[union-attr]  # neither a blank nor a quote is here
    return _words(ANY, _Value(query[position:end], position, end)), end


def _comparison(query: str, found: re.Match[str]) -> tuple[Comparison, int]:
    typed, sign = found[1], _SPELLINGS.get(found[2], found[2])
    start, end = found.start(), found.end()
    if not typed:
        raise QueryError(f"Name what to compare before {found[2]}, such as skin{sign}4.", start, found.end(2))
    name = MEASURE_NAMES.get(typed.casefold())
    if name is None:
        message = f'"{one_line(typed, 40)}" has no values to compare'
        raise QueryError(_near(message, typed, MEASURE_NAMES), *found.span(1))
    number = _NUMBER.match(query, end)
    if number is None:
        word = _WORD.match(query, end)
        if word is None:
            shown = f"{typed}{found[2]}"
            raise QueryError(f"Add a number after {shown}, such as {shown}4.", start, found.end(2))
        raise QueryError(f'"{one_line(word[0], 40)}" is not a number.', *word.span())
    measure = MEASURES[name][1]
    if measure.decimals == 0 and (two_readings := ambiguity(number[1])):
        raise QueryError(two_readings, *number.span(1))
    if number[2] and number[2].casefold() != measure.unit:
        right = f"is in {measure.unit}" if measure.unit else "has no unit"
        raise QueryError(f"{measure.label} {right}; a number is enough.", *number.span(2))
    return Comparison(name, sign, round(float(number[1].replace(",", ".")), DECIMALS)), number.end()


def _words(part: str, value: _Value) -> Words:
    needle = match_key(value.text)
    if not needle:
        raise QueryError("Add some words to look for.", value.start, value.end)
    return Words(part, f"{BETWEEN_TAGS}{needle}{BETWEEN_TAGS}" if part == TAG else needle)


def _kind(value: _Value) -> OfKind:
    name = value.text.strip().casefold()
    if name not in LISTED:
        message = f'"{one_line(value.text, 40)}" is not a kind of entry'
        raise QueryError(_near(message, name, LISTED), value.start, value.end)
    return OfKind(name)


def _missing(value: _Value) -> Missing:
    name = value.text.strip().casefold()
    if name in LISTED:
        return Missing(name, is_kind=True)
    if name in MEASURE_NAMES:
        return Missing(MEASURE_NAMES[name], is_kind=False)
    message = f'"{one_line(value.text, 40)}" is nothing that a day records'
    raise QueryError(_near(message, name, [*LISTED, *MEASURE_NAMES]), value.start, value.end)


def _range(value: _Value, clock: Clock) -> tuple[date, date]:
    try:
        return parse_range(value.text, clock)
    except DateError as error:
        raise QueryError(error.message, value.start, value.end) from None


_READERS: dict[str, Callable[[_Value], Test]] = {
    "kind": _kind,
    "food": lambda value: _words(FOOD, value),
    "tag": lambda value: _words(TAG, value),
    "note": lambda value: _words(NOTE, value),
    "missing": _missing,
}

_DATES: dict[str, Callable[[date, date], tuple[date, date]]] = {
    "since": lambda first, _: (first, date.max),
    "until": lambda _, last: (date.min, last),
    "on": lambda first, last: (first, last),
}

_UNFINISHED = {
    "kind": "Add a kind after kind:, such as kind:meal.",
    "food": "Add a food after food:, such as food:pizza.",
    "tag": "Add a tag after tag:, such as tag:dairy.",
    "note": 'Add words after note:, such as note:"felt bloated".',
    "since": "Add a day after since:, such as since:oct.",
    "until": "Add a day after until:, such as until:fri.",
    "on": "Add a day after on:, such as on:yesterday.",
    "missing": "Add what is missing after missing:, such as missing:skin.",
}


def _unknown_key(typed: str, start: int, end: int) -> QueryError:
    shown = one_line(typed, 40)
    if typed.casefold() in MEASURE_NAMES:
        return QueryError(f"Compare {shown} by a sign, such as {shown}>=4.", start, end)
    near = difflib.get_close_matches(typed.casefold()[:40], _UNFINISHED, 1)
    advice = f"did you mean {near[0]}:?" if near else "quote it to find the words."
    return QueryError(f'There is no search for "{shown}:"; {advice}', start, end)


def _near(message: str, typed: str, names: Iterable[str]) -> str:
    """Finish a refusal with the name that was probably meant, or with all there are."""
    near = difflib.get_close_matches(typed.casefold()[:40], list(names), 1)
    return f"{message}; did you mean {near[0]}?" if near else f"{message}; try {', '.join(list(names)[:10])}."
