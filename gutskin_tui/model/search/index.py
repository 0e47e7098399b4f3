"""An in-memory index for search at each keystroke: it holds the folded text of each day.

Values and kinds are those of the day index. The texts of ten years (55,000 entries) take 1 MB, and a keystroke takes
1 ms. Scanning one text of all days took as long for rare words, and three times as long for words of most days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import LISTED, AnyEntry
from gutskin_tui.model.search.document import TAG, Kinds, Tags, lines_of, no_tags, select, tag_lines, tags_in
from gutskin_tui.model.search.query import Between, Comparison, Missing, Query, Term, Words

COMPARISONS_CACHED = 8

_UTF8 = ("utf-8", "surrogatepass")
"""The encoding of the texts; text that was typed can have surrogates."""


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
        self._lines: dict[date, bytes] = {}
        self._tag_lines: dict[date, bytes] = {}
        self._days: list[date] = []
        self._texts: dict[tuple[str, Kinds], list[str]] = {}
        self._compared: dict[Comparison, set[date]] = {}
        self._last: tuple[Query, list[int]] | None = None
        """The last query passed to `matching`, and the indices of the days that match it, newest first."""

    def update(self, day: date, entries: Sequence[AnyEntry]) -> None:
        """Replace the content of a day by `entries`, all entries of the day."""
        if any(entry.kind in LISTED for entry in entries):
            if day not in self._lines:
                insort(self._days, day)
            self._lines[day] = lines_of(entries).encode(*_UTF8)
        elif self._lines.pop(day, None) is not None:
            del self._days[bisect_left(self._days, day)]
        self._tag_lines.pop(day, None)
        self._texts.clear()
        self._compared.clear()
        self._last = None

    def tag(self, day: date) -> bytes:
        """Return the lines of the additional tags of a day's entries, and cache them."""
        lines = self._tag_lines.get(day)
        if lines is None:
            text = tag_lines(self._of_day(day), self._tags) if day in self._lines else ""
            lines = self._tag_lines[day] = text.encode(*_UTF8)
        return lines

    def own_tags(self) -> list[str]:
        """Return the tags that were typed, as match keys, those of the latest days first."""
        return list(
            dict.fromkeys(tag for day in reversed(self._days) for tag in tags_in(self._lines[day].decode(*_UTF8)))
        )

    def forget_tags(self) -> None:
        """Discard the additional tags, which have changed; they are computed again when needed."""
        self._tag_lines.clear()
        self._texts.clear()
        self._last = None

    def text(self, day: date, part: str, kinds: Kinds) -> str:
        """Return the lines of a part of a day; if `kinds` is not empty, those of entries of these kinds."""
        lines = self._lines.get(day, b"")
        return select((lines + self.tag(day) if part == TAG else lines).decode(*_UTF8), part, kinds)

    def days(self, query: Query) -> Iterator[date]:
        """Yield the matching days lazily, newest first."""
        return self._gaps(query) if query.seeks_gaps else map(self._days.__getitem__, self._indices(query))

    def matching(self, query: Query) -> list[date]:
        """Return the matching days, newest first.

        A query that narrows the last one passed is searched for among the days of that one: a letter of a third word
        takes 0.2 ms in place of 1.3.
        """
        if query.seeks_gaps:
            return list(self._gaps(query))
        indices = list(self._indices(query))
        self._last = query, indices
        return [self._days[index] for index in indices]

    def _indices(self, query: Query) -> Iterator[int]:
        """Yield the indices of the matching days lazily, newest first; the query does not seek gaps."""
        if self._last and query.narrows(self._last[0]):
            before, matched = self._last
            indices, terms = iter(matched), [term for term in query.terms if term not in before.terms]
        else:
            first, last = self._bounds(query)
            indices = iter(range(last - 1, first - 1, -1))
            terms = [term for term in query.terms if not (term.wanted and isinstance(term.test, Between))]
        for term in sorted(terms, key=_order):
            indices = self._filter(indices, term)
        return indices

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

    def _filter(self, indices: Iterator[int], term: Term) -> Iterator[int]:
        """Yield the indices of the days that satisfy a term."""
        test, wanted, days = term.test, term.wanted, self._days
        if isinstance(test, Words):
            texts, needle = self._texts_of(test), test.needle
            if wanted:
                return (index for index in indices if needle in texts[index])
            return (index for index in indices if needle not in texts[index])
        if isinstance(test, Comparison):
            matching = self._matching(test)
            return (index for index in indices if (days[index] in matching) is wanted)
        return (index for index in indices if term.holds(days[index], _IndexedDocument(days[index], self._index, self)))

    def _matching(self, test: Comparison) -> set[date]:
        """Return the days whose value compares as asked, cached: the comparison often stays as words are typed."""
        days = self._compared.get(test)
        if days is None:
            values = self._index.values[test.measure]
            if len(self._compared) == COMPARISONS_CACHED:
                self._compared.clear()
            days = self._compared[test] = {day for day, value in values.items() if test.compares(value)}
        return days

    def _texts_of(self, words: Words) -> list[str]:
        """Return the texts of all days that are searched for `words`, cached by part and kinds."""
        key = (words.part, words.kinds)
        texts = self._texts.get(key)
        if texts is None:
            texts = self._texts[key] = [self.text(day, *key) for day in self._days]
        return texts


def _order(term: Term) -> tuple[int, int]:
    """Return the place of a term in the order of tests: look-ups in a set, then words, the longest first, then others.

    The longest words are likely the rarest, and leave the fewest days to the other terms.
    """
    if isinstance(term.test, Comparison):
        return 0, 0
    return (1, -len(term.test.needle)) if isinstance(term.test, Words) and term.wanted else (2, 0)


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
