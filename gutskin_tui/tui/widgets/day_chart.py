"""A panel with a chart of days, and a hairline that shows the values of one day and opens it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.line import LineChart
from gutskin_tui.tui.widgets.frame import has_border
from gutskin_tui.tui.widgets.panel import Panel, chart_strips

OPENS = "history"
"""The tab that shows the day of the hairline."""


class DayChart(Panel, can_focus=True):
    """A chart of days above some lines of text. The arrow keys and the mouse move a hairline over the days.

    Its day and values are in the border, or in the title where there is only a rule. Enter opens the day.
    Subclasses define `chart`, `below`, `day_text` and `title_and_fact`.
    """

    FOCUS_ON_CLICK = False  # the hairline that comes with the focus would replace a clicked title
    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("home", "go(0)", show=False),
        Binding("end", "go(-1)", show=False),
        Binding("enter", "open_day", show=False),
    ]

    crosshair: reactive[date | None] = reactive(None, init=False, repaint=False)
    """The day of the hairline, None for no hairline."""

    def chart(self, width: int, height: int) -> LineChart | BarChart | None:
        """Return the chart for `width` x `height` cells, None while there is nothing to draw."""
        raise NotImplementedError

    def below(self, width: int, height: int) -> list[Strip]:
        """Return the lines below the chart in a panel of `width` x `height` cells."""
        raise NotImplementedError

    def day_text(self, day: date) -> str:
        """Return a day of the chart with its values, on one line."""
        raise NotImplementedError

    def title_and_fact(self) -> tuple[str | Content, str | Content]:
        """Return title and subtitle while there is no hairline."""
        raise NotImplementedError

    def heading(self) -> tuple[str | Content, str | Content]:
        title, fact = self.title_and_fact()
        if self.crosshair is None:
            return title, fact
        text = self.day_text(self.crosshair)
        return (title, text) if has_border(self) else (text, "")

    def draw(self, width: int, height: int) -> Iterable[Strip]:
        below = self.below(width, height)
        chart = self.chart(width, max(1, height - len(below)))
        return below if chart is None else [*chart_strips(chart, width, max(1, height - len(below))), *below]

    def watch_crosshair(self) -> None:
        """Draw the hairline on another day."""
        self.redraw()

    def on_focus(self) -> None:
        """Begin with the last day."""
        if self.crosshair is None:
            self.action_go(-1)

    def on_blur(self) -> None:
        """Take the hairline away."""
        self.crosshair = None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the hairline to the day below the pointer; beside the plot there is none, so that titles stay."""
        offset = event.get_content_offset(self)
        day = None if offset is None else self.day_at(*offset)
        if day is not None or not self.has_focus:
            self.crosshair = day

    def on_leave(self) -> None:
        """Take the hairline away, unless the keys move it."""
        if not self.has_focus:
            self.crosshair = None

    def day_at(self, x: int, y: int) -> date | None:
        width, height = self.content_size
        height = max(1, height - len(self.below(width, height)))
        chart = self.chart(width, height)
        return chart.day_at(x, width, height) if chart is not None and y < height else None

    def action_move(self, by: int) -> None:
        """Move the hairline by some days."""
        days = self._days
        if days:
            moved = (self.crosshair or days[-1]) + timedelta(days=by)
            self.crosshair = min(max(moved, days[0]), days[-1])

    def action_go(self, index: int) -> None:
        """Move the hairline to the first day, or with -1 to the last."""
        if self._days:
            self.crosshair = self._days[index]

    @property
    def _days(self) -> tuple[date, ...]:
        chart = self.chart(*self.content_size)
        return () if chart is None else tuple(chart.days)

    async def action_open_day(self) -> None:
        """Open the day of the hairline."""
        if self.crosshair is not None:
            self.session.show_day(self.crosshair)
            await self.gutskin.main_screen.open_tab(OPENS)
