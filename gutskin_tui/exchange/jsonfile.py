"""The journal as one JSON file: out, and in again with nothing lost.

The same journal always gives the same bytes but for `exported_at`: entries stand by day, time and id, fields
in the order in which their kind declares them, text in UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

import msgspec

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.schema import FORMAT, VERSION
from gutskin_tui.journal.entries import EntryError, decode, encode
from gutskin_tui.journal.entry import Instant
from gutskin_tui.journal.kinds import AnyEntry

INDENT = 1
MOST_PROBLEMS = 5
"""Problems of a file that are listed; more are only counted."""


def in_order(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return entries in the order of an export: by day, then `at` as written, then id."""
    return sorted(entries, key=lambda one: (one.day, one.at, one.id))


def write_json(entries: Iterable[AnyEntry], out: BinaryIO, exported_at: datetime) -> None:
    """Write `entries`, in any order, to `out` as a journal file; `exported_at` is aware."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": exported_at.isoformat(timespec="seconds")}
    out.write(_indented(msgspec.json.encode(head)).removesuffix(b"\n}"))
    out.write(b',\n "entries": [')
    comma = b""
    for entry in in_order(entries):
        # Line breaks inside text are escaped in JSON, so every b"\n" is one of the layout.
        out.write(comma + b"\n  " + _indented(encode(entry)).replace(b"\n", b"\n  "))
        comma = b","
    out.write(b'\n ],\n "trials": [],\n "foods": []\n}\n' if comma else b'],\n "trials": [],\n "foods": []\n}\n')


def read_json(data: bytes) -> list[AnyEntry]:
    """Return the entries of a journal file, all of them good.

    Raises ExchangeError otherwise: what the file is instead, or the first few entries at fault by position and
    field. The message reads on after the file's name and never holds the file's text.
    """
    head = _head(data)
    if head.trials or head.foods:
        raise ExchangeError("holds trials or foods, which need a newer gutskin.")
    problems: list[str] = []
    entries: list[AnyEntry] = []
    first_at: dict[str, int] = {}
    for number, raw in enumerate(head.entries):
        try:
            entry = decode(raw)
        except EntryError as error:
            problems.append(f"entries[{number}]{'.' if error.field else ''}{error.field}: {error.message}")
            continue
        if entry.id in first_at:
            problems.append(f"entries[{number}].id: is also that of entries[{first_at[entry.id]}]")
        first_at.setdefault(entry.id, number)
        entries.append(entry)
    if problems:
        shown = "; ".join(problem.removesuffix(".") for problem in problems[:MOST_PROBLEMS])
        rest = len(problems) - MOST_PROBLEMS
        raise ExchangeError(f"{shown}; and {rest} more." if rest > 0 else f"{shown}.")
    return entries


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
        data.decode()
    except UnicodeDecodeError:
        raise ExchangeError("is not text in UTF-8.") from None
    try:
        document = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        name, version = (msgspec.json.decode(document.get(key, b"null")) for key in ("format", "version"))
    except msgspec.ValidationError:
        raise ExchangeError("is JSON, but not a gutskin journal.") from None
    except RecursionError:
        raise ExchangeError("is nested too deeply to be a gutskin journal.") from None
    except msgspec.DecodeError:
        raise ExchangeError("is not JSON.") from None
    if name != FORMAT:
        raise ExchangeError("is JSON, but not a gutskin journal.")
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


def _indented(document: bytes) -> bytes:
    return msgspec.json.format(document, indent=INDENT)
