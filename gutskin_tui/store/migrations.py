"""Migrations of older versions of the journal file to the present one, one version at a time.

A migration happens in memory when a file is read; the file changes with the next save, and a copy of the old one is
retained.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from gutskin_tui import atomic_file, disk
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.log_format import log_path
from gutskin_tui.store.snapshot import VERSION, Snapshot


def _from_1(tables: Tables) -> Tables:
    """Version 2 adds tables of records, `_removed` and the checksum; the existing tables are unchanged."""
    return tables


def _from_2(tables: Tables) -> Tables:
    """Version 3 is canonical, without the tables `_history` and `_redo`: the caller moves them to the undo history."""
    return tables


MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {1: _from_1, 2: _from_2}
"""From each older version to the next one. A file without a version (0) was written by stock TinyDB."""


def migrate(tables: Tables, version: int) -> Tables:
    """Return the tables of a file of `version` in the present version; those of a newer version are unchanged."""
    while version in MIGRATIONS:
        tables = MIGRATIONS[version](tables)
        version += 1
    return tables


def retain_before(file: Path, loaded: Snapshot, state: Path) -> None:
    """Copy a file, and its log, to the state folder before it is first written in the present version. Raises OSError.

    That is a file of an older version, or one with contents but no version, which another program wrote. The two
    copies are what the older program needs to go on from that moment.
    """
    if loaded.version == 0 and loaded.size and loaded.tables:
        copy = state / f"adopted-{loaded.base}.json"
    elif loaded.version and 0 < loaded.version < VERSION:
        copy = state / f"before-version-{loaded.version + 1}.json"
    else:
        return
    if copy.exists():
        return
    disk.make_folder(state)
    with suppress(FileNotFoundError):  # the log first: where there is a copy of the file, it is complete
        atomic_file.replace(log_path(copy), [disk.read_file(log_path(file))])
    atomic_file.replace(copy, [disk.read_file(file)])
    disk.fsync_folder(state)


def copies_before(state: Path) -> list[Path]:
    """Return the copies of the journal as older versions left it, that of the oldest version first."""
    return sorted(state.glob("before-version-*.json"))
