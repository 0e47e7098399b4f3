"""A parsed query: terms, each of which a day satisfies or does not."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search.document import TAG, Document, Tags, read_day, tagged

COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Words:
    """Some entry holds these words, as they are matched, in this part; of these kinds, of any if there are none."""

    part: str
    needle: str
    kinds: frozenset[str] = frozenset()

    def holds(self, day: date, record: Document) -> bool:
        """Whether the term is true of the day."""
        return any(self.needle in text for text in self.scope(record))

    def scope(self, record: Document) -> Iterable[str]:
        """Return the texts of the day in which the words are looked for."""
        texts = record.texts.get(self.part, {})
        return [texts[kind] for kind in self.kinds if kind in texts] if self.kinds else texts.values()


@dataclass(frozen=True, slots=True)
class OfKind:
    """The day has an entry of the kind."""

    kind: str

    def holds(self, day: date, record: Document) -> bool:
        """Whether the term is true of the day."""
        return self.kind in record.kinds


@dataclass(frozen=True, slots=True)
class Comparison:
    """The day's value of a measure compares so with a number; a day without a value never does."""

    measure: str
    comparison: str
    number: float

    def holds(self, day: date, record: Document) -> bool:
        """Whether the term is true of the day."""
        value = record.values.get(self.measure)
        return value is not None and COMPARISONS[self.comparison](value, self.number)


@dataclass(frozen=True, slots=True)
class Between:
    """The day lies between two days, both included."""

    first: date
    last: date

    def holds(self, day: date, record: Document) -> bool:
        """Whether the term is true of the day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Missing:
    """The day has no entry of the kind, or no value of the measure."""

    name: str
    is_kind: bool

    def holds(self, day: date, record: Document) -> bool:
        """Whether the term is true of the day."""
        return self.name not in (record.kinds if self.is_kind else record.values)


Test = Words | OfKind | Comparison | Between | Missing


@dataclass(frozen=True, slots=True)
class Term:
    """A test of a day, and whether it is wanted to hold or, after a minus, not to."""

    test: Test
    wanted: bool = True

    def holds(self, day: date, record: Document) -> bool:
        """Whether the day is as the term wants it."""
        return self.test.holds(day, record) is self.wanted


@dataclass(frozen=True, slots=True)
class Query:
    """All its terms must hold of a day, each by whichever entry of it; no terms hold of every day.

    Only days with an entry are found, unless the query asks for something missing: that also finds empty
    days up to `today` (from the journal's first day, which `SearchIndex` knows). Marks are not entries here.
    """

    terms: tuple[Term, ...]
    today: date

    @property
    def seeks_gaps(self) -> bool:
        """Whether the query asks for something missing, so that days without any entry count."""
        return any(isinstance(term.test, Missing) for term in self.terms if term.wanted)

    @property
    def asks_tags(self) -> bool:
        """Whether the query asks for tags, so that further ones are worth working out."""
        return any(isinstance(term.test, Words) and term.test.part == TAG for term in self.terms)

    def matches(self, day: date, entries: Iterable[AnyEntry], tags: Tags = lambda entry: ()) -> bool:
        """Whether the day with these entries, all that it has, and their further `tags`, is one it looks for."""
        entries = list(entries)
        return self.holds(day, tagged(read_day(entries), entries, tags))

    def holds(self, day: date, record: Document) -> bool:
        """Whether the day that `record` was read from is one that the query looks for."""
        if day > self.today if self.seeks_gaps else not record.kinds:
            return False
        return all(term.holds(day, record) for term in self.terms)

    def hits(self, entries: Iterable[AnyEntry], tags: Tags = lambda entry: ()) -> list[AnyEntry]:
        """Return which entries of a matching day, with their further `tags`, made it match, in the order given.

        Those that hold the words or say a compared value; without any such term those of the kinds named; and
        all entries where the query speaks of neither (dates, what is missing or unwanted).
        """
        wanted = [term.test for term in self.terms if term.wanted]
        pointing = [test for test in wanted if isinstance(test, Words | Comparison)]
        kinds = [test for test in wanted if isinstance(test, OfKind)]
        if not self.asks_tags:
            read = ((entry, read_day([entry])) for entry in entries)
        else:
            read = ((entry, tagged(read_day([entry]), [entry], tags)) for entry in entries)
        return [entry for entry, record in read if record.kinds and _is_hit(record, pointing or kinds)]


def _is_hit(record: Document, tests: Sequence[Words | Comparison | OfKind]) -> bool:
    """Whether an entry is what one of the tests speaks of; of no tests every entry is."""
    return not tests or any(
        test.measure in record.values if isinstance(test, Comparison) else test.holds(date.min, record)
        for test in tests
    )
