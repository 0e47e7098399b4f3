"""Values that lost against a concurrent change in a merge, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

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
        what = ", ".join(f"{name}: {_plain(field)}" for name, field in fields.items())
    else:
        what = f"removed elsewhere: {_whole(fields) if value.table in KINDS else value.id}"
    return clean(f"{value.changed[:16].replace('T', ' ')}  {kind}  {what}")


def superseded_page(values: Sequence[SupersededValue]) -> str:
    """Return values as a numbered list, and how to put one back."""
    if not values:
        return NOTHING_SUPERSEDED
    lines = [f"{position:>3}  {superseded_text(value)}" for position, value in enumerate(values, 1)]
    return "\n".join([*lines, "", "To put one back, run in a terminal: gutskin merges --put-back N"])


def _whole(fields: dict[str, object]) -> str:
    try:
        entry = from_document(fields)
    except EntryError:
        return str(fields.get("id", ""))
    return " ".join(filter(None, (entry.day, summary(entry), entry.note)))


def _plain(field: object) -> str:
    if field is None:
        return "(empty)"
    if isinstance(field, list):
        return ", ".join(map(str, field))
    return " ".join(str(field).split())
