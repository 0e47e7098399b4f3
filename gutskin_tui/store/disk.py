"""The only place that changes anything on disk: each function is one call to the system, so a test can fail each.

Files are made 0600 and folders 0700, whatever the umask. No symbolic link is followed: callers resolve the journal's
own path first, so a link found here was planted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW


def create(path: Path) -> int:
    """Make a file that must not be there yet and return its handle for writing."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
    os.fchmod(handle, 0o600)
    return handle


def open_to_append(path: Path) -> int:
    """Open a file that is there, for adding to its end."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | _FLAGS)


def open_to_lock(path: Path) -> int:
    """Open a file that nothing is ever written to, making it if need be."""
    return os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o600)


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
    """Make a folder and those above it, each 0700 and sure to be there after a power cut.

    Folders that are there keep their mode.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        one.chmod(0o700)
        fsync_folder(one.parent)
