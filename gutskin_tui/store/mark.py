"""How far a log went when this computer last saved to it, noted in the state folder.

It tells that lines are missing from the end of a log: what is left of it would not show that. It is written after the
log is on the disk and never synced itself, so it may lag behind, and is no part of a save: that it cannot be written
or read is no fault.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gutskin_tui.store import disk


class Mark:
    """The note in the state folder `state`: a log's snapshot and the number of its last line."""

    def __init__(self, state: Path) -> None:
        self._path = state / "mark"
        self._handle: int | None = None

    def note(self, base: str, number: int) -> None:
        """Write down that the log on the snapshot `base` goes up to the line `number`."""
        with suppress(OSError):
            if self._handle is None:
                disk.make_folder(self._path.parent)
                self._handle = disk.open_to_lock(self._path)
            disk.write_at_start(self._handle, b"%-32s %015d\n" % (base.encode(), number))

    def missing(self, base: str, number: int) -> int:
        """Return how many lines are missing from a log on the snapshot `base` that ends with the line `number`."""
        try:
            handle = disk.open_to_read(self._path)
            try:
                noted, last = disk.read(handle).split()
            finally:
                os.close(handle)
            return max(0, int(last) - number) if noted == base.encode() else 0
        except (OSError, ValueError):
            return 0

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
        self._handle = None
