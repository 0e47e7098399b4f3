"""Putting another file in the place of a journal, with what stood there kept beside it under a dated name."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gutskin_tui.store import disk, log_format, snapshot
from gutskin_tui.store.errors import JournalError

Parts = Sequence[bytes | memoryview]
"""What a file is to hold, in pieces."""

_TEMPORARY = ".new"


def exchange(path: Path, parts: Parts, base: str, now: datetime) -> list[Path]:
    """Make `parts`, a snapshot identified by `base`, the journal at `path`; return where what stood there is kept now.

    As in a compaction, the log is told first that the new snapshot takes its place: at every moment the journal is
    all of the old one or all of the new one, and one whose log is damaged says so until the log is gone. A symbolic
    link is followed. Raises OSError; what stood at `path` is then there or kept, whole. The caller holds the
    journal's lock.
    """
    file = Path(os.path.realpath(path))
    its_log = log_format.log_path(file)
    new = write_beside(file, parts)
    try:
        kept = _keep(file, its_log, now)
        if _base(file) != base:  # of one and the same snapshot only the log goes
            _end_log(its_log, base)
        disk.rename(new, file)
    finally:
        with suppress(OSError):
            disk.unlink(new)
    disk.fsync_folder(file.parent)
    disk.unlink(its_log)
    disk.fsync_folder(file.parent)
    return kept


def write_beside(path: Path, parts: Parts, place: Path | None = None) -> Path:
    """Write a new file beside `path`, synced, and return it; what a killed run left under its name is taken away.

    It gets the owner of `path`, or of `place`. Raises OSError, and leaves nothing then.
    """
    beside = path.with_name(f"{path.name}{_TEMPORARY}")
    disk.unlink(beside)
    handle = disk.create(beside, place or path)
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


def replace(path: Path, parts: Parts, place: Path | None = None) -> None:
    """Put a new file at `path` in one step, with the owner of `path` or of `place`.

    The name may be lost in a power cut until the folder is synced too. Raises OSError, and leaves what was there.
    """
    new = write_beside(path, parts, place)
    try:
        disk.rename(new, path)
    except OSError:
        with suppress(OSError):
            disk.unlink(new)
        raise


def kept_copies(path: Path) -> list[Path]:
    """Return what was kept when another file was put in the place of the journal at `path`, newest first."""
    file = Path(os.path.realpath(path))
    found = file.parent.glob(f"{glob.escape(file.stem)}.kept-*{glob.escape(file.suffix)}")
    return sorted(
        (one for one in found if one.is_file() and not one.is_symlink()), key=lambda one: one.stem, reverse=True
    )


def _keep(file: Path, its_log: Path, now: datetime) -> list[Path]:
    """Keep the journal and its log beside them under dated names; they stay a pair that can be opened."""
    stamp, copies = f"{now:%Y-%m-%d-%H%M%S}", 1
    while True:
        aside = file.with_name(f"{file.stem}.kept-{stamp}{f'-{copies}' if copies > 1 else ''}{file.suffix}")
        if not any(os.path.lexists(one) for one in (aside, log_format.log_path(aside))):
            break
        copies += 1
    kept = []
    if its_log.is_file():  # a copy: the log itself is about to be written to
        kept.append(log_format.log_path(aside))
        replace(kept[-1], [_contents(its_log)], file)
    if file.is_file():
        kept.append(aside)
        try:
            disk.link(file, aside)
        except OSError:  # a file system without hard links
            replace(aside, [_contents(file)], file)
    if kept:
        disk.fsync_folder(file.parent)
    return kept


def _end_log(its_log: Path, base: str) -> None:
    """Write to the end of a log that the snapshot `base` takes the place of all its lines, damaged ones too."""
    try:
        written = _contents(its_log)
    except FileNotFoundError:
        return
    found = log_format.scan(written)
    if not found.lines and not found.damage:
        return
    last = found.lines[-1].number if found.lines else 0
    line = b"\n" * found.unended + log_format.encoded(log_format.Line(last + 1, log_format.FOLD, base))
    handle = disk.open_to_append(its_log)
    try:
        if found.torn:  # what is appended to an unfinished line cannot be read either
            disk.truncate(handle, len(written) - found.torn)
        disk.write_all(handle, [line])
        disk.fsync(handle)
    finally:
        os.close(handle)


def _base(file: Path) -> str | None:
    """Return what identifies the snapshot that stands in a file; None if it cannot be read."""
    try:
        return snapshot.read(file).base
    except JournalError:
        return None


def _contents(file: Path) -> bytes:
    handle = disk.open_to_read(file)
    try:
        return disk.read(handle)
    finally:
        os.close(handle)
