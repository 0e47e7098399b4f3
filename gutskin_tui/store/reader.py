"""Reading an open journal: entries by day and by id, records, and the state of the file."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Raw

from gutskin_tui.model.entries import EntryError, by_day, by_instant, decode, decode_all, encode
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.store import tombstones
from gutskin_tui.store.canonical import sorted_by_text
from gutskin_tui.store.changes import Changes
from gutskin_tui.store.check import Problem, find_problems
from gutskin_tui.store.errors import AmbiguousEntry, UnknownEntry
from gutskin_tui.store.future_dates import FutureDate, future_dates
from gutskin_tui.store.index import Index, Place
from gutskin_tui.store.loss import Loss
from gutskin_tui.store.records import check_table, read_records
from gutskin_tui.store.superseded import SupersededList, SupersededValue, new_values
from gutskin_tui.store.tinydb_storage import LogStorage
from gutskin_tui.store.tinydb_tables import JournalDB, JournalTable
from gutskin_tui.store.tombstones import Key

SHORTEST_SUFFIX = 4
"""Fewest characters of an id's ending that `find_id` accepts."""

CACHED = 8192
"""Decoded entries cached: more than a year of a full diary (15 a day), about 8 MB."""

DAYS_AT_ONCE = 30
"""Days that are decoded together where many are read: 3 ms of a full diary."""

_tags = re.compile(rb'"tags"').search
"""Finds the field in a document without a copy of it, in half the time of `in`."""


def _decoded(table: str, raw: Raw, validated: bool) -> AnyEntry | None:
    """Return the entry that a document of a table holds, `validated` if it is known to be one; None if unreadable."""
    try:
        entry = decode(raw, validated=validated)
    except EntryError:
        return None
    return entry if validated or entry.kind == table else None


