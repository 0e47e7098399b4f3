"""The panels of Stress: exercise and practices, small charts, and stress with the skin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rich.text import Text
from textual.strip import Strip

from gutskin_tui.charts.small_multiples import SmallMultiples
from gutskin_tui.charts.two_series import TwoSeriesChart
from gutskin_tui.presentation import stress as view
from gutskin_tui.presentation.statistics import range_days, strip_days
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.panel import Panel, chart_strips, text_strips

MOST_DAYS = 112
"""The most days that a chart shows."""

AXIS_WIDTH = 3
"""Columns of the axis of a chart from 0 to 10."""


def fitting_days(state: AppState, names: Iterable[str], columns: int) -> int:
    """Return how many days a chart of some series shows: a column a day at least, and no more than have values."""
    today, most = state.today, next((days for days in (MOST_DAYS, 56, 28) if columns >= days), 14)
    first = today - timedelta(days=most - 1)
    return range_days((state.values(name, first, today) for name in names), today, most)


class Practices(Panel):
    """The exercise of the week against its goal, and the practices of four weeks."""

    TABLES = frozenset({"exercise", "practice", "mark"})

    def draw(self, width: int, height: int) -> list[Strip]:
        session, today, palette = self.session, self.session.today, self.session.palette
        minutes = session.values("exercise", today - timedelta(days=6), today)
        text = view.exercise_week(minutes, session.settings.exercise_goal_min, palette).append("\n")
        text.append_text(view.practice_days(session.streak("practice"), session.entries, today, palette))
        return text_strips(text, width, self.app.console)


class StressCharts(Panel):
    """Each series as a small chart, or on few rows as a strip of digits, and the days with a practice."""

    TABLES = frozenset(view.KINDS_LISTED)
    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        return self.session.today - timedelta(days=MOST_DAYS + 13), self.session.today

    def heading(self) -> tuple[str, str]:
        return f"{self._days} days", ""

    @property
    def _days(self) -> int:
        width, height = self.content_size
        if height < view.LEAST_CHART_ROWS:
            return strip_days(view.STRIP_LABEL, width)
        return fitting_days(self.session, (*view.SERIES, "practice"), width)

    def draw(self, width: int, height: int) -> list[Strip]:
        session, today, days = self.session, self.session.today, self._days
        first = today - timedelta(days=days - 1)
        if not any(session.values(name, first, today) for name in (*view.SERIES, "practice")):
            text = Text("Nothing yet. Press c to check in, z for sleep, x for exercise, p for a practice.", "dim")
            return text_strips(text, width, self.app.console)
        if height >= view.LEAST_CHART_ROWS:
            return chart_strips(self._chart, width, height)
        text = view.week_strips(session.series, today, days, width, session.palette, session.trial_spans)
        return text_strips(text, width, self.app.console, wrap=False)

    @property
    def _chart(self) -> SmallMultiples:
        session = self.session
        return view.charts(session.series, session.today, self._days, session.palette, session.trial_spans)

    def day_at(self, x: int, y: int) -> date | None:
        session, days, (width, height) = self.session, self._days, self.content_size
        if height < view.LEAST_CHART_ROWS:
            return view.week_strips_day(session.today, days, x, session.palette)
        return self._chart.day_at(x, width, height)


class StressAndSkin(Panel):
    """Stress and the severity of the skin on the same scale."""

    TABLES = frozenset({"stress", "skin"})
    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        return self.session.today - timedelta(days=MOST_DAYS - 1), self.session.today

    def heading(self) -> tuple[str, str]:
        return "Stress and skin (0-10)", f"{self._days} days"

    @property
    def _days(self) -> int:
        return fitting_days(self.session, ("stress", "severity"), self.content_size.width - AXIS_WIDTH)

    def draw(self, width: int, height: int) -> list[Strip]:
        chart = self._chart
        legend = text_strips(chart.legend(width), width, self.app.console, wrap=False)
        return chart_strips(chart, width, max(1, height - 1)) + legend

    def day_at(self, x: int, y: int) -> date | None:
        width, height = self.content_size
        return self._chart.day_at(x, width, max(1, height - 1)) if y < height - 1 else None

    @property
    def _chart(self) -> TwoSeriesChart:
        session = self.session
        return view.beside_skin(session.series, session.today, self._days, session.palette, session.trial_spans)
