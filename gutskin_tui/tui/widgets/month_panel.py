"""The panel of the month of the selected day and those before."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text
from textual.strip import Strip

from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.dates import month_name
from gutskin_tui.presentation.month import month_calendar, month_legend, month_span
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips, text_strips

ROWS = 7
"""Rows of a month with the names of the weekdays; each month but the first has its own name above them."""


class Month(Panel):
    """Calendars shaded by skin severity, of the selected day's month and as many before as fit.

    A click on a day selects it.
    """

    TABLES = frozenset({"skin", "meal", "drink", "treatment"})

    @property
    def span(self) -> tuple[date, date]:
        return self._months()[-1].replace(day=1), month_span(self.day)[1]

    def heading(self) -> tuple[str, str]:
        return f"{month_name(self.day)} {self.day.year}, skin", month_legend(self.session.palette)

    def draw(self, width: int, height: int) -> list[Strip]:
        console, lines = self.app.console, []
        for index, day in enumerate(self._months()):
            if index:
                lines += text_strips(Text(f"{month_name(day)} {day.year}", "bold"), width, console)
            month = rendered_strips(self._calendar(day), width, console)[:ROWS]
            lines += [*month, *[Strip.blank(width)] * (ROWS - len(month))]
        return lines

    def _months(self) -> list[date]:
        """The selected day, and the last day of each month before that fits."""
        months = [self.day]
        for _ in range((self.content_size.height - ROWS) // (ROWS + 1)):
            months.append(months[-1].replace(day=1) - timedelta(days=1))
        return months

    def _calendar(self, day: date) -> MonthCalendar:
        session = self.session
        return month_calendar(
            day,
            session.values("severity", *month_span(day)),
            series_style("severity", session.settings),
            session.entries,
            session.foods.analyzer.has_starred,
            session.today,
            first_weekday=session.clock.first_weekday,
            palette=session.palette,
            selected=day == self.day,
        )

    def day_at(self, x: int, y: int) -> date | None:
        index, row = divmod(y + 1, ROWS + 1)
        months = self._months()
        if index >= len(months) or not row:
            return None
        return self._calendar(months[index]).day_at(x, row - 1, self.content_size.width)
