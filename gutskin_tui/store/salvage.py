"""Scanning the text of a damaged journal for readable entries and records."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from itertools import count
from typing import Any, NoReturn

import msgspec

from gutskin_tui.model.entries import EntryError, encode, from_document
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store import tombstones
from gutskin_tui.store.instants import instant

LONGEST = 600_000
"""Maximum length of an entry, in characters: two texts of 20,000 characters, each escaped as twelve characters."""

MOST_WORK = 300_000_000
"""Characters read without a result before the scan stops: about two seconds for adversarial text."""

_ATTEMPT = 5_000
"""Fixed cost of a failed attempt, in characters, added to those it read."""

LONGEST_ID = 56
"""Maximum length of an id to which a number is appended, in characters."""

DEEPEST = 6
"""Maximum depth of nested objects that are searched for entries: the file, a table, a change, its tables."""

_TABLE = re.compile(r'"([a-z_]{1,40})"\s*:\s*$|"([a-z_]{1,40})","\d+",$')
"""The text before a table in a journal, or before a document in its log."""

_ENTRY = re.compile(r'\{\s*"kind"\s*:\s*"([a-z]{1,40})"')
_OPENING = re.compile(r'\{\s*"')
_OPENERS = re.compile(r'(?:\{\s*"[^"\\]{0,40}"\s*:\s*){100,}')


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; if a key occurs several times, all but the last get a name of their own.

    In an entry or a record only the last one counts, as for any JSON parser.
    """
    members = dict(pairs)
    if len(members) == len(pairs) or "kind" in members or "id" in members:
        return members
    left = Counter(key for key, _ in pairs)
    for key, value in pairs:
        left[key] -= 1
        if left[key]:
            members[f"{key}{_REPEATED}{left[key]}"] = value
    return members


_REPEATED = "\0"
"""Separator between a repeated key and its number."""

_decoder = json.JSONDecoder(strict=False, parse_constant=_no_number, object_pairs_hook=_object)


class SalvageScan:
    """The entries by id and the records by table and id in a text; of several with the same id the newest.

    `unreadable` is the number of recognisable entries that cannot be decoded. `clashes` is the number of entries that
    have the id of another and are not versions of it: one of the two ids is damaged, so both are retained, one of them
    under a new id.
    """

    def __init__(self, data: bytes) -> None:
        self.entries: dict[str, AnyEntry] = {}
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self.unreadable = self.clashes = 0
        for table, value in _objects(data.decode("utf-8", "replace")):
            self._collect(table, value, 0)

    def _collect(self, table: str, value: Any, depth: int) -> None:
        """Add an entry or a record; search any other object, except undo steps, which hold outdated versions."""
        if isinstance(value, str):
            self._miss(value)
        if not isinstance(value, dict) or depth > DEEPEST:
            return
        kind = value.get("kind")
        if isinstance(kind, str) and kind in KINDS:
            self._add_entry(kind, value)
        elif isinstance(value.get("id"), str) and isinstance(value.get("updated"), str):
            self._add_record(table, value)
        elif not ("label" in value and value.keys() <= {"label", "drop", "put", "rows"}):
            for name, inner in value.items():
                if isinstance(inner, dict):
                    name = name.partition(_REPEATED)[0]
                    self._collect(table if name.isdecimal() else name, inner, depth + 1)

    def _add_entry(self, kind: str, document: Mapping[str, Any]) -> None:
        entry = _entry(document)
        if entry is None:
            self._miss(kind)
            return
        before = self.entries.get(entry.id)
        if before is not None and not are_versions(before, entry):
            self.clashes += 1
            entry = renamed(entry, self.entries)
            before = None
        if before is None or instant(entry.updated) >= instant(before.updated):
            self.entries[entry.id] = entry

    def _add_record(self, table: str, document: dict[str, Any]) -> None:
        if table in KINDS or not table or (table.startswith("_") and table != tombstones.TABLE):
            self._miss(table)
            return
        table_records = self.records.setdefault(table, {})
        before = table_records.get(document["id"])
        if before is None or instant(document["updated"]) >= instant(before["updated"]):
            table_records[document["id"]] = document

    def _miss(self, kind: str) -> None:
        self.unreadable += kind in KINDS


def _objects(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the outermost readable JSON objects, each with the name of the table it appears to be in.

    The text is decoded in windows of 2 * LONGEST characters, so damage far away costs no time; of an object longer than
    LONGEST the inner objects may be yielded instead.
    """
    table, window, base, work = "", "", 0, 0
    opening = _OPENING.search(text)
    while opening and work < MOST_WORK:
        at = opening.start()
        if not window or at >= base + LONGEST:
            window, base = text[at : at + 2 * LONGEST], at
        try:
            value, end = _decoder.raw_decode(window, at - base)
        except (ValueError, RecursionError) as error:
            work += _ATTEMPT + getattr(error, "pos", at - base + LONGEST // 10) - (at - base)
            name = _TABLE.search(text, max(0, at - 60), at)
            table = name[1] or name[2] if name else table
            broken = _ENTRY.match(text, at)
            yield table, broken[1] if broken else None
            run = _OPENERS.match(text, at)
            opening = _OPENING.search(text, run.end() - 1 if run else at + 1)
        else:
            name = _TABLE.search(text, max(0, at - 60), at)
            yield name[1] or name[2] if name else table, value
            opening = _OPENING.search(text, base + end)


def _entry(document: Mapping[str, Any]) -> AnyEntry | None:
    """Return a document as an entry, with unpaired surrogates in its texts replaced; None if it is not an entry."""
    try:
        entry = from_document(document)
        encode(entry)
    except EntryError:
        return None
    except UnicodeEncodeError:
        return _entry(json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")))
    return entry


def are_versions(entry: AnyEntry, other: AnyEntry) -> bool:
    """Whether two entries with the same id can be versions of one entry."""
    return entry.created == other.created and (entry == other or entry.updated != other.updated)


def renamed(entry: AnyEntry, used_ids: Container[str]) -> AnyEntry:
    """Return an entry under a new id, made from its own, that is not in `used_ids`."""
    ids = (f"{entry.id[:LONGEST_ID]}-{number}" for number in count(2))
    return msgspec.structs.replace(entry, id=next(entry_id for entry_id in ids if entry_id not in used_ids))
