"""The file that an export writes, and the files that it never overwrites: those of gutskin itself."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gutskin_tui import atomic_file, disk
from gutskin_tui.exchange.errors import ExchangeError, FileExists
from gutskin_tui.store.errors import reason

_JOURNAL = re.compile(rb'\s*\{\s*"_meta"\s*:|[0-9a-f]{8} \[0,"base",')
"""The first bytes of a journal or its log."""

LONGEST_CHAIN = 40
"""Maximum number of symbolic links followed, as in the Linux kernel."""


class OwnFiles(NamedTuple):
    """Where the journal and the settings are, and the `folders` that are gutskin's own."""

    journal: Path
    settings: Path
    folders: tuple[Path, ...]

    def check(self, path: Path) -> None:
        """Raise ExchangeError if `path` leads to any of these files, existing or not, or to another journal.

        Symbolic links are followed, and a hard link to such a file is that file.
        """
        target, journal = Path(os.path.realpath(path)), Path(os.path.realpath(self.journal))
        beside = target.parent == journal.parent and target.name.startswith(f"{journal.name}.")
        if beside or _same(target, journal) or _holds_journal(target):
            raise ExchangeError(f"{path} belongs to a journal; name another file.")
        if _same(target, Path(os.path.realpath(self.settings))):
            raise ExchangeError(f"{path} holds the settings; name another file.")
        if any(target.is_relative_to(os.path.realpath(folder)) for folder in self.folders):
            raise ExchangeError(f"{path} is in a folder of gutskin itself; name another file.")


def _same(path: Path, other: Path) -> bool:
    try:
        return path == other or path.samefile(other)
    except (OSError, ValueError):
        return False


def _holds_journal(file: Path) -> bool:
    """Whether a file begins as a journal or a log does."""
    try:
        if not file.is_file():
            return False
        handle = disk.open_to_read(file)
    except (OSError, ValueError):
        return False
    try:
        return bool(_JOURNAL.match(os.read(handle, 200)))
    except OSError:
        return False
    finally:
        os.close(handle)


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Open a binary file for writing that appears at `path` once all of it is on the disk; see atomic_file.create_new.

    A symbolic link is followed: the file it leads to is written. Raises FileExists if there is anything by that name,
    unless `replace` is set and it is a file; ExchangeError for a folder, a device, a missing folder or a full disk.
    """
    try:
        target = Path(os.path.realpath(path))
        _check_writable(path, target)
        if not replace and os.path.lexists(path):
            raise FileExists(f"{path}: exists already.")
        temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.new")
        with atomic_file.create_new(target, temporary, replace_existing=replace) as file:
            yield file
    except FileExistsError:
        raise FileExists(f"{path}: exists already.") from None
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({reason(error)}).") from None


def _check_writable(path: Path, target: Path) -> None:
    """Raise ExchangeError unless `target`, to which `path` leads, is or can be a regular file."""
    if path.is_dir():
        raise ExchangeError(f"{path}: is a folder; name a file in it.")
    if _is_device(path) or (path.exists() and not path.is_file()):
        raise ExchangeError(f"{path}: is not an ordinary file.")
    if not target.parent.is_dir():
        raise ExchangeError(f"{path}: the folder for it does not exist.")


def _is_device(path: Path) -> bool:
    """Whether a path leads through /dev or /proc, as /dev/stdout does, even if it ends at a regular file."""
    for _ in range(LONGEST_CHAIN):
        folder = Path(os.path.realpath(path.parent))
        if folder == Path("/dev") or folder.is_relative_to("/proc"):
            return True
        if not path.is_symlink():
            break
        path = folder / path.readlink()
    return False
