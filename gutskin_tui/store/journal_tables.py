"""The documents of a journal in memory, their numbers, and the index of the entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Raw

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.store import canonical, migrations
from gutskin_tui.store.canonical import Runs, Spans, Tables
from gutskin_tui.store.canonical_file import CanonicalFile
from gutskin_tui.store.index import Index, Place
from gutskin_tui.store.snapshot import Snapshot, highest


class JournalTables:
    """The `tables` of a journal, and `snapshot`, the file that they were loaded from.

    With `present`, for a process that stays, they take less memory. Not for use by several threads at once.
    """

    def __init__(self, present: bool) -> None:
        self.snapshot = Snapshot()
        self._present = present
        self._tables: Tables | None = {}
        self._canonical_file: CanonicalFile | None = None
        self._canonical = self._readable = False
        self._runs: Runs | None = None
        self._spans: Spans = {}
        self._changed: dict[str, dict[str, Raw | None]] = {}
        self._highest: dict[str, int] = {}
        self._index: Index | None = None

    @property
    def tables(self) -> Tables:
        """All tables; those of a snapshot to which nothing has been applied are split at the first use."""
        if self._tables is None:
            self.tables = self._split(self.snapshot, self._runs)
        assert self._tables is not None
        return self._tables

    @tables.setter
    def tables(self, tables: Tables) -> None:
        self._tables, self._canonical_file = tables, None

    def _postpone_split(self, file: CanonicalFile) -> None:
        """Split the tables of the snapshot, which is `file`, when they are first used."""
        self._tables, self._canonical_file = None, file

    def _split(self, loaded: Snapshot, runs: Runs | None) -> Tables:
        """Return the tables of a snapshot in the present version. Raises JournalDamaged."""
        tables = loaded.tables if loaded.version is None else migrations.migrate(loaded.tables, loaded.version)
        if self._present:  # it stays, and this may take longer
            _share_numbers(tables, runs or {})
        return tables

    @property
    def index(self) -> Index:
        """The index of the entries, built on first use."""
        if self._index is None:
            self._index = Index(lambda: self.tables)
        return self._index

    @property
    def readable(self) -> bool:
        """Whether every document of a kind is known to be canonical and an entry of that kind, without reading it."""
        return self._canonical and self._readable

    def _are_entries(self) -> bool:
        """Whether all documents of kinds are entries. Where nothing is known of the file, they are decoded.

        That is when another computer or a restore wrote it. It takes 170 ms in ten years, and without it each start
        would take longer from then on.
        """
        return self._readable or (self._runs is None and canonical.are_entries(self.tables))

    def records(self, name: str) -> dict[str, Raw]:
        """Return the documents of a table that is not one of entries."""
        return self._canonical_file.table(name) if self._canonical_file else self.tables.get(name, {})

    def documents(self, places: Sequence[Place]) -> list[Raw]:
        """Return the documents at some places."""
        if self._canonical_file and (recent := self._canonical_file.recent_documents(places)) is not None:
            return recent
        tables = self.tables
        return [tables[table][number] for table, number in places]

    def is_unsplit(self, day: date) -> bool:
        """Whether a day is read from the file, as its documents have not been split."""
        return self._canonical_file is not None and not self._canonical_file.is_recent(day)

    def entries_in_file(self, first: date, last: date, kind: str | None) -> list[AnyEntry] | None:
        """Return the entries of some days, in no particular order, if the tables are not split, else None.

        It takes half the time of splitting them first. Raises EntryError.
        """
        return self._canonical_file.entries(first, last, kind) if self._canonical_file else None

    def next_number(self, name: str) -> int:
        """Return the number after the highest in a table; 1 for an empty one. Counted once, then kept up to date."""
        table = self.tables.get(name)
        if not table:
            self._highest.pop(name, None)
            return 1
        if name not in self._highest:
            changed = self._changed.get(name, {})
            if self._canonical:  # numbered from 1 when nothing had changed
                before = len(table) - sum((number in table) - (old is not None) for number, old in changed.items())
                last = next((number for number in range(before, 0, -1) if str(number) in table), 0)
                self._highest[name] = max(last, highest(number for number in changed if number in table))
            else:
                self._highest[name] = highest(table)
        return self._highest[name] + 1


def _share_numbers(tables: Tables, runs: Runs) -> None:
    """Let equal document numbers, and equal days of `runs`, be the same objects: 3 MB less in ten years, for 6 ms."""
    longest = max(tables.values(), key=lambda table: len(table), default={})
    numbers = list(longest)
    for name, table in tables.items():
        if table is not longest and list(table) == numbers[: len(table)]:
            tables[name] = dict(zip(numbers, table.values(), strict=False))
    shared: dict[int, int] = {}
    for days, _ in runs.values():
        days[:] = map(shared.setdefault, days, days)
