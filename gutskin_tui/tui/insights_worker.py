"""Computes the insights of the last year in the background: days are read in slices, statistics made in a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from gutskin_tui.dates import day_range

if TYPE_CHECKING:
    from gutskin_tui.insights.insights import Gathering, Insights
    from gutskin_tui.tui.food_service import FoodService
    from gutskin_tui.tui.journal_view import JournalView

INSIGHTS = "gutskin_tui.insights.insights"
"""Imported in a thread when first needed, as it imports numpy."""


@dataclass(frozen=True, slots=True)
class Answer:
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
        self._revision = session.revision
        self._version = 0
        self._oldest = date.min
        self._gathering: Gathering | None = None
        self._computed: tuple[Gathering, date, date] | None = None
        """What the answer was computed from: the days that were read, the first and the last."""
        self._days_read: set[date] = set()

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
        """Note the days that changed; `_version` grows if any of them is analysed, or would be."""
        session = self.session
        changes = session.changes_since(self._revision)
        self._revision = session.revision
        self._days_read = set() if changes.everything else self._days_read - changes.days
        if changes.everything or any(self._oldest <= day <= session.today for day in changes.days):
            self._version += 1

    @property
    def fresh(self) -> bool:
        """Whether `answer` belongs to the journal as it is now."""
        return self.possible and self.answer is not None and self.question == self._answered

    async def work(self) -> bool:
        """Compute the insights; return False and drop them if the journal or the settings changed meanwhile."""
        question, session = self.question, self.session
        await asyncio.to_thread(import_module, INSIGHTS)
        from gutskin_tui.insights.factors import DAYS_BACK
        from gutskin_tui.insights.insights import Gathering

        basis = session.settings, self.foods.analyzer, session.today
        gathering = self._gathering
        if gathering is None or (gathering.settings, gathering.analyzer, gathering.today) != basis:
            gathering = self._gathering = Gathering(*basis)
            self._computed = None
            self._days_read = set()
        # The same range as `gutskin insights`: up to the newest entry, at most DAYS_BACK days, from the first entry on.
        today = session.today
        recorded = [day for day in session.journal.days() if day <= today]
        last = max(recorded, default=today)
        first = max(min(recorded, default=last), last - timedelta(days=DAYS_BACK - 1))
        self._oldest = last - timedelta(days=DAYS_BACK - 1)
        days = day_range(first, last)
        for day in self._days_read.difference(days):
            gathering.read(day, ())
        self._days_read.intersection_update(days)
        for day in days:
            if day in self._days_read:
                continue
            gathering.read(day, list(session.journal.between(day, day)))
            self._days_read.add(day)
            await asyncio.sleep(0)
            if self.question != question:
                return False
        computed = self._computed
        if computed is None or computed[1:] != (first, last) or not gathering.holds_same_values(computed[0]):
            copied = gathering.copy()
            insights = await asyncio.to_thread(_insights, copied, first, last)
            if self.question != question:
                return False
            self.answer = Answer(insights, session.values(insights.outcome, first, last))
            self._computed = copied, first, last
        self._answered = question
        return True


def _insights(gathering: Gathering, first: date, last: date) -> Insights:
    return gathering.insights(first, last)
