"""Search indexes of entries, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import SearchIndex
from gutskin_tui.model.search.document import Tags, no_tags


class UpdatedIndex(SearchIndex):
    """A search index that updates its day index too."""

    def update(self, day: date, entries: Iterable[AnyEntry]) -> None:
        entries = list(entries)
        self._index.update(day, entries)
        super().update(day, entries)


def search_index(
    entries: Iterable[AnyEntry],
    tags: Tags = no_tags,
    of_day: Callable[[date], Iterable[AnyEntry]] = lambda day: (),
) -> UpdatedIndex:
    """Return the index of entries, in any order."""
    index = UpdatedIndex(DayIndex(), tags, of_day)
    days: dict[date, list[AnyEntry]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry)
    for day, of_that_day in days.items():
        index.update(day, of_that_day)
    return index
