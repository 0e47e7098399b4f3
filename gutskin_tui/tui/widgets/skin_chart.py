"""The chart of skin severity, on Today and on Skin."""

from __future__ import annotations

from datetime import date, timedelta

from textual.strip import Strip

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import LineChart
from gutskin_tui.presentation.skin import severity_chart, severity_summary
from gutskin_tui.presentation.statistics import range_days
from gutskin_tui.tui.widgets.panel import Panel, chart_strips, text_strips

CHART_WIDTH = 50
"""Columns of the panel from which the chart shows 90 days instead of 28."""

LEGEND_HEIGHT = 9
"""Rows of the panel from which the chart has a legend."""


class SkinChart(Panel):
    """The severity of the last weeks, as many days as fit, with its trend."""

    TABLES = frozenset({"skin"})

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return today - timedelta(days=self._most + 6), today

    def source(self) -> object:
        return self.session.values("severity", *self.span)

    def heading(self) -> tuple[str, str]:
        return f"Skin, {self._days} days", "0 to 10"

    @property
    def _most(self) -> int:
        return 90 if self.content_size.width >= CHART_WIDTH else 28

    @property
    def _days(self) -> int:
        today, most = self.session.today, self._most
        return range_days([self.session.values("severity", today - timedelta(days=most - 1), today)], today, most)

    def draw(self, width: int, height: int) -> list[Strip]:
        below = self._below(width, height)
        return chart_strips(self._chart, width, max(1, height - len(below))) + below

    def day_at(self, x: int, y: int) -> date | None:
        width, height = self.content_size
        rows = max(1, height - len(self._below(width, height)))
        return self._chart.day_at(x, width, rows) if y < rows else None

    @property
    def _chart(self) -> LineChart:
        session = self.session
        return severity_chart(session.series, session.today, self._days, session.palette)

    def _below(self, width: int, height: int) -> list[Strip]:
        """Return the lines below the chart: the legend if there is room, and the summary."""
        session, console = self.session, self.app.console
        summary = severity_summary(session.series, session.today, self._days, session.palette)
        below = text_strips(summary, width, console)
        if height >= LEGEND_HEIGHT:
            below = text_strips(line_legend(point="a day", palette=session.palette), width, console) + below
        return below
