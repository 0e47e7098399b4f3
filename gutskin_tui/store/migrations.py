"""Migrations of older versions of the journal file to the present one, one version at a time.

A migration happens in memory when a file is read; the file changes with the next save, and a copy of the old one is
retained.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from gutskin_tui import atomic_file, disk
from gutskin_tui.store.canonical import Tables
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
    """Copy a file to the state folder before it is first written in the present version. Raises OSError.

    That is a file of an older version, or one with contents but no version, which another program wrote.
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
    source = disk.open_to_read(file)
    try:
        atomic_file.replace(copy, [disk.read(source)])
    finally:
        os.close(source)
    disk.fsync_folder(state)
