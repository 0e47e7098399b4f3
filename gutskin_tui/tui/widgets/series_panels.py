"""The panels of Trends that show series: the chart or table of the chosen one, its summary, and a list of all.

Their tab binds `series`, the name of the chosen one, and `range`, the number of days shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from gutskin_tui.charts.line import DaySpan, LineChart
from gutskin_tui.presentation import trends as view
from gutskin_tui.presentation.range_summary import range_summary
from gutskin_tui.tui.widgets.day_chart import DayChart
from gutskin_tui.tui.widgets.frame import key_link, linked
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.panel import Panel, text_strips

if TYPE_CHECKING:
    from gutskin_tui.presentation.trends import Span


class SeriesWidget(JournalWidget):
    """Shows the last `range` days of a series, and redraws them only if they differ.

    Posts `SeriesWidget.RangeChosen` when a range in its title is clicked.
    """

    class RangeChosen(Message):
        """A range of `days` was clicked."""

        def __init__(self, days: int) -> None:
            super().__init__()
            self.days = days

    series: reactive[str] = reactive("", init=False, repaint=False)
    range: reactive[int] = reactive(0, init=False, repaint=False)

    drawn: Span | None = None
    """The days that were shown last."""

    @property
    def current(self) -> Span | None:
        """The days to show, None until the journal has been read."""
        if self.session.day_index is None or not self.range:
            return None
        return self.session.spans.span(self.series, self.range)

    @property
    def ranges(self) -> Content:
        """The ranges to choose from, for the title: "v 7 [28] 90 365 days"."""
        parts = [
            linked(f"[{days}]" if days == self.range else f"{days}", f"show_range({days})") for days in view.RANGES
        ]
        return Content.assemble(key_link("v", "range"), " ", Content(" ").join(parts), " days")

    def action_show_range(self, days: int) -> None:
        """Post that a range was chosen."""
        self.post_message(self.RangeChosen(days))

    def watch_series(self) -> None:
        """Show another series."""
        self.invalidate()

    def watch_range(self) -> None:
        """Show another range."""
        self.invalidate()


class SeriesPanel(Panel, SeriesWidget):
    """A panel of one series."""

    def update_view(self) -> None:
        """Redraw the lines when the screen is next painted, if the values or their style differ."""
        self.drawn = self.current
        super().update_view()

    def source(self) -> object:
        return self.drawn


class SeriesChart(DayChart, SeriesPanel):
    """The chart of the chosen series with its events, and its means below."""

    MARKS_TRIALS = True

    def source(self) -> object:
        return None if self.drawn is None else (self.drawn, self.session.events)

    def watch_series(self) -> None:
        """Show another series without the hairline."""
        self.crosshair = None
        super().watch_series()

    def watch_range(self) -> None:
        """Show another range without the hairline."""
        self.crosshair = None
        super().watch_range()

    async def choose_day(self, day: date) -> None:
        """Open the clicked day, as Trends itself shows no selected day."""
        self.crosshair = day
        await self.action_open_day()

    def title_and_fact(self) -> tuple[str | Content, str]:
        span = self.drawn
        return ("Trends", "") if span is None else (Content.assemble(f"{span.style.name}   ", self.ranges), "")

    def day_text(self, day: date) -> str:
        span = self.drawn
        return "" if span is None else view.day_text(span, day, self.session.events, self.session.palette)

    def chart(self, width: int, height: int) -> LineChart | None:
        span, session = self.drawn, self.session
        if span is None:
            return None
        return view.chart(span, height, session.palette, width, session.events, self.crosshair)

    def below(self, width: int, height: int) -> list[Strip]:
        span, palette, console = self.drawn, self.session.palette, self.app.console
        if span is None:
            return self.loading_lines(width)
        if height <= view.BELOW_CHART + 2:
            return []
        return text_strips(view.facts(span, palette, width, self.session.events), width, console, wrap=False)


class RangeSummary(SeriesPanel):
    """Good days, best and worst week, and the ends of the range of the chosen series."""

    def heading(self) -> tuple[str, str]:
        span = self.drawn
        return f"{span.style.label}, {self.range} days" if span else "At a glance", ""

    def draw(self, width: int, height: int) -> Iterable[Strip]:
        span = self.drawn
        if span is None:
            return []
        return text_strips(range_summary(span, self.session.palette), width, self.app.console, wrap=False)


class SeriesTable(JournalRows, SeriesWidget):
    """The days of the range as rows, newest first."""

    def update_view(self) -> None:
        span, palette = self.current, self.session.palette
        if span is not None and span is not self.drawn:
            self.drawn = span
            title = Content.assemble(f"{span.style.name}   ", self.ranges, "   day, 7-day average")
            self.fill(len(span.days), lambda index, width: view.table_line(span, index, palette), title)


class SeriesList(JournalRows, SeriesWidget):
    """A row for each series with values: its mean of seven days, the change, and the range as a sparkline."""

    MARKS_TRIALS = True

    def __init__(self, *, id: str) -> None:
        self.names: list[str] = []
        self._drawn_range = 0
        self._spans: dict[str, Span] = {}
        """The series in the rows that have been drawn."""
        self._lines: dict[tuple[str, int, int], tuple[Span, Text]] = {}
        """The rows by name, range and width, with what they show."""
        self._trials: list[DaySpan] = []
        """The days of trials that the rows mark."""
        super().__init__("All measures", id=id, empty="Nothing yet. Trends begin with the first entry.")

    def update_view(self) -> None:
        index = self.session.day_index
        if index is None:
            return
        recorded = [name for name, values in index.values.items() if values]
        names = view.offered(recorded) if recorded else []
        trials = self.session.trial_spans
        if names != self.names or self.range != self._drawn_range or trials != self._trials:
            if trials != self._trials:
                self._lines.clear()
            self.names, self._drawn_range, self._trials = names, self.range, trials
            self._spans.clear()
            title = view.list_title(self.range, trials, self.session.today)
            self.fill(len(names), self._row, title, cursor=self._place)
            return
        self.cursor = self._place
        changed = {name for name, span in self._spans.items() if span is not self._span(name)}
        for name in changed:
            del self._spans[name]
            self.refresh_line(names.index(name))

    def watch_series(self) -> None:
        """Select the row of the series; the rows themselves stay."""
        if self.names and self.is_mounted:
            self.cursor = self._place

    @property
    def _place(self) -> int:
        return self.names.index(self.series) if self.series in self.names else 0

    def _span(self, name: str) -> Span:
        return self.session.spans.span(name, self.range)

    def _row(self, index: int, width: int) -> Text:
        """Return a row, of the series as it was when the list was last updated."""
        name = self.names[index]
        span = self._spans.get(name)
        if span is None:
            span = self._spans[name] = self._span(name)
        drawn = self._lines.get((name, self.range, width))
        if drawn is None or drawn[0] is not span:
            line = view.metric_line(span, width, self.session.palette, self._trials)
            drawn = self._lines[name, self.range, width] = span, line
        return drawn[1]

    def notify_style_update(self) -> None:
        """Redraw the rows in another theme."""
        super().notify_style_update()
        self._lines.clear()
