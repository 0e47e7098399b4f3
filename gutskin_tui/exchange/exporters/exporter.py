"""The interface of an export format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct, field

from gutskin_tui.exchange.records import Record
from gutskin_tui.model.kinds import AnyEntry, Kind


class ExportContents(Struct, frozen=True):
    """The part of a journal to be exported, in any order.

    `exported_at` is aware. `documents` are the entries as canonical JSON in the order of an export, if they are at hand
    as such; the JSON export then does not read `entries`. `records` are by table. `kind` is the only kind among the
    entries if one was chosen.
    """

    entries: Iterable[AnyEntry]
    exported_at: datetime
    records: Mapping[str, Iterable[Record]] = field(default_factory=dict)
    kind: Kind | None = None
    documents: Sequence[bytes] | None = None


class Exporter(Struct, frozen=True):
    """An export format. `write` writes contents to a binary stream and leaves the stream open.

    `summary` follows the format's name in the help. `suffix` is the ending of its files, in lower case with the dot.
    `with_records` is true if the format holds records besides entries.
    """

    summary: str
    suffix: str
    with_records: bool
    write: Callable[[ExportContents, BinaryIO], None]


def sort_entries(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return entries in the order of an export: by day, then `at` as written, then id."""
    return sorted(entries, key=lambda entry: (entry.day, entry.at, entry.id))
