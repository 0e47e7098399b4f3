"""What a journal held after the last save on this computer, in a file of the state folder.

A journal that was emptied, or replaced by an older copy, looks whole by itself; compared with its watermark it does
not (see loss.py). The file holds a line of JSON, and one more for each save since it was written whole. It is written
after the journal is on the disk and never synced itself, so it may lag behind. It is no part of a save: that it cannot
be written or read is no fault, and a line that cannot be read is passed over.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, field

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.snapshot import Signature, signature
from gutskin_tui.store.versions import Version, versions

LONGEST = 200
"""Changes since the last backup that are remembered."""

_ERRORS = (msgspec.DecodeError, UnicodeDecodeError)

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


class Save(Struct, frozen=True, array_like=True):
    """What a save made of a journal: the last line of its log, how many entries, the versions as in `since_backup`."""

    line: int
    entries: int
    changes: dict[str, Version | None]


_decoder = msgspec.json.Decoder(Watermark)
_save_decoder = msgspec.json.Decoder(Save)


class WatermarkFile:
    """The watermark in a journal's state folder. Writing needs the journal's lock."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._path = _path(state)
        self._watermark: Watermark | None = None
        self._signature: Signature = ()
        self._handle: int | None = None

    def read(self) -> Watermark | None:
        """Return the watermark; None if there is none that can be read. The same object if nothing has changed."""
        try:
            now = signature(self._path.stat())
        except OSError:
            now = ()
        if now != self._signature:
            self.close()
            self._watermark, self._signature = _read(self._path), now
        return self._watermark

    def write(self, watermark: Watermark) -> None:
        """Put another watermark in the place of this one. Raises OSError."""
        self.close()
        write(self._state, watermark)
        self._watermark, self._signature = watermark, signature(self._path.stat())

    def append(self, save: Save) -> None:
        """Let the watermark that was read last follow a save. Raises OSError."""
        assert self._watermark is not None
        if self._handle is None:
            self._handle = disk.open_to_append(self._path)
        disk.write_all(self._handle, [b"\n" + msgspec.json.encode(save)])
        self._watermark = advanced(self._watermark, save)
        self._signature = signature(os.fstat(self._handle))

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None


def write(state: Path, watermark: Watermark) -> None:
    """Put a watermark in the state folder, in one step. The caller holds the journal's lock. Raises OSError."""
    disk.make_folder(state)
    atomic_file.replace(_path(state), [msgspec.json.encode(watermark)], sync=False)


def of(tables: Tables, base: str, backup: str = "") -> Watermark:
    """Return the watermark of a journal that is one snapshot `base`, made of the backup of that name if any."""
    newest = max((version.when for version in versions(tables).values()), default=EARLIEST)
    return Watermark(base, 0, count_entries(tables), newest, backup)


def advanced(watermark: Watermark, save: Save) -> Watermark:
    """Return the watermark after a save on the same snapshot."""
    if watermark.unresolved:  # what is missing is remembered, whatever comes later
        since = dict(list({**save.changes, **watermark.since_backup}.items())[-LONGEST:])
        return msgspec.structs.replace(watermark, line=save.line, since_backup=since)
    since = {name: version for name, version in watermark.since_backup.items() if name not in save.changes}
    newest = max((version.when for version in save.changes.values() if version), default=EARLIEST)
    return msgspec.structs.replace(
        watermark,
        line=save.line,
        entries=save.entries,
        last_change=max(watermark.last_change, newest),
        backup="" if None in save.changes.values() else watermark.backup,
        since_backup=dict(list((since | save.changes).items())[-LONGEST:]),
    )


def count_entries(tables: Tables) -> int:
    """Return how many documents of kinds there are."""
    return sum(len(tables.get(kind, ())) for kind in KINDS)


def _read(path: Path) -> Watermark | None:
    try:
        handle = disk.open_to_read(path)
        try:
            first, *lines = disk.read(handle).split(b"\n")
        finally:
            os.close(handle)
        watermark = _decoder.decode(first)
    except (OSError, *_ERRORS):
        return None
    for line in lines:
        with suppress(*_ERRORS):
            watermark = advanced(watermark, _save_decoder.decode(line))
    return watermark


def _path(state: Path) -> Path:
    return state / "watermark.json"
