"""Tags in a typed line: `+pollen`, or `+"new soap"` in quotes for several words.

A plus sign only counts at the start of a word and directly before a letter or a quote, so "7up+" and "2 + 1" are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gutskin_tui.errors import InputError
from gutskin_tui.text import match_key

LONGEST_TAG = 200
"""Maximum length of a tag, that of `entry.Name`."""

SIGN = r'\+(?=[^\W\d_]|")'
"""Pattern of the sign before a tag."""

_TAG = re.compile(rf"(?<![^\s,]){SIGN}")
_QUOTED = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"[^\s,]+")
_LAST = re.compile(r'(?:^|,)\s*(?:\+"?)?([^,]*)$')
_UNFINISHED = re.compile(r'(?<![^\s,])\+("[^",]*|[^\W\d_][^\s",]*)$')


class LineError(InputError):
    """A line is invalid. `message` is a sentence; `start` and `end` delimit the part at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def quoted(typed: str, start: int) -> re.Match[str] | None:
    """Match quoted words at `start`, as group 1; None if there is no quote. Raises LineError for an unclosed quote."""
    if not typed.startswith('"', start):
        return None
    match = _QUOTED.match(typed, start)
    if not match:
        raise LineError("The quote is not closed.", start, len(typed))
    return match


def tag_at(typed: str, start: int) -> tuple[str, int]:
    """Parse the tag at `start`, after its sign; return it and the position of its end. Raises LineError."""
    match = quoted(typed, start) or _WORD.match(typed, start)
    assert match is not None  # the sign is only matched before a letter or a quote
    tag = " ".join((match[1] if match.re is _QUOTED else match[0]).split())
    if not tag:
        raise LineError("A tag needs a word after +, such as +dairy.", start - 1, match.end())
    if len(tag) > LONGEST_TAG:
        raise LineError(f"A tag has at most {LONGEST_TAG} characters.", start - 1, match.end())
    return tag, match.end()


def split_tags(typed: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without its tags, and the tags in the order typed, each once; tags alone are returned as text too.

    Raises LineError for a tag that is too long or whose quote is not closed.
    """
    tags: dict[str, str] = {}
    text, position = "", 0
    while sign := _TAG.search(typed, position):
        text = join_around(text, typed[position : sign.start()])
        tag, position = tag_at(typed, sign.end())
        tags.setdefault(match_key(tag), tag)
    if not tags:
        return typed, ()
    return join_around(text, typed[position:]).strip(" ,") or typed, tuple(tags.values())


def without_signs(typed: str) -> str:
    """Return a list of tags, separated by commas, without the signs and quotes that mark a tag in a text."""
    names = (name.strip() for name in typed.split(","))
    return ", ".join(name[1:].strip('"') if _TAG.match(name) else name for name in names)


def join_around(before: str, after: str) -> str:
    """Join the texts around a removed tag or time by a space, or by a comma if there was a comma or a line end."""
    left, right = before.rstrip(), after.strip()
    if not left or not right:
        return before + after
    gap = before[len(left) :] + after[: after.index(right[0])]
    if left.endswith(",") or right.startswith(",") or len(f".{gap}.".splitlines()) > 1:
        return f"{left.rstrip(' ,')}, {right.lstrip(' ,')}"
    return f"{left} {right}"


def complete_tag(typed: str, known: Iterable[str]) -> list[str]:
    """Return `typed` with the tag at its end completed, for each of the `known` tags that begins as it does."""
    unfinished = _UNFINISHED.search(typed)
    if not unfinished:
        return []
    start = unfinished.start(1)
    lines = (typed[:start] + (tag if _WORD.fullmatch(tag) else f'"{tag}"') for tag in known if '"' not in tag)
    return [line for line in lines if line.startswith(typed)]


def complete_tag_list(typed: str, known: Iterable[str]) -> list[str]:
    """Return `typed`, tags separated by commas, with the last one completed, for each of the `known` that fits."""
    match = _LAST.search(typed)
    assert match is not None  # the pattern matches at the end of any text
    start, begun = match.start(1), match[1]
    earlier = {match_key(name) for name in without_signs(typed[:start]).split(",")}
    fitting = (tag for tag in known if tag.startswith(begun) and "," not in tag and match_key(tag) not in earlier)
    return [typed[:start] + tag for tag in fitting] if begun else []
