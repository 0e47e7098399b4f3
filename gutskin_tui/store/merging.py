"""Reading what is to be merged: another journal with its log, or a log that came without its journal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from gutskin_tui import disk
from gutskin_tui.model.entries import EntryError, decode
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store import snapshot, tombstones
from gutskin_tui.store.errors import JournalDamaged, JournalUnreadable, reason
from gutskin_tui.store.log_format import Line, log_path, to_replay
from gutskin_tui.store.log_format import scan as scan_log
from gutskin_tui.store.merge import Contents, contents
from gutskin_tui.store.records import read_records
from gutskin_tui.store.replay import onto_other, put
from gutskin_tui.store.snapshot import VERSION, Tables


def contents_of_file(path: Path) -> Contents:
    """Return what the journal or the log at `path` holds, for merging.

    A file is taken whole or not at all. Raises JournalUnreadable and JournalDamaged, which say which file and where.
    """
    if not path.exists():
        raise JournalUnreadable(path, f"There is no file {path}.")
    tables: Tables = {}
    base, log = "", log_path(path)
    if path.suffix == ".log":
        log = path
    else:
        loaded = snapshot.read(path)
        if loaded.version is None or loaded.version > VERSION:
            raise JournalUnreadable(path, f"{path} was made by a newer version of gutskin.")
        tables, base = loaded.tables, loaded.base
    lines, strayed = to_replay(_lines(log), base)
    for line in onto_other(tables, lines) if strayed else lines:
        put(tables, line)
    entries: list[AnyEntry] = []
    for kind in KINDS:
        for number, raw in tables.get(kind, {}).items():
            try:
                entries.append(decode(raw))
            except EntryError as error:
                where = f"{kind} {number if number.isdecimal() else '?'}{f', {error.field}' if error.field else ''}"
                raise JournalDamaged(path, f"{path}, {where}: {error.message}.") from None
    return contents(entries, all_records(tables), tombstones.read(tables.get(tombstones.TABLE, {})))


def all_records(tables: Tables) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the records of every table that is neither of a kind nor the store's own."""
    names = [name for name in tables if name not in KINDS and not name.startswith("_")]
    return {name: read_records(tables[name]) for name in names}


def _lines(path: Path) -> list[Line]:
    try:
        handle = disk.open_to_read(path.resolve())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    try:
        scan = scan_log(disk.read(handle))
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
    finally:
        os.close(handle)
    if scan.damage:
        raise JournalDamaged(path, f"{path} is damaged (byte {scan.damage[0]}).")
    return scan.lines
