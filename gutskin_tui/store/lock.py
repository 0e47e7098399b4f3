"""One writer at a time, also between processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gutskin_tui.store.errors import JournalUnwritable, reason

PATIENCE = 5.0
"""Seconds to wait for another process to finish its save."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the journal at `path`, making its folder (0700) if there is none.

    Raises JournalUnwritable.
    """
    from filelock import FileLock, Timeout  # 10 ms that showing a journal can do without

    file = Path(os.path.realpath(path))
    try:
        _make_folder(file.parent)
        lock = FileLock(file.with_name(f"{file.name}.lock"), timeout=PATIENCE, mode=0o600)
        lock.acquire()
    except Timeout:
        raise JournalUnwritable(path, f"{path} cannot be saved: another program is busy with it.") from None
    except OSError as error:
        raise JournalUnwritable(path, f"{path} cannot be saved: {reason(error)}.") from None
    except NotImplementedError:
        raise JournalUnwritable(path, f"{path} cannot be saved: files cannot be locked in its folder.") from None
    try:
        yield
    finally:
        lock.release()


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each 0700; folders that are there keep their mode."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
