"""The values that lost against a concurrent change and are not in the journal: listing them, and putting one back."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import from_document, to_document
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import Journal, UnknownEntry
from gutskin_tui.store.superseded import SupersededList, SupersededValue, new_values
from gutskin_tui.sync.driver import listed_by_driver

LABEL = "Put back a value from a merge"
"""The label of the change that putting a value back makes in the journal."""


def restorable_values(journal: Journal) -> list[SupersededValue]:
    """Return the values that lost in a merge and are not in the journal, oldest first.

    A value that was put back is among them again only while that is undone.
    """
    listed = journal.superseded
    for values in listed_by_driver(journal).values():
        listed += new_values(values, listed)
    return [value for value in listed if _is_restorable(value, document(journal, value))]


def document(journal: Journal, value: SupersededValue) -> dict[str, Any] | None:
    """Return the entry or record that a value belongs to as it is in the journal; None if it was removed."""
    if value.table not in KINDS:
        return journal.records(value.table).get(value.id)
    try:
        return to_document(journal.get(value.id))
    except UnknownEntry:
        return None


def put_back(journal: Journal, value: SupersededValue, clock: Clock) -> None:
    """Put a value in the place of the one that won against it, as one change.

    Raises UnknownEntry if a field is to be put back in an entry or record that was removed, EntryError if the entry
    cannot have that value any more, JournalReadOnly and JournalUnwritable.
    """
    fields = _decoded(value.fields)
    with journal.exclusive():
        before = {} if value.whole else document(journal, value)
        if before is None:
            raise UnknownEntry(journal.path, f"What that value belongs to is no longer in {journal.path}.")
        superseded = SupersededList(journal.state)
        superseded.add([value])
        superseded.mark(value, {name: Raw(msgspec.json.encode(before.get(name))) for name in fields})
        result = {name: new for name, new in (before | fields).items() if new is not None}
        result["updated"] = clock.now().isoformat(timespec="milliseconds")
        if value.table in KINDS:
            journal.put(from_document(result), label=LABEL)
        else:
            journal.put_records(value.table, {value.id: result}, label=LABEL)


def _is_restorable(value: SupersededValue, present: dict[str, Any] | None) -> bool:
    """Whether a value is not in the journal, and was not put back and changed since; `present` is its document."""
    if value.whole or present is None:
        return present is None
    current = {name: present.get(name) for name in value.fields}
    return current != _decoded(value.fields) and (value.replaced is None or current == _decoded(value.replaced))


def _decoded(fields: dict[str, Raw]) -> dict[str, Any]:
    return {name: msgspec.json.decode(raw) for name, raw in fields.items()}
