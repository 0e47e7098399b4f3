"""The files that an export never overwrites: those of gutskin itself, under any name that leads to them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from gutskin_tui import disk
from gutskin_tui.exchange.errors import ExchangeError

_JOURNAL = re.compile(rb'\s*\{\s*"_meta"\s*:|[0-9a-f]{8} \[0,"base",')
"""The first bytes of a journal or its log."""


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
