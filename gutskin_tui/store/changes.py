"""The journal days and tables that changed in an open journal, whoever changed them, until they are drained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Raw, Struct

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import Tables, index_fields
from gutskin_tui.store.replay import Delta

MANY_DOCUMENTS = 5000
"""Documents changed at once, as by an import, whose days are not worth the time to read them."""


class Changes(Struct, frozen=True):
    """The journal days whose entries changed, and the names of the tables whose documents changed.

    With `everything`, any day and any table may have changed.
    """

    days: frozenset[date] = frozenset()
    tables: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.days or self.tables)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.days | other.days, self.tables | other.tables, self.everything or other.everything)


class ChangeCollector:
    """Collects changes until they are drained. The days are those of the documents before and after a change."""

    def __init__(self) -> None:
        self._days: set[date] = set()
        self._tables: set[str] = set()
        self._everything = False

    def add(self, deltas: Sequence[Delta]) -> None:
        """Add changes of documents, each as its day, or more than `MANY_DOCUMENTS` as a change of everything."""
        if len(deltas) > MANY_DOCUMENTS:
            self.add_everything()
            return
        for delta in deltas:
            self._tables.add(delta.table)
            for fields in (delta.before, delta.after) if delta.table in KINDS else ():
                if fields and fields.day:
                    self._days.add(fields.day)

    def add_difference(self, before: Tables, after: Tables) -> None:
        """Add the difference between two states of all tables, whose documents may be numbered differently."""
        for table in before.keys() | after.keys():
            old, new = (list(tables.get(table, {}).values()) for tables in (before, after))
            if old != new and (not table.startswith("_") or table == tombstones.TABLE):
                for document in set(map(bytes, old)) ^ set(map(bytes, new)):
                    self._tables.add(table)
                    if table in KINDS and (fields := index_fields(Raw(document))):
                        self._days.add(fields.day)

    def add_everything(self) -> None:
        """Add that anything may have changed."""
        self._everything = True

    def drain(self) -> Changes:
        """Return the changes and forget them."""
        changes = Changes(frozenset(self._days), frozenset(self._tables), self._everything)
        self._days.clear()
        self._tables.clear()
        self._everything = False
        return changes
