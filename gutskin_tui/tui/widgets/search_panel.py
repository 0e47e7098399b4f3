"""The search of the History tab: the query, the days that match, and the labels, determined in the background."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import Query, QueryError, SearchIndex, complete, parse
from gutskin_tui.model.search.document import TAG, EntriesDocument, no_tags
from gutskin_tui.model.search.query import Words
from gutskin_tui.tui.state import AppState

if TYPE_CHECKING:
    from gutskin_tui.nutrition.analyzer import MealAnalyzer

SLICE = 8
"""Days whose labels are determined before keys are handled again: some milliseconds of work."""

DAYS_REMEMBERED = 200
"""Days whose searchable content is remembered: more than are listed on a screen."""


class DaySearch:
    """A search of the journal. `days` are the days that match `text`, newest first; all days if there is no query.

    `error` is the first mistake of the query or None. `days` then match the part of the query before the mistake.
    """

    def __init__(self, session: AppState) -> None:
        self._session = session
        self._labelled_by: MealAnalyzer | None = None
        self._labelled_index: SearchIndex | None = None
        self._prepared: SearchIndex | None = None
        self._query: Query | None = None
        self._documents_by_day: dict[date, list[EntriesDocument]] = {}
        self._documents_made_for: tuple[object, ...] = ()
        self.text = ""
        self.days: Sequence[date] = ()
        self.error: QueryError | None = None

    @property
    def _index(self) -> SearchIndex | None:
        """The session's index, None until the whole journal has been read."""
        return self._session.indexes.search if self._session.indexes else None

    @property
    def waiting(self) -> bool:
        """Whether the query needs the index, or labels, that are not ready."""
        return self._query is not None and (self._index is None or (self._query.needs_tags and not self._labelled))

    @property
    def _labelled(self) -> bool:
        """Whether the index has the labels of all meals, by the current custom foods."""
        foods = self._session.foods
        return foods.ready and (self._labelled_by, self._labelled_index) == (foods.analyzer, self._index)

    @property
    def searched(self) -> bool:
        """Whether `days` are the result of a query."""
        return self._query is not None and not self.waiting

    @property
    def needles(self) -> list[str]:
        """The words that the query looks for in the texts of entries, as match keys."""
        tests = [term.test for term in self._query.terms if term.wanted] if self._query else []
        return [test.needle for test in tests if isinstance(test, Words) and test.part != TAG]

    @property
    def ready(self) -> bool:
        """Whether the first search will not wait: the date parser is loaded and the texts are at hand."""
        return self._index is not None and self._prepared is self._index

    @property
    def state(self) -> tuple[object, ...]:
        """Everything that `days` depend on, for comparison. Terms such as "this week" depend on the clock."""
        clock = self._session.clock
        return (
            self._session.change_log.revision,
            self._index is None,
            self.text,
            self.waiting,
            clock.today(),
            clock.first_weekday,
        )

    def set_text(self, text: str) -> None:
        """Set the query and update `days`."""
        self.text = text
        self.update_days()

    def complete(self, typed: str) -> list[str]:
        """Return the query `typed` with the term at its end completed, best first; [] until the journal is read."""
        index = self._index
        if index is None:
            return []
        usual = self._session.usual
        return complete(
            typed, lambda _: (*index.own_tags(), *LABELS), lambda food: (known.text for known in usual.complete(food))
        )

    def update_days(self) -> None:
        """Parse `text` and set `days` and `error`."""
        self.error, valid = None, self.text
        while True:
            try:
                query = parse(valid, self._session.clock)
                break
            except QueryError as error:
                self.error = self.error or error
                valid = valid[: min(error.start, len(valid) - 1)]
        self._query = query if query.terms else None
        if self._query is None or self._index is None or self.waiting:
            self.days = self._session.journal.days()[::-1]
        else:
            self.days = self._index.matching(self._query)

    def index_of(self, day: date) -> int | None:
        """Return the index of a day in `days`, None if it is not among them."""
        index = bisect_left(self.days, -day.toordinal(), key=lambda other: -other.toordinal())  # newest first
        return index if index < len(self.days) and self.days[index] == day else None

    async def prepare(self) -> None:
        """Load the date parser and gather the texts, and determine the labels if the query asks for them."""
        while (index := self._index) is not None and not self.ready:
            for text in ("since:1900 a", "food:a"):
                query = await asyncio.to_thread(parse, text, self._session.clock)
                next(index.days(query), None)
            self._prepared = index
        await self._label()

    async def _label(self) -> None:
        """Index the labels of all meals, if the query asks for tags."""
        journal, session = self._session.journal, self._session
        while (index := self._index) and self._query and self._query.needs_tags and not self._labelled:
            if not session.foods.ready:
                await session.foods.load()
            analyzer = session.foods.analyzer
            index.forget_tags()
            for count, day in enumerate(journal.days()):
                index.tag(day)
                if count % SLICE == 0:
                    await asyncio.sleep(0)
                    if session.foods.analyzer is not analyzer or self._index is not index:
                        break
            else:
                self._labelled_by, self._labelled_index = analyzer, index

    def hits(self, day: date) -> Iterable[AnyEntry]:
        """Return the entries of a day that match the query; without a query its meals, or else all its entries."""
        if self._query:
            return (entry for document in self._query.hits(self._documents(day)) for entry in document.entries)
        journal = self._session.journal
        return list(journal.between(day, day, "meal")) or journal.day(day)

    def _documents(self, day: date) -> list[EntriesDocument]:
        """Return a document of each entry of a day.

        Those of the days listed last are remembered: most are listed again at the next letter.
        """
        session = self._session
        made_for = session.change_log.revision, self._labelled, session.foods.loaded_analyzer
        if made_for != self._documents_made_for or len(self._documents_by_day) == DAYS_REMEMBERED:
            self._documents_by_day.clear()
            self._documents_made_for = made_for
        documents = self._documents_by_day.get(day)
        if documents is None:
            tags = session.foods.analyzer.tags if self._labelled else no_tags
            documents = [EntriesDocument([entry], tags) for entry in session.journal.day(day)]
            self._documents_by_day[day] = documents
        return documents
