"""An in-memory index for search at each keystroke: the folded texts of all days are joined and scanned backwards.

Values and kinds are those of the day index. The texts of ten years (55,000 entries) take 2 MB, twice that once they
were searched, and a keystroke that matches most days takes 2 ms.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple, cast

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import LISTED, AnyEntry
from gutskin_tui.model.search.document import TAG, Kinds, Tags, lines_of, no_tags, select, tag_lines, tags_in
from gutskin_tui.model.search.query import Between, Comparison, Missing, Query, Term, Words

COMPARISONS_CACHED = 8


class _Column(NamedTuple):
    """A part of the text of all days, oldest first; that of day `i` is text[starts[i] : starts[i + 1]]."""

    text: str
    starts: list[int]


class SearchIndex:
    """The searchable content of all days, which is passed to `update` day by day.

    `index` is the index of the same days, and is updated before this one. `tags` returns additional tags of an entry
    and `of_day` the entries of a day. As computing these tags is slow, it is done for each day when a query with tags
    first needs them, or in advance by `tag`.
    """

    def __init__(
        self,
        index: DayIndex,
        tags: Tags = no_tags,
        of_day: Callable[[date], Iterable[AnyEntry]] = lambda day: (),
    ) -> None:
        self._index = index
        self._tags, self._of_day = tags, of_day
        self._lines: dict[date, str] = {}
        self._tag_lines: dict[date, str] = {}
        self._days: list[date] = []
        self._columns: dict[tuple[str, Kinds], _Column] = {}
        self._compared: dict[Comparison, set[date]] = {}

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Replace the content of a day by `entries`, all entries of the day."""
        if any(entry.kind in LISTED for entry in entries):
            if day not in self._lines:
                insort(self._days, day)
            self._lines[day] = lines_of(entries)
        elif self._lines.pop(day, None) is not None:
            del self._days[bisect_left(self._days, day)]
        self._tag_lines.pop(day, None)
        self._columns.clear()
        self._compared.clear()

    def tag(self, day: date) -> str:
        """Return the lines of the additional tags of a day's entries, and cache them."""
        lines = self._tag_lines.get(day)
        if lines is None:
            lines = self._tag_lines[day] = tag_lines(self._of_day(day), self._tags) if day in self._lines else ""
        return lines

    def own_tags(self) -> list[str]:
        """Return the tags that were typed, as match keys, those of the latest days first."""
        return list(dict.fromkeys(tag for day in reversed(self._days) for tag in tags_in(self._lines[day])))

    def forget_tags(self) -> None:
        """Discard the additional tags, which have changed; they are computed again when needed."""
        self._tag_lines.clear()
        self._columns.clear()

    def text(self, day: date, part: str, kinds: Kinds) -> str:
        """Return the lines of a part of a day; if `kinds` is not empty, those of entries of these kinds."""
        lines = self._lines.get(day, "")
        return select(lines + self.tag(day) if part == TAG else lines, part, kinds)

    def days(self, query: Query) -> Iterator[date]:
        """Yield the matching days lazily, newest first."""
        if query.seeks_gaps:
            return self._gaps(query)
        first, last = self._bounds(query)
        rest = [term for term in query.terms if not (term.wanted and isinstance(term.test, Between))]
        words = [term for term in rest if term.wanted and isinstance(term.test, Words)]
        if not words or any(term.wanted and isinstance(term.test, Comparison) for term in rest):
            rest.sort(key=lambda term: isinstance(term.test, Words))  # a look-up in a set is quicker than words
            indices = self._filter_all(iter(range(last - 1, first - 1, -1)), rest)
        else:  # scan for the longest words, likely the rarest, and test the other terms on their days
            lead = max(words, key=lambda term: len(cast(Words, term.test).needle))
            rest.remove(lead)
            indices = self._filter_all(self._with_words(cast(Words, lead.test), first, last), rest)
        return map(self._days.__getitem__, indices)

    def _bounds(self, query: Query) -> tuple[int, int]:
        """Return the half-open range of indices into the days that the date terms of the query allow."""
        first, last = 0, len(self._days)
        for term in query.terms:
            if term.wanted and isinstance(term.test, Between):
                first = max(first, bisect_left(self._days, term.test.first))
                last = min(last, bisect_right(self._days, term.test.last))
        return first, max(first, last)

    def _gaps(self, query: Query) -> Iterator[date]:
        """Yield the matching calendar days, with or without entries, from today back to the first day with an entry."""
        first = self._days[0].toordinal() if self._days else date.max.toordinal()
        days: Iterator[date] = map(date.fromordinal, range(query.today.toordinal(), first - 1, -1))
        for term in query.terms:
            days = self._filter_days(days, term)
        return days

    def _filter_days(self, days: Iterator[date], term: Term) -> Iterator[date]:
        """Yield the days that satisfy a term."""
        test, wanted = term.test, term.wanted
        if isinstance(test, Missing):  # directly, as it tests every calendar day
            get = (self._index.counts if test.is_kind else self._index.values)[test.name].get
            return (day for day in days if (get(day) is None) is wanted)
        return (day for day in days if term.holds(day, _IndexedDocument(day, self._index, self)))

    def _filter_all(self, indices: Iterator[int], terms: Sequence[Term]) -> Iterator[int]:
        """Yield the indices of the days that satisfy all terms."""
        for term in terms:
            indices = self._filter(indices, term)
        return indices

    def _filter(self, indices: Iterator[int], term: Term) -> Iterator[int]:
        """Yield the indices of the days that satisfy a term."""
        test, wanted, days = term.test, term.wanted, self._days
        if isinstance(test, Words):
            text, starts = self._column(test)
            find, needle = text.find, test.needle
            return (index for index in indices if (find(needle, starts[index], starts[index + 1]) >= 0) is wanted)
        if isinstance(test, Comparison):
            matching = self._matching(test)
            return (index for index in indices if (days[index] in matching) is wanted)
        return (index for index in indices if term.holds(days[index], _IndexedDocument(days[index], self._index, self)))

    def _with_words(self, words: Words, first: int, last: int) -> Iterator[int]:
        """Yield the indices in range(first, last) of the days that contain the words, newest first."""
        text, starts = self._column(words)
        rfind, needle, floor, end = text.rfind, words.needle, starts[first], starts[last]
        while (hit := rfind(needle, floor, end)) >= 0:
            index = bisect_right(starts, hit) - 1
            yield index
            end = starts[index]

    def _matching(self, test: Comparison) -> set[date]:
        """Return the days whose value compares as asked, cached: the comparison often stays as words are typed."""
        days = self._compared.get(test)
        if days is None:
            values = self._index.values[test.measure]
            if len(self._compared) == COMPARISONS_CACHED:
                self._compared.clear()
            days = self._compared[test] = {day for day, value in values.items() if test.compares(value)}
        return days

    def _column(self, words: Words) -> _Column:
        """Return the text that is searched for `words`, cached by part and kinds."""
        key = (words.part, words.kinds)
        column = self._columns.get(key)
        if column is None:
            chunks = [self.text(day, *key) for day in self._days]
            column = self._columns[key] = _Column("".join(chunks), [0, *accumulate(map(len, chunks))])
        return column


class _IndexedDocument:
    """The searchable content of a day, read from the indexes."""

    __slots__ = ("_day", "_days", "_search")

    def __init__(self, day: date, days: DayIndex, search: SearchIndex) -> None:
        self._day, self._days, self._search = day, days, search

    def has_kind(self, kind: str) -> bool:
        """Whether there is an entry of the kind."""
        return self._day in self._days.counts[kind]

    def value(self, measure: str) -> float | None:
        """Return the value of a measure, None without one."""
        return self._days.values[measure].get(self._day)

    def text(self, part: str, kinds: Kinds) -> str:
        """Return the lines of a part; if `kinds` is not empty, those of entries of these kinds."""
        return self._search.text(self._day, part, kinds)
