"""The panel of the hours of the selected day."""

from __future__ import annotations

from datetime import date, timedelta

from textual import events
from textual.message import Message
from textual.strip import Strip

from gutskin_tui.charts.ribbon import DayRibbon
from gutskin_tui.presentation.ribbon import ribbon, ribbon_legend
from gutskin_tui.tui.widgets.frame import has_border
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips


class DayHours(Panel):
    """The entries of the selected day at their times. Posts `DayHours.Chosen` on a click on one of them."""

    class Chosen(Message):
        """An entry was clicked; `index` counts the entries of the day."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    @property
    def span(self) -> tuple[date, date]:
        return self.day, self.day + timedelta(days=1)

    def source(self) -> object:
        first, last = self.span
        now = self.session.clock.now()
        return self.day, self.session.entries(first), self.session.entries(last), (now.hour, now.minute)

    def heading(self) -> tuple[str, str]:
        title, width = f"Hours {self.session.day_word()}", self.content_size.width
        if not width:
            return title, ""
        if has_border(self):
            return title, ribbon_legend(self._ribbon(1), width, width - 2)
        legend = ribbon_legend(self._ribbon(1), width, width - len(title) - len("   "))
        return f"{title}   {legend}".rstrip(), ""

    def draw(self, width: int, height: int) -> list[Strip]:
        return rendered_strips(self._ribbon(height), width, self.app.console)

    def _ribbon(self, height: int) -> DayRibbon:
        session, clock = self.session, self.session.clock
        now = clock.now().time() if self.day == session.today else None
        following = session.entries(self.day + timedelta(days=1))
        return ribbon(session.entries(self.day), following, clock.day_start, now, max(1, height), session.palette)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked entry."""
        offset, size = event.get_content_offset(self), self.content_size
        index = self._ribbon(size.height).entry_at(offset.x, offset.y, size.width, size.height) if offset else None
        if index is not None and index < len(self.session.entries(self.day)):
            self.post_message(self.Chosen(index))
