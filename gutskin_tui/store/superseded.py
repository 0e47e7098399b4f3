"""Values that lost against a concurrent change in a merge. The state folder has a list of them, for a person to see.

What a merge results in does not depend on this: the version before both changes, if it is known, only decides which of
the values that are not in the result were changed by somebody and not merely older.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from gutskin_tui import atomic_file, disk
from gutskin_tui.store.document_merge import Cell, cells_of, fields_of
from gutskin_tui.store.merge import EARLIEST, Contents, Version, merged_version, table_of
from gutskin_tui.store.salvage import instant
from gutskin_tui.store.tombstones import Key

LONGEST = 1000
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
    """Yield what of two journals is not in their merge and was changed concurrently.

    `base` is the contents from which both came. If it is None a value counts as changed if it has been changed since
    its entry was created, and a removed entry if it was changed after the removal.
    """
    for key in ours.keys() & theirs.keys():
        if ours[key] != theirs[key]:
            result = merged_version(key, ours[key], theirs[key])
            for version in (ours[key], theirs[key]):
                if version != result and not version.removed:
                    yield from _lost(key, version, result, base)


def _lost(key: Key, version: Version, result: Version, base: Contents | None) -> Iterator[SupersededValue]:
    before = None if base is None else base.get(key)
    if version == before:
        return
    table, fields = table_of(key, version), fields_of(version.encoded)
    if version.rank != result.rank:
        if before or base is not None or instant(version.updated) > result.rank[0]:
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
    created = instant(msgspec.json.decode(fields_of(version.encoded).get("created", b'""'), type=str))
    return cell.when > max(created, EARLIEST)


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
        """Add values that are not in the list yet. Raises OSError."""
        listed = self.read()
        known = [replace(value, replaced=None) for value in listed]
        new = [value for value in values if value not in known]
        if new:
            self._write([*listed, *new][-LONGEST:])

    def mark(self, value: SupersededValue, replaced: dict[str, Raw]) -> None:
        """Mark a value as put back in the place of other fields. Raises OSError."""
        self._write([replace(value, replaced=replaced) if other == value else other for other in self.read()])

    def _write(self, values: list[SupersededValue]) -> None:
        disk.make_folder(self._file.parent)
        atomic_file.replace(self._file, [msgspec.json.encode(values)])
