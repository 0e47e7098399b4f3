"""Creation of files and folders that only their owner can read.

Files have mode 0600 and folders 0700, whatever the umask. A file that replaces another gets its owner and group. New
files and folders that root creates get the owner and group of the folder they are in, so that a run with sudo does not
lock the user out. Windows has neither: there a file is as private as the folder of the user that it is in.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

POSIX = hasattr(os, "geteuid")
"""Whether files have modes and owners, and folders can be opened."""

CLOEXEC = getattr(os, "O_CLOEXEC", 0)
DIRECTORY = getattr(os, "O_DIRECTORY", 0)
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK = getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)
"""Flags of `os.open`; 0 where the system has none of that name."""


def create(path: Path, owner_of: Path | None = None) -> int:
    """Create a file that must not exist and return its descriptor for appending and reading.

    `owner_of` is the file whose owner and group the new file gets if it exists: the file to replace, or the one that
    the new file belongs to. Raises OSError, also if owner and group cannot be set; no file remains then.
    """
    owner = _new_owner(owner_of or path)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | CLOEXEC | NOFOLLOW | BINARY
    handle = os.open(path, flags, 0o600)
    try:
        if POSIX:
            os.fchmod(handle, 0o600)
        if owner:
            _set_owner(handle, owner)
    except BaseException:
        os.close(handle)
        with suppress(OSError):
            path.unlink()
        raise
    return handle


def _new_owner(path: Path) -> os.stat_result | None:
    """Return the status whose owner and group a new file gets: that of the file at `path`.

    If there is no such file: None, but for root the status of the folder. None if files have no owners.
    """
    if not POSIX:
        return None
    try:
        return path.stat()
    except FileNotFoundError:
        return None if os.geteuid() else path.parent.stat()


def make_folder(folder: Path) -> None:
    """Create a folder and its missing parents, and sync each to the disk.

    Existing folders keep their mode and owner. Raises OSError.
    """
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        try:
            new.mkdir(mode=0o700)
        except FileExistsError:
            if new.is_dir():
                continue  # created by another process meanwhile
            raise
        if not POSIX:
            continue
        _set_up(new)
        handle = os.open(new.parent, os.O_RDONLY | DIRECTORY | CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _set_up(folder: Path) -> None:
    """Set the mode and owner of a new folder, by descriptor: the path may be replaced if others can write above it."""
    flags = os.O_RDONLY | DIRECTORY | NOFOLLOW | CLOEXEC
    try:
        handle = os.open(folder, flags)
    except PermissionError:  # the umask removes rights of the owner
        folder.chmod(0o700)
        handle = os.open(folder, flags)
    try:
        os.fchmod(handle, 0o700)
        if not os.geteuid():
            _set_owner(handle, folder.parent.stat())
    finally:
        os.close(handle)


def _set_owner(handle: int, owner: os.stat_result) -> None:
    """Set the owner and group of an open file or folder to those of `owner`. Raises PermissionError."""
    current = os.fstat(handle)
    if (current.st_uid, current.st_gid) == (owner.st_uid, owner.st_gid):
        return
    try:
        os.fchown(handle, owner.st_uid, owner.st_gid)
    except OSError:
        raise PermissionError(errno.EPERM, "its owner and group cannot be kept") from None
