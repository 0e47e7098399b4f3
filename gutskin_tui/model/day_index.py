"""The book of days: every daily series and which days have what, kept up to date a day at a time.

Built once per journal in a single pass, so that charts, streaks and search never read all entries
again; after a change only the changed days are read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, DayMark, Measure
from gutskin_tui.model.series import combine


def day_value(measure: Measure, entries: Iterable[AnyEntry]) -> float | None:
    """Return the day's number for a measure from the day's entries of its kind, None if none says."""
    said = [(entry, value) for entry in entries if (value := measure.value(entry)) is not None]
    return combine(said, measure.combine) if said else None


class DayIndex:
    """`values[measure][day]` is the day's number; `counts[kind][day]` how many entries it has.

    `skipped` are the days off from every streak; `nothing[kind]` the days marked as having nothing of a kind.
    A day that is absent is missing, never 0.
    """

    def __init__(self) -> None:
        self.values: dict[str, dict[date, float]] = {name: {} for name in MEASURES}
        self.counts: dict[str, dict[date, int]] = {name: {} for name in KINDS}
        self.nothing: dict[str, set[date]] = {name: set() for name in KINDS}
        self.skipped: set[date] = set()

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Make the book say of `day` what `entries`, all of that day, say."""
        for values in self.values.values():
            values.pop(day, None)
        for counts in self.counts.values():
            counts.pop(day, None)
        for days in self.nothing.values():
            days.discard(day)
        self.skipped.discard(day)
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
        """Return the days with at least one entry (marks aside), of one kind or of any."""
        if kind:
            return set(self.counts[kind])
        return {day for name, counts in self.counts.items() if KINDS[name].listed for day in counts}

    def kept(self, kind: str) -> set[date]:
        """Return the days that keep the streak of a kind: those with an entry, and those marked as having nothing."""
        return self.days(kind) | self.nothing[kind]
