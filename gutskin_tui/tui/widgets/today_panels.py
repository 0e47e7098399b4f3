"""The panels of Today: what is missing, the entries of the day and of the day before, streaks, and strips of weeks."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text
from textual.strip import Strip

from gutskin_tui.charts.strip import strip_legend
from gutskin_tui.model.day_status import Need
from gutskin_tui.presentation.day import STRIPS, NeedList, first_days, logged_line, strips, strips_day
from gutskin_tui.presentation.statistics import range_days
from gutskin_tui.presentation.streaks import streak_lines
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.panel import Panel, text_strips

STRIP_WIDTH = 56
"""Columns of the panel from which strips show four weeks instead of two."""

FEW_DAYS = 3
"""Days with a value up to which there are no strips: a mean of seven days needs as many."""


class Missing(JournalRows):
    """What the selected day still needs, with the key that logs it."""

    def __init__(self) -> None:
        super().__init__("Still to log today", id="missing", empty="All done for today.")
        self.needs: list[Need] = []

    def update_view(self) -> None:
        session = self.session
        lines = NeedList(self.day, session.today, session.needs, session.usual_time, session.previous, session.palette)
        self.needs = lines.open
        title = f"Still to log {session.day_word()} ({len(self.needs)})"
        self.fill(len(self.needs) + bool(lines.done), lines.line, title)


class Logged(JournalRows):
    """The entries of the selected day."""

    def __init__(self) -> None:
        empty = "Nothing logged yet. Press m for a meal, such as oats, blueberries, coffee; w for water; c to check in."
        super().__init__("Logged", id="logged", empty=empty)

    @property
    def span(self) -> tuple[date, date]:
        return self.day, self.day

    def source(self) -> object:
        return self.day, self.session.entries(self.day)

    def update_view(self) -> None:
        if not self.has_changed():
            return
        entries = self.session.entries(self.day)
        title = f"Logged {self.session.day_word()} ({len(entries)})"
        self.fill(len(entries), lambda index, width: logged_line(entries[index], width), title)


class DayBefore(Panel):
    """The entries of the day before the selected one."""

    @property
    def span(self) -> tuple[date, date]:
        before = self.day - timedelta(days=1)
        return before, before

    def heading(self) -> tuple[str, str]:
        before = self.span[0]
        return f"The day before, {self.session.short_day(before)} ({len(self.session.entries(before))})", ""

    def draw(self, width: int, height: int) -> list[Strip]:
        lines = [logged_line(entry, width) for entry in self.session.entries(self.span[0])]
        text = Text("\n").join(lines) if lines else Text("Nothing logged.", "dim")
        return text_strips(text, width, self.app.console, wrap=False)


class Streaks(Panel):
    """The streaks of entries and goals."""

    def source(self) -> object:
        return self.session.streaks, self.session.regularities, self.session.today

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        wide = height > 1
        streaks, today = (session.streaks, session.regularities), session.today
        text = streak_lines(*streaks, today, session.palette, wide=wide, width=width)
        return text_strips(text, width, self.app.console)


class Strips(Panel):
    """A bar or digit for each of the last days, of the series that Today follows."""

    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return today - timedelta(days=27), today

    def source(self) -> object:
        return self._values, self._first_days and self.session.outcome_days, self.session.trial_spans

    def heading(self) -> tuple[str, str]:
        if self._first_days:
            return "First days", ""
        return f"Last {self._days} days", strip_legend(self.session.palette)

    @property
    def _values(self) -> list[dict[date, float]]:
        return self.session.cached("strips", self._read_values)

    def _read_values(self) -> list[dict[date, float]]:
        session, (first, last) = self.session, self.span
        return [session.values(name, first, last) for name in STRIPS]

    @property
    def _first_days(self) -> bool:
        return max(map(len, self._values)) < FEW_DAYS

    @property
    def _days(self) -> int:
        return range_days(self._values, self.session.today, 28 if self.content_size.width >= STRIP_WIDTH else 14)

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        if self._first_days:
            text = first_days(session.outcome_days, width, session.palette)
            return text_strips(text, width, self.app.console, wrap=False)
        glass = session.settings.glass_ml
        legend = not self.styles.border_bottom[0]  # else it is on the lower edge
        spans = session.trial_spans
        text = strips(
            session.series, session.today, glass, self._days, width, session.palette, legend=legend, spans=spans
        )
        return text_strips(text, width, self.app.console, wrap=False)

    def day_at(self, x: int, y: int) -> date | None:
        return None if self._first_days else strips_day(self.session.today, self._days, x)
