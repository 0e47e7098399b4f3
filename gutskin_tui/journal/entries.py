"""Making, changing, reading and writing entries of any kind; every refusal is one plain sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.journal.entry import Entry
from gutskin_tui.journal.fields import FieldError
from gutskin_tui.journal.ids import new_id
from gutskin_tui.journal.kinds import KINDS, AnyEntry

_decoder: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_encoder = msgspec.json.Encoder()


class EntryError(ValueError):
    """A document is not an entry. `field` is the part at fault ("" for the whole), `message` one sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field
        self.message = message


def make(
    kind: str,
    values: Mapping[str, Any],
    clock: Clock,
    at: datetime | None = None,
    day: date | None = None,
) -> AnyEntry:
    """Make a new entry of `kind` about the instant `at` (aware; now if None).

    `day` overrides the journal day that follows from `at`: an entry written into an earlier day keeps
    that day. Raises EntryError for a value out of range, an unknown field, or an instant in the future.
    """
    now = clock.now()
    when = (at or now).replace(microsecond=0)
    if when > now:
        raise EntryError("at", f"{when:%a %d %b %Y %H:%M} is in the future.")
    stamp = now.isoformat(timespec="milliseconds")
    document = {
        **values, "kind": kind, "id": new_id(now), "at": when.isoformat(),
        "zone": clock.zone(), "day": (day or clock.day_of(when)).isoformat(), "created": stamp, "updated": stamp,
    }  # fmt: skip
    return from_document(document)


def change(entry: AnyEntry, values: Mapping[str, Any], clock: Clock, at: datetime | None = None) -> AnyEntry:
    """Return `entry` with some fields changed, its id and creation kept; `at` moves it in time.

    A value of None clears a field. Moving an entry files it under the day of its new instant.
    Raises EntryError as `make` does.
    """
    now = clock.now()
    document = to_document(entry)
    for name, value in values.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
    if at is not None:
        when = at.replace(microsecond=0)
        if when > now:
            raise EntryError("at", f"{when:%a %d %b %Y %H:%M} is in the future.")
        document |= {"at": when.isoformat(), "zone": clock.zone(), "day": clock.day_of(when).isoformat()}
    document["updated"] = now.isoformat(timespec="milliseconds")
    return from_document(document)


def from_document(document: Any) -> AnyEntry:
    """Return the entry a plain document (dicts, lists, numbers, text) stands for; raises EntryError."""
    try:
        entry: AnyEntry = msgspec.convert(document, AnyEntry)
    except msgspec.ValidationError as error:
        raise _plain(error, document if isinstance(document, Mapping) else {}) from None
    return entry


def to_document(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain JSON types, fields that hold nothing left out."""
    document = msgspec.to_builtins(entry)
    assert isinstance(document, dict)
    return document


def decode(raw: bytes | str | msgspec.Raw) -> AnyEntry:
    """Return the entry that a JSON text holds; raises EntryError."""
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as error:
        try:
            document = msgspec.json.decode(raw)
        except msgspec.DecodeError:
            document = {}
        raise _plain(error, document if isinstance(document, dict) else {}) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise EntryError("", "is not readable JSON") from None


def encode(entry: Entry) -> bytes:
    """Return an entry as one line of JSON."""
    return _encoder.encode(entry)


def summary(entry: Entry) -> str:
    """Say an entry in one line, without its time and note. May hold anything that a person typed."""
    return KINDS[entry.kind].summary(entry)


def _plain(error: msgspec.ValidationError, document: Mapping[str, Any]) -> EntryError:
    """Turn the library's message into one that names the field and its range, never its content."""
    text = str(error)
    path = re.search(r" - at (?:key in )?`\$\.?([^`]*)`$", text)
    field = re.sub(r"\[\.\.\.\]|\[\d+\]", "", path[1]) if path else ""
    what = text[: path.start()] if path else text
    if "unknown field" in what:
        found = re.search(r"unknown field `([^`]*)`", what)
        name = found[1] if found and re.fullmatch(r"[a-z_]{1,40}", found[1]) else "one"
        return EntryError(field, f"has a field this version does not know ({name})")
    if "missing required field" in what:
        found = re.search(r"`([^`]*)`$", what)
        return EntryError(found[1] if found else field, "is missing")
    if field == "kind" or "Invalid value" in what:
        return EntryError("kind", f"is not one of {', '.join(KINDS)}")
    kind = KINDS.get(document.get("kind", "")) if isinstance(document.get("kind", ""), str) else None
    try:
        range_text = kind.field(field).range if kind else ""
        label = kind.field(field).label if kind else field
    except KeyError:
        range_text, label = "", field
    if what.startswith(("Expected", "Invalid", "Object", "Str", "Input")):
        return EntryError(field, f"{label} should be {range_text}" if range_text else f"{label} is not valid")
    return EntryError(field, what)


def describe(error: EntryError | FieldError) -> str:
    """Return the sentence to show for a refusal: capital first, a full stop last."""
    message = error.message
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith('.') else '.'}"
