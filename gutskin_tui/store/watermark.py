"""What a journal held after the last save on this computer, in a file of the state folder.

A journal that was emptied, or replaced by an older copy, looks whole by itself; compared with its watermark it does
not (see loss.py). The file is written after the journal is on the disk and never synced itself, so it may lag behind.
It is no part of a save: that it cannot be written or read is no fault.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, field

from gutskin_tui.journal.kinds import KINDS
from gutskin_tui.store import disk, removals
from gutskin_tui.store.removals import Key
from gutskin_tui.store.snapshot import Tables
from gutskin_tui.store.versions import Version, versions

LONGEST = 200
"""Changes since the last backup that are remembered."""

EARLIEST = datetime.min.replace(tzinfo=UTC)


class Watermark(Struct, frozen=True, omit_defaults=True):
    """What a journal held: its snapshot `base` and the number of the last `line` of its log.

    `entries` counts entries, `last_change` is the newest instant at which anything was changed. `backup` is the name
    of the newest backup of which the journal holds everything, "" if there is none; `since_backup` the versions, by
    removals.name, that it got later (None for what an undone merge took away). `unresolved` says that something was
    missing when this was written and nobody has decided about it; all but `base` and `line` then describe the
    journal as it was before.
    """

    base: str
    line: int
    entries: int
    last_change: datetime = EARLIEST
    backup: str = ""
    since_backup: dict[str, Version | None] = field(default_factory=dict)
    unresolved: bool = False


_decoder = msgspec.json.Decoder(Watermark)


def read(state: Path) -> Watermark | None:
    """Return the watermark in a journal's state folder; None if there is none that can be read."""
    try:
        handle = disk.open_to_read(_path(state))
        try:
            return _decoder.decode(disk.read(handle))
        finally:
            os.close(handle)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write(state: Path, watermark: Watermark) -> None:
    """Put a watermark in the state folder, in one step. The caller holds the journal's lock. Raises OSError."""
    path = _path(state)
    temporary = path.with_name(f"{path.name}.new")
    disk.make_folder(state)
    disk.unlink(temporary)
    handle = disk.create(temporary)
    try:
        disk.write_all(handle, [msgspec.json.encode(watermark)])
    finally:
        os.close(handle)
    disk.rename(temporary, path)


def of(tables: Tables, base: str, backup: str = "") -> Watermark:
    """Return the watermark of a journal that is one snapshot `base`, made of the backup of that name if any."""
    newest = max((version.when for version in versions(tables).values()), default=EARLIEST)
    return Watermark(base, 0, count_entries(tables), newest, backup)


def advanced(
    watermark: Watermark, base: str, line: int, entries: int, changes: Mapping[Key, Version | None]
) -> Watermark:
    """Return the watermark after a save that made `changes` and left the journal at `base` and `line`."""
    named = {removals.name(key): version for key, version in changes.items()}
    if watermark.unresolved:  # what is missing is remembered, whatever comes later
        since = dict(list({**named, **watermark.since_backup}.items())[-LONGEST:])
        return msgspec.structs.replace(watermark, base=base, line=line, since_backup=since)
    since = {name: version for name, version in watermark.since_backup.items() if name not in named} | named
    newest = max((version.when for version in changes.values() if version), default=EARLIEST)
    return msgspec.structs.replace(
        watermark, base=base, line=line, entries=entries, last_change=max(watermark.last_change, newest),
        backup="" if None in changes.values() else watermark.backup, since_backup=dict(list(since.items())[-LONGEST:]),
    )  # fmt: skip


def count_entries(tables: Tables) -> int:
    """Return how many documents of kinds there are."""
    return sum(len(tables.get(kind, ())) for kind in KINDS)


def _path(state: Path) -> Path:
    return state / "watermark.json"
