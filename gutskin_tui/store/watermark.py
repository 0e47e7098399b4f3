"""The watermark: a summary of a journal after the last save on this computer, in a file of the state folder.

A journal that was emptied, or replaced by an older copy, is valid by itself; the comparison with its watermark shows
what is missing (see loss.py). The file holds a line of JSON, and another for each save since it was written. It is
written after the journal is on the disk and not synced, so it may be older than the journal. A failure to write or
read it is ignored, and so is an unreadable line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct, field

from gutskin_tui import atomic_file, disk
from gutskin_tui.store.canonical import Tables, count_entries
from gutskin_tui.store.instants import EARLIEST
from gutskin_tui.store.snapshot import Signature, signature
from gutskin_tui.store.versions import Version, versions

LONGEST = 200
"""Maximum number of recorded changes since the last backup."""

_ERRORS = (msgspec.DecodeError, UnicodeDecodeError)


class Watermark(Struct, omit_defaults=True):
    """A summary of a journal: its snapshot `base` and the number of the last `line` of its log.

    `checksum` is that of the last line, 0 if it is not known: a log in which this line has another one is not the log
    that was written here. `entries` is the number of entries, `last_change` the newest instant of a change. `backup`
    is the name of the newest backup whose contents are all in the journal, "" if there is none; `since_backup` are the
    later versions, by tombstones.name (None for an entry that the undo of a merge removed). `unresolved` is true if
    changes were missing when this was written and the user has not decided about them; all fields but `base`, `line`
    and `checksum` then describe the journal before the loss.
    """

    base: str
    line: int
    entries: int
    last_change: datetime = EARLIEST
    backup: str = ""
    since_backup: dict[str, Version | None] = field(default_factory=dict)
    unresolved: bool = False
    checksum: int = 0

    def continues_in(self, base: str, line: int, checksums: Sequence[int]) -> bool:
        """Whether files with this snapshot, and a log with this last line and checksums, hold all that was saved."""
        if base != self.base or self.line > line:
            return False
        return not (self.line and self.checksum) or checksums[self.line] == self.checksum


class Save(Struct, frozen=True, array_like=True):
    """The state of the journal after a save.

    It has the number and the checksum of the log's last line, the number of entries, and the versions as in
    `since_backup`.
    """

    line: int
    entries: int
    changes: dict[str, Version | None]
    checksum: int = 0


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

    @property
    def watermark(self) -> Watermark | None:
        """The watermark that was read or written last; `append` changes this object."""
        return self._watermark

    def read(self) -> Watermark | None:
        """Return the watermark; None if there is no readable one. The same object if the file has not changed."""
        try:
            now = signature(self._path.stat())
        except OSError:
            now = ()
        if now != self._signature:
            self.close()
            self._watermark, self._signature = _read(self._path), now
        return self._watermark

    def write(self, watermark: Watermark) -> None:
        """Replace the watermark. Raises OSError."""
        self.close()
        write(self._state, watermark)
        self._watermark, self._signature = watermark, signature(self._path.stat())

    def append(self, save: Save) -> None:
        """Update the watermark that was read last by a save. Raises OSError."""
        assert self._watermark is not None
        if self._handle is None:
            self._handle = disk.open_to_append(self._path)
        disk.write_all(self._handle, [b"\n" + msgspec.json.encode(save)])
        advance(self._watermark, save)
        self._signature = signature(os.fstat(self._handle))

    def close(self) -> None:
        """Close the file."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None


def write(state: Path, watermark: Watermark) -> None:
    """Write a watermark to the state folder, atomically. The caller holds the journal's lock. Raises OSError."""
    disk.make_folder(state)
    atomic_file.replace(_path(state), [msgspec.json.encode(watermark)], sync=False)


def of(tables: Tables, base: str, backup: str = "") -> Watermark:
    """Return the watermark of a journal with the snapshot `base` and no log; `backup` names its backup, if any."""
    newest = max((version.when for version in versions(tables).values()), default=EARLIEST)
    return Watermark(base, 0, count_entries(tables), newest, backup)


def advance(watermark: Watermark, save: Save) -> None:
    """Change a watermark to that after a save on the same snapshot.

    It is changed in place: to copy what was saved since the last backup would take as long as a quarter of a save.
    """
    watermark.line, watermark.checksum = save.line, save.checksum
    since = watermark.since_backup
    if watermark.unresolved:  # the missing changes stay recorded until the user decides
        watermark.since_backup = dict(list({**save.changes, **since}.items())[-LONGEST:])
        return
    watermark.entries = save.entries
    for name, version in save.changes.items():
        since.pop(name, None)  # to be the last
        since[name] = version
        if version is None:
            watermark.backup = ""
        else:
            watermark.last_change = max(watermark.last_change, version.when)
    for name in list(islice(since, max(0, len(since) - LONGEST))):
        del since[name]


def _read(path: Path) -> Watermark | None:
    try:
        first, *lines = disk.read_file(path).split(b"\n")
        watermark = _decoder.decode(first)
    except (OSError, *_ERRORS):
        return None
    for line in lines:
        with suppress(*_ERRORS):
            advance(watermark, _save_decoder.decode(line))
    return watermark


def _path(state: Path) -> Path:
    return state / "watermark.json"
