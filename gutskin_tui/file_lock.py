"""Locks on open files, which the system releases when the process ends: the only module that names its calls for them.

POSIX systems have flock, for files and folders, also shared. Windows has exclusive locks on a part of a file: the first
byte of a file that serves as nothing but a lock.
"""

from __future__ import annotations

import errno
import os
from types import ModuleType
from typing import Any

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:
    fcntl = None

msvcrt: Any
try:
    import msvcrt
except ImportError:
    msvcrt = None

LOCKS_FOLDERS = fcntl is not None
"""Whether the system can lock folders, and files that hold something."""


def lock_exclusively(handle: int) -> None:
    """Lock an open folder or lock file. Raises BlockingIOError if another process has it locked.

    Raises OSError if the file system, or the system, has no such locks.
    """
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    if msvcrt is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EDEADLK):
            raise BlockingIOError(error.errno, error.strerror) from None
        raise


def lock_contents(handle: int, *, shared: bool) -> None:
    """Lock an open file that holds something, so that it can still be read. Raises as `lock_exclusively` does."""
    if fcntl is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
