"""Parsed queries: a query is a conjunction of terms, each of which tests a day."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search.document import DECIMALS, TAG, Document, EntriesDocument, Tags, no_tags

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


class Words(Struct, frozen=True):
    """The day has an entry that contains `needle`, a match key, in a part; if `kinds` is not empty, of these kinds."""

    part: str
    needle: str
    kinds: frozenset[str] = frozenset()

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the test."""
        return self.needle in document.text(self.part, self.kinds)


class OfKind(Struct, frozen=True):
    """The day has an entry of the kind."""

    kind: str

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the test."""
        return document.has_kind(self.kind)


class Comparison(Struct, frozen=True):
    """The day has a value of a measure that compares with a number as given."""

    measure: str
    comparison: str
    number: float

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the test."""
        return self.compares(document.value(self.measure))

    def compares(self, value: float | None) -> bool:
        """Whether there is a value and it compares with the number as given."""
        return value is not None and COMPARISONS[self.comparison](round(value, DECIMALS), self.number)


class Between(Struct, frozen=True):
    """The day is in a range, both ends included."""

    first: date
    last: date

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the test."""
        return self.first <= day <= self.last


class Missing(Struct, frozen=True):
    """The day has no entry of the kind, or no value of the measure."""

    name: str
    is_kind: bool

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the test."""
        return not document.has_kind(self.name) if self.is_kind else document.value(self.name) is None


Test = Words | OfKind | Comparison | Between | Missing


class Term(Struct, frozen=True):
    """A test of a day; `wanted` is false if a minus negates it."""

    test: Test
    wanted: bool = True

    def holds(self, day: date, document: Document) -> bool:
        """Whether the day satisfies the term."""
        return self.test.holds(day, document) is self.wanted

    def implies(self, other: Term) -> bool:
        """Whether it is certain, from the terms alone, that each day which satisfies this one satisfies `other`."""
        if self == other:
            return True
        mine, theirs = self.test, other.test
        if not (self.wanted and other.wanted and isinstance(mine, Words) and isinstance(theirs, Words)):
            return False
        return (mine.part, mine.kinds) == (theirs.part, theirs.kinds) and theirs.needle in mine.needle


class Query(Struct, frozen=True):
    """A day matches if it satisfies all terms, each by any of its entries; without terms every day matches.

    Only days with entries match, unless a term tests for something missing: then empty days from the first day of the
    journal (see `SearchIndex`) to `today` may match as well. Day marks do not count as entries.
    """

    terms: tuple[Term, ...]
    today: date

    @property
    def seeks_gaps(self) -> bool:
        """Whether a term tests for something missing, so that days without entries may match."""
        return any(isinstance(term.test, Missing) for term in self.terms if term.wanted)

    @property
    def needs_tags(self) -> bool:
        """Whether a term tests tags, so that additional tags have to be computed."""
        return any(isinstance(term.test, Words) and term.test.part == TAG for term in self.terms)

    def narrows(self, other: Query) -> bool:
        """Whether it is certain that each day which matches matches `other` too, as when a word is typed on."""
        return not (self.seeks_gaps or other.seeks_gaps) and all(
            any(mine.implies(term) for mine in self.terms) for term in other.terms
        )

    def matches(self, day: date, entries: Iterable[AnyEntry], tags: Tags = no_tags) -> bool:
        """Whether a day matches; `entries` are all entries of the day, `tags` returns their additional tags."""
        document = EntriesDocument(entries, tags)
        later, empty = day > self.today, not document.entries
        if (later or empty) and (later if self.seeks_gaps else empty):
            return False
        return all(term.holds(day, document) for term in self.terms)

    def search(
        self, days: Sequence[date], of_day: Callable[[date], Iterable[AnyEntry]], tags: Tags = no_tags
    ) -> Iterator[date]:
        """Yield the matching days of a journal lazily, newest first: quicker than an index for a single query.

        `days` are those with entries, oldest first, and `of_day` returns all entries of a day.
        """
        if self.seeks_gaps:
            first = next((day for day in days if EntriesDocument(of_day(day)).entries), None)
            days = day_range(first, self.today) if first else ()
        dates = [term for term in self.terms if isinstance(term.test, Between)]
        for day in reversed(days):
            if all(term.holds(day, _NO_ENTRIES) for term in dates) and self.matches(day, of_day(day), tags):
                yield day

    def hits(self, documents: Iterable[EntriesDocument]) -> Iterator[EntriesDocument]:
        """Yield those of `documents`, each of a single entry of a matching day, that made the day match, in order.

        These are the entries that contain the words or have a compared value; for a query without such terms, those of
        the given kinds; for a query without either, all entries.
        """
        wanted = [term.test for term in self.terms if term.wanted]
        specific = [test for test in wanted if isinstance(test, Words | Comparison)]
        tests: Sequence[Words | Comparison | OfKind] = specific or [test for test in wanted if isinstance(test, OfKind)]
        return (document for document in documents if _is_hit(document, tests))


_NO_ENTRIES = EntriesDocument(())


def _is_hit(document: EntriesDocument, tests: Sequence[Words | Comparison | OfKind]) -> bool:
    """Whether an entry satisfies one of the tests, or has a compared value; true if there are no tests."""
    if not document.entries:
        return False
    for test in tests:  # `any` takes half as long again, and this is called for 400 entries at each letter of a search
        if isinstance(test, Comparison):
            hit = document.value(test.measure) is not None
        else:
            hit = test.holds(date.min, document)
        if hit:
            return True
    return not tests
