"""The syntax of the meal input: `lentil soup, sourdough @12:30 +dairy #work lunch`.

`@` is followed by a time, `+` by a tag, `#` by a note that extends to the end. These signs only count at the start of a
word and directly before a character, so "mac@home", "7up+" and "2 + 1 eggs" are foods. A leading "breakfast:" sets the
slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import get_args

from msgspec import Struct

from gutskin_tui.clock import Clock
from gutskin_tui.date_words import DateError
from gutskin_tui.dates import parse_moment
from gutskin_tui.model.kinds.meal import Slot, slot_at
from gutskin_tui.model.tag_syntax import SIGN, LineError, complete_tag, join_around, quoted, tag_at
from gutskin_tui.text import match_key, one_line

_WORDS_OF_A_TIME = 4
_SLOT = re.compile(rf"\s*({'|'.join(get_args(Slot))})\s*:", re.IGNORECASE)
_PREFIX = re.compile(rf"(?<![^\s,])(?:@(?=[^\s,])|{SIGN}|#(?=\S))")
_WORD = re.compile(r"[^\s,]+")
_NEXT_WORD = re.compile(r"[ \t]+(?![@+#])([^\s,]+)")


class MealLine(Struct, frozen=True):
    """A parsed line. `text` are the foods, "" if there are none; `at` is None if no time was typed.

    `slot` is the slot that was typed, by default that of the time, or of the current time.
    """

    text: str
    at: datetime | None
    tags: tuple[str, ...]
    note: str
    slot: Slot


def parse_meal_line(typed: str, clock: Clock, day: date | None = None) -> MealLine:
    """Parse a line of the meal input; line ends in pasted text separate foods as commas do.

    A time is the longest sequence of up to four words after `@` that is a time: `@12:30`, `@yesterday 8pm`. Quotes
    delimit a time (`@"fri 8pm"`) or a tag of several words. A time without a day belongs to the journal day `day`, the
    current journal day if None. Raises LineError.
    """
    slot_match = _SLOT.match(typed)
    position = slot_match.end() if slot_match else 0
    foods = ""
    tags: dict[str, str] = {}
    note = ""
    at: datetime | None = None
    while prefix := _PREFIX.search(typed, position):
        foods = join_around(foods, typed[position : prefix.start()])
        if prefix[0] == "#":
            note = _join_lines(typed[prefix.end() :])
            position = len(typed)
        elif prefix[0] == "+":
            tag, position = tag_at(typed, prefix.end())
            tags.setdefault(match_key(tag), tag)
        else:
            moment, end = _moment(typed, prefix.end(), clock, day)
            if at is not None:
                raise LineError("Two times given; keep one.", prefix.start(), end)
            at, position = moment, end
    foods = join_around(foods, typed[position:])
    slot = _slot(slot_match[1]) if slot_match else slot_at((at or clock.now()).hour)
    return MealLine(_join_lines(foods).strip(" ,"), at, tuple(tags.values()), note, slot)


def _slot(word: str) -> Slot:
    """Return the slot with a name in any case."""
    return next(slot for slot in get_args(Slot) if slot == word.casefold())


def _join_lines(text: str) -> str:
    """Return the lines of a text joined by commas."""
    lines = (line.strip() for line in text.splitlines())
    return ", ".join(line.rstrip(" ,") for line in lines if line)


def _moment(typed: str, start: int, clock: Clock, day: date | None) -> tuple[datetime, int]:
    """Parse the time at `start`, after its "@"; return it and the position of its end. Raises LineError."""
    in_quotes = quoted(typed, start)
    ends = [in_quotes.end()] if in_quotes else list(_ends(typed, start))
    for end in reversed(ends):
        try:
            return parse_moment(in_quotes[1] if in_quotes else typed[start:end], clock, day), end
        except DateError as error:
            if error.understood:
                raise LineError(error.message, start - 1, end) from None
    excerpt = one_line(in_quotes[1] if in_quotes else typed[start : ends[0]], 40)
    message = f'"{excerpt}" is not a time; try @12:30, @yesterday or @"fri 8pm".'
    raise LineError(message, start - 1, ends[0])


def _ends(typed: str, start: int) -> Iterator[int]:
    """Yield the positions at which a time at `start` may end: after its first word, its second, and so on."""
    match = _WORD.match(typed, start)
    for _ in range(_WORDS_OF_A_TIME):
        if not match:
            return
        yield match.end()
        match = _NEXT_WORD.match(typed, match.end())


_NOTE = re.compile(r"(?<![^\s,])#\S")
_TAG_OR_TIME = re.compile(r'(?<![^\s,])[@+](?:"[^"]*"?|[^\s,"]\S*)')


def food_at(typed: str, cursor: int) -> tuple[int, int] | None:
    """Return the start and end of the food that is being typed at `cursor`, for completion.

    None in a note, a tag or a time, where no letter has been typed yet, and inside a word.
    """
    before = typed[:cursor]
    if not before.strip() or before.endswith(",") or typed[cursor : cursor + 1].isalnum() or _NOTE.search(before):
        return None
    slot_match = _SLOT.match(before)
    start = max(slot_match.end() if slot_match else 0, _after_comma(before))
    for tag_or_time in _TAG_OR_TIME.finditer(before, start):
        if tag_or_time.end() == cursor:
            return None
        start = tag_or_time.end()
    while start < cursor and typed[start].isspace():
        start += 1
    return (start, cursor) if start < cursor else None


def complete_meal_tag(typed: str, cursor: int, known: Iterable[str]) -> list[str]:
    """Return the text before `cursor` with the tag at its end completed, for each of the `known` tags that fits.

    In a note and inside a word there is none to complete.
    """
    before = typed[:cursor]
    inside = typed[cursor : cursor + 1].isalnum() or _NOTE.search(before)
    return [] if inside else complete_tag(before, known)


def _after_comma(text: str) -> int:
    """Return the position after the last separator outside brackets, by the rules of `foods_of`."""
    depth = start = 0
    for position, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        elif character in ",;\n" and not depth:
            start = position + 1
    return start
