"""The panel of the month of the selected day."""

from __future__ import annotations

from datetime import date

from textual.strip import Strip

from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.dates import month_name
from gutskin_tui.presentation.month import month_calendar, month_legend, month_span
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips


class Month(Panel):
    """A calendar shaded by skin severity; a click on a day selects it."""

    TABLES = frozenset({"skin", "meal", "drink", "treatment"})

    @property
    def span(self) -> tuple[date, date]:
        return month_span(self.day)

    def heading(self) -> tuple[str, str]:
        return f"{month_name(self.day)} {self.day.year}, skin", month_legend(self.session.palette)

    def draw(self, width: int, height: int) -> list[Strip]:
        return rendered_strips(self._calendar(), width, self.app.console)

    def _calendar(self) -> MonthCalendar:
        session = self.session
        return month_calendar(
            self.day,
            session.values("severity", *self.span),
            series_style("severity", session.settings),
            session.entries,
            session.foods.analyzer.has_starred,
            session.today,
            first_weekday=session.clock.first_weekday,
            palette=session.palette,
        )

    def day_at(self, x: int, y: int) -> date | None:
        return self._calendar().day_at(x, y, self.content_size.width)
