"""Creating, changing, decoding and encoding entries of any kind, with errors that never quote the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.dates import show_day, show_moment
from gutskin_tui.errors import InputError
from gutskin_tui.model.entry import MALFORMED, Entry
from gutskin_tui.model.fields import Field
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import KINDS, AnyEntry, Meal
from gutskin_tui.model.kinds.meal import slot_of
from gutskin_tui.text import alternatives
from gutskin_tui.zone import named_zone, zone_name

_decoder: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_list_decoder: msgspec.json.Decoder[list[AnyEntry]] = msgspec.json.Decoder(list[AnyEntry])
_numbered_decoder: msgspec.json.Decoder[dict[str, AnyEntry]] = msgspec.json.Decoder(dict[str, AnyEntry])
_encoder = msgspec.json.Encoder(order="deterministic")


class EntryError(InputError):
    """A document is not an entry. `field` is the part at fault, "" for the whole; `message` is a sentence."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, field)

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


def make(
    kind: str,
    values: Mapping[str, Any],
    clock: Clock,
    at: datetime | None = None,
    day: date | None = None,
) -> AnyEntry:
    """Create an entry of `kind` at the instant `at` (aware; now if None).

    The zone of `at` is kept if it is a ZoneInfo; otherwise `at` is converted to the current zone. `day` overrides the
    journal day of `at`, for an entry that is added to an earlier day. Values of None are omitted; the kind's derived
    values replace them. Raises EntryError for a value out of range, an unknown field, or an instant or day in the
    future.
    """
    now = clock.now()
    when = _normalise(at or now, now)
    entry_day = clock.day_of(when) if day is None else day
    if day is not None and day > max(clock.today(), clock.day_of(when)):
        raise EntryError("day", f"{show_day(day, pad='0')} is in the future")
    stamp = now.isoformat(timespec="milliseconds")
    given = {name: value for name, value in values.items() if value is not None}
    document = {
        **(KINDS[kind].derive(given, when, entry_day) if kind in KINDS else {}),
        **given,
        "kind": kind,
        "id": new_id(now),
        "at": when.isoformat(),
        "zone": zone_name(when),
        "day": entry_day.isoformat(),
        "created": stamp,
        "updated": stamp,
    }
    return from_document(document)


def change(entry: AnyEntry, values: Mapping[str, Any], clock: Clock, at: datetime | None = None) -> AnyEntry:
    """Return `entry` with some fields changed; its id and time of creation stay the same.

    A value of None clears a field. `at` moves the entry to that instant and its journal day. Derived values are
    computed again unless they were overridden. Raises EntryError as `make` does.
    """
    now = clock.now()
    document = to_document(entry)
    derive, when = KINDS[entry.kind].derive, entry.when.astimezone(_zone_of(entry, clock))
    for name, value in derive(document, when, entry.date).items():
        if document.get(name) == value:
            del document[name]
    for name, value in values.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
    if at is not None:
        when = _normalise(at, now)
        document |= {"at": when.isoformat(), "zone": zone_name(when), "day": clock.day_of(when).isoformat()}
    document["updated"] = now.isoformat(timespec="milliseconds")
    document.pop("edits", None)  # with it an entry may be empty
    changed = from_document({**derive(document, when, date.fromisoformat(document["day"])), **document})
    return replace(changed, edits=entry.edits) if entry.edits else changed


def _zone_of(entry: Entry, clock: Clock) -> tzinfo | None:
    """Return the zone of an entry: the current one if it has the same name, else by name, else its offset."""
    zone = clock.zone()
    if zone_name(entry.when.astimezone(zone)) == entry.zone:
        return zone
    return named_zone(entry.zone) or entry.when.tzinfo


def _normalise(at: datetime, now: datetime) -> datetime:
    """Return `at` without microseconds, in its own zone if that is a ZoneInfo, otherwise in that of `now`.

    The conversion to UTC moves a time that a change of clocks skips. It is needed for the comparison as well: datetimes
    with the same zone are compared by wall-clock time, which is ambiguous when clocks go back.
    """
    zone = at.tzinfo if isinstance(at.tzinfo, ZoneInfo) else now.tzinfo
    instant = at.astimezone(UTC).replace(microsecond=0)
    when = instant.astimezone(zone)
    if instant > now.astimezone(UTC):
        raise EntryError("at", f"{show_moment(when)} is in the future")
    return when


def from_document(document: Any) -> AnyEntry:
    """Convert a document (dicts, lists, numbers, text) to an entry; raises EntryError."""
    try:
        entry: AnyEntry = msgspec.convert(document, AnyEntry)
        entry.validate()
    except (msgspec.ValidationError, ValueError) as error:
        raise _plain(str(error), document if isinstance(document, Mapping) else {}) from None
    return entry


def to_document(entry: Entry) -> dict[str, Any]:
    """Convert an entry to a document of JSON types, without the fields that have their default."""
    document = msgspec.to_builtins(entry)
    assert isinstance(document, dict)
    return document


