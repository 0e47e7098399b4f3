"""The records that a journal holds, as an export writes them and an import compares with."""

from __future__ import annotations

import msgspec

from gutskin_tui.exchange.records import Record
from gutskin_tui.exchange.schema import RECORDS
from gutskin_tui.store import Journal


def held(journal: Journal, table: str) -> tuple[dict[str, Record], int]:
    """Return the records of a table by id, and how many besides cannot be read."""
    found: dict[str, Record] = {}
    unreadable = 0
    documents = journal.records(table)
    struct = RECORDS[table]
    for name, document in documents.items():
        try:
            found[name] = msgspec.convert(document, struct)
        except msgspec.ValidationError:
            unreadable += 1
    return found, unreadable
