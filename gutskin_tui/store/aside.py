"""Putting another file in the place of a journal, with what stood there kept beside it under a dated name."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gutskin_tui.store import disk
from gutskin_tui.store.log import log_path

Parts = Sequence[bytes | memoryview]
"""What a file is to hold, in pieces."""

_TEMPORARY = ".new"


def exchange(path: Path, parts: Parts, log: bytes | None, now: datetime) -> list[Path]:
    """Make `parts` and `log` the journal at `path`, and return where the files that stood there are kept now.

    Without a `log` the journal has none. A symbolic link is followed. Raises OSError; what stood at `path` is then
    there or kept, whole. The caller holds the journal's lock.
    """
    file, its_log = Path(os.path.realpath(path)), log_path(path)
    new = {file: write_beside(file, parts)}
    try:
        if log is not None:
            new[its_log] = write_beside(its_log, [log])
        kept = _keep(file, now)
        # From here until the last rename the journal and its log are no pair; both are whole in what was kept.
        disk.unlink(its_log)
        for place, beside in new.items():
            disk.rename(beside, place)
    finally:
        for beside in new.values():
            with suppress(OSError):
                disk.unlink(beside)
    disk.fsync_folder(file.parent)
    return kept


def write_beside(path: Path, parts: Parts) -> Path:
    """Write a new file beside `path`, synced, and return it; what a killed run left under its name is taken away.

    Raises OSError, and leaves nothing then.
    """
    beside = path.with_name(f"{path.name}{_TEMPORARY}")
    disk.unlink(beside)
    handle = disk.create(beside)
    try:
        disk.write_all(handle, parts)
        disk.fsync(handle)
    except OSError:
        with suppress(OSError):
            disk.unlink(beside)
        raise
    finally:
        os.close(handle)
    return beside


def kept_copies(path: Path) -> list[Path]:
    """Return what was kept when another file was put in the place of the journal at `path`, newest first."""
    file = Path(os.path.realpath(path))
    found = file.parent.glob(f"{glob.escape(file.stem)}.kept-*{glob.escape(file.suffix)}")
    return sorted(
        (one for one in found if one.is_file() and not one.is_symlink()), key=lambda one: one.stem, reverse=True
    )


def _keep(file: Path, now: datetime) -> list[Path]:
    """Give the journal and its log second names beside them; they stay a pair that can be opened."""
    stamp, copies = f"{now:%Y-%m-%d-%H%M%S}", 1
    while True:
        aside = file.with_name(f"{file.stem}.kept-{stamp}{f'-{copies}' if copies > 1 else ''}{file.suffix}")
        if not any(os.path.lexists(one) for one in (aside, log_path(aside))):
            break
        copies += 1
    kept = []
    for old, new in ((log_path(file), log_path(aside)), (file, aside)):
        if old.is_file():
            try:
                os.link(old, new, follow_symlinks=False)
            except OSError:  # a file system without hard links
                disk.rename(write_beside(new, [old.read_bytes()]), new)
            kept.append(new)
    if kept:
        disk.fsync_folder(file.parent)
    return kept
