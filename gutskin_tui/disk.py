"""The calls to the system that change files, one a function, so that a test can make each of them fail.

No symbolic link is followed: callers resolve the journal's own path first, so a link found here was not made by the
store or the user. All functions raise OSError.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gutskin_tui import private_files

_FLAGS = private_files.CLOEXEC | private_files.NOFOLLOW | private_files.BINARY


def create(path: Path, owner_of: Path | None = None) -> int:
    """Create a file, which must not exist, with the owner of the file `owner_of`, and return a handle.

    It is for appending and reading.
    """
    return private_files.create(path, owner_of)


def open_to_append(path: Path) -> int:
    """Open an existing file for appending and reading."""
    return os.open(path, os.O_RDWR | os.O_APPEND | _FLAGS)


def open_to_lock(path: Path) -> int:
    """Open a file that only serves as a lock, creating it if necessary."""
    with suppress(FileExistsError):
        os.close(private_files.create(path))
    return os.open(path, os.O_RDWR | _FLAGS)


def open_to_read(path: Path) -> int:
    """Open a file for reading; a pipe does not block."""
    return os.open(path, os.O_RDONLY | private_files.NONBLOCK | _FLAGS)


def open_folder(folder: Path) -> int:
    """Open a folder, to lock it or to sync it; the last part of the path may be a link."""
    return os.open(folder, os.O_RDONLY | private_files.DIRECTORY | private_files.CLOEXEC)


def read_file(path: Path) -> bytes:
    """Return the contents of a file."""
    handle = open_to_read(path)
    try:
        return read(handle)
    finally:
        os.close(handle)


def read(handle: int, start: int = 0) -> bytes:
    """Return the contents of an open file from byte `start` on."""
    with open(handle, "rb", closefd=False) as file:
        file.seek(start)
        return file.read()


def write(handle: int, data: bytes | memoryview) -> int:
    """Write as much of `data` as the system accepts and return the number of bytes written."""
    return os.write(handle, data)


def write_all(handle: int, parts: Iterable[bytes | memoryview]) -> None:
    """Write everything, in as many calls as it takes."""
    for part in parts:
        written = write(handle, part)
        while written < len(part):
            written += write(handle, memoryview(part)[written:])


def fsync(handle: int) -> None:
    """Return once the contents of an open file are on the disk."""
    os.fsync(handle)


def fsync_folder(folder: Path) -> None:
    """Return once the names in a folder (added, changed and removed ones) are on the disk, where that can be asked."""
    if not private_files.POSIX:
        return
    handle = open_folder(folder)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def truncate(handle: int, size: int) -> None:
    """Cut a file to `size` bytes."""
    os.ftruncate(handle, size)


def rename(old: Path, new: Path) -> None:
    """Rename the file `old` to `new` atomically, replacing a file of that name."""
    old.replace(new)


def link(old: Path, new: Path) -> None:
    """Give the file `old` a second name, which must not exist."""
    os.link(old, new, follow_symlinks=os.link not in os.supports_follow_symlinks)


def unlink(path: Path) -> None:
    """Delete a file, if it exists."""
    path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, each durable in a power cut."""
    private_files.make_folder(folder)
