"""The import of a journal file that `exporters.json` wrote."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.exporters.json import VERSIONS_READ
from gutskin_tui.exchange.input.importer import ImportContents, Importer
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.exchange.records import Record
from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.entry import Instant
from gutskin_tui.store.duplicate_keys import duplicate_key
from gutskin_tui.store.layout import EXPORT_FORMAT, RECORD_TABLES
from gutskin_tui.store.record_structs import RECORD_STRUCTS

_BEGINNING = re.compile(rb'\s*\{\s*"(?:format"\s*:\s*"gutskin|_meta")')
MOST_PROBLEMS = 5
"""Problems listed in an error message; the rest are counted."""

Item = TypeVar("Item", bound=Record)


def read_json(data: bytes) -> ImportContents:
    """Return the contents of a journal file.

    Raises ExchangeError unless all of it is valid. The message describes what the file is instead, or lists the first
    `MOST_PROBLEMS` invalid entries and records by position and field.
    """
    head = _decode_head(data)
    problems: list[str] = []
    entries = PackedEntries(_decoded("entries", head.entries, decode, problems))
    records: dict[str, tuple[Record, ...]] = {}
    for table in RECORD_TABLES:
        rows: list[msgspec.Raw] = getattr(head, table)
        records[table] = tuple(_decoded(table, rows, functools.partial(_decode_record, table), problems))
    if problems:
        listed = "; ".join(problem.removesuffix(".") for problem in problems[:MOST_PROBLEMS])
        rest = len(problems) - MOST_PROBLEMS
        raise ExchangeError(f"{listed}; and {rest} more." if rest > 0 else f"{listed}.")
    return ImportContents(entries, records)


def _decoded(
    name: str, rows: list[msgspec.Raw], read: Callable[[msgspec.Raw], Item], problems: list[str]
) -> Iterator[Item]:
    """Yield the decoded documents of the list `name`; problems are appended to `problems`."""
    first_at: dict[str, int] = {}
    for number, raw in enumerate(rows):
        try:
            item = read(raw)
        except EntryError as error:
            problems.append(f"{name}[{number}]{'.' if error.field else ''}{error.field}: {error.message}")
            continue
        if item.id in first_at:
            problems.append(f"{name}[{number}].id: is also that of {name}[{first_at[item.id]}]")
        first_at.setdefault(item.id, number)
        yield item


def _decode_record(table: str, raw: msgspec.Raw) -> Record:
    """Decode a record of a table. Raises EntryError with the field at fault; its message quotes no text."""
    struct = RECORD_STRUCTS[table]
    try:
        return msgspec.json.decode(raw, type=struct)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        text = str(error)
        match = re.search(r"`\$\.(\w+)|missing required field `(\w+)`", text)
        field = (match[1] or match[2]) if match else ""
        field = field if field in struct.__struct_fields__ else ""
        if isinstance(error.__cause__, ValueError):
            raise EntryError(field, str(error.__cause__)) from None  # a message of the record's own check
        if "unknown field" in text:
            raise EntryError("", "there is a field this version does not know") from None
        if not field:
            raise EntryError("", "is not what it should be") from None
        raise EntryError(field, "is missing" if "missing required" in text else "is not what it should be") from None


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """A journal file whose lists hold undecoded documents, so that each is checked by itself."""

    format: Any
    version: Any
    exported_at: Instant
    entries: list[msgspec.Raw]
    trials: list[msgspec.Raw]
    foods: list[msgspec.Raw]
    factors: list[msgspec.Raw] = []


def _decode_head(data: bytes) -> _Head:
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
    if "_meta" in document:
        raise ExchangeError("is a journal and not an export of one; gutskin merge FILE merges it with yours.")
    if name != EXPORT_FORMAT and duplicate != "format":
        raise ExchangeError("is JSON, but not a gutskin journal.")
    if duplicate:
        raise ExchangeError(f"{duplicate}: occurs twice; leave only one of them.")
    if version not in VERSIONS_READ or isinstance(version, bool):
        versions = " or ".join(map(str, VERSIONS_READ))
        raise ExchangeError(f"has a format version other than {versions}, the ones this gutskin reads.")
    return _convert_head(data)


def _convert_head(data: bytes) -> _Head:
    try:
        return msgspec.json.decode(data, type=_Head)
    except msgspec.ValidationError as error:
        what = str(error)
        missing = "missing required field" in what
        names = [name for name in _Head.__struct_fields__ if f"`{name}`" in what or f"$.{name}" in what]
        if names:
            raise ExchangeError(f"{names[0]}: {'is missing' if missing else 'is not what it should be'}.") from None
        raise ExchangeError("holds a part that this version does not know.") from None


def recognises(source: Source) -> bool:
    """Whether a source begins as an export, or as a journal itself, for which there is a message."""
    return not source.packed and bool(_BEGINNING.match(source.only().head))


IMPORTER = Importer("gutskin's own", recognises, lambda source, options: read_json(source.only().read()))
