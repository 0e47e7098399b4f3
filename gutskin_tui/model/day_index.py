"""An index of the journal by day: the values of all measures, and the kinds of entries of each day.

It is built in a single pass over the journal and updated by changed days, so that charts and streaks do not have to
read all entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, DayMark, Measure
from gutskin_tui.model.series import combine

EntryLookup = Callable[[date], Sequence[AnyEntry]]
"""Returns the entries of a journal day, in order of time."""


def day_value(measure: Measure, entries: Iterable[AnyEntry]) -> float | None:
    """Return the value of a measure for a day, given the day's entries of its kind; None if there is no value."""
    values = [(entry, value) for entry in entries if (value := measure.value(entry)) is not None]
    return combine(values, measure.combine) if values else None


class DayIndex:
    """An index of entries by day.

    `values[measure][day]` is the value of a measure, `counts[kind][day]` the number of entries of a kind; days without
    any are absent. `skipped` are the days off, `nothing[kind]` the days marked as having nothing to record of a kind.
    """

    def __init__(self) -> None:
        self.values: dict[str, dict[date, float]] = {name: {} for name in MEASURES}
        self.counts: dict[str, dict[date, int]] = {name: {} for name in KINDS}
        self.nothing: dict[str, set[date]] = {name: set() for name in KINDS}
        self.skipped: set[date] = set()
        self._known: set[date] = set()

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Replace the data of `day` by that of `entries`, all entries of the day."""
        if day in self._known:
            self._remove(day)
        self._known.add(day)
        by_kind: dict[str, list[AnyEntry]] = {}
        for entry in entries:
            by_kind.setdefault(entry.kind, []).append(entry)
            if isinstance(entry, DayMark):
                if entry.what == "skip":
                    self.skipped.add(day)
                else:
                    self.nothing.setdefault(entry.of, set()).add(day)
        for kind, of_kind in by_kind.items():
            self.counts[kind][day] = len(of_kind)
            for measure in KINDS[kind].measures:
                value = day_value(measure, of_kind)
                if value is not None:
                    self.values[measure.name][day] = value

    def days(self, kind: str | None = None) -> set[date]:
        """Return the days with entries of a kind, or of any kind but day marks if None."""
        if kind:
            return set(self.counts[kind])
        return {day for name, counts in self.counts.items() if KINDS[name].listed for day in counts}

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
        for values in self.values.values():
            values.pop(day, None)
        for counts in self.counts.values():
            counts.pop(day, None)
        for days in self.nothing.values():
            days.discard(day)
        self.skipped.discard(day)
