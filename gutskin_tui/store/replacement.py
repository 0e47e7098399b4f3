"""Replacing a journal by other contents (a restore, a salvage), with the old files retained under dated names."""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gutskin_tui import atomic_file, disk
from gutskin_tui.atomic_file import Parts
from gutskin_tui.store import log_format, snapshot
from gutskin_tui.store.errors import JournalError


def replace_journal(path: Path, parts: Parts, base: str, now: datetime) -> list[Path]:
    """Make `parts`, a snapshot identified by `base`, the journal at `path`; return the paths of the retained old files.

    As when folding, a line that names the new snapshot is first appended to the log: at every moment the journal is
    completely the old or the new one, and a damaged log is reported until it is deleted. A symbolic link is followed.
    Raises OSError; the old contents are then at `path` or retained, complete. The caller holds the journal's lock.
    """
    file = Path(os.path.realpath(path))
    log = log_format.log_path(file)
    temporary = atomic_file.temporary_path(file)
    os.close(atomic_file.write_new(temporary, parts, file))
    try:
        retained = _retain(file, log, now)
        if _base(file) != base:  # for the same snapshot the log is only deleted
            _end_log(log, base)
        disk.rename(temporary, file)
    finally:
        with suppress(OSError):
            disk.unlink(temporary)
    disk.fsync_folder(file.parent)
    disk.unlink(log)
    disk.fsync_folder(file.parent)
    return retained


def retained_copies(path: Path) -> list[Path]:
    """Return the retained files of the journal at `path`, without their logs, newest first."""
    file = Path(os.path.realpath(path))
    copies = file.parent.glob(f"{glob.escape(file.stem)}.kept-*{glob.escape(file.suffix)}")
    regular = [copy for copy in copies if copy.is_file() and not copy.is_symlink()]
    return sorted(regular, key=lambda copy: copy.stem, reverse=True)


def _retain(file: Path, log: Path, now: datetime) -> list[Path]:
    """Give the journal and its log second, dated names beside it; together they can be opened as a journal."""
    stamp, copies = f"{now:%Y-%m-%d-%H%M%S}", 1
    while True:
        copy = file.with_name(f"{file.stem}.kept-{stamp}{f'-{copies}' if copies > 1 else ''}{file.suffix}")
        if not any(os.path.lexists(path) for path in (copy, log_format.log_path(copy))):
            break
        copies += 1
    retained = []
    if log.is_file():  # a copy, because the log itself is about to be appended to
        retained.append(log_format.log_path(copy))
        atomic_file.replace(retained[-1], [disk.read_file(log)], file)
    if file.is_file():
        retained.append(copy)
        try:
            disk.link(file, copy)
        except OSError:  # a file system without hard links
            atomic_file.replace(copy, [disk.read_file(file)], file)
    if retained:
        disk.fsync_folder(file.parent)
    return retained


def _end_log(log: Path, base: str) -> None:
    """Append a line that makes the snapshot `base` supersede all lines of the log, damaged ones too."""
    try:
        data = disk.read_file(log)
    except FileNotFoundError:
        return
    scan = log_format.scan(data)
    if not scan.lines and not scan.damage:
        return
    last = scan.lines[-1].number if scan.lines else 0
    line = b"\n" * scan.unended + log_format.encoded(log_format.Line(last + 1, log_format.FOLD, base))
    handle = disk.open_to_append(log)
    try:
        if scan.torn:  # a line appended to an unfinished one would be unreadable too
            disk.truncate(handle, len(data) - scan.torn)
        disk.write_all(handle, [line])
        disk.fsync(handle)
    finally:
        os.close(handle)


def _base(file: Path) -> str | None:
    """Return the `base` of the snapshot in a file; None if it cannot be read."""
    try:
        return snapshot.read(file).base
    except JournalError:
        return None
