"""The search of the History tab: the query, the days that match, and the index, which is built in the background."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import Query, QueryError, SearchIndex, parse
from gutskin_tui.tui.state import AppState

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer

SLICE = 8
"""Days whose labels are determined before keys are handled again: some milliseconds of work."""


class DaySearch:
    """A search of the journal. `days` are the days that match `text`, newest first; all days if there is no query.

    `error` is the first mistake of the query or None. `days` then match the part of the query before the mistake.
    """

    def __init__(self, session: AppState) -> None:
        self._session = session
        self._index: SearchIndex | None = None
        self._labelled_by: MealAnalyzer | None = None
        self._revision = 0
        """The session's number of the last change that is in the index."""
        self._query: Query | None = None
        self.text = ""
        self.days: Sequence[date] = ()
        self.error: QueryError | None = None

    @property
    def waiting(self) -> bool:
        """Whether the query needs the index, or labels, that are not ready."""
        return self._query is not None and (self._index is None or (self._query.needs_tags and not self._labelled))

    @property
    def _labelled(self) -> bool:
        """Whether the index has the labels of all meals, by the current custom foods."""
        return self._session.foods.ready and self._labelled_by is self._session.foods.analyzer

    @property
    def searched(self) -> bool:
        """Whether `days` are the result of a query."""
        return self._query is not None and not self.waiting

    @property
    def missing(self) -> bool:
        """Whether the index has to be built: it has not been yet, or everything may have changed since."""
        return self._index is None

    @property
    def state(self) -> tuple[object, ...]:
        """Everything that `days` depend on, for comparison. Terms such as "this week" depend on the clock."""
        clock = self._session.clock
        return (
            self._session.revision,
            self.missing,
            self.text,
            self.waiting,
            clock.today(),
            clock.first_weekday,
        )

    def set_text(self, text: str) -> None:
        """Set the query and update `days`."""
        self.text = text
        self.update_days()

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
            self.days = list(self._index.days(self._query))

    def index_of(self, day: date) -> int | None:
        """Return the index of a day in `days`, None if it is not among them."""
        index = bisect_left(self.days, -day.toordinal(), key=lambda other: -other.toordinal())  # newest first
        return index if index < len(self.days) and self.days[index] == day else None

    def update_index(self) -> None:
        """Index the days that changed since this was called last; after a change of everything drop the index."""
        changes = self._session.changes_since(self._revision)
        self._revision = self._session.revision
        if changes.everything:
            self._index = None
        elif self._index is not None:
            for day in changes.days:
                self._index.update(day, self._session.entries(day))

    async def build(self) -> None:
        """Build the index of the whole journal, yielding after each day so that keys are handled."""
        journal, session = self._session.journal, self._session
        while self.missing:
            revision, index = session.revision, SearchIndex(tags=self._tags, of_day=journal.day)
            for day in journal.days():
                index.update(day, journal.day(day))
                await asyncio.sleep(0)
            # Load the date parser and join the texts now, so that the first search does not wait for them.
            for text in ("since:1900 a", "food:a"):
                query = await asyncio.to_thread(parse, text, session.clock)
                next(index.days(query), None)
            self._index, self._revision, self._labelled_by = index, revision, None
            self.update_index()  # with what changed meanwhile
        await self._label()

    async def _label(self) -> None:
        """Index the labels of all meals, if the query asks for tags."""
        journal, session = self._session.journal, self._session
        while self._index and self._query and self._query.needs_tags and not self._labelled:
            if not session.foods.ready:
                await session.foods.load()
            index, analyzer = self._index, session.foods.analyzer
            index.forget_tags()
            for count, day in enumerate(journal.days()):
                index.tag(day)
                if count % SLICE == 0:
                    await asyncio.sleep(0)
                    if session.foods.analyzer is not analyzer:
                        break
            else:
                self._labelled_by = analyzer

    def _tags(self, entry: AnyEntry) -> list[str]:
        """Return the labels of an entry as searchable words."""
        return self._session.foods.analyzer.tags(entry)

    def hits(self, day: date) -> list[AnyEntry]:
        """Return the entries of a day that match the query; without a query its meals, or else all its entries."""
        journal = self._session.journal
        if self._query:
            return self._query.hits(journal.day(day), self._tags if self._labelled else lambda entry: ())
        return list(journal.between(day, day, "meal")) or journal.day(day)
