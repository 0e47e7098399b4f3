"""Works out the insights of the last year beside the screen: days are read in slices, numbers found in a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from gutskin_tui.tui.state import Session

if TYPE_CHECKING:
    from gutskin_tui.insights.insights import Gathering, Insights

INSIGHTS = "gutskin_tui.insights.insights"
"""Imported late and in the thread: it brings in numpy."""
SPAN = 365
"""Days that are looked at, that of the newest entry the last of them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The insights, and the days' own values of the outcome that they stand on."""

    found: Insights
    outcome: dict[date, float]


class InsightsWorker:
    """Keeps the last answer, and what it was an answer to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.answer: Answer | None = None
        self._answered: tuple[object, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether the journal and what knows foods have been read."""
        return self.session.day_index is not None and self.session.diet_ready

    @property
    def question(self) -> tuple[object, ...]:
        """What an answer depends on: the journal's revision, the settings, the own foods, and the last day."""
        session = self.session
        return session.journal.revision, session.settings, session.diet.own, session.today

    @property
    def fresh(self) -> bool:
        """Whether the answer is one to the journal as it is now."""
        return self.possible and self.answer is not None and self.question == self._answered

    async def work(self) -> bool:
        """Find the answer; False, and nothing kept, if the question became another meanwhile."""
        asked, session = self.question, self.session
        await asyncio.to_thread(import_module, INSIGHTS)
        from gutskin_tui.insights.insights import Gathering

        gathering = Gathering(session.settings, session.diet, session.today)
        # As gutskin insights has it: up to the newest entry, from the first if that is later than a year before.
        recorded = [day for day in session.journal.days() if day <= session.today]
        last = max(recorded, default=session.today)
        first = max(min(recorded, default=last), last - timedelta(days=SPAN - 1))
        for back in range((last - first).days + 1):
            day = first + timedelta(days=back)
            gathering.read(day, session.journal.day(day))
            await asyncio.sleep(0)
            if self.question != asked:
                return False
        found = await asyncio.to_thread(_found, gathering, first, last)
        if self.question != asked:
            return False
        self.answer = Answer(found, session.values(found.outcome, first, last))
        self._answered = asked
        return True


def _found(gathering: Gathering, first: date, last: date) -> Insights:
    return gathering.insights(first, last)
