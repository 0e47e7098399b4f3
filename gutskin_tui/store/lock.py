"""The lock of a journal: one writer at a time, across processes, also if they use different state folders.

The locks are the system's own (`gutskin_tui.file_lock`), so the lock of a process that dies is released.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gutskin_tui import disk, file_lock
from gutskin_tui.paths import state_folder
from gutskin_tui.store.errors import JournalBusy, JournalUnwritable, reason

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process to finish its save: an import of ten years takes one, more on a slow disk."""

NETWORK_FILE_SYSTEMS = {
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2",
    "fuse.gvfsd-fuse", "ceph", "fuse.glusterfs",
}  # fmt: skip
"""Names of file systems shared between computers, whose locks hold on one of them only or not at all."""


@contextmanager
def locked(path: Path, state: Path | None = None) -> Iterator[None]:
    """Hold the lock of the journal at `path`. Raises JournalBusy, JournalUnwritable."""
    handles, _ = lock_journal(path, state or state_folder(path), Path(os.path.realpath(path)).parent)
    try:
        yield
    finally:
        unlock(handles)


def lock_journal(path: Path, state: Path, folder: Path, timeout: float | None = None) -> tuple[list[int], bool]:
    """Lock the journal at `path`, creating its `folder` (0700) if there is none; return the handles for `unlock`.

    The lock is on the journal's own folder, which has links followed, or, where folders have no locks, on a file in
    the folder `state`; also returns False if that is because of the folder's file system. Waits `timeout` seconds
    (None: LOCK_TIMEOUT) for another program's lock, then raises JournalBusy. Raises JournalUnwritable.
    """
    handles: list[int] = []
    try:
        deadline = time.monotonic() + (LOCK_TIMEOUT if timeout is None else timeout)
        locks_work = True
        if file_lock.LOCKS_FOLDERS:
            try:
                handles.append(disk.open_folder(folder))
            except FileNotFoundError:
                disk.make_folder(folder)
                handles.append(disk.open_folder(folder))
            try:
                acquire(handles[0], deadline)
                return handles, True
            except _Unlockable:
                locks_work = False
        else:
            disk.make_folder(folder)
        disk.make_folder(state)
        handles.append(disk.open_to_lock(state / "lock"))
        acquire(handles[-1], deadline)
    except BaseException as error:
        unlock(handles)
        if isinstance(error, TimeoutError):
            raise JournalBusy(path, f"{path} cannot be saved: another program is busy with it.") from None
        if isinstance(error, OSError):
            raise JournalUnwritable(path, f"{path} cannot be saved: {reason(error)}.") from None
        raise
    return handles, locks_work


def unlock(handles: Iterable[int]) -> None:
    """Release a lock."""
    for handle in handles:
        os.close(handle)


class _Unlockable(OSError):  # noqa: N818 - the name describes the error
    """The file system does not support locks."""


def acquire(handle: int, deadline: float) -> None:
    """Lock an open file. Raises TimeoutError at `deadline` (monotonic seconds), OSError."""
    while True:
        try:
            file_lock.lock_exclusively(handle)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError from None
            time.sleep(0.002)
        except OSError as error:
            raise _Unlockable(error.errno, error.strerror) from None


def share(handle: int) -> None:
    """Take a shared lock on an open snapshot: this process has the journal open. Does nothing without lock support."""
    with suppress(OSError):
        file_lock.lock_contents(handle, shared=True)


def is_sole(handle: int) -> bool:
    """Whether no other process holds a shared lock on an open snapshot; True if the file system has no locks.

    If so, the lock is exclusive until `share` is called. The caller holds the journal's lock.
    """
    try:
        file_lock.lock_contents(handle, shared=False)
    except BlockingIOError:
        share(handle)  # the attempt may have released it
        return False
    except OSError:
        return True
    return True


def warning(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return a warning if the journal is on a file system whose locks do not hold between computers, else "".

    `mounts` lists the mounted file systems in the format of fstab(5); of two at one place the later hides the other.
    """
    folder = os.fsencode(Path(os.path.realpath(path)).parent)
    try:
        fields = [line.split(b" ") for line in mounts.read_bytes().split(b"\n")]
    except OSError:
        return ""
    places = [(_unescaped(line[1]), line[2].decode("utf-8", "replace")) for line in fields if len(line) > 2]
    above = [(place, kind) for place, kind in places if (folder + b"/").startswith(place.rstrip(b"/") + b"/")]
    kind = max(reversed(above), key=lambda mount: len(mount[0]), default=(b"", ""))[1]
    if kind not in NETWORK_FILE_SYSTEMS:
        return ""
    return f"{path} is on a network drive ({kind}): use it from one computer at a time."


def _unescaped(place: bytes) -> bytes:
    """Return a path whose white space and backslashes are escaped as three octal digits."""
    return re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8) & 255]), place)
