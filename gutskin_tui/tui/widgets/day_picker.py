"""The base of the two calendars of History, which its keys and clicks move about in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.presentation.trends import LEADING
from gutskin_tui.store import Changes
from gutskin_tui.tui.actions import BY_ID, key_label
from gutskin_tui.tui.trial_service import TABLE as TRIALS
from gutskin_tui.tui.widgets.frame import key_link
from gutskin_tui.tui.widgets.panel import Panel


class DayPicker(Panel, can_focus=True):
    """Days shaded by a series. Its keys and clicks select another day in the session.

    Subclasses bind the arrows to `step` and set `OTHER`. Posts `DayPicker.Chosen` on Enter and on a click on the
    selected day.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    DayPicker { width: 1fr; height: 10; }
    .-wide.-tall DayPicker, .-huge.-tall DayPicker { height: 11; }
    """
    BINDINGS = [Binding("enter", "choose", show=False)]
    OTHER = ""
    """What the key of the action "view" shows instead."""

    class Chosen(Message):
        """The selected day was chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.series = LEADING[0]
        """The measure that is shown."""

    def concerns(self, changes: Changes) -> bool:
        return changes.everything or not changes.tables.isdisjoint({MEASURES[self.series][0].name, TRIALS})

    def show_series(self, name: str) -> None:
        """Show another measure."""
        self.series = name
        self.invalidate()

    def linked_title(self, text: str) -> Content:
        """Return a title whose click shows the next series, with the key of the other view beside it."""
        key = key_label(BY_ID["view"], self.session.keymap.chosen)
        return Content.assemble(key_link(text, "series"), "   ", key_link(f"{key} {self.OTHER}", "view"))

    def action_step(self, days: int) -> None:
        """Select the day that is `days` later."""
        self.session.show_day(self.session.day + timedelta(days=days))

    def action_choose(self) -> None:
        """Post that the selected day was chosen."""
        self.post_message(self.Chosen())

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