class JournalReader:
    """The part of a journal that changes nothing on disk.

    `revision` starts at 0 and grows with every change, also those of other processes. An entry that
    cannot be read is skipped by every query, left unchanged, and reported by `problems`.
    """

    def __init__(self, db: JournalDB) -> None:
        storage = db.storage
        assert isinstance(storage, LogStorage)
        self.db = db
        self.path = storage.path
        self._storage = storage
        self._cache: OrderedDict[Place, tuple[Raw, AnyEntry]] = OrderedDict()

    @property
    def revision(self) -> int:
        """How often the contents have changed since they were opened, also by other processes."""
        return self._storage.revision

    @property
    def _index(self) -> Index:
        return self._storage.index

    @property
    def state(self) -> Path:
        """The folder for the journal's lock and backups."""
        return self._storage.state

    @property
    def warnings(self) -> tuple[str, ...]:
        """Warnings about the file for the user, one sentence each; none of them prevents any operation."""
        return self._storage.warnings

    @property
    def alarms(self) -> tuple[str, ...]:
        """Those of the warnings that the contents may not be what was saved."""
        return self._storage.alarms

    @property
    def loss(self) -> Loss | None:
        """What was saved on this computer and is missing now, and was not accepted; None if nothing is."""
        return self._storage.loss

    @property
    def superseded(self) -> list[SupersededValue]:
        """What lost against a concurrent change in a merge, oldest first; see superseded.py."""
        listed = SupersededList(self.state).read()
        return [*listed, *new_values(self._storage.superseded, listed)]

    @property
    def notice(self) -> str:
        """Why a journal that was not opened as read-only is so nevertheless, else ""."""
        return self._storage.notice

    @property
    def read_only(self) -> bool:
        """Whether changes are refused: because it was opened so, or for the reason in `notice`."""
        return self._storage.read_only

    def get(self, entry_id: str) -> AnyEntry:
        """Return the entry with this id. Raises UnknownEntry."""
        place = self._index.place(entry_id)
        entries = self._entries([place]) if place else []
        if not entries:
            raise self._unknown(entry_id)
        return entries[0]

    def latest(self, entry: AnyEntry) -> AnyEntry | None:
        """Return an entry as it is now, None if it was deleted since. Raises UnknownEntry if unreadable."""
        return self.get(entry.id) if self._index.place(entry.id) else None

    def find_id(self, suffix: str) -> str:
        """Return the only id that equals or ends with `suffix`, at least SHORTEST_SUFFIX characters; case is ignored.

        Raises UnknownEntry and AmbiguousEntry.
        """
        wanted = suffix.strip()
        if wanted in self._index.places:
            return wanted
        wanted = wanted.lower()
        if len(wanted) < SHORTEST_SUFFIX:
            raise UnknownEntry(self.path, f"Give at least {SHORTEST_SUFFIX} characters of an id in {self.path}.")
        matches = [entry_id for entry_id in self._index.places if entry_id.lower().endswith(wanted)]
        if not matches:
            raise self._unknown(wanted)
        if len(matches) > 1:
            text = f"{len(matches)} entries in {self.path} have an id that ends like that; give more of it."
            raise AmbiguousEntry(self.path, text)
        return matches[0]

    def day(self, day: date) -> list[AnyEntry]:
        """Return the entries of a journal day in order of their instant, then id."""
        in_file = self._storage.is_unsplit(day)
        return sorted(self._on([day], None) if in_file else self._entries(self._index.on(day)), key=by_instant)

    def between(
        self, first: date | None = None, last: date | None = None, kind: str | None = None
    ) -> Iterator[AnyEntry]:
        """Yield entries by journal day, both ends included, in order of day, instant and id; of one kind if named.

        They neither come from the cache nor enter it, where those of a long range would replace all others.
        """
        days = self._index.days(first, last)
        for start in range(0, len(days), DAYS_AT_ONCE):
            yield from sorted(self._on(days[start : start + DAYS_AT_ONCE], kind), key=by_day)

    def documents(
        self, first: date | None = None, last: date | None = None, kind: str | None = None
    ) -> tuple[list[bytes], int]:
        """Return entries as canonical JSON by journal day, both ends included, then `at` as written, then id.

        Also returns how many documents in that range cannot be read. Stored bytes are returned without being decoded
        where they are known to be entries.
        """
        result: list[bytes] = []
        unreadable = 0
        tables, readable = self._storage.tables, self._storage.readable
        for day in self._index.days(first, last):
            places = self._places(day, kind)
            if readable:
                result += map(bytes, sorted_by_text([tables[table][number] for table, number in places]))
            else:
                entries = self._decode(places)
                result += map(encode, sorted(entries, key=lambda entry: (entry.at, entry.id)))
                unreadable += len(places) - len(entries)
        return result, unreadable + self._index.unlisted(kind)

    def days(self) -> list[date]:
        """Return the journal days that hold an entry, sorted. Entries are not read for it."""
        return self._index.days()

    def count(self, kind: str | None = None) -> int:
        """Return how many entries there are, of one kind if named. Entries are not read for it."""
        return self._index.count(kind)

    def tag_counts(self) -> Counter[str]:
        """Return how many entries have each tag. Entries without tags are not decoded."""
        tables = self._storage.tables
        places = [(kind, n) for kind in KINDS for n, raw in tables.get(kind, {}).items() if _tags(raw)]
        return Counter(tag for entry in self._decode(places) for tag in entry.tags)

    def records(self, table: str) -> dict[str, dict[str, Any]]:
        """Return a table of plain documents that are not entries, by id; those that cannot be read are left out.

        Raises ValueError for a table that holds entries or is the store's own.
        """
        check_table(table)
        return read_records(self._storage.records(table))

    def has_had(self, table: str, name: str) -> bool:
        """Return whether an entry or record with this id is in the journal, or was removed from it."""
        key = ("" if table in KINDS else table), name
        present = self._index.place(name) is not None if table in KINDS else name in self.records(table)
        return present or key in self.removals()

    def removals(self) -> dict[Key, str]:
        """Return the tombstones: the instant of each removal, by ("", id) or (table, id)."""
        return tombstones.read(self._storage.records(tombstones.TABLE))

    def refresh(self) -> bool:
        """Read what other processes saved; return whether anything changed.

        A file that was removed is not a change. Raises JournalDamaged and JournalUnreadable; nothing has changed then.
        """
        return bool(self._storage.reload())

    def drain_changes(self) -> Changes:
        """Return what changed since the last call, or since the journal was opened, and forget it.

        These are the changes of this process and of others, whichever method read or made them.
        """
        return self._storage.changes.drain()

    def problems(self) -> list[Problem]:
        """Decode every entry and return the problems of the file by place, without any journal text."""
        return list(find_problems(self._storage.tables, self._storage.history, self._index))

    def future_dates(self, now: datetime) -> list[FutureDate]:
        """Return the documents that are dated more than a day after `now`."""
        return list(future_dates(self._storage.tables, now))

    def close(self) -> None:
        """Close the files. All changes are saved already; if there were any, the log is folded into the journal."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _table(self, name: str) -> JournalTable:
        table = self.db.table(name)
        assert isinstance(table, JournalTable)
        return table

    def _entries(self, places: Iterable[Place]) -> list[AnyEntry]:
        """Return listed entries, decoded now or before, without those that cannot be read."""
        places = list(places)
        cache, readable = self._cache, self._storage.readable
        entries = []
        for place, raw in zip(places, self._storage.documents(places), strict=True):
            cached = cache.get(place)
            if cached is None or cached[0] is not raw:
                entry = _decoded(place[0], raw, readable)
                if entry is None:
                    continue
                if len(cache) >= CACHED:
                    cache.popitem(last=False)
                cached = cache[place] = raw, entry
            entries.append(cached[1])
        return entries

    def _decode(self, places: Sequence[Place]) -> list[AnyEntry]:
        """Return listed entries, without those that cannot be read, past the cache."""
        raws, readable = self._storage.documents(places), self._storage.readable
        if readable:
            with suppress(EntryError):
                return decode_all(raws)
        entries = [_decoded(table, raw, readable) for (table, _), raw in zip(places, raws, strict=True)]
        return [entry for entry in entries if entry is not None]

    def _on(self, days: Sequence[date], kind: str | None) -> list[AnyEntry]:
        """Return the entries of successive days, of one kind if named, without those that cannot be read."""
        with suppress(EntryError):
            if (entries := self._storage.entries_in_file(days[0], days[-1], kind)) is not None:
                return entries
        return self._decode([place for day in days for place in self._places(day, kind)])

    def _places(self, day: date, kind: str | None) -> Sequence[Place]:
        places = self._index.on(day)
        return [place for place in places if place[0] == kind] if kind else places

    def _unknown(self, entry_id: str) -> UnknownEntry:
        name = f"with the id {entry_id}" if re.fullmatch(r"[0-9A-Za-z_-]{1,64}", entry_id) else "with such an id"
        return UnknownEntry(self.path, f"There is no entry {name} in {self.path}.")
