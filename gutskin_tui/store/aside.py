"""Putting another file in the place of a journal, with what stood there kept beside it under a dated name."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

LOG = ".log"
"""What the name of a journal's log has more than the journal's own."""


def exchange(path: Path, data: bytes, log: bytes | None, now: datetime) -> list[Path]:
    """Make `data` and `log` the journal at `path`, and return where the files that stood there are kept now.

    Without a `log` the journal has none. A symbolic link is followed. Raises OSError; what stood at `path` is then
    there or kept, whole. The caller holds the journal's lock.
    """
    file = Path(os.path.realpath(path))
    new = {file: write_beside(file, data)}
    try:
        if log is not None:
            new[log_of(file)] = write_beside(log_of(file), log)
        kept = _keep(file, now)
        # From here until the last rename the journal and its log are no pair; both are whole in what was kept.
        log_of(file).unlink(missing_ok=True)
        for place, beside in new.items():
            beside.replace(place)
    finally:
        for beside in new.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    sync_folder(file.parent)
    return kept


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, mode 0600, in the place of the one at `path`. Raises OSError."""
    beside = write_beside(path, data)
    beside.replace(path)
    sync_folder(path.parent)


def log_of(journal: Path) -> Path:
    """Return where the log of a journal lies."""
    return journal.with_name(f"{journal.name}{LOG}")


def kept_copies(path: Path) -> list[Path]:
    """Return what was kept when another file was put in the place of the journal at `path`, newest first."""
    file = Path(os.path.realpath(path))
    found = file.parent.glob(f"{_literal(file.stem)}.kept-*{_literal(file.suffix)}")
    return sorted((one for one in found if one.is_file() and not one.is_symlink()), reverse=True)


def make_private(folder: Path) -> None:
    """Make a folder and those above it, each 0700; folders that are there keep their mode. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(file: Path, now: datetime) -> list[Path]:
    """Give the journal and its log second names beside them; they stay a pair that can be opened."""
    stamp, copies = f"{now:%Y-%m-%d-%H%M%S}", 1
    while True:
        aside = file.with_name(f"{file.stem}.kept-{stamp}{f'-{copies}' if copies > 1 else ''}{file.suffix}")
        if not any(os.path.lexists(one) for one in (aside, log_of(aside))):
            break
        copies += 1
    kept = []
    for old, new in ((log_of(file), log_of(aside)), (file, aside)):
        if old.exists():
            try:
                os.link(old, new, follow_symlinks=False)
            except OSError:  # a file system without hard links
                _copy(old, new)
            kept.append(new)
    if kept:
        sync_folder(file.parent)
    return kept


def _copy(old: Path, new: Path) -> None:
    with old.open("rb") as source, os.fdopen(_create(new), "wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())


def write_beside(path: Path, data: bytes) -> Path:
    """Write a new file beside `path`, synced; what a killed run left under its name is taken away, never followed."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(_create(beside), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return beside


def _create(path: Path) -> int:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    os.fchmod(handle, 0o600)  # whatever the umask took away
    return handle


def _literal(text: str) -> str:
    return "".join(f"[{one}]" if one in "*?[" else one for one in text)
