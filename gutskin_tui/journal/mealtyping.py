"""The food that is being typed in an entry line of meals: where it stands, so that it can be completed."""

from __future__ import annotations

import re
from typing import get_args

from gutskin_tui.journal.kinds.meal import Slot

_SLOT = re.compile(rf"\s*({'|'.join(get_args(Slot))})\s*:", re.IGNORECASE)
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
