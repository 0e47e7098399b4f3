"""The panel of the last seven finished days on Today, against the seven before, and the strongest of the insights."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text
from textual.strip import Strip

from gutskin_tui import presentation
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.presentation.day import FIRST_COMPARISON, first_days
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.widgets.panel import Panel, text_strips

INSIGHT_HEIGHT = 10
"""Rows of the panel from which it has the strongest of the insights."""


class Week(Panel):
    """The week in short, and the strongest of the insights if they have been computed already."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("Week", id=id)
        self._state: tuple[DayIndex | None, bool, Answer | None] = (None, False, None)

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return today - timedelta(days=14), today - timedelta(days=1)

    def heading(self) -> tuple[str, str]:
        return "Week (the week before in brackets)", "7 days to yesterday"

    def follow(self) -> None:
        """Redraw the panel if the journal has been read, the lexicon loaded or insights computed meanwhile."""
        session = self.session
        state = session.day_index, session.foods.ready, session.insights.answer
        if state != self._state:
            self._state = state
            self.update_view()

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        if session.day_index is None or not session.foods.ready:
            return self.loading_lines(width)
        view = presentation.week
        summary = view.week_summary(session.entries, session.foods.analyzer, session.settings, session.today)
        above, below = self._progress(width), self._insight(width, height)
        text = view.week_text(summary, width, height - len(above) - len(below))
        return [*above, *text_strips(text, width, self.app.console), *below]

    def _progress(self, width: int) -> list[Strip]:
        """Return the line of the days to the first comparison, while there are some but too few."""
        session = self.session
        if not 0 < session.outcome_days < FIRST_COMPARISON:
            return []
        text = first_days(session.outcome_days, width, session.palette, examples=False)
        return text_strips(text, width, self.app.console)

    def _insight(self, width: int, height: int) -> list[Strip]:
        """Return the strongest of the insights, where there is room and they have been computed already."""
        answer = self.session.insights.answer
        if answer is None or height < INSIGHT_HEIGHT:
            return []
        line = presentation.insights.strongest_line(answer.insights)
        return text_strips(Text(line, "italic"), width, self.app.console)