def decode(raw: bytes | str | msgspec.Raw, *, validated: bool = False) -> AnyEntry:
    """Decode an entry from JSON; raises EntryError.

    With `validated`, for what is known to be an entry as it was saved, only types and ranges are checked: a third of
    the time.
    """
    try:
        entry = _decoder.decode(raw)
        if not validated:
            entry.validate()
    except msgspec.ValidationError as error:
        raise _plain(str(error), _document(raw)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise EntryError("", "This is not readable JSON") from None
    except ValueError as error:
        raise _plain(str(error), _document(raw)) from None
    return entry


def decode_all(raws: Iterable[bytes | msgspec.Raw]) -> list[AnyEntry]:
    """Decode what is known to be entries as they were saved, as `decode` does with `validated`, in half its time.

    Raises EntryError if one of them is not an entry.
    """
    try:
        return _list_decoder.decode(b"[%b]" % b",".join(raws))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise EntryError("", "This is not an entry") from None


def decode_numbered(table: bytes) -> Iterable[AnyEntry]:
    """Decode an object of JSON whose values are known to be entries as they were saved, and return these.

    Raises EntryError if one of them is not an entry.
    """
    try:
        return _numbered_decoder.decode(table).values()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise EntryError("", "This is not an entry") from None


def by_instant(entry: Entry) -> tuple[datetime, str]:
    """Return the sort key of the entries of a day: their instant, then id."""
    return datetime.fromisoformat(entry.at), entry.id  # as `when`, without the call for each of many


def by_day(entry: Entry) -> tuple[str, datetime, str]:
    """Return the sort key of the entries of several days: their day, instant, then id."""
    return entry.day, datetime.fromisoformat(entry.at), entry.id


def on_days(days: Iterable[date], entries: Iterable[AnyEntry]) -> dict[date, list[AnyEntry]]:
    """Return the entries on each of some days, in the order given; those of other days are left out."""
    result: dict[date, list[AnyEntry]] = {day: [] for day in days}
    by_name = {day.isoformat(): on_day for day, on_day in result.items()}
    for entry in entries:
        if entry.day in by_name:
            by_name[entry.day].append(entry)
    return result


def _document(raw: bytes | str | msgspec.Raw) -> Mapping[str, Any]:
    """Return the fields of a document, none if it is not a JSON object."""
    try:
        document = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        document = {}
    return document if isinstance(document, dict) else {}


def encode(entry: Entry) -> bytes:
    """Encode an entry as a line of JSON: equal entries give equal bytes."""
    return _encoder.encode(entry)


def summary(entry: Entry) -> str:
    """Return an entry as a line of text, without its time and note. The text may contain control characters."""
    return with_tags(entry, KINDS[entry.kind].summary(entry))


def with_tags(entry: Entry, words: str) -> str:
    """Return `words` with the tags of an entry, on one line."""
    if entry.tags:
        words = " ".join([words, *(f"+{tag}" for tag in entry.tags)])
    return " ".join(words.split())


def title(entry: Entry) -> str:
    """Return the heading of an entry in a list: the slot of a meal, otherwise the kind."""
    return slot_of(entry) if isinstance(entry, Meal) else KINDS[entry.kind].label.lower()


_INSTANT = "a date and time with its offset, such as 2026-11-21T14:10:00+00:00"
_COMMON = {
    "id": "up to 64 letters, digits, hyphens and underscores",
    "at": _INSTANT,
    "created": _INSTANT,
    "updated": _INSTANT,
    "zone": "the name of a time zone, such as Europe/London",
    "day": "a date, such as 2026-11-21",
    "tags": "words of up to 200 characters",
    "source": "the name of an importer",
    "edits": "fields, each with the instant of its last change",
}
"""What the fields accept that are not in forms, for error messages."""


def _plain(text: str, document: Mapping[str, Any]) -> EntryError:
    """Convert an error of msgspec, or of `Entry.validate`, to one that names the field and its range, not its value."""
    path = re.search(r" - at (?:`key` in )?`\$\.?([^`]*)`$", text)
    name = re.sub(r"\[\.\.\.\]|\[\d+\]", "", path[1]) if path else ""
    what = text[: path.start()] if path else text
    if "unknown field" in what:
        match = re.search(r"unknown field `([a-z_]{1,40})`", what)
        return EntryError(name, f"There is a field this version does not know{f' ({match[1]})' if match else ''}")
    if match := re.search(r"missing required field `(\w+)`$", what):
        name = match[1]
        return EntryError(name, f"Please fill in {_label(name, document)}")
    if name == "kind":
        return EntryError(name, f"The kind should be {alternatives(KINDS)}")
    if match := re.fullmatch(MALFORMED.format(r"(\w+)"), what):
        name = match[1]
    elif not what.startswith(("Expected", "Invalid")):
        return EntryError(name, what)  # raised by an entry's `validate`
    if not name:
        return EntryError("", "This is not an entry")
    if what.endswith("length >= 1"):
        return EntryError(name, f"{_label(name, document)} must not be empty")
    field = _field(name, document)
    expected = field.expects if field else _COMMON.get(name, "something else")
    return EntryError(name, f"{_label(name, document)} should be {expected}")


def _field(name: str, document: Mapping[str, Any]) -> Field | None:
    """Return the field `name` of the kind of a document; None if the kind or field is unknown."""
    kind = document.get("kind")
    declaration = KINDS.get(kind) if isinstance(kind, str) else None
    return next((field for field in declaration.fields if field.name == name), None) if declaration else None


def _label(name: str, document: Mapping[str, Any]) -> str:
    """Return the label of a field, its capitalised name if the field is unknown."""
    field = _field(name, document)
    return field.label if field else name.capitalize()
