"""Writing a file so that its name always refers to either the old contents or all of the new ones.

The contents go to a temporary file in the same folder, which is synced and then renamed over the file. The new name
itself can be lost in a power cut until the folder is synced too; callers that need that call `disk.fsync_folder`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gutskin_tui import disk

Parts = Sequence[bytes | memoryview]
"""The contents of a file, in pieces."""


def temporary_path(path: Path) -> Path:
    """Return the temporary file for `path`, for callers that hold a lock: a later writer removes what a kill left."""
    return path.with_name(f"{path.name}.tmp")


def write_new(path: Path, parts: Parts, owner: Path | None = None, *, sync: bool = True) -> int:
    """Write a new file at `path`, readable by its owner only, and return its open handle.

    A file or link of that name is removed first. The new file belongs to the owner of the file `owner`, by default to
    that of the folder. With `sync` the contents are on the disk on return. Raises OSError; no file is left then.
    """
    disk.unlink(path)
    handle = disk.create(path, owner)
    try:
        disk.write_all(handle, parts)
        if sync:
            disk.fsync(handle)
    except BaseException:
        os.close(handle)
        with suppress(OSError):
            disk.unlink(path)
        raise
    return handle


def replace_and_open(
    path: Path, parts: Parts, owner: Path | None = None, *, temporary: Path | None = None, sync: bool = True
) -> int:
    """Replace the file at `path`, which need not exist, and return an open handle of the new one.

    The new file gets the owner of the old one, or that of `owner` if given. Writers that share no lock each pass a
    `temporary` path of their own. Raises OSError; the old file is then unchanged.
    """
    temporary = temporary or temporary_path(path)
    handle = write_new(temporary, parts, owner or path, sync=sync)
    try:
        disk.rename(temporary, path)
    except BaseException:
        os.close(handle)
        with suppress(OSError):
            disk.unlink(temporary)
        raise
    return handle


def replace(
    path: Path, parts: Parts, owner: Path | None = None, *, temporary: Path | None = None, sync: bool = True
) -> None:
    """Replace the file at `path` as `replace_and_open` does, and close it."""
    os.close(replace_and_open(path, parts, owner, temporary=temporary, sync=sync))


@contextmanager
def create_new(path: Path, temporary: Path, *, replace_existing: bool = False) -> Iterator[BinaryIO]:
    """Open a binary file for writing that gets the name `path` once all of it is on the disk.

    It is written at `temporary`, in the same folder, and has the owner of a file that it replaces. If anything fails,
    `temporary` is deleted and a previous file at `path` is unchanged. Raises OSError; FileExistsError if a file of that
    name exists at the end, unless `replace_existing` is set.
    """
    handle = disk.create(temporary, path)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            disk.fsync(handle)
        if not replace_existing:  # reserves the name: another program may have used it since
            os.close(disk.create(path))
        disk.rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            disk.unlink(temporary)
        raise
    disk.fsync_folder(path.parent)
