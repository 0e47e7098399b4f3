"""Putting back a value that lost against a concurrent change in a merge."""

from __future__ import annotations

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import from_document, to_document
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import Journal, JournalUnwritable, UnknownEntry
from gutskin_tui.store.errors import reason
from gutskin_tui.store.superseded import SupersededList, SupersededValue

LABEL = "Put back a value from a merge"


def put_back(journal: Journal, value: SupersededValue, clock: Clock) -> None:
    """Put a value in the place of the one that won against it, as one change, and remove it from the list.

    Raises UnknownEntry if a field is to be put back in an entry or record that was removed, EntryError if the entry
    cannot have that value any more, JournalReadOnly and JournalUnwritable.
    """
    fields = {name: msgspec.json.decode(raw) for name, raw in value.fields.items()}
    with journal.exclusive():
        if value.table in KINDS:
            before = {} if value.whole else to_document(journal.get(value.id))
        else:
            before = {} if value.whole else journal.records(value.table).get(value.id, {})
            if not (before or value.whole):
                raise UnknownEntry(journal.path, f"What that value belongs to is no longer in {journal.path}.")
        document = {name: new for name, new in (before | fields).items() if new is not None}
        document["updated"] = clock.now().isoformat(timespec="milliseconds")
        if value.table in KINDS:
            journal.put(from_document(document), label=LABEL)
        else:
            journal.put_records(value.table, {value.id: document}, label=LABEL)
    try:
        SupersededList(journal.state).remove(value)
    except OSError as error:
        raise JournalUnwritable(journal.path, f"{journal.state} cannot be written: {reason(error)}.") from None
