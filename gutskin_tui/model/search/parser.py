"""The parser of the search language.

    words "quoted words"         in any entry of the day, ignoring case, accents and hyphens; curly quotes work too
    kind:meal                    days with a meal; also restricts words, food:, tag: and note: to these kinds
    food:pizza  note:"felt bad"  in the text of a meal or the name of a drink; in a note
    tag:dairy  tag:dairy?        a whole tag or a certain label; with ? an uncertain label too
    skin>=4  water<1000  itch=0  the day's value of a measure; also <= > !=
    since:oct  until:fri  on:"last week"       missing:skin  a kind or a measure
    -word  -tag:dairy            a minus negates any term

An unclosed quote extends to the end of the query, so that a query matches while it is being typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.date_words import DateError
from gutskin_tui.dates import parse_range
from gutskin_tui.errors import InputError
from gutskin_tui.model.kinds import LISTED, MEASURE_NAMES, MEASURES
from gutskin_tui.model.search.document import ANY, BETWEEN_TAGS, DECIMALS, FOOD, NOTE, TAG
from gutskin_tui.model.search.query import Between, Comparison, Missing, OfKind, Query, Term, Test, Words
from gutskin_tui.text import QUOTATION_MARKS, ambiguity, match_key, one_line, with_suggestion

_QUOTED = re.compile(r'"([^"]*)"?')
_COMPARED = re.compile(r'([^\s"<>=!≤≥≠:]*)\s*(>=|<=|!=|==|[<>=≤≥≠])\s*')
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)([^\W\d_]*|%)(?!\S)")
_KEY = re.compile(r'([^\W\d][^\s":]*):')
_WORD = re.compile(r'[^\s"]+')
_STRAIGHT = str.maketrans(dict.fromkeys(QUOTATION_MARKS, '"'))
_SPELLINGS = {"==": "=", "≤": "<=", "≥": ">=", "≠": "!="}


class QueryError(InputError):
    """A query is invalid or incomplete. `message` is a sentence; `start` and `end` delimit the part at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class _Value(NamedTuple):
    """The value of a term, and its start and end in the query for error messages."""

    text: str
    start: int
    end: int


def parse(query: str, clock: Clock) -> Query:
    """Parse a query; a blank query matches every day. Raises QueryError if it is invalid or incomplete."""
    query = query.translate(_STRAIGHT)  # does not change the length, so that positions remain valid
    terms: list[Term] = []
    position = _skip_blanks(query, 0)
    while position < len(query):
        start = position
        wanted = query[position] != "-"
        position += not wanted
        if position == len(query) or query[position].isspace():
            raise QueryError("Add what to leave out after the minus, such as -pizza.", start, position)
        test, position = _test(query, position, clock)
        terms.append(Term(test, wanted))
        position = _skip_blanks(query, position)
    kinds = frozenset(term.test.kind for term in terms if term.wanted and isinstance(term.test, OfKind))
    return Query(tuple(_restrict(term, kinds) for term in terms), clock.today())


def _skip_blanks(query: str, position: int) -> int:
    """Return the position of the first non-blank character from `position` on."""
    while position < len(query) and query[position].isspace():
        position += 1
    return position


def _restrict(term: Term, kinds: frozenset[str]) -> Term:
    """Return a term whose words are only searched in entries of `kinds`."""
    return replace(term, test=replace(term.test, kinds=kinds)) if isinstance(term.test, Words) else term


