"""What search sees of a day: its words, folded; the kinds it has; its values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from gutskin_tui.model.kinds import KINDS, LISTED, AnyEntry
from gutskin_tui.model.series import daily
from gutskin_tui.text import match_key

ANY, NOTE, FOOD, TAG = "any", "note", "food", "tag"
"""The parts of an entry that words can be looked for in."""

DECIMALS = 6
"""Of values, when compared."""

BETWEEN_TAGS = "\x1f"


class Document(NamedTuple):
    """A day, or one entry, as search sees it.

    `texts` by part and then kind: a line for each field of each entry, so that no phrase is found across two.
    Tags stand between separators, so that a whole one can be found. `values` by name of measure, rounded
    so that a sum such as 0.1 + 0.2 equals the number a person types for it.
    """

    kinds: frozenset[str]
    texts: dict[str, dict[str, str]]
    values: dict[str, float]


EMPTY = Document(frozenset(), {}, {})

Tags = Callable[[AnyEntry], Iterable[str]]
"""Further words that an entry is found by as if they were its tags, such as labels worked out from its text."""


def read_day(entries: Iterable[AnyEntry]) -> Document:
    """Return what search sees of entries of one day; marks are no data and are left out."""
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
        for part, found in lines.items():
            texts.setdefault(part, {})[kind] = "\n".join(found)
        for measure in KINDS[kind].measures:
            for value in daily(of_kind, measure).values():
                values[measure.name] = round(value, DECIMALS)
    return Document(frozenset(by_kind), texts, values)


def tagged(record: Document, entries: Iterable[AnyEntry], tags: Tags) -> Document:
    """Return the record of `entries` with further tags."""
    of_kind = dict(record.texts.get(TAG, {}))
    for entry in entries:
        words = [match_key(word) for word in tags(entry)]
        if words and entry.kind in record.kinds:
            line = BETWEEN_TAGS + BETWEEN_TAGS.join(words) + BETWEEN_TAGS
            of_kind[entry.kind] = f"{of_kind[entry.kind]}\n{line}" if entry.kind in of_kind else line
    return record._replace(texts={**record.texts, TAG: of_kind}) if of_kind else record


def _read(entry: AnyEntry, kind: str, lines: dict[str, list[str]]) -> None:
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
    """Return the fields of a kind that hold words."""
    return tuple(field.name for field in KINDS[kind].fields if field.type in ("str", "choice", "names", "scores"))


def _words(value: Any) -> Iterable[str]:
    """Return the texts of a field; names from a fixed list ("left_cheek") as people write them."""
    if isinstance(value, str):
        return (value,)
    return (name.replace("_", " ") for name in value) if isinstance(value, dict) else value
