"""An in-memory index for search at each keystroke: the folded texts of all days are joined and scanned backwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple, cast

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search.document import BETWEEN_TAGS, EMPTY, TAG, Document, Tags, add_tags, read_day
from gutskin_tui.model.search.query import Between, Query, Term, Test, Words


class _Column(NamedTuple):
    """A part of the text of all days, oldest first; that of day `i` is text[starts[i] : starts[i + 1]]."""

    text: str
    starts: list[int]


class SearchIndex:
    """The searchable content of all days. It is built from all entries; changed days are passed to `update`.

    `tags` returns additional tags of an entry and `of_day` the entries of a day. As computing these tags is slow, it is
    done for each day when a query with tags first needs them, or in advance by `tag`.
    """

    def __init__(
        self,
        entries: Iterable[AnyEntry] = (),
        tags: Tags | None = None,
        of_day: Callable[[date], Iterable[AnyEntry]] = lambda day: (),
    ) -> None:
        """Index `entries`, in any order."""
        self._tags, self._of_day = tags, of_day
        self._tagged: dict[date, Document] = {}
        by_day: dict[str, list[AnyEntry]] = {}
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        self._documents: dict[date, Document] = {}
        for day, day_entries in by_day.items():
            document = read_day(day_entries)
            if document.kinds:
                self._documents[date.fromisoformat(day)] = document
        self._days = sorted(self._documents)
        self._columns: dict[tuple[str, frozenset[str]], _Column] = {}

    def update(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Replace the content of a day by `entries`, all entries of the day."""
        document = read_day(entries)
        if document.kinds:
            if day not in self._documents:
                insort(self._days, day)
            self._documents[day] = document
        elif self._documents.pop(day, None):
            del self._days[bisect_left(self._days, day)]
        self._tagged.pop(day, None)
        self._columns.clear()

    def tag(self, day: date) -> Document:
        """Return the searchable content of a day with the additional tags of its entries, and cache it."""
        document = self._tagged.get(day)
        if document is None:
            document = self._documents.get(day, EMPTY)
            if self._tags and document.kinds:
                document = self._tagged[day] = add_tags(document, self._of_day(day), self._tags)
        return document

    def own_tags(self) -> list[str]:
        """Return the tags that were typed, as match keys, those of the latest days first."""
        texts = (self._documents[day].texts.get(TAG, {}).values() for day in reversed(self._days))
        tags = (tag.strip() for of_day in texts for text in of_day for tag in text.split(BETWEEN_TAGS))
        return list(dict.fromkeys(filter(None, tags)))

    def forget_tags(self) -> None:
        """Discard the additional tags, which have changed; they are computed again when needed."""
        self._tagged.clear()
        self._columns.clear()

    def days(self, query: Query) -> Iterator[date]:
        """Yield the matching days lazily, newest first."""
        if query.seeks_gaps:
            return self._gaps(query)
        first, last = self._bounds(query)
        rest = [term for term in query.terms if not (term.wanted and isinstance(term.test, Between))]
        words = [term for term in rest if term.wanted and isinstance(term.test, Words)]
        if not words:
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
        holds, wanted, document = term.test.holds, term.wanted, self._reader(term.test)
        return (day for day in days if holds(day, document(day)) is wanted)

    def _reader(self, test: Test) -> Callable[[date], Document]:
        """Return the function that reads a day's content for a test, with additional tags only if it tests tags."""
        if isinstance(test, Words) and test.part == TAG:
            return self.tag
        return lambda day: self._documents.get(day, EMPTY)

    def _filter_all(self, indices: Iterator[int], terms: Sequence[Term]) -> Iterator[int]:
        """Yield the indices of the days that satisfy all terms."""
        for term in terms:
            indices = self._filter(indices, term)
        return indices

    def _filter(self, indices: Iterator[int], term: Term) -> Iterator[int]:
        """Yield the indices of the days that satisfy a term."""
        test, wanted, days, documents = term.test, term.wanted, self._days, self._documents
        if isinstance(test, Words):
            text, starts = self._column(test)
            find, needle = text.find, test.needle
            return (index for index in indices if (find(needle, starts[index], starts[index + 1]) >= 0) is wanted)
        return (index for index in indices if test.holds(days[index], documents[days[index]]) is wanted)

    def _with_words(self, words: Words, first: int, last: int) -> Iterator[int]:
        """Yield the indices in range(first, last) of the days that contain the words, newest first."""
        text, starts = self._column(words)
        floor, end = starts[first], starts[last]
        while (hit := text.rfind(words.needle, floor, end)) >= 0:
            index = bisect_right(starts, hit) - 1
            yield index
            end = starts[index]

    def _column(self, words: Words) -> _Column:
        """Return the text that is searched for `words`, cached by part and kinds."""
        key = (words.part, words.kinds)
        column = self._columns.get(key)
        if column is None:
            read = self._reader(words)
            chunks = ["".join(f"{text}\n" for text in words.scope(read(day))) for day in self._days]
            column = self._columns[key] = _Column("".join(chunks), [0, *accumulate(map(len, chunks))])
        return column
