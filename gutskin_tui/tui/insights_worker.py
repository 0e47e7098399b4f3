"""Computes the insights of the last year in the background: days are read in slices, statistics made in a thread."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from gutskin_tui import insights
from gutskin_tui.dates import day_range
from gutskin_tui.model.entries import on_days

if TYPE_CHECKING:
    from gutskin_tui.insights.insights import Gathering, Insights
    from gutskin_tui.tui.food_service import FoodService
    from gutskin_tui.tui.journal_view import JournalView

TABLE = "factors"
"""The records of what is compared; as in `insights.choices`, which is imported later."""
INSIGHTS = "gutskin_tui.insights.insights"
"""Imported in a thread when first needed, as it imports numpy."""
SLICE = 8
"""Days that are read together: a millisecond of work. One by one takes 150 ms longer in ten years."""


class Answer(Struct, frozen=True):
    """The insights, and the values of the outcome by day that they are based on."""

    insights: Insights
    outcome: dict[date, float]


class InsightsWorker:
    """Computes the insights and holds the latest, with the state of the journal that they belong to.

    After a change only the days that it touched are read again, and nothing is computed if their values are the same.
    """

    def __init__(self, session: JournalView, foods: FoodService) -> None:
        self.session = session
        self.foods = foods
        self.answer: Answer | None = None
        self._answered: tuple[object, ...] = ()
        self._revision = session.change_log.revision
        self._version = 0
        self._gathering: Gathering | None = None
        self._computed: tuple[Gathering, date, date, date] | None = None
        """What the answer was computed from: the days that were read, and the first entry, first and last day."""
        self._days_read: dict[date, bool] = {}
        """The days that were read: whether whole, or only what is needed of an earlier day."""
        self._changed: set[date] = set()
        """Days that changed since they were read."""

    @property
    def possible(self) -> bool:
        """Whether the journal has been read and the lexicon loaded."""
        return self.session.day_index is not None and self.foods.ready

    @property
    def question(self) -> tuple[object, ...]:
        """What the insights depend on: the version of the analysed days, the settings, the own foods, and today."""
        self._apply_changes()
        session = self.session
        return self._version, session.settings, self.foods.analyzer.own, session.today

    def _apply_changes(self) -> None:
        """Note the days that changed; `_version` grows if one of them, or what is compared, can change the insights."""
        session = self.session
        changes = session.change_log.since(self._revision)
        self._revision = session.change_log.revision
        if changes.everything:
            self._gathering = None
        for day in changes.days & self._days_read.keys():
            del self._days_read[day]
            self._changed.add(day)
        if changes.everything or TABLE in changes.tables or any(day <= session.today for day in changes.days):
            self._version += 1

    @property
    def fresh(self) -> bool:
        """Whether `answer` belongs to the journal as it is now."""
        return self.possible and self.answer is not None and self.question == self._answered

    async def _read_days(
        self, gathering: Gathering, days: list[date], question: tuple[object, ...], *, whole: bool
    ) -> bool:
        """Read the days that were not read yet; return False if the journal or the settings changed meanwhile."""
        read = gathering.read if whole else gathering.read_earlier
        for start in range(0, len(days), SLICE):
            unread = [day for day in days[start : start + SLICE] if self._days_read.get(day) not in (True, whole)]
            if not unread:
                continue
            for day, entries in on_days(unread, self.session.journal.between(unread[0], unread[-1])).items():
                read(day, entries)
                self._days_read[day] = whole
                await asyncio.sleep(0)
                if self.question != question:
                    return False
        return True

    async def work(self) -> bool:
        """Compute the insights; return False and drop them if the journal or the settings changed meanwhile."""
        question, session = self.question, self.session
        await asyncio.to_thread(import_module, INSIGHTS)
        records = tuple(insights.choices.choices(session.journal))
        basis = session.settings, self.foods.analyzer, session.today, records
        gathering = self._gathering
        if gathering is None or (gathering.settings, gathering.analyzer, gathering.today, gathering.choices) != basis:
            gathering = self._gathering = insights.insights.Gathering(*basis[:3], choices=records)
            self._computed = None
            self._days_read = {}
            self._changed = set()
        # The same range as `gutskin insights`: up to the newest entry, at most DAYS_BACK days, from the first entry on.
        today = session.today
        recorded = [day for day in session.journal.days() if day <= today]
        started, last = min(recorded, default=today), max(recorded, default=today)
        first = max(started, last - timedelta(days=insights.factors.DAYS_BACK - 1))
        for day in self._changed:
            gathering.read(day, ())
        self._changed = set()
        if not await self._read_days(gathering, day_range(started, first - timedelta(days=1)), question, whole=False):
            return False
        needed = gathering.first_needed(started, first, last)
        if not await self._read_days(gathering, day_range(needed, last), question, whole=True):
            return False
        computed = self._computed
        if computed is None or computed[1:] != (started, first, last) or not gathering.holds_same_values(computed[0]):
            copied = gathering.copy()
            result = await asyncio.to_thread(_insights, copied, started, first, last)
            if self.question != question:
                return False
            self.answer = Answer(result, session.values(result.outcome, first, last))
            self._computed = copied, started, first, last
        self._answered = question
        return True


def _insights(gathering: Gathering, started: date, first: date, last: date) -> Insights:
    return gathering.insights(first, last, started=started)
