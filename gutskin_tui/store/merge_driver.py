"""Merging the files of three versions of a journal, as git asks for it, without a journal's state folder."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Raw

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical, snapshot, tombstones
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.errors import JournalDamaged, JournalError, JournalUnreadable, JournalUnwritable, reason
from gutskin_tui.store.merge import Contents, contents_of_tables, merged
from gutskin_tui.store.migrations import migrate
from gutskin_tui.store.replay import document_id
from gutskin_tui.store.superseded import SupersededValue, superseded_values
from gutskin_tui.store.tombstones import Tombstone
from gutskin_tui.store.undo import REDO, UNDO


def merge_files(ours: Path, theirs: Path, base: Path | None = None) -> list[SupersededValue]:
    """Merge the journal file `theirs` into `ours`, and return the values that lost; `theirs` is only read.

    The result is in canonical form, and the same whichever of the two files is `ours`. `base`, from which both came,
    only decides what counts as lost; it may be missing or unreadable. Raises JournalUnreadable, JournalDamaged and
    JournalUnwritable; both files are then unchanged.
    """
    data = _read(ours)
    here, there = contents_of_data(ours, data), contents_of_data(theirs, _read(theirs))
    parts, _ = snapshot.encoded(canonical.fold(_tables(merged(here, there))).parts)
    before: Contents | None = None
    if base:
        with suppress(JournalError):
            before = contents_of_data(base, _read(base))
    superseded = list(superseded_values(here, there, before))
    if b"".join(parts) != data:
        try:
            atomic_file.replace(ours, parts)
        except OSError as error:
            raise JournalUnwritable(ours, f"{ours} cannot be written: {reason(error)}.") from None
    return superseded


def contents_of_data(path: Path, data: bytes) -> Contents:
    """Return the contents of a journal file, called `path` in messages, from its bytes; nothing for an empty file.

    Raises JournalDamaged if a part of the file would have no part in a merge, and JournalUnreadable for a newer format.
    """
    return contents_of_tables(path, tables_of_data(path, data))


def tables_of_data(path: Path, data: bytes) -> Tables:
    """Return the tables of a journal file from its bytes, as `contents_of_data`."""
    loaded = snapshot.parse(path, data)
    if loaded.version is None or loaded.version > snapshot.VERSION:
        raise JournalUnreadable(path, f"{path} was made by a newer version of gutskin.")
    tables = migrate(loaded.tables, loaded.version)
    for name, table in tables.items():
        if name in (UNDO, REDO) or name in KINDS:
            continue
        ids = [document_id(raw) for raw in table.values()]
        if None in ids or len(set(ids)) < len(ids) or (name.startswith("_") and name != tombstones.TABLE):
            raise JournalDamaged(path, f"{path} holds a table that cannot be merged: {name}.")
    return tables


def _tables(contents: Contents) -> Mapping[str, Mapping[str, Raw]]:
    """Return the tables of a journal with these contents."""
    rows: dict[str, list[Raw]] = {}
    removals = {}
    for key, version in contents.items():
        if version.removed:
            removals[key] = Tombstone(version.encoded.decode(), version.updated)
        else:
            rows.setdefault(key[0] or version.rank[2], []).append(Raw(version.encoded))
    if removals:
        rows[tombstones.TABLE] = list(tombstones.rows(removals).values())
    return {name: dict(zip(map(str, range(len(table))), table, strict=True)) for name, table in rows.items()}


def _read(path: Path) -> bytes:
    """Return the contents of a regular file: a device would be replaced by the result."""
    try:
        if path.exists() and not path.is_file():
            raise JournalUnreadable(path, f"{path} cannot be read: it is not a regular file.")
        return disk.read_file(path)
    except OSError as error:
        raise JournalUnreadable(path, f"{path} cannot be read: {reason(error)}.") from None
