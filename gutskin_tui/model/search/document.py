"""The searchable content of a day or an entry: its kinds, folded texts and values.

Texts are lines, one for each field or part of a field, so that phrases do not match across fields. A line starts with
a code of its kind and part and ends with a line end; the tags of an entry are one line, each between separators. No
match key contains a character of a code, a separator or a line end: all of them count as white space.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds import KINDS, LISTED, MEASURES, AnyEntry
from gutskin_tui.text import match_key

ANY, NOTE, FOOD, TAG = "any", "note", "food", "tag"
"""Parts of an entry that can be searched for words; `ANY` contains the others."""

DECIMALS = 6
"""Decimals to which values are rounded before they are compared, so that 0.1 + 0.2 equals a typed 0.3."""

BETWEEN_TAGS = "\x1f"
"""Separator before, between and after tags, so that whole tags can be matched."""

_SIGNS = "\t\v\f\r\x1c\x1d\x1e"
"""The characters of which codes consist."""

Tags = Callable[[AnyEntry], Iterable[str]]
"""Returns additional tags of an entry for search, such as the labels derived from its text."""

Kinds = frozenset[str]


def no_tags(_: AnyEntry) -> tuple[str, ...]:
    """Return no additional tags."""
    return ()


class Document(Protocol):
    """The searchable content of a day, or of an entry."""

    def has_kind(self, kind: str) -> bool:
        """Whether there is an entry of the kind."""
        ...

    def value(self, measure: str) -> float | None:
        """Return the value of a measure, None without one."""
        ...

    def text(self, part: str, kinds: Kinds) -> str:
        """Return the lines of a part; if `kinds` is not empty, those of entries of these kinds."""
        ...


class EntriesDocument:
    """The searchable content of `entries`; what a query does not ask for is not determined.

    Day marks are not included. `tags` returns additional tags of an entry.
    """

    def __init__(self, entries: Iterable[AnyEntry], tags: Tags = no_tags) -> None:
        self.entries = [entry for entry in entries if entry.kind in LISTED]
        self._tags = tags

    def has_kind(self, kind: str) -> bool:
        """Whether there is an entry of the kind."""
        return any(entry.kind == kind for entry in self.entries)

    def value(self, measure: str) -> float | None:
        """Return the value of a measure, None without one."""
        kind, declared = MEASURES[measure]
        return day_value(declared, [entry for entry in self.entries if entry.kind == kind.name])

    def text(self, part: str, kinds: Kinds) -> str:
        """Return the lines of a part; if `kinds` is not empty, those of entries of these kinds."""
        lines = self._lines + self._tag_lines if part == TAG else self._lines
        return select(lines, part, kinds)

    @functools.cached_property
    def _lines(self) -> str:
        return lines_of(self.entries)

    @functools.cached_property
    def _tag_lines(self) -> str:
        return tag_lines(self.entries, self._tags)


def lines_of(entries: Iterable[AnyEntry]) -> str:
    """Return the lines of entries. Day marks have none."""
    lines: list[str] = []
    for entry in entries:
        for name, code in _fields(type(entry)):
            value = getattr(entry, name)
            if not value:
                continue
            if name == "tags":
                lines.append(f"{code}{_tag_text(value)}\n")
            elif isinstance(value, str):
                lines.append(f"{code}{match_key(value)}\n")
            else:
                lines += [f"{code}{match_key(word)}\n" for word in _words(value)]
    return "".join(lines)


def tag_lines(entries: Iterable[AnyEntry], tags: Tags) -> str:
    """Return the lines of the additional tags of entries."""
    tagged = [(entry, [*tags(entry)]) for entry in entries if entry.kind in LISTED]
    return "".join(f"{_code(entry.kind, TAG)}{_tag_text(names)}\n" for entry, names in tagged if names)


def select(lines: str, part: str, kinds: Kinds) -> str:
    """Return those of `lines` that belong to a part and, if `kinds` is not empty, to these kinds."""
    return lines if part == ANY and not kinds else "".join(_pattern(part, kinds).findall(lines))


def tags_in(lines: str) -> list[str]:
    """Return the tags in `lines`, as match keys."""
    texts = _pattern(TAG, frozenset()).findall(lines)
    return [tag for text in texts for tag in text[_CODE_LENGTH:-1].split(BETWEEN_TAGS) if tag]


@functools.cache
def _fields(struct: type[Entry]) -> tuple[tuple[str, str], ...]:
    """Return the names of the fields with text of a kind's entries, each with the code of its lines."""
    kind = next(kind for kind in KINDS.values() if kind.struct is struct)
    if not kind.listed:
        return ()
    fields = (field.name for field in kind.fields if field.type in ("str", "choice", "names", "scores"))
    return tuple((name, _code(kind.name, _part(kind.name, name))) for name in fields)


def _part(kind: str, field: str) -> str:
    """Return the part to which the texts of a field belong."""
    if field == "note" or (kind == "note" and field == "text"):
        return NOTE
    if (kind, field) in (("meal", "text"), ("drink", "what")):
        return FOOD
    return TAG if field == "tags" else ANY


_CODE_LENGTH = 3


@functools.cache
def _code(kind: str, part: str) -> str:
    """Return the code with which the lines of a kind and part start."""
    tens, units = divmod([*KINDS].index(kind), len(_SIGNS))
    return _SIGNS[tens] + _SIGNS[units] + _SIGNS[(ANY, NOTE, FOOD, TAG).index(part)]


@functools.lru_cache(maxsize=64)
def _pattern(part: str, kinds: Kinds) -> re.Pattern[str]:
    """Return the pattern of the lines of a part and of these kinds, or of all kinds if `kinds` is empty."""
    parts = (ANY, NOTE, FOOD, TAG) if part == ANY else (part,)
    codes = (re.escape(_code(kind, part)) for kind in kinds or KINDS for part in parts)
    return re.compile(rf"(?:{'|'.join(codes)})[^\n]*\n")


def _tag_text(tags: Sequence[str]) -> str:
    return f"{BETWEEN_TAGS}{BETWEEN_TAGS.join(map(match_key, tags))}{BETWEEN_TAGS}"


def _words(value: Any) -> Iterable[str]:
    """Return the texts in a field's value; keys such as "left_cheek" with spaces, as people write them."""
    return (name.replace("_", " ") for name in value) if isinstance(value, dict) else value
