"""What History searches for, the days that match, and the index that is built while keys go first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import Query, QueryError, SearchIndex, parse
from gutskin_tui.tui.state import Session

if TYPE_CHECKING:
    from gutskin_tui.nutrition import MealAnalyzer

SLICE = 8
"""Days whose labels are worked out before a key may go first: some milliseconds."""


class DaySearch:
    """`days` are the days that match `text`, newest first; all days while nothing is searched.

    `error` says what was not understood, None if all was; `days` then are those that what stands before it finds.
    `waiting` tells that the index is not there yet.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._index: SearchIndex | None = None
        self._diet: MealAnalyzer | None = None
        self._revision = self._known = -1
        self._query: Query | None = None
        self.text = ""
        self.days: Sequence[date] = ()
        self.error: QueryError | None = None

    @property
    def waiting(self) -> bool:
        """Whether a query waits for the index, or for the labels that it asks for."""
        return self._query is not None and (self._index is None or (self._query.asks_tags and not self._labelled))

    @property
    def _labelled(self) -> bool:
        """Whether the labels of all meals are worked out, with the person's own foods as they are."""
        return self._session.diet_ready and self._diet is self._session.diet

    @property
    def searched(self) -> bool:
        """Whether `days` are those of a query."""
        return self._query is not None and not self.waiting

    @property
    def stale(self) -> bool:
        """Whether the index may miss a change of the journal."""
        return self._revision != self._session.journal.revision

    @property
    def state(self) -> tuple[object, ...]:
        """What `days` depend on: while it stays the same they do. Words such as "this week" depend on the clock."""
        clock = self._session.clock
        return (
            self._session.journal.revision, self._revision, self.text, self.waiting, clock.today(), clock.first_weekday,
        )  # fmt: skip

    def ask(self, text: str) -> None:
        """Search for `text` from now on."""
        self.text = text
        self.match()

    def match(self) -> None:
        """Find the days anew."""
        self.error, understood = None, self.text
        while True:
            try:
                query = parse(understood, self._session.clock)
                break
            except QueryError as error:
                self.error = self.error or error
                understood = understood[: min(error.start, len(understood) - 1)]
        self._query = query if query.terms else None
        if self._query is None or self._index is None or self.waiting:
            self.days = self._session.journal.days()[::-1]
        else:
            self.days = list(self._index.days(self._query))

    def place(self, day: date) -> int | None:
        """Return where a day stands in `days`, None if it does not."""
        low, high = 0, len(self.days)
        while low < high:  # newest first, which bisect cannot do
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.days[middle] > day else (low, middle)
        return low if low < len(self.days) and self.days[low] == day else None

    def know(self, day: date) -> None:
        """Take up at once what a day holds after a change; what changed on other days waits for `build`."""
        if self._index is not None and self._known != self._session.journal.revision:
            self._known = self._session.journal.revision
            self._index.update(day, self._session.entries(day))

    async def build(self) -> None:
        """Read the whole journal into a new index, a day at a time so that no key waits."""
        journal = self._session.journal
        while self.stale:
            revision, index = journal.revision, SearchIndex(tags=self._tags, of_day=journal.day)
            for day in journal.days():
                index.update(day, journal.day(day))
                await asyncio.sleep(0)
                if journal.revision != revision:
                    break
            else:
                # What the first search would have to wait for: the library that reads dates, the joined text.
                for text in ("since:1900 a", "food:a"):
                    query = await asyncio.to_thread(parse, text, self._session.clock)
                    next(index.days(query), None)
                self._index, self._revision = index, revision
                self._known, self._diet = revision, None
        await self._label()

    async def _label(self) -> None:
        """Work out the labels of all meals, if the query asks for tags."""
        journal, session = self._session.journal, self._session
        while self._index and self._query and self._query.asks_tags and not self._labelled:
            if not session.diet_ready:
                await session.read_foods()
            index, diet = self._index, session.diet
            index.forget_tags()
            for count, day in enumerate(journal.days()):
                index.tag(day)
                if count % SLICE == 0:
                    await asyncio.sleep(0)
                    if session.diet is not diet:
                        break
            else:
                self._diet = diet

    def _tags(self, entry: AnyEntry) -> list[str]:
        """Return the labels of an entry as words to find it by."""
        return self._session.diet.tags(entry)

    def hits(self, day: date) -> list[AnyEntry]:
        """Return which of a day's entries it is listed for: what the query found; its meals, else all, without one."""
        journal = self._session.journal
        if self._query:
            return self._query.hits(journal.day(day), self._tags if self._labelled else lambda entry: ())
        return list(journal.between(day, day, "meal")) or journal.day(day)
