"""Values that lost against a concurrent change in a merge, as lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from gutskin_tui.model.entries import EntryError, from_document, summary
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store.superseded import SupersededValue
from gutskin_tui.text import clean

NOTHING_SUPERSEDED = "Nothing lost against another change in a merge."
_RECORDS = {"trials": "trial", "foods": "food", "factors": "factor"}


def superseded_text(value: SupersededValue) -> str:
    """Return a value as a line: what it belongs to, when it was changed, and the fields or the removed entry."""
    fields = {name: msgspec.json.decode(raw) for name, raw in value.fields.items()}
    kind = KINDS[value.table].label.lower() if value.table in KINDS else _RECORDS.get(value.table, value.table)
    if not value.whole:
        what = ", ".join(f"{name}: {_field_text(field)}" for name, field in fields.items())
    else:
        what = f"removed elsewhere: {_entry_text(fields) if value.table in KINDS else value.id}"
    return clean(f"{value.changed[:16].replace('T', ' ')}  {kind}  {what}")


def superseded_details(value: SupersededValue, document: Mapping[str, Any] | None) -> str:
    """Return a value as a line, and below it what the journal has in its place in `document`, None if removed."""
    if document is None:
        present = "nothing: it was removed"
    else:
        present = ", ".join(f"{name}: {_field_text(document.get(name))}" for name in value.fields)
    return f"{superseded_text(value)}\nIn the journal now: {clean(present)}"


def _entry_text(fields: dict[str, object]) -> str:
    try:
        entry = from_document(fields)
    except EntryError:
        return str(fields.get("id", ""))
    return " ".join(filter(None, (entry.day, summary(entry), entry.note)))


def _field_text(field: object) -> str:
    if field is None:
        return "(empty)"
    if isinstance(field, list):
        return ", ".join(map(str, field))
    return " ".join(str(field).split())