def _test(query: str, position: int, clock: Clock) -> tuple[Test, int]:
    """Parse the test at `position`; return it and the position of its end."""
    if match := _QUOTED.match(query, position):
        return _words(ANY, _Value(match[1], position, match.end())), match.end()
    if match := _COMPARED.match(query, position):
        return _comparison(query, match)
    if match := _KEY.match(query, position):
        key = match[1].casefold()
        if key not in _UNFINISHED:
            raise _unknown_key(match[1], position, match.end())
        quoted = _QUOTED.match(query, match.end())
        end = (quoted or _WORD.match(query, match.end()) or match).end()
        text = quoted[1] if quoted else query[match.end() : end]
        if not text.strip():
            raise QueryError(_UNFINISHED[key], position, end)
        value = _Value(text, match.end(), end)
        return Between(*_DATES[key](*_range(value, clock))) if key in _DATES else _READERS[key](value), end
    end = _WORD.match(query, position).end()  # type: ignore[union-attr]  # `position` is neither at a blank nor at a quote
    return _words(ANY, _Value(query[position:end], position, end)), end


def _comparison(query: str, match: re.Match[str]) -> tuple[Comparison, int]:
    """Parse the number after a name and a sign; return the comparison and the position of its end."""
    typed, sign = match[1], _SPELLINGS.get(match[2], match[2])
    start, end = match.start(), match.end()
    if not typed:
        raise QueryError(f"Name what to compare before {match[2]}, such as skin{sign}4.", start, match.end(2))
    name = MEASURE_NAMES.get(typed.casefold())
    if name is None:
        message = f'"{one_line(typed, 40)}" cannot be compared'
        raise QueryError(with_suggestion(message, typed, MEASURE_NAMES), *match.span(1))
    number = _NUMBER.match(query, end)
    if number is None:
        word = _WORD.match(query, end)
        if word is None:
            prefix = f"{typed}{match[2]}"
            raise QueryError(f"Add a number after {prefix}, such as {prefix}4.", start, match.end(2))
        raise QueryError(f'"{one_line(word[0], 40)}" is not a number.', *word.span())
    measure = MEASURES[name][1]
    if measure.decimals == 0 and (two_readings := ambiguity(number[1])):
        raise QueryError(two_readings, *number.span(1))
    if number[2] and number[2].casefold() != measure.unit:
        correction = f"is in {measure.unit}" if measure.unit else "has no unit"
        raise QueryError(f"{measure.label} {correction}; a number is enough.", *number.span(2))
    return Comparison(name, sign, round(float(number[1].replace(",", ".")), DECIMALS)), number.end()


def _words(part: str, value: _Value) -> Words:
    """Return the test for words in a part of an entry."""
    needle = match_key(value.text)
    if not needle:
        raise QueryError("Add some words to look for.", value.start, value.end)
    return Words(part, f"{BETWEEN_TAGS}{needle}{BETWEEN_TAGS}" if part == TAG else needle)


def _kind(value: _Value) -> OfKind:
    """Return the test for a kind of entry."""
    name = value.text.strip().casefold()
    if name not in LISTED:
        message = f'Unknown kind "{one_line(value.text, 40)}"'
        raise QueryError(with_suggestion(message, name, LISTED), value.start, value.end)
    return OfKind(name)


def _missing(value: _Value) -> Missing:
    """Return the test for a missing kind or measure."""
    name = value.text.strip().casefold()
    if name in LISTED:
        return Missing(name, is_kind=True)
    if name in MEASURE_NAMES:
        return Missing(MEASURE_NAMES[name], is_kind=False)
    message = f'Unknown item "{one_line(value.text, 40)}"'
    raise QueryError(with_suggestion(message, name, [*LISTED, *MEASURE_NAMES]), value.start, value.end)


def _range(value: _Value, clock: Clock) -> tuple[date, date]:
    """Parse a range of days; raises QueryError."""
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

KEYS = tuple(_UNFINISHED)
"""The keys of terms, without the colon."""


def _unknown_key(typed: str, start: int, end: int) -> QueryError:
    """Return the error for an unknown key, with a suggestion."""
    name = one_line(typed, 40)
    if typed.casefold() in MEASURE_NAMES:
        return QueryError(f"Add a comparison, such as {name}>=4.", start, end)
    keys = [f"{key}:" for key in KEYS]
    message = with_suggestion(f'Unknown key "{name}:"', f"{typed}:", keys, "quote it to find the words")
    return QueryError(message, start, end)
