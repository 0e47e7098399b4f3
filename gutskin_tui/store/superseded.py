"""Values that lost against a concurrent change in a merge. The state folder has a list of them, for a person to see.

What a merge results in does not depend on this: the version before both changes, if it is known, only decides which of
the values that are not in the result were changed by somebody and not merely older.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from gutskin_tui import atomic_file, disk
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.canonical import Changed, Tables
from gutskin_tui.store.document_merge import Cell, cells_of, fields_of, text_of
from gutskin_tui.store.errors import JournalUnwritable, reason
from gutskin_tui.store.instants import EARLIEST, instant
from gutskin_tui.store.log_format import Line
from gutskin_tui.store.merge import Contents, Version, contents_of_documents, merged_version, table_of
from gutskin_tui.store.replay import apply_line
from gutskin_tui.store.tombstones import Key
from gutskin_tui.store.versions import part

MOST_VALUES = 1000
"""Maximum number of values in the list; older ones are dropped."""


class SupersededValue(Struct, frozen=True):
    """Fields of an entry or record that lost against a later change, or a whole one that was removed elsewhere.

    `table` is the kind of an entry or the table of a record. `fields` holds the JSON of each field that lost, null for
    one that was cleared; `whole` is true if they are all fields. `changed` is the instant of the change that lost.
    `replaced` holds the fields in whose place it was put back, None if it never was.
    """

    table: str
    id: str
    changed: str
    fields: dict[str, Raw]
    whole: bool = False
    replaced: dict[str, Raw] | None = None


def superseded_values(ours: Contents, theirs: Contents, base: Contents | None) -> Iterator[SupersededValue]:
    """Yield the values of two journals that were changed concurrently and are not in the merge of both.

    `base` is the contents from which both came. If it is None a value counts as changed if it has been changed since
    its entry was created, and a removed entry if it was changed after the removal.
    """
    for key in ours.keys() & theirs.keys():
        if ours[key] != theirs[key]:
            result = merged_version(key, ours[key], theirs[key])
            yield from _superseded(key, ours[key], result, base)
            yield from _superseded(key, theirs[key], result, base)


def superseded_in_log(lines: Iterable[Line], tables: Tables, base: Contents | None) -> Iterator[SupersededValue]:
    """Yield the values of a log, and of the tables of another snapshot, that are not in the merge of both.

    `base` holds the entries and records that the lines changed, as they were before. If it is None, a value of the log
    counts as changed if the log changed it.
    """
    changed: Tables = {}
    first: dict[Key, datetime] = {}
    for line in lines:
        for delta in apply_line(changed, line):
            if delta.new is not None and delta.after:
                key = ("" if delta.table in KINDS else delta.table), delta.after.id
                first.setdefault(key, instant(text_of(fields_of(delta.new), "updated")))
    ours = contents_of_documents(changed)
    theirs = contents_of_documents(part(tables, ours.keys()))
    for key in ours.keys() & theirs.keys():
        result = merged_version(key, ours[key], theirs[key])
        for value in _superseded(key, ours[key], result, base):
            if base is not None or instant(value.changed) >= first.get(key, EARLIEST):
                yield value
        yield from _superseded(key, theirs[key], result, base)


def superseded_in_memory(before: Tables, changed: Changed, tables: Tables) -> Iterator[SupersededValue]:
    """Yield the values of an open journal, and of the tables of a file that replaced it, that are not in their merge.

    `before` are the tables of the journal. `changed` are its documents that changed since the last common state, as
    they were then.
    """
    base = contents_of_changed(changed)
    current = {
        name: {number: before[name][number] for number in rows if number in before.get(name, {})}
        for name, rows in changed.items()
    }
    ours = contents_of_documents(current)
    yield from superseded_values(ours, contents_of_documents(part(tables, ours.keys())), base)


def contents_of_changed(changed: Changed) -> Contents:
    """Return the contents of documents before they were changed."""
    return contents_of_documents(
        {name: {number: raw for number, raw in rows.items() if raw is not None} for name, rows in changed.items()}
    )


def _superseded(key: Key, version: Version, result: Version, base: Contents | None) -> Iterator[SupersededValue]:
    """Yield what of a version is not in the `result` of a merge and was changed since `base`."""
    before = None if base is None else base.get(key)
    if version.removed or version in (result, before):
        return
    table, fields = table_of(key, version), fields_of(version.encoded)
    if version.rank != result.rank:
        if base is not None or instant(version.updated) > result.rank[0]:
            yield SupersededValue(table, key[1], version.updated, fields, whole=True)
        return
    known = cells_of(table, fields_of(before.encoded)) if before and before.rank == version.rank else {}
    winners = cells_of(table, fields_of(result.encoded))
    for names, cell in cells_of(table, fields).items():
        winner = winners[names]
        if winner.values != cell.values and known.get(names) != cell and (known or _is_edited(cell, version)):
            pairs = zip(names, cell.values, winner.values, strict=True)
            lost = {name: Raw(value or b"null") for name, value, other in pairs if value != other}
            yield SupersededValue(table, key[1], max(cell.instants), lost)


def _is_edited(cell: Cell, version: Version) -> bool:
    """Whether a field was changed since its entry was created."""
    created = instant(text_of(fields_of(version.encoded), "created"))
    return cell.when > max(created, EARLIEST)


def new_values(values: Iterable[SupersededValue], listed: Iterable[SupersededValue]) -> list[SupersededValue]:
    """Return the values that are not listed yet."""
    known = [replace(value, replaced=None) for value in listed]
    result: list[SupersededValue] = []
    for value in values:
        if value not in known and value not in result:
            result.append(value)
    return result


class SupersededList:
    """The list in the state folder `state`, oldest first."""

    def __init__(self, state: Path) -> None:
        self._file = state / "merges.json"

    def read(self) -> list[SupersededValue]:
        """Return the values; none if there is no list or it cannot be read."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=list[SupersededValue])
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return []

    def add(self, values: Iterable[SupersededValue]) -> None:
        """Add values that are not in the list yet. Raises JournalUnwritable."""
        listed = self.read()
        if new := new_values(values, listed):
            self._write([*listed, *new][-MOST_VALUES:])

    def mark(self, value: SupersededValue, replaced: dict[str, Raw]) -> None:
        """Mark a value as put back in the place of other fields. Raises JournalUnwritable."""
        self._write([replace(value, replaced=replaced) if other == value else other for other in self.read()])

    def _write(self, values: list[SupersededValue]) -> None:
        try:
            disk.make_folder(self._file.parent)
            atomic_file.replace(self._file, [msgspec.json.encode(values)])
        except OSError as error:
            raise JournalUnwritable(self._file, f"{self._file} cannot be written: {reason(error)}.") from None
