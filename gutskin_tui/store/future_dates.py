"""Instants more than a day ahead of the clock, recorded while the clock of a computer was wrong.

A version dated ahead wins in a merge against every change made elsewhere before that date. An instant that is a day
ahead or less may come from a slightly fast clock or a wrong time zone; it is ignored, as it soon lies in the past.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import EntryError, change, decode, encode
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.check import place_name
from gutskin_tui.store.instants import instant
from gutskin_tui.store.layout import RECORD_TABLES
from gutskin_tui.store.timestamps import after

MARGIN = timedelta(days=1)
"""How far ahead of the clock an instant may be."""

_INSTANTS = ("at", "created", "updated", "frozen", "removed")
"""The fields of entries, records and tombstones that are instants."""


class FutureDate(NamedTuple):
    """A document with instants ahead: its place, its id ("" if it has none), the fields, the latest of the instants."""

    table: str
    number: str
    id: str
    fields: tuple[str, ...]
    latest: datetime

    @property
    def where(self) -> str:
        """The name of the document's place, as in `Problem.where`."""
        return place_name(self.table, self.number)


def future_dates(tables: Tables, now: datetime) -> Iterator[FutureDate]:
    """Yield each document that has instants more than a day after `now`."""
    for table in (*KINDS, *RECORD_TABLES, tombstones.TABLE):
        for number, raw in tables.get(table, {}).items():
            document = _read(raw)
            if ahead := _ahead(document, now):
                yield FutureDate(table, number, str(document.get("id", "")), tuple(ahead), max(ahead.values()))


def corrected(raw: Raw, table: str, clock: Clock) -> Raw:
    """Return a document with the instants that are ahead set to the time of `clock`.

    An entry's `at` is moved by as much as its `created`, to the present at most, and its journal day follows.
    """
    now = clock.now()
    document = _read(raw)
    ahead = _ahead(document, now)
    if table in KINDS and "at" in ahead:
        raw = _moved(raw, now - (ahead["created"] - ahead["at"] if "created" in ahead else timedelta(0)), clock)
    stamp = now.isoformat(timespec="milliseconds")
    fields = msgspec.json.decode(raw, type=dict[str, Raw])
    changes: dict[str, Any] = {name: stamp for name in ahead if name != "at"}
    if "updated" not in changes and "updated" in fields:
        changes["updated"] = after(instant(document["updated"]), now)
    if isinstance(edits := document.get("edits"), dict):
        changes["edits"] = {name: stamp if instant(at) > now + MARGIN else at for name, at in edits.items()}
    return Raw(msgspec.json.encode(fields | {name: Raw(msgspec.json.encode(value)) for name, value in changes.items()}))


def _moved(raw: Raw, at: datetime, clock: Clock) -> Raw:
    """Return an entry moved to `at`, or to now if that is earlier; an unreadable one is returned unchanged."""
    try:
        entry = decode(raw)
        return Raw(encode(replace(change(entry, {}, clock, at=min(at, clock.now())), updated=entry.updated)))
    except EntryError:
        return raw


def _ahead(document: Mapping[str, Any], now: datetime) -> dict[str, datetime]:
    """Return those instants of a document that are ahead, by field."""
    instants = {name: instant(document[name]) for name in _INSTANTS if name in document}
    return {name: at for name, at in instants.items() if at > now + MARGIN}


def _read(raw: Raw) -> dict[str, Any]:
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
