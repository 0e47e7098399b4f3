"""The chart of skin severity, on Today and on Skin."""

from __future__ import annotations

from datetime import date, timedelta

from textual.strip import Strip

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import LineChart
from gutskin_tui.dates import show_day
from gutskin_tui.presentation.chart_events import day_events, event_legend
from gutskin_tui.presentation.day import first_days
from gutskin_tui.presentation.skin import severity_chart, severity_summary
from gutskin_tui.presentation.statistics import range_days
from gutskin_tui.tui.widgets.day_chart import DayChart
from gutskin_tui.tui.widgets.panel import text_strips

CHART_WIDTH = 50
"""Columns of the panel from which the chart shows 90 days instead of 28."""

LEGEND_HEIGHT = 9
"""Rows of the panel from which the chart has a legend."""


class SkinChart(DayChart):
    """The severity of the last weeks, as many days as fit, with its trend, treatments, trials, flares and periods."""

    TABLES = frozenset({"skin", "treatment", "cycle"})
    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return today - timedelta(days=self._most + 6), today

    def source(self) -> object:
        session = self.session
        if session.day_index is None:
            return None
        return session.values("severity", *self.span), session.outcome_days, session.events

    def title_and_fact(self) -> tuple[str, str]:
        if self.session.day_index is None:  # reading 90 days would hold up what is logged today
            return "Skin", ""
        return f"Skin, {self._days_drawn} days", "0 to 10" if self.session.values("severity", *self.span) else ""

    def day_text(self, day: date) -> str:
        severity = self.session.values("severity", day, day).get(day)
        value = "no check-in" if severity is None else f"severity {severity:g}"
        parts = [show_day(day), value, *day_events(self.session.events, day)]
        return f" {self.session.palette.glyphs.separator} ".join(parts)

    @property
    def _most(self) -> int:
        return 90 if self.content_size.width >= CHART_WIDTH else 28

    @property
    def _days_drawn(self) -> int:
        today, most = self.session.today, self._most
        return range_days([self.session.values("severity", today - timedelta(days=most - 1), today)], today, most)

    def chart(self, width: int, height: int) -> LineChart | None:
        session = self.session
        if session.day_index is None or not session.values("severity", *self.span):
            return None
        return severity_chart(
            session.series, session.today, self._days_drawn, session.palette, session.events, self.crosshair
        )

    def below(self, width: int, height: int) -> list[Strip]:
        if self.session.day_index is None:
            return self.loading_lines(width)
        session, today, days, console = self.session, self.session.today, self._days_drawn, self.app.console
        if not session.values("severity", *self.span):
            text = first_days(session.outcome_days, width, session.palette, examples=False)
            return text_strips(text.append("\n\nPress s to check in.", "dim"), width, console)
        summary = severity_summary(session.series, today, days, width, session.palette)
        lines = text_strips(summary, width, console, wrap=False)
        if height < LEGEND_HEIGHT:
            return lines
        letters = event_legend(session.events, today - timedelta(days=days - 1), today)
        legend = line_legend(point="a day", palette=session.palette).append(f"   {letters}", session.palette.label)
        return text_strips(legend, width, console, wrap=False) + lines
