"""Merging two versions of a document field by field.

The later change of each field wins, whichever version it is in. Fields that make sense only together, such as the
times of a night and its hours, are merged as one. The greater of two cells is taken, by a total order, so merging is
commutative, associative and idempotent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

import msgspec
from msgspec import Raw

from gutskin_tui.model.entry import RESTORED, UNEDITED
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import canonical
from gutskin_tui.store.instants import instant

_TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "sleep": (("hours", "bed", "up"),),
    "mark": (("what", "of"),),
    "factors": (("role", "name", "since", "until"),),
    "trials": (
        (
            *("what", "outcome", "condition", "design", "phase_days", "start", "smallest_change", "frozen", "order"),
            *("stop_rules", "tried"),
        ),
    ),
}
"""By table the fields that are merged as one, besides those of every entry."""
_PLACE = ("at", "zone", "day")
"""The fields of every entry that are merged as one."""

_fields_decoder = msgspec.json.Decoder(dict[str, Raw])
_edits_decoder = msgspec.json.Decoder(dict[str, str])

Fields = Mapping[str, Raw]


class Cell(NamedTuple):
    """The last change of a field, or of fields that are merged as one.

    `when` is its instant. `values` holds the JSON of each field, b"" for an empty one, and `instants` the instant of
    its last change as text, "" for a field that was never set.
    """

    when: datetime
    values: tuple[bytes, ...]
    instants: tuple[str, ...]


Cells = dict[tuple[str, ...], Cell]
"""The cells of a document by their fields. Fields that were never set have none."""


def later(first: str, second: str) -> str:
    """Return the later of two instants; of two texts for the same instant always the same."""
    return max(first, second, key=_by_instant)


def merged_document(table: str, first: bytes, second: bytes) -> bytes:
    """Return two versions of a document of a table merged, as canonical JSON; `updated` is that of the later one."""
    first_fields, second_fields = fields_of(first), fields_of(second)
    cells = cells_of(table, first_fields)
    for names, cell in cells_of(table, second_fields).items():
        cells[names] = max(cells.get(names, cell), cell)
    created = min(text_of(first_fields, "created"), text_of(second_fields, "created"), key=_by_instant)
    updated = later(text_of(first_fields, "updated"), text_of(second_fields, "updated"))
    edits = {}
    if restored := later(restored_at(first_fields), restored_at(second_fields)):
        edits[RESTORED] = restored
    identity = ("id", "kind") if table in KINDS else ("id",)
    result = {name: first_fields[name] for name in identity if name in first_fields}
    for name, text in (("created", created), ("updated", updated)):
        if text:
            result[name] = Raw(msgspec.json.encode(text))
    for names, cell in cells.items():
        for name, value, at in zip(names, cell.values, cell.instants, strict=True):
            if value:
                result[name] = Raw(value)
            if at and (at != created or not value):
                edits[name] = at
    if edits:
        result["edits"] = Raw(msgspec.json.encode(edits, order="sorted"))
    return bytes(canonical.document(table, Raw(msgspec.json.encode(result))))


def with_updated(table: str, document: bytes, updated: str) -> bytes:
    """Return a document with another `updated`, in the form that `merged_document` returns."""
    changed = fields_of(merged_document(table, document, document)) | {"updated": Raw(msgspec.json.encode(updated))}
    return bytes(canonical.document(table, Raw(msgspec.json.encode(changed))))


def cells_of(table: str, fields: Fields) -> Cells:
    """Return the cells of a document of a table."""
    created, edits = text_of(fields, "created"), edits_of(fields)
    unmerged = {*UNEDITED, "kind"} if table in KINDS else UNEDITED
    cells: Cells = {}
    for names in {_together(table, name) for name in (fields.keys() | edits.keys()) - unmerged}:
        instants = tuple(edits.get(name) or (created if name in fields else "") for name in names)
        values = tuple(bytes(fields.get(name, b"")) for name in names)
        cells[names] = Cell(max(map(instant, instants)), values, instants)
    return cells


def restored_at(fields: Fields) -> str:
    """Return the instant at which a document was last restored after a removal, "" if it never was."""
    return edits_of(fields).get(RESTORED, "")


def fields_of(document: bytes | Raw) -> dict[str, Raw]:
    """Return the JSON of each field of a document."""
    return _fields_decoder.decode(document)


def edits_of(fields: Fields) -> dict[str, str]:
    """Return the instants of the last changes of fields, by name; none if they cannot be read."""
    if "edits" not in fields:
        return {}
    try:
        return _edits_decoder.decode(fields["edits"])
    except msgspec.DecodeError:
        return {}


def text_of(fields: Fields, name: str) -> str:
    """Return a field that is a text; "" if it is missing or something else."""
    try:
        return msgspec.json.decode(fields.get(name, b""), type=str)
    except msgspec.DecodeError:
        return ""


@cache
def _together(table: str, name: str) -> tuple[str, ...]:
    """Return the fields with which a field is merged as one, itself included."""
    groups = (*_TOGETHER.get(table, ()), *((_PLACE,) if table in KINDS else ()))
    return next((group for group in groups if name in group), (name,))


def _by_instant(text: str) -> tuple[datetime, str]:
    return instant(text), text
