"""The searchable content of a day or an entry: its kinds, folded texts and values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from gutskin_tui.model.kinds import KINDS, LISTED, AnyEntry
from gutskin_tui.model.series import daily
from gutskin_tui.text import match_key

ANY, NOTE, FOOD, TAG = "any", "note", "food", "tag"
"""Parts of an entry that can be searched for words."""

DECIMALS = 6
"""Decimals to which values are rounded before they are compared."""

BETWEEN_TAGS = "\x1f"
"""Separator before, between and after tags, so that whole tags can be matched."""


class Document(NamedTuple):
    """The searchable content of a day, or of an entry.

    `texts[part][kind]` has a line for each field of each entry, so that phrases do not match across fields. Tags are
    enclosed in separators. `values` are by name of measure, rounded so that 0.1 + 0.2 equals a typed 0.3.
    """

    kinds: frozenset[str]
    texts: dict[str, dict[str, str]]
    values: dict[str, float]


EMPTY = Document(frozenset(), {}, {})

Tags = Callable[[AnyEntry], Iterable[str]]
"""Returns additional tags of an entry for search, such as the labels derived from its text."""


def read_day(entries: Iterable[AnyEntry]) -> Document:
    """Return the searchable content of entries of a day. Day marks are not included."""
    by_kind: dict[str, list[AnyEntry]] = {}
    for entry in entries:
        kind = entry.kind
        if kind in LISTED:
            by_kind.setdefault(kind, []).append(entry)
    texts: dict[str, dict[str, str]] = {}
    values: dict[str, float] = {}
    for kind, of_kind in by_kind.items():
        lines: dict[str, list[str]] = {}
        for entry in of_kind:
            _read(entry, kind, lines)
        for part, part_lines in lines.items():
            texts.setdefault(part, {})[kind] = "\n".join(part_lines)
        for measure in KINDS[kind].measures:
            for value in daily(of_kind, measure).values():
                values[measure.name] = round(value, DECIMALS)
    return Document(frozenset(by_kind), texts, values)


def add_tags(document: Document, entries: Iterable[AnyEntry], tags: Tags) -> Document:
    """Return `document`, read from `entries`, with their additional tags."""
    of_kind = dict(document.texts.get(TAG, {}))
    for entry in entries:
        words = [match_key(word) for word in tags(entry)]
        if words and entry.kind in document.kinds:
            line = BETWEEN_TAGS + BETWEEN_TAGS.join(words) + BETWEEN_TAGS
            of_kind[entry.kind] = f"{of_kind[entry.kind]}\n{line}" if entry.kind in of_kind else line
    return document._replace(texts={**document.texts, TAG: of_kind}) if of_kind else document


def _read(entry: AnyEntry, kind: str, lines: dict[str, list[str]]) -> None:
    """Add the folded texts of an entry to `lines`, by part."""
    for name in _fields(kind):
        value = getattr(entry, name)
        if not value:
            continue
        words = [match_key(word) for word in _words(value)]
        lines.setdefault(ANY, []).extend(words)
        if name == "note" or (kind == "note" and name == "text"):
            lines.setdefault(NOTE, []).extend(words)
        elif (kind, name) in (("meal", "text"), ("drink", "what")):
            lines.setdefault(FOOD, []).extend(words)
        elif name == "tags":
            lines.setdefault(TAG, []).append(BETWEEN_TAGS + BETWEEN_TAGS.join(words) + BETWEEN_TAGS)


@functools.cache
def _fields(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's fields with text."""
    return tuple(field.name for field in KINDS[kind].fields if field.type in ("str", "choice", "names", "scores"))


def _words(value: Any) -> Iterable[str]:
    """Return the texts in a field's value; keys such as "left_cheek" with spaces, as people write them."""
    if isinstance(value, str):
        return (value,)
    return (name.replace("_", " ") for name in value) if isinstance(value, dict) else value
