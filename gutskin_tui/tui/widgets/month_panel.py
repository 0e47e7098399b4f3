"""Panels of the months of a series: on Today, and as a view of History."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip

from gutskin_tui.charts.heatmap import heat_legend
from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.charts.time_axis import DAYS
from gutskin_tui.dates import day_range, month_name
from gutskin_tui.presentation.month import month_legend, month_marks, month_span, phase_days
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.store import Changes
from gutskin_tui.trials.schedule import Phase
from gutskin_tui.tui.widgets.day_picker import DayPicker, months_on
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


class CalendarMonths(DayPicker, MonthGrid):
    """The months on History, with the selected day among them. They stay while it is."""

    BINDINGS = [
        Binding("up,k", f"step({-DAYS})", show=False),
        Binding("down,j", f"step({DAYS})", show=False),
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l", "step(1)", show=False),
    ]
    OTHER = "year"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._newest = date.max

    def concerns(self, changes: Changes) -> bool:
        return super().concerns(changes) or MonthGrid.concerns(self, changes)

    def newest(self, count: int) -> date:
        latest = max(self.session.today, self.day)
        newest = min(self._newest, latest)
        oldest = months_on(newest, 1 - count).replace(day=1)
        if not oldest <= self.day <= month_span(newest)[1]:
            newest = min(months_on(self.day, count // 2), latest)
        self._newest = newest
        return newest

    def bounds(self) -> Sequence[float]:
        index, style = self.session.day_index, series_style(self.series, self.session.settings)
        return style.bounds([value / style.divisor for value in index.values[self.series].values()] if index else ())

    def heading(self) -> tuple[Content, str]:
        name = series_style(self.series, self.session.settings).name
        return self.linked_title(f"{name} by month"), ""

    def draw(self, width: int, height: int) -> list[Strip]:
        lines = super().draw(width, height)
        if len(lines) < height:
            palette = self.session.palette
            marks = Text(month_legend(self._phases().values(), palette, width), palette.label)
            shades = heat_legend(self.bounds(), palette=palette)
            legend = [Text.assemble(" ", marks, "    ", shades)]
            if legend[0].cell_len > width:  # without the shades, which the year has too, where they have no line
                legend = [Text.assemble(" ", marks), Text.assemble(" ", shades)][: height - len(lines)]
            lines += text_strips(Text("\n").join(legend), width, self.app.console, wrap=False)
        return lines
