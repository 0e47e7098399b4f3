"""A journal file on its way in: checked whole before anything is done with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import msgspec

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.exporters.json import FORMAT, VERSION
from gutskin_tui.exchange.records import TABLES, Record
from gutskin_tui.exchange.schema import RECORDS
from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.entry import Instant
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store.duplicate_keys import duplicate_key

MOST_PROBLEMS = 5
"""Problems of a file that are listed; more are only counted."""

Found = TypeVar("Found", bound=Record)


class Incoming(NamedTuple):
    """What a file holds: entries, and records by table."""

    entries: tuple[AnyEntry, ...]
    records: dict[str, tuple[Record, ...]]


def read_json(data: bytes) -> Incoming:
    """Return what a journal file holds, all of it good.

    Raises ExchangeError otherwise: what the file is instead, or the first few entries and records at fault by
    position and field. The message reads on after the file's name and never holds the file's text.
    """
    head = _head(data)
    problems: list[str] = []
    entries = _checked("entries", head.entries, decode, problems)
    records: dict[str, tuple[Record, ...]] = {}
    for table in TABLES:
        rows: list[msgspec.Raw] = getattr(head, table)
        records[table] = _checked(table, rows, functools.partial(_record, table), problems)
    if problems:
        shown = "; ".join(problem.removesuffix(".") for problem in problems[:MOST_PROBLEMS])
        rest = len(problems) - MOST_PROBLEMS
        raise ExchangeError(f"{shown}; and {rest} more." if rest > 0 else f"{shown}.")
    return Incoming(entries, records)


def _checked(
    name: str, rows: list[msgspec.Raw], read: Callable[[msgspec.Raw], Found], problems: list[str]
) -> tuple[Found, ...]:
    """Read each document of a list called `name`, adding to `problems` what is wrong."""
    good: list[Found] = []
    first_at: dict[str, int] = {}
    for number, raw in enumerate(rows):
        try:
            one = read(raw)
        except EntryError as error:
            problems.append(f"{name}[{number}]{'.' if error.field else ''}{error.field}: {error.message}")
            continue
        if one.id in first_at:
            problems.append(f"{name}[{number}].id: is also that of {name}[{first_at[one.id]}]")
        first_at.setdefault(one.id, number)
        good.append(one)
    return tuple(good)


def _record(table: str, raw: msgspec.Raw) -> Record:
    """Return the record that a JSON text holds; raises EntryError, which names its field and quotes nothing."""
    struct = RECORDS[table]
    try:
        return msgspec.json.decode(raw, type=struct)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        text = str(error)
        found = re.search(r"`\$\.(\w+)|missing required field `(\w+)`", text)
        field = (found[1] or found[2]) if found else ""
        field = field if field in struct.__struct_fields__ else ""
        if isinstance(error.__cause__, ValueError):
            raise EntryError(field, str(error.__cause__)) from None  # a sentence of the record's own
        if "unknown field" in text:
            raise EntryError("", "there is a field this version does not know") from None
        if not field:
            raise EntryError("", "is not what it should be") from None
        raise EntryError(field, "is missing" if "missing required" in text else "is not what it should be") from None


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """A journal file with its entries left undecoded, so that each can be judged by itself."""

    format: Any
    version: Any
    exported_at: Instant
    entries: list[msgspec.Raw]
    trials: list[msgspec.Raw]
    foods: list[msgspec.Raw]


def _head(data: bytes) -> _Head:
    if data.startswith(b"\xef\xbb\xbf"):
        raise ExchangeError("starts with a byte order mark; save it as UTF-8 without one.")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise ExchangeError("is not text in UTF-8.") from None
    try:
        document = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        name, version = (msgspec.json.decode(document.get(key, b"null")) for key in ("format", "version"))
        duplicate = duplicate_key(text)
    except msgspec.ValidationError:
        raise ExchangeError("is JSON, but not a gutskin journal.") from None
    except RecursionError:
        raise ExchangeError("is nested too deeply to be a gutskin journal.") from None
    except (msgspec.DecodeError, ValueError):
        raise ExchangeError("is not JSON.") from None
    if name != FORMAT and duplicate != "format":
        raise ExchangeError("is JSON, but not a gutskin journal.")
    if duplicate:
        raise ExchangeError(f"{duplicate}: occurs twice; leave only one of them.")
    if version != VERSION or isinstance(version, bool):
        raise ExchangeError(f"is not version {VERSION} of the format; this gutskin reads no other.")
    return _typed(data)


def _typed(data: bytes) -> _Head:
    try:
        return msgspec.json.decode(data, type=_Head)
    except msgspec.ValidationError as error:
        what = str(error)
        missing = "missing required field" in what
        names = [name for name in _Head.__struct_fields__ if f"`{name}`" in what or f"$.{name}" in what]
        if names:
            raise ExchangeError(f"{names[0]}: {'is missing' if missing else 'is not what it should be'}.") from None
        raise ExchangeError("holds a part that this version does not know.") from None
