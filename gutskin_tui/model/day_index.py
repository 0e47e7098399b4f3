"""An index of the journal by day: the values of all measures, and the kinds of entries of each day.

It is built in a single pass over the journal and updated by changed days, so that charts and streaks do not have to
read all entries.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from gutskin_tui.model.day_column import DayColumn
from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, DayMark, Measure

EntryLookup = Callable[[date], Sequence[AnyEntry]]
"""Returns the entries of a journal day, in order of time."""


def day_value(measure: Measure, entries: Sequence[AnyEntry]) -> float | None:
    """Return the value of a measure for a day, given the day's entries of its kind, combined as it says.

    None if no entry has a value."""
    if measure.combine == "last":
        dated = [(entry.when, entry.id, value) for entry in entries if (value := measure.value(entry)) is not None]
        return float(max(dated)[2]) if dated else None
    values = [value for value in map(measure.value, entries) if value is not None]
    if not values:
        return None
    if measure.combine == "max":
        return float(max(values))
    total = math.fsum(values)
    return total / len(values) if measure.combine == "mean" else total


class DayIndex:
    """An index of entries by day.

    `values[measure][day]` is the value of a measure, `counts[kind][day]` the number of entries of a kind; days without
    any are absent. `skipped` are the days off, `nothing[kind]` the days marked as having nothing to record of a kind.
    """

    def __init__(self) -> None:
        self._rows: dict[date, int] = {}
        self.values: dict[str, DayColumn] = {name: DayColumn(self._rows) for name in MEASURES}
        self.counts: dict[str, DayColumn] = {name: DayColumn(self._rows) for name in KINDS}
        self.nothing: dict[str, set[date]] = {name: set() for name in KINDS}
        self.skipped: set[date] = set()
        # What `update` puts where, looked up once: it does so 100,000 times for ten years.
        self._columns = {
            kind.struct: (self.counts[name], [(measure, self.values[measure.name]) for measure in kind.measures])
            for name, kind in KINDS.items()
        }

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Replace the data of `day` by that of `entries`, all entries of the day."""
        if day in self._rows:
            self._remove(day)
        row = self._rows.setdefault(day, len(self._rows))
        by_struct: defaultdict[type[Entry], list[AnyEntry]] = defaultdict(list)
        for entry in entries:
            by_struct[type(entry)].append(entry)
        for mark in by_struct.get(DayMark, ()):
            assert isinstance(mark, DayMark)
            if mark.what == "skip":
                self.skipped.add(day)
            else:
                self.nothing.setdefault(mark.of, set()).add(day)
        for struct, of_kind in by_struct.items():
            counts, measures = self._columns[struct]
            counts.put(row, len(of_kind))
            only = of_kind[0] if len(of_kind) == 1 else None  # the usual case, without a call of `day_value`
            for measure, values in measures:
                value = day_value(measure, of_kind) if only is None else measure.value(only)
                if value is not None:
                    values.put(row, value)

    def days(self, kind: str | None = None) -> set[date]:
        """Return the days with entries of a kind, or of any kind but day marks if None."""
        if kind:
            return set(self.counts[kind])
        columns = [counts for name, counts in self.counts.items() if KINDS[name].listed]
        most = max(columns, key=len)
        days = set(most)  # nearly all of them, so that few are looked up
        return days | {day for day in self._rows.keys() - days if any(day in counts for counts in columns)}

    @property
    def first_day(self) -> date | None:
        """The first day with a value of a measure, None without any. Found from the front: a scan takes some ms."""
        columns = self.values.values()
        return next((day for day in sorted(self._rows) if any(day in column for column in columns)), None)

    def active_days(self, kind: str | None = None) -> set[date]:
        """Return the days that count for a streak: with an entry, or marked as having nothing to record.

        Of a kind, or of any kind if None.
        """
        nothing = self.nothing[kind] if kind else set().union(*self.nothing.values())
        return self.days(kind) | nothing

    def is_active(self, day: date, kind: str | None = None) -> bool:
        """Return whether a day is one of `active_days`."""
        if kind:
            return day in self.counts[kind] or day in self.nothing[kind]
        return any(KINDS[name].listed and day in counts for name, counts in self.counts.items()) or any(
            day in days for days in self.nothing.values()
        )

    def _remove(self, day: date) -> None:
        for column in (*self.values.values(), *self.counts.values()):
            column.put(self._rows[day], None)
        for days in self.nothing.values():
            days.discard(day)
        self.skipped.discard(day)
