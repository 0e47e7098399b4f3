"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gutskin_tui.exchange.errors import ExchangeError, FileExists
from gutskin_tui.private_files import create
from gutskin_tui.store.errors import reason

LONGEST_CHAIN = 40
"""Links that are followed at most, as by the system."""


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Open a binary file to write that appears at `path` only once all of it is on the disk.

    Only its owner can read it (mode 0600); it keeps the owner of a file that it replaces. If anything fails, the
    previous file is unchanged. Raises FileExists if there is anything by that name, unless `replace` is given and
    it is a file; ExchangeError for a folder, a device, a missing folder or a full disk.
    """
    beside = None
    try:
        target = Path(os.path.realpath(path))  # through a link: the file it leads to is written, the link stays
        _check(path, target)
        if not replace and os.path.lexists(path):
            raise FileExists(f"{path}: exists already.")
        beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.new")
        with os.fdopen(create(beside, target), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not replace:
            _reserve(path, target)
        beside.replace(target)
        beside = None
        _sync_folder(target.parent)
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({reason(error)}).") from None
    finally:
        if beside:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _check(path: Path, target: Path) -> None:
    if path.is_dir():
        raise ExchangeError(f"{path}: is a folder; name a file in it.")
    if _is_device(path) or (path.exists() and not path.is_file()):
        raise ExchangeError(f"{path}: is not an ordinary file.")
    if not target.parent.is_dir():
        raise ExchangeError(f"{path}: the folder for it does not exist.")


def _is_device(path: Path) -> bool:
    """Whether a name leads through /dev or /proc, as /dev/stdout does, even if a file is there in the end."""
    for _ in range(LONGEST_CHAIN):
        folder = Path(os.path.realpath(path.parent))
        if folder == Path("/dev") or folder.is_relative_to("/proc"):
            return True
        if not path.is_symlink():
            break
        path = folder / path.readlink()
    return False


def _reserve(path: Path, target: Path) -> None:
    """Create `target` exclusively: another program may have created it since the first check."""
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise FileExists(f"{path}: exists already.") from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
