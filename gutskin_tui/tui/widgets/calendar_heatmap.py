"""A calendar to move about in: a column a week, a shade a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from rich.console import RenderableType
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget

from gutskin_tui.charts.heatmap import Heatmap
from gutskin_tui.charts.time_axis import DAYS, weeks_in
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import set_title

MARGIN = 4
"""Cells of the screen's width for padding and a scroll bar."""


class CalendarHeatmap(Widget, can_focus=True):
    """A heatmap under a titled rule. Its keys and clicks select another day in the session.

    Posts `CalendarHeatmap.Chosen` on Enter and on a click on the selected day.
    """

    DEFAULT_CSS = """
    CalendarHeatmap { width: 1fr; height: 10; }
    .-wide.-tall CalendarHeatmap, .-huge.-tall CalendarHeatmap { height: 11; }
    """
    BINDINGS = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("left,h", f"step({-DAYS})", show=False),
        Binding("right,l", f"step({DAYS})", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Chosen(Message):
        """The selected day was chosen."""

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="framed")
        self._session = session
        self._heatmap: Heatmap | None = None

    @property
    def weeks(self) -> int:
        """The number of weeks to show, as many as fit."""
        return max(1, weeks_in(self.screen.size.width - MARGIN))

    def update_heatmap(self, heatmap: Heatmap | None, title: str) -> None:
        """Show `heatmap`, or nothing if it is None."""
        set_title(self, title)
        self._heatmap = heatmap
        self.refresh()

    def render(self) -> RenderableType:
        """Return the heatmap."""
        return self._heatmap or ""

    def action_step(self, days: int) -> None:
        """Select the day that is `days` later."""
        self._session.show_day(self._session.day + timedelta(days=days))

    def action_choose(self) -> None:
        """Post that the selected day was chosen."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Select the clicked day; a click on the selected day chooses it."""
        heatmap, offset = self._heatmap, event.get_content_offset(self)
        day = heatmap.day_at(offset.x, offset.y, self.content_size.width) if heatmap and offset else None
        if day is None:
            return
        if day == self._session.day:
            self.action_choose()
        else:
            self._session.show_day(day)


def months_on(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
