"""The months of a series on History, apart from that on Today, which the start needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip

from gutskin_tui.charts.heatmap import heat_legend
from gutskin_tui.charts.time_axis import DAYS
from gutskin_tui.presentation.month import month_legend, month_span
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.store import Changes
from gutskin_tui.tui.widgets.day_picker import DayPicker, months_on
from gutskin_tui.tui.widgets.month_panel import MonthGrid
from gutskin_tui.tui.widgets.panel import text_strips


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
