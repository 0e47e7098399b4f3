"""The days of a measure, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import AnyEntry


def entries_by_day(entries: Iterable[AnyEntry]) -> dict[date, list[AnyEntry]]:
    """Return entries by their journal day, in the order given."""
    days: dict[date, list[AnyEntry]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry)
    return days


def day_index(entries: Iterable[AnyEntry]) -> DayIndex:
    """Return the index of entries, in any order."""
    index = DayIndex()
    for day, of_day in entries_by_day(entries).items():
        index.update(day, of_day)
    return index


def day_values(entries: Iterable[AnyEntry], measure: str) -> dict[date, float]:
    """Return the value of a measure for each day with a value."""
    return dict(day_index(entries).values[measure])
