"""The entry line of meals: `lentil soup, sourdough @12:30 +dairy #work lunch`.

`@` says when, `+` adds a tag, `#` begins a note that runs to the end; each only at the start of a word
and with something right behind it, so "mac@home", "7up+" and "2 + 1 eggs" are foods. A leading
"breakfast:" names the meal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from gutskin_tui.clock import Clock
from gutskin_tui.dates import DateError, parse_moment
from gutskin_tui.errors import InputError
from gutskin_tui.model.kinds.meal import Slot, slot_at
from gutskin_tui.text import match_key, one_line

LONGEST_TAG = 200
"""Characters of a tag, as `entry.Name` has it."""

_WORDS_OF_A_TIME = 4
_SLOT = re.compile(rf"\s*({'|'.join(get_args(Slot))})\s*:", re.IGNORECASE)
_MARK = re.compile(r"(?<![^\s,])(?:@(?=[^\s,])|\+(?=[^\W\d_]|\")|#(?=\S))")
_QUOTED = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"[^\s,]+")
_NEXT_WORD = re.compile(r"[ \t]+(?![@+#])([^\s,]+)")


class MealLineError(InputError):
    """A part of the line was not understood: `message` is one sentence, `start` and `end` its place in the line."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class MealLine:
    """What a line says. `text` are the foods, "" if there are none yet; `at` is None where no time was typed.

    `slot` is the meal that was named, or else the one that the time (now, without one) falls into.
    """

    text: str
    at: datetime | None
    tags: tuple[str, ...]
    note: str
    slot: Slot


def parse_meal_line(typed: str, clock: Clock, day: date | None = None) -> MealLine:
    """Read an entry line; pasted line ends separate foods as commas do.

    A time takes as many of the words behind `@` as make sense together: `@12:30`, `@yesterday 8pm`; quotes set
    its bounds (`@"fri 8pm"`), and those of a tag of several words. A bare time belongs to the journal day `day`,
    the current one if None. Raises MealLineError.
    """
    named = _SLOT.match(typed)
    position = named.end() if named else 0
    foods = ""
    tags: dict[str, str] = {}
    note = ""
    at: datetime | None = None
    while mark := _MARK.search(typed, position):
        foods = _joined(foods, typed[position : mark.start()])
        if mark[0] == "#":
            note = _one_line(typed[mark.end() :])
            position = len(typed)
        elif mark[0] == "+":
            tag, position = _tag(typed, mark.end())
            tags.setdefault(match_key(tag), tag)
        else:
            moment, end = _moment(typed, mark.end(), clock, day)
            if at is not None:
                raise MealLineError("The time is there twice; leave one.", mark.start(), end)
            at, position = moment, end
    foods = _joined(foods, typed[position:])
    slot = _slot(named[1]) if named else slot_at((at or clock.now()).hour)
    return MealLine(_one_line(foods).strip(" ,"), at, tuple(tags.values()), note, slot)


def _slot(word: str) -> Slot:
    return next(slot for slot in get_args(Slot) if slot == word.casefold())


def _one_line(text: str) -> str:
    """Set pasted lines behind one another, with commas between."""
    lines = (line.strip() for line in text.splitlines())
    return ", ".join(line.rstrip(" ,") for line in lines if line)


def _joined(before: str, behind: str) -> str:
    """Close the gap that a mark leaves in the foods: one blank or one comma, a comma too where a line ended."""
    left, right = before.rstrip(), behind.strip()
    if not left or not right:
        return before + behind
    gap = before[len(left) :] + behind[: behind.index(right[0])]
    if left.endswith(",") or right.startswith(",") or len(f".{gap}.".splitlines()) > 1:
        return f"{left.rstrip(' ,')}, {right.lstrip(' ,')}"
    return f"{left} {right}"


def _quoted(typed: str, start: int) -> re.Match[str] | None:
    """Return the quoted words at `start`, None if there is no quote; raises MealLineError if it stays open."""
    if not typed.startswith('"', start):
        return None
    found = _QUOTED.match(typed, start)
    if not found:
        raise MealLineError("The quote is not closed.", start, len(typed))
    return found


def _tag(typed: str, start: int) -> tuple[str, int]:
    found = _quoted(typed, start) or _WORD.match(typed, start)
    assert found is not None  # the mark is there only with a letter or a quote behind it
    tag = " ".join((found[1] if found.re is _QUOTED else found[0]).split())
    if not tag:
        raise MealLineError("A tag needs a word after +, such as +dairy.", start - 1, found.end())
    if len(tag) > LONGEST_TAG:
        raise MealLineError(f"A tag has at most {LONGEST_TAG} characters.", start - 1, found.end())
    return tag, found.end()


def _moment(typed: str, start: int, clock: Clock, day: date | None) -> tuple[datetime, int]:
    """Return the moment after an `@` and where it ends."""
    quoted = _quoted(typed, start)
    refused: DateError | None = None
    ends = [quoted.end()] if quoted else list(_ends(typed, start))
    for end in reversed(ends):
        try:
            return parse_moment(quoted[1] if quoted else typed[start:end], clock, day), end
        except DateError as error:
            if error.understood:
                raise MealLineError(error.message, start - 1, end) from None
            refused = error
    assert refused is not None
    shown = one_line(quoted[1] if quoted else typed[start : ends[0]], 40)
    message = f'"{shown}" is not a time; try @12:30, @yesterday or @"fri 8pm".'
    raise MealLineError(message, start - 1, ends[0]) from None


def _ends(typed: str, start: int) -> Iterator[int]:
    """Yield where a time at `start` may end: after its first word, its second, and so on."""
    found = _WORD.match(typed, start)
    for _ in range(_WORDS_OF_A_TIME):
        if not found:
            return
        yield found.end()
        found = _NEXT_WORD.match(typed, found.end())


_NOTE = re.compile(r"(?<![^\s,])#\S")
_MARKED = re.compile(r'(?<![^\s,])[@+](?:"[^"]*"?|[^\s,"]\S*)')


def food_at(typed: str, cursor: int) -> tuple[int, int] | None:
    """Return where the food that ends at `cursor` begins and ends, None if no food is being typed there.

    That is none in a note, a tag or a time, before the first letter, and inside a word.
    """
    before = typed[:cursor]
    if not before.strip() or before.endswith(",") or typed[cursor : cursor + 1].isalnum() or _NOTE.search(before):
        return None
    named = _SLOT.match(before)
    start = max(named.end() if named else 0, _behind_comma(before))
    for mark in _MARKED.finditer(before, start):
        if mark.end() == cursor:
            return None
        start = mark.end()
    while start < cursor and typed[start].isspace():
        start += 1
    return (start, cursor) if start < cursor else None


def _behind_comma(text: str) -> int:
    """Return the place behind the last comma that separates foods: one outside brackets, as `foods_of` has it."""
    depth = start = 0
    for position, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        elif character in ",;\n" and not depth:
            start = position + 1
    return start
