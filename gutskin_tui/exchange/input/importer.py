"""The interface of an import format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from msgspec import Struct, field

from gutskin_tui.clock import Clock
from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.exchange.input.mapping import ImportMapping
from gutskin_tui.exchange.input.source import Source
from gutskin_tui.exchange.packed_entries import PackedEntries
from gutskin_tui.exchange.records import Record
from gutskin_tui.zone import named_zone

T = TypeVar("T")


class ImportContents(NamedTuple):
    """The contents of a file: its entries, its records by table, and the report of what was left out.

    A file of gutskin's own has no report: it is imported as a whole or not at all.
    """

    entries: PackedEntries
    records: dict[str, tuple[Record, ...]]
    report: ImportReport | None = None


class ImportOptions(Struct, frozen=True):
    """How a file is read.

    `clock` gives the current time, and the zone and journal day of times that the file has without a zone. `dates` is
    the order of day, month and year where the file leaves it open (None: not given). `mapping` are the person's own
    words and columns. `progress` is called with the part that is done, from 0 to 1.
    """

    clock: Clock
    dates: str | None = None
    mapping: ImportMapping = field(default_factory=ImportMapping)
    progress: Callable[[float], None] = lambda part: None

    def track(self, items: Sequence[T], *, backwards: bool = False) -> Iterator[T]:
        """Yield the items of a sequence, from the last to the first if `backwards`, and report the progress."""
        for number, item in enumerate(reversed(items) if backwards else items):
            if number % 500 == 0:
                self.progress(number / len(items))
            yield item


class MappedRow(Protocol):
    """A row of a table: its line in the file, and its cells by the names of the columns, "" where there is none."""

    @property
    def line(self) -> int: ...
    def __getitem__(self, name: str, /) -> str: ...


class Columns(NamedTuple):
    """The names of the columns of a file, and its rows."""

    names: Sequence[str]
    rows: Sequence[MappedRow]


class Importer(Struct, frozen=True):
    """An import format. `summary` follows the format's name in the help.

    `table` returns the names of the columns and the first rows, for a format whose columns the person maps.

    `recognises` is whether a source is of this format, by its contents. `read` checks and returns the contents of the
    source; it raises ExchangeError if the whole cannot be read or is ambiguous, and skips bad rows with a reason in the
    report. The messages continue a sentence that begins with the file's name, and do not quote the file but for names
    of columns.
    """

    summary: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source, ImportOptions], ImportContents]
    table: Callable[[Source, ImportOptions], Columns] | None = None


def in_zone(clock: Clock, name: str) -> Clock:
    """Return a clock in the time zone with a name, the same clock if it is "". Raises ExchangeError."""
    if not name:
        return clock
    zone = named_zone(name)
    if zone is None:
        raise ExchangeError("Unknown time zone; use a name such as Europe/Berlin.")
    return Clock(clock.now, lambda: zone, clock.day_start)
