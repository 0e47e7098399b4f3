"""Search over a whole journal at each keystroke: folded text joined once, scanned from its end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, islice
from typing import NamedTuple, cast

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search.document import EMPTY, TAG, Document, Tags, read_day, tagged
from gutskin_tui.model.search.query import Between, Query, Term, Test, Words


class _Column(NamedTuple):
    """The text of one part of all days, oldest first; day `i` is text[starts[i] : starts[i + 1]]."""

    text: str
    starts: list[int]


class SearchIndex:
    """A journal's days as search sees them. Build it once, then `update` the days that change.

    `tags` gives an entry further words that `tag:` finds it by, and `of_day` the entries of a day to ask it about.
    They are worked out for a day when a query first asks for tags; `tag` does so ahead.
    """

    def __init__(
        self,
        entries: Iterable[AnyEntry] = (),
        tags: Tags | None = None,
        of_day: Callable[[date], Iterable[AnyEntry]] = lambda day: (),
    ) -> None:
        """Read entries, in any order."""
        self._tags, self._of_day = tags, of_day
        self._tagged: dict[date, Document] = {}
        by_day: dict[str, list[AnyEntry]] = {}
        for entry in entries:
            by_day.setdefault(entry.day, []).append(entry)
        self._records: dict[date, Document] = {}
        for day, found in by_day.items():
            record = read_day(found)
            if record.kinds:
                self._records[date.fromisoformat(day)] = record
        self._days = sorted(self._records)
        self._columns: dict[tuple[str, frozenset[str]], _Column] = {}

    def update(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Take `entries` for all that the day has now."""
        record = read_day(entries)
        if record.kinds:
            self._records[day] = record
        else:
            self._records.pop(day, None)
        self._tagged.pop(day, None)
        self._days = sorted(self._records)
        self._columns.clear()

    def tag(self, day: date) -> Document:
        """Return what search sees of a day, with the further tags of its entries."""
        record = self._tagged.get(day)
        if record is None:
            record = self._records.get(day, EMPTY)
            if self._tags and record.kinds:
                record = self._tagged[day] = tagged(record, self._of_day(day), self._tags)
        return record

    def forget_tags(self) -> None:
        """Work the further tags out again: they are others now."""
        self._tagged.clear()
        self._columns.clear()

    def search(self, query: Query, newest: int = 200) -> list[date]:
        """Return the days that match, newest first, at most `newest` of them."""
        return list(islice(self.days(query), newest))

    def count(self, query: Query) -> int:
        """Return how many days match."""
        return sum(1 for _ in self.days(query))

    def days(self, query: Query) -> Iterator[date]:
        """Yield every day that matches, newest first, looking no further than is asked for."""
        if query.seeks_gaps:
            return self._gaps(query)
        first, last = self._bounds(query)
        rest = [term for term in query.terms if not (term.wanted and isinstance(term.test, Between))]
        words = [term for term in rest if term.wanted and isinstance(term.test, Words)]
        if not words:
            places = self._checked(iter(range(last - 1, first - 1, -1)), rest)
        else:  # the longest words are likely the rarest: they lead, the rest is asked only where they stand
            lead = max(words, key=lambda term: len(cast(Words, term.test).needle))
            rest.remove(lead)
            places = self._checked(self._with_words(cast(Words, lead.test), first, last), rest)
        return map(self._days.__getitem__, places)

    def _bounds(self, query: Query) -> tuple[int, int]:
        """Return the places in the list of days that the query's dates leave: first, and one past the last."""
        first, last = 0, len(self._days)
        for term in query.terms:
            if term.wanted and isinstance(term.test, Between):
                first = max(first, bisect_left(self._days, term.test.first))
                last = min(last, bisect_right(self._days, term.test.last))
        return first, max(first, last)

    def _gaps(self, query: Query) -> Iterator[date]:
        """Yield the calendar days that match, from the query's today back to the first day with an entry."""
        first = self._days[0].toordinal() if self._days else date.max.toordinal()
        found: Iterator[date] = map(date.fromordinal, range(query.today.toordinal(), first - 1, -1))
        for term in query.terms:
            found = self._gaps_of(found, term)
        return found

    def _gaps_of(self, days: Iterator[date], term: Term) -> Iterator[date]:
        holds, wanted, record = term.test.holds, term.wanted, self._reader(term.test)
        return (day for day in days if holds(day, record(day)) is wanted)

    def _reader(self, test: Test) -> Callable[[date], Document]:
        """Return what gives a test the record of a day: further tags are worked out only where tags are asked for."""
        if isinstance(test, Words) and test.part == TAG:
            return self.tag
        return lambda day: self._records.get(day, EMPTY)

    def _checked(self, places: Iterator[int], terms: Sequence[Term]) -> Iterator[int]:
        """Let through the places of days of which all terms hold."""
        for term in terms:
            places = self._check(places, term)
        return places

    def _check(self, places: Iterator[int], term: Term) -> Iterator[int]:
        test, wanted, days, records = term.test, term.wanted, self._days, self._records
        if isinstance(test, Words):
            text, starts = self._column(test)
            find, needle = text.find, test.needle
            return (place for place in places if (find(needle, starts[place], starts[place + 1]) >= 0) is wanted)
        return (place for place in places if test.holds(days[place], records[days[place]]) is wanted)

    def _with_words(self, words: Words, first: int, last: int) -> Iterator[int]:
        """Yield the places, from `first` to before `last`, of days that hold the words, newest first."""
        text, starts = self._column(words)
        floor, end = starts[first], starts[last]
        while (found := text.rfind(words.needle, floor, end)) >= 0:
            place = bisect_right(starts, found) - 1
            yield place
            end = starts[place]

    def _column(self, words: Words) -> _Column:
        key = (words.part, words.kinds)
        column = self._columns.get(key)
        if column is None:
            read = self._reader(words)
            chunks = ["".join(f"{text}\n" for text in words.scope(read(day))) for day in self._days]
            column = self._columns[key] = _Column("".join(chunks), [0, *accumulate(map(len, chunks))])
        return column
