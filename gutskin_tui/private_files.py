"""Files and folders that only their owner can read, and that belong to whom their place belongs to.

Files are made 0600 and folders 0700, whatever the umask. A file that takes the place of another keeps its owner and
group. What root makes new gets those of the folder, so that running the program once with sudo locks nobody out.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


def create(path: Path, place: Path | None = None) -> int:
    """Make a file that must not be there yet and return its handle for appending.

    `place` is whose owner and group it gets if it is there: the file that it will replace, or the one that it belongs
    to. Raises OSError, also if the owner and group cannot be set; nothing is left then.
    """
    owner = _owner_of(place or path)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(path, flags, 0o600)
    try:
        os.fchmod(handle, 0o600)
        if owner:
            _give(handle, owner)
    except BaseException:
        os.close(handle)
        with suppress(OSError):
            path.unlink()
        raise
    return handle


def _owner_of(place: Path) -> os.stat_result | None:
    """Return whose owner and group a new file gets: those of the file at `place`, else, for root, of the folder."""
    try:
        return place.stat()
    except FileNotFoundError:
        return None if os.geteuid() else place.parent.stat()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each sure to be there after a power cut.

    Folders that are there keep their mode and owner. Raises OSError.
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
                continue  # another process was quicker
            raise
        _set_up(new)
        handle = os.open(new.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _set_up(folder: Path) -> None:
    """Give a new folder its mode and owner: by a handle, as somebody else may write to the folder above."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(folder, flags)
    except PermissionError:  # an umask that takes rights from the owner
        folder.chmod(0o700)
        handle = os.open(folder, flags)
    try:
        os.fchmod(handle, 0o700)
        if not os.geteuid():
            _give(handle, folder.parent.stat())
    finally:
        os.close(handle)


def _give(handle: int, wanted: os.stat_result) -> None:
    """Give a file or folder an owner and group. Raises PermissionError."""
    have = os.fstat(handle)
    if (have.st_uid, have.st_gid) == (wanted.st_uid, wanted.st_gid):
        return
    try:
        os.fchown(handle, wanted.st_uid, wanted.st_gid)
    except OSError:
        raise PermissionError(errno.EPERM, "its owner and group cannot be kept") from None
