"""Panels of the months of a series, and that on Today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.text import Text
from textual.strip import Strip

from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.dates import day_range, month_name
from gutskin_tui.presentation.month import month_legend, month_marks, month_span, phase_days
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.trials.schedule import Phase
from gutskin_tui.tui.widgets.panel import Panel, chart_strips, text_strips

WEEKS = 7
"""Rows of a month below its name: those of the weekdays and of six weeks."""
ROWS = WEEKS + 1
LEAST_WIDTH, GAP = 49, 3
"""Columns of a month that has room for two marks a day, and between two months."""


class MonthGrid(Panel):
    """Calendars shaded by a series, as many months as fit: the newest at the upper right. A click selects a day."""

    TABLES = frozenset({"skin", "meal", "drink", "treatment"})
    MARKS_TRIALS = True
    series = "severity"

    @property
    def span(self) -> tuple[date, date]:
        months = self.months()
        return months[-1].replace(day=1), month_span(months[0])[1]

    def newest(self, count: int) -> date:
        """Return a day of the newest of the `count` months to show."""
        return self.day

    def months(self) -> list[date]:
        """Return a day of each month, newest first: the selected day in its month."""
        columns, rows = self._grid()
        day = self.newest(columns * rows)
        months = [day]
        while len(months) < columns * rows:
            months.append(months[-1].replace(day=1) - timedelta(days=1))
        return [self.day if month_span(month) == month_span(self.day) else month for month in months]

    def draw(self, width: int, height: int) -> list[Strip]:
        columns, rows = self._grid()
        phase_by_day = self._phases()
        months = [self._month(day, phase_by_day) for day in self.months()]
        gap = Strip.blank(GAP)
        lines = []
        for row in range(rows):
            beside = months[row * columns : (row + 1) * columns][::-1]
            for parts in zip(*beside, strict=True):
                lines.append(Strip.join([piece for part in parts for piece in (part, gap)][:-1]))
        return lines

    def _grid(self) -> tuple[int, int]:
        """Return how many months fit beside and above each other."""
        size = self.content_size
        return max(1, (size.width + GAP) // (LEAST_WIDTH + GAP)), max(1, size.height // ROWS)

    def _width(self) -> int:
        """Return the columns of a month."""
        columns, _ = self._grid()
        return (self.content_size.width + GAP) // columns - GAP

    def _phases(self) -> dict[date, Phase]:
        return phase_days(self.session.trials.all, *self.span)

    def _month(self, day: date, phase_by_day: dict[date, Phase]) -> list[Strip]:
        """Return the lines of a month, `ROWS` of the same width."""
        width = self._width()
        name = text_strips(Text(f" {month_name(day)} {day.year}", "bold"), width, self.app.console)
        drawn = [*name, *chart_strips(self._calendar(day, phase_by_day), width, WEEKS)]
        return [line.adjust_cell_length(width) for line in drawn]

    def _calendar(self, day: date, phase_by_day: dict[date, Phase]) -> MonthCalendar:
        session, days = self.session, day_range(*month_span(day))
        style = series_style(self.series, session.settings)
        values = {day: value / style.divisor for day, value in self._values(days).items()}
        has_starred = session.foods.analyzer.has_starred
        return MonthCalendar(
            day,
            values,
            session.today,
            marks=month_marks(days, session.entries, has_starred, phase_by_day, session.palette),
            bounds=self.bounds(),
            first_weekday=session.clock.first_weekday,
            selected=day == self.day,
            palette=session.palette,
        )

    def _values(self, days: list[date]) -> Mapping[date, float]:
        return self.session.values(self.series, days[0], days[-1])

    def bounds(self) -> Sequence[float]:
        """Return the least values of the second to the fifth shade."""
        return series_style(self.series, self.session.settings).bounds(())

    def day_at(self, x: int, y: int) -> date | None:
        columns, rows = self._grid()
        row, line = divmod(y, ROWS)
        column, inside = divmod(x, self._width() + GAP)
        if row >= rows or column >= columns or not line:
            return None
        day = self.months()[row * columns + columns - 1 - column]
        return self._calendar(day, {}).day_at(inside, line - 1, self._width())


class Month(MonthGrid):
    """The months on Today: that of the selected day and those before."""

    def heading(self) -> tuple[str, str]:
        session = self.session
        return "Skin by month", month_legend(self._phases().values(), session.palette, self.content_size.width - 2)
