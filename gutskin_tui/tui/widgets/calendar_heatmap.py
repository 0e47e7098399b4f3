"""A calendar to move about in: a column a week, a shade a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from gutskin_tui.charts.heatmap import Heatmap
from gutskin_tui.charts.time_axis import DAYS, weeks_in
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import LEADING
from gutskin_tui.store import Changes
from gutskin_tui.tui.widgets.frame import key_link, set_title
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips

MARGIN = 4
"""Cells of the screen's width for padding and a scroll bar."""


class CalendarHeatmap(Panel, can_focus=True):
    """A heatmap under a titled rule. Its keys and clicks select another day in the session.

    Posts `CalendarHeatmap.Chosen` on Enter and on a click on the selected day.
    """

    SCOPED_CSS = False
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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.series = LEADING[0]
        """The measure that is shown."""
        self._heatmap: Heatmap | None = None
        self._last = date.max

    @property
    def weeks(self) -> int:
        """The number of weeks to show, as many as fit."""
        return max(1, weeks_in(self.screen.size.width - MARGIN))

    def concerns(self, changes: Changes) -> bool:
        return changes.everything or MEASURES[self.series][0].name in changes.tables

    def show_series(self, name: str) -> None:
        """Show another measure."""
        self.series = name
        self.invalidate()

    def update_view(self) -> None:
        session, index = self.session, self.session.day_index
        if index is None:
            self._heatmap = None
            set_title(self, f"The year: loading {session.palette.glyphs.ellipsis}")
        else:
            first_weekday, newest = session.clock.first_weekday, max(session.day, session.today)
            self._last = view.window_end(session.day, newest, self._last, self.weeks, first_weekday)
            self._heatmap, title = view.heatmap(
                index.values[self.series],
                series_style(self.series, session.settings),
                self._last,
                self.weeks,
                selected=session.day,
                today=session.today,
                first_weekday=first_weekday,
                palette=session.palette,
            )
            set_title(self, key_link(title, "series"))
        super().update_view()

    def on_resize(self) -> None:
        """Show as many weeks as fit."""
        self.update_view()

    def draw(self, width: int, height: int) -> list[Strip]:
        return rendered_strips(self._heatmap, width, self.app.console) if self._heatmap else []

    def action_step(self, days: int) -> None:
        """Select the day that is `days` later."""
        self.session.show_day(self.session.day + timedelta(days=days))

    def action_choose(self) -> None:
        """Post that the selected day was chosen."""
        self.post_message(self.Chosen())

    def day_at(self, x: int, y: int) -> date | None:
        return self._heatmap.day_at(x, y, self.content_size.width) if self._heatmap else None

    async def choose_day(self, day: date) -> None:
        """Select the clicked day; a click on the selected day chooses it."""
        if day == self.session.day:
            self.action_choose()
        else:
            self.session.show_day(day)


def months_on(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
