"""The only place that changes anything on disk: each function is one call to the system, so a test can fail each.

No symbolic link is followed: callers resolve the journal's
own path first, so a link found here was planted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gutskin_tui import private_files

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW


def create(path: Path, place: Path | None = None) -> int:
    """Make a file that must not be there yet, with the owner of `place`, and return its handle for writing."""
    return private_files.create(path, place)


def open_to_append(path: Path) -> int:
    """Open a file that is there, for adding to its end."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | _FLAGS)


def open_to_lock(path: Path) -> int:
    """Open a file that nothing is ever written to, making it if need be."""
    with suppress(FileExistsError):
        os.close(private_files.create(path))
    return os.open(path, os.O_RDWR | _FLAGS)


def open_to_read(path: Path) -> int:
    """Open a file for reading; a pipe does not block."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | _FLAGS)


def read(handle: int, start: int = 0) -> bytes:
    """Return what a file holds from byte `start` on."""
    with open(handle, "rb", closefd=False) as file:
        file.seek(start)
        return file.read()


def write(handle: int, data: bytes | memoryview) -> int:
    """Write as much of `data` as the system takes and return how much that was."""
    return os.write(handle, data)


def write_all(handle: int, parts: Iterable[bytes | memoryview]) -> None:
    """Write everything, in as many calls as it takes."""
    for part in parts:
        left = memoryview(part)
        while left:
            left = left[write(handle, left) :]


def fsync(handle: int) -> None:
    """Return once what was written to a file lies on the disk."""
    os.fsync(handle)


def fsync_folder(folder: Path) -> None:
    """Return once the names in a folder, new, changed and gone, lie on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def truncate(handle: int, size: int) -> None:
    """Cut a file to `size` bytes."""
    os.ftruncate(handle, size)


def rename(old: Path, new: Path) -> None:
    """Put the file `old` in the place of `new`, in one step."""
    old.replace(new)


def link(old: Path, new: Path) -> None:
    """Give the file `old` a second name, which must not be there yet."""
    os.link(old, new, follow_symlinks=False)


def unlink(path: Path) -> None:
    """Take a file away, if it is there."""
    path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each sure to be there after a power cut."""
    private_files.make_folder(folder)
