"""A calendar to move about in: a column a week, a shade a day."""

from __future__ import annotations

from datetime import date

from textual.binding import Binding
from textual.strip import Strip

from gutskin_tui.charts.heatmap import Heatmap
from gutskin_tui.charts.time_axis import DAYS, weeks_in
from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.tui.widgets.day_picker import DayPicker
from gutskin_tui.tui.widgets.frame import set_title
from gutskin_tui.tui.widgets.panel import rendered_strips

MARGIN = 4
"""Cells of the screen's width for padding and a scroll bar."""


class CalendarHeatmap(DayPicker):
    """A heatmap of as many weeks as fit."""

    BINDINGS = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("left,h", f"step({-DAYS})", show=False),
        Binding("right,l", f"step({DAYS})", show=False),
    ]
    OTHER = "months"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heatmap: Heatmap | None = None
        self._last = date.max
        self._weeks = 0

    @property
    def weeks(self) -> int:
        """The number of weeks to show, as many as fit."""
        return max(1, weeks_in(self.screen.size.width - MARGIN))

    def update_view(self) -> None:
        session, index = self.session, self.session.day_index
        self._weeks = self.weeks
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
                spans=session.trial_spans,
            )
            set_title(self, self.linked_title(title))
        super().update_view()

    def on_resize(self) -> None:
        """Show as many weeks as fit."""
        if self.weeks != self._weeks:
            self.update_view()

    def draw(self, width: int, height: int) -> list[Strip]:
        return rendered_strips(self._heatmap, width, self.app.console) if self._heatmap else []

    def day_at(self, x: int, y: int) -> date | None:
        return self._heatmap.day_at(x, y, self.content_size.width) if self._heatmap else None
