"""Building the entries of an import, with ids that are the same whenever the same row is imported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.importer import ImportContents
from gutskin_tui.exchange.input.json_text import decode_object
from gutskin_tui.exchange.input.text import plain
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.model.entries import EntryError, from_document
from gutskin_tui.model.ids import new_id
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.zone import zone_name

NOON = time(12)
"""The time of an entry whose file gives only a date."""
REPEATABLE = frozenset({"meal", "drink", "exercise", "practice", "supplement", "treatment"})
"""Kinds of which two equal rows are two entries; of the others, and of rows with an id, they are the same fact."""
NO_MOMENT = "the date or time is not one that exists"
NOT_AS_EXPORTED = "it is not as in an export"
IN_FUTURE = "the date is in the future"
REPEATED = "the same as another row"
NOTHING = "it has nothing that is imported"


class Numbered(Protocol):
    """A row of a file."""

    @property
    def line(self) -> int:
        """The number of its line, or of the row."""


R = TypeVar("R", bound=Numbered)
T = TypeVar("T")
S = TypeVar("S")


class Draft(NamedTuple):
    """An entry to be built.

    `at` is its time: naive in the zone of the import, or aware; a date for a row without a time, which is then filed
    at 12:00. `day` is the journal day if the file gives it, by default that of `at`. `key` are the parts of the row
    that identify it, with its kind and its time. The time is left out if the row has an id of its own (`has_id`), or
    the key names the entry within its day. `identity` takes its place if the zone of the import decides what it is.
    """

    kind: str
    values: Mapping[str, Any]
    at: datetime | date
    key: tuple[object, ...] = ()
    day: date | None = None
    has_id: bool = False
    identity: datetime | date | None = None


class EntryBuilder:
    """Collects the entries of an import, whose `source` is recorded in each of them, and the report about it."""

    def __init__(self, source: str, clock: Clock) -> None:
        now, zone = clock.now(), clock.zone()  # read once: an import has tens of thousands of times
        self.source = source
        self.clock = Clock(lambda: now, lambda: zone, clock.day_start)
        self.report = ImportReport()
        self._entries = PackedEntries()
        self._counts: dict[int, int] = {}
        self._facts: set[int] = set()
        self._now, self._today = now, self.clock.today()

    def dated(self, rows: Iterable[R], moment: Callable[[R], T]) -> Iterator[tuple[R, T]]:
        """Yield each row with its `moment`. Those for which that raises ValueError are counted as read and skipped."""
        for row in rows:
            self.report.rows += 1
            try:
                at = moment(row)
            except (ValueError, OverflowError):
                self.report.skip(NO_MOMENT, row.line)
                continue
            yield row, at

    def dated_objects(
        self, raws: Iterable[msgspec.Raw], schema: type[S], moment: Callable[[S], T]
    ) -> Iterator[tuple[int, S, T]]:
        """Yield each object of a list in JSON with its number, counted from 1, and its `moment`.

        Those that do not fit the `schema`, or for which `moment` raises ValueError, are counted as read and skipped.
        """
        for number, raw in enumerate(raws, 1):
            self.report.rows += 1
            item = decode_object(raw, schema)
            if item is None:
                self.report.skip(NOT_AS_EXPORTED, number)
                continue
            try:
                at = moment(item)
            except (ValueError, OverflowError):
                self.report.skip(NO_MOMENT, number)
                continue
            yield number, item, at

    def add(self, line: int, *drafts: Draft) -> bool:
        """Add the entries of the row at `line`, all or none; return whether they were added.

        A row with a value out of range or an instant in the future is skipped, and so is one without drafts, or one
        that repeats a fact.
        """
        built: list[AnyEntry] = []
        counts: dict[int, int] = {}
        facts: set[int] = set()
        try:
            for draft in drafts:
                if entry := self._build(draft, counts, facts):
                    built.append(entry)
        except EntryError as error:
            self.report.skip(error.message, line)
            return False
        self._counts |= counts
        self._facts |= facts
        for entry in built:
            self._entries.append(entry)
        if not built:
            self.report.skip(REPEATED if drafts else NOTHING, line)
        return bool(built)

    def contents(self) -> ImportContents:
        """Return the entries in the order in which they were added, and the report."""
        return ImportContents(self._entries, {}, self.report)

    def moment(self, at: datetime | date) -> datetime:
        """Return the instant of a time of the file, in its own zone, or that of the import.

        An offset that is that of the import's zone at that time is replaced by that zone, and so is UTC, by which a
        file states instants and no place.
        """
        if not isinstance(at, datetime):
            at = min(datetime.combine(at, NOON), max(self._now.replace(tzinfo=None), datetime.combine(at, time(0))))
        if at.tzinfo is None:
            return self.clock.localise(at)
        local = at.astimezone(self.clock.zone())
        return local if at.tzinfo is UTC or local.utcoffset() == at.utcoffset() else at

    def _build(self, draft: Draft, counts: dict[int, int], facts: set[int]) -> AnyEntry | None:
        """Return an entry, None if the same fact was added before. Raises EntryError.

        `counts` is how often each key occurred in the row so far, `facts` are hashes of its facts.
        """
        at, day = self._time(draft)
        given = {name: _clean(value) for name, value in draft.values.items() if value not in (None, "", (), [])}
        wall = _wall(draft.identity or (draft.day if draft.has_id and draft.day else draft.at))
        key = [self.source, draft.kind, "" if draft.has_id and not draft.day else wall.isoformat(), *draft.key]
        name = json.dumps(key, default=str)
        if draft.kind not in REPEATABLE or draft.has_id:
            fact = hash((name, json.dumps(given, default=str)))
            if fact in facts or fact in self._facts:
                return None
            facts.add(fact)
        number = counts.get(hash(name), self._counts.get(hash(name), 0))
        counts[hash(name)] = number + 1
        stamp = at.isoformat(timespec="milliseconds")
        return from_document(
            {
                **KINDS[draft.kind].derive(given, at, day),
                **given,
                "kind": draft.kind,
                "id": _id(wall, name, number),
                "at": at.isoformat(),
                "zone": zone_name(at),
                "day": day.isoformat(),
                "created": stamp,
                "updated": stamp,
                "source": self.source,
            }
        )

    def _time(self, draft: Draft) -> tuple[datetime, date]:
        """Return the instant and the journal day of an entry. Raises EntryError for one in the future."""
        try:
            at = self.moment(draft.at).replace(microsecond=0)
            if draft.day == self._today and at.astimezone(UTC) > self._now:
                at = self._now.replace(microsecond=0)  # an hour that stands in for a part of today
            day = draft.day or (self.clock.day_of(at) if isinstance(draft.at, datetime) else draft.at)
            late = at.astimezone(UTC) > self._now or day > max(self._today, at.date())
        except (OverflowError, ValueError):
            raise EntryError("at", NO_MOMENT) from None
        if late:
            raise EntryError("at", IN_FUTURE)
        return at, day


def natural_key(kind: str, values: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what tells entries of a kind at the same time apart: its name, or the foods of a meal."""
    return tuple(str(values[name]) for name in ("what", "text") if name in values and kind in REPEATABLE)


def _id(wall: datetime, name: str, number: int) -> str:
    digest = hashlib.sha256(f"{name}\n{number}".encode("utf-8", "surrogatepass")).digest()
    try:
        return new_id(wall, entropy=int.from_bytes(digest[:10], "big"))
    except (OverflowError, ValueError):
        raise EntryError("at", NO_MOMENT) from None


def _wall(at: datetime | date) -> datetime:
    """Return the time that an id begins with; of a time without a zone its figures, so that no zone changes the id."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, NOON)
    return at.replace(microsecond=0, tzinfo=UTC) if at.tzinfo is None else at.replace(microsecond=0).astimezone(UTC)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Sequence):
        return [_clean(part) for part in value]
    return value
