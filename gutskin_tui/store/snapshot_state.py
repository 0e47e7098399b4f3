"""Data about a snapshot that are not part of the journal: the index of its days, and the undo history.

They are in a file of the state folder, named after the snapshot's `base`, that is written before the snapshot. Without
it the index is rebuilt and nothing can be undone; no contents of the journal are lost. The file begins with the CRC-32
of the rest; one with another checksum is ignored.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Raw, Struct, field

from gutskin_tui import atomic_file, disk
from gutskin_tui.store.canonical import Runs, Spans

_NAME = re.compile(r"snapshot-[0-9a-f]+-\d+\.json")


class SnapshotState(Struct):
    """The `runs` of a snapshot's tables, None if unknown, and the change sets of both stacks, oldest first.

    `readable` says that every document of a kind is an entry of that kind. `spans` are those of the tables in the file,
    empty if unknown. `recorded` is the number and the checksum of the last line of a log whose changes are in the
    stacks already: a stop in the middle of folding leaves that log in place.
    """

    runs: Runs | None = None
    readable: bool = False
    undo: list[Raw] = field(default_factory=list)
    redo: list[Raw] = field(default_factory=list)
    spans: Spans = field(default_factory=dict)
    recorded: tuple[int, int] = (0, 0)

    def last_recorded(self, checksums: Sequence[int]) -> int:
        """Return the number of the last line that the stacks have, of a log whose lines have these checksums."""
        number, checksum = self.recorded
        return number if number < len(checksums) and checksums[number] == checksum else 0

    @property
    def is_index_of_entries(self) -> bool:
        """Whether every document of a kind is an entry, and can be found by its day in the file itself."""
        return self.runs is not None and self.readable and self.runs.keys() <= self.spans.keys()


_decoder = msgspec.json.Decoder(SnapshotState)

_HEAD = b'{"checksum":"%08x",'
"""The start of the file; the checksum is that of everything after it."""


def load(state: Path, base: str) -> SnapshotState:
    """Return the state of a snapshot; an empty one if none can be read."""
    return _read(_path(state, base))


def load_newest(state: Path) -> SnapshotState:
    """Return the newest state, without runs, for a snapshot that another program has changed."""
    try:
        newest = max(_paths(state), key=lambda path: path.stat().st_mtime_ns, default=None)
    except OSError:
        newest = None
    stored = _read(newest) if newest else SnapshotState()
    return SnapshotState(undo=stored.undo, redo=stored.redo, recorded=stored.recorded)


def save(state: Path, base: str, contents: SnapshotState) -> None:
    """Write the state of a snapshot; it is on the disk on return. Raises OSError."""
    disk.make_folder(state)
    rest = msgspec.json.encode(contents)[1:]
    atomic_file.replace(_path(state, base), [_HEAD % zlib.crc32(rest), rest])
    disk.fsync_folder(state)


def delete_others(state: Path, base: str) -> None:
    """Delete the states of other snapshots, also unfinished ones; a failure is ignored. The caller holds the lock."""
    with suppress(OSError):
        for path in state.iterdir():
            if _NAME.fullmatch(path.name.removesuffix(".tmp")) and path != _path(state, base):
                disk.unlink(path)


def _paths(state: Path) -> list[Path]:
    """Return the files of all states. Raises OSError."""
    return [path for path in state.iterdir() if _NAME.fullmatch(path.name)]


def _read(path: Path) -> SnapshotState:
    try:
        data = path.read_bytes()
        start = len(_HEAD % 0)
        intact = data[:start] == _HEAD % zlib.crc32(memoryview(data)[start:])
        return _decoder.decode(data) if intact else SnapshotState()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return SnapshotState()


def _path(state: Path, base: str) -> Path:
    return state / f"snapshot-{base}.json"
