"""Today: what is missing, what is logged, the check-in, streaks, and the last 28 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.strip import Strip

from gutskin_tui.charts.strip import strip_legend
from gutskin_tui.model.day_status import Need
from gutskin_tui.model.entries import summary, title
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.presentation.day import ACTION_OF, STRIPS, NeedList, first_days, strips, strips_day
from gutskin_tui.presentation.statistics import range_days
from gutskin_tui.presentation.streaks import streak_lines
from gutskin_tui.text import clean
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.check_in import CheckInForm, quick_questions
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.day_ribbon import DayHours
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.month_panel import Month
from gutskin_tui.tui.widgets.panel import Panel, text_strips
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm
from gutskin_tui.tui.widgets.skin_chart import SkinChart
from gutskin_tui.tui.widgets.trial_panels import TrialToday
from gutskin_tui.tui.widgets.week_panel import Week

STRIP_WIDTH = 54
"""Columns of the panel from which strips show four weeks instead of two."""

FEW_DAYS = 3
"""Days with a value up to which there are no strips: a mean of seven days needs as many."""


class Missing(JournalRows):
    """What the selected day still needs, with the key that logs it."""

    def __init__(self) -> None:
        super().__init__("Missing today", id="missing", empty="All done for today.")
        self.needs: list[Need] = []

    def update_view(self) -> None:
        session = self.session
        lines = NeedList(self.day, session.needs, session.usual_time, session.previous, session.palette)
        self.needs = lines.open
        title = f"Missing {session.day_word()} ({len(self.needs)})"
        self.fill(len(self.needs) + bool(lines.done), lines.line, title)


class Logged(JournalRows):
    """The entries of the selected day."""

    def __init__(self) -> None:
        empty = "Nothing logged yet. Press m for a meal, such as oats, blueberries, coffee; w for water; c to check in."
        super().__init__("Logged", id="logged", empty=empty)

    @property
    def span(self) -> tuple[date, date]:
        return self.day, self.day

    def update_view(self) -> None:
        entries = self.session.entries(self.day)
        title = f"Logged {self.session.day_word()} ({len(entries)})"
        self.fill(len(entries), lambda index, width: logged_line(entries[index]), title)


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
        lines = [logged_line(entry) for entry in self.session.entries(self.span[0])]
        text = Text("\n").join(lines) if lines else Text("Nothing logged.", "dim")
        return text_strips(text, width, self.app.console, wrap=False)


class Streaks(Panel):
    """The streaks of entries and goals."""

    def source(self) -> object:
        return self.session.streaks, self.session.regularities

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        wide = height > 1
        text = streak_lines(session.streaks, session.regularities, session.palette, wide=wide, width=width)
        return text_strips(text, width, self.app.console)


class Strips(Panel):
    """A bar or digit for each of the last days, of the series that Today follows."""

    @property
    def span(self) -> tuple[date, date]:
        today = self.session.today
        return today - timedelta(days=27), today

    def source(self) -> object:
        return self._values, self.session.outcome_days

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
        text = strips(session.series, session.today, glass, self._days, width, session.palette, legend=legend)
        return text_strips(text, width, self.app.console, wrap=False)

    def day_at(self, x: int, y: int) -> date | None:
        return None if self._first_days else strips_day(self.session.today, self._days, x)


class QuickCheckIn(CheckInForm):
    """The check-in of a few questions of several kinds."""

    TABLES = frozenset(name for name, kind in KINDS.items() if kind.check_in)

    def questions(self) -> Sequence[str]:
        return quick_questions(self.session.settings)


class Today(Tab):
    """The first tab: the state of the selected day."""

    NAME = "today"
    BINDINGS = bindings("today")
    HELP = (
        "What is still missing today, and the key that logs it; Enter on a line does the same. "
        "c starts the check-in: type a digit to answer and move on; - skips, Esc stops. Every answer is saved as you "
        "type. N plans a food trial; while one is running, today's instruction appears here and N opens it."
    )

    def left(self) -> ComposeResult:
        yield Missing().data_bind(Tab.day)
        yield DayHours("Hours", id="hours").data_bind(Tab.day)
        yield Logged().data_bind(Tab.day)
        yield Week(id="week")
        yield Streaks("Streaks", id="streaks")

    def middle(self) -> ComposeResult:
        yield QuickCheckIn(self.session, "Check-in", "c", id="check-in").data_bind(Tab.day)
        yield TrialToday("Trial", id="trial-today")
        yield Month(id="month").data_bind(Tab.day)
        yield DayBefore("The day before", id="day-before").data_bind(Tab.day)

    def right(self) -> ComposeResult:
        yield Strips("Last 28 days", id="strips")
        yield SkinChart("Skin", id="today-skin")

    def update_tab(self) -> None:
        self.query_one(TrialToday).reload()
        self.query_one(Week).follow()

    def follow_clock(self) -> None:
        self.query_one(DayHours).update_view()
        self.query_one(QuickCheckIn).follow_clock()

    def selected(self) -> AnyEntry | None:
        rows = self.query_one("#logged", Rows)
        logged = self.session.entries()
        return logged[rows.cursor] if rows.has_focus and logged else None

    async def action_check_in(self) -> None:
        """Start the check-in on its first blank field."""
        form = self.query_one(QuickCheckIn)
        form.add_class("-open")
        form.begin()
        self.scroll_to_widget(form, animate=False)

    @on(ScoreForm.StartRequested)
    async def _start(self) -> None:
        await self.action_check_in()

    @on(ScoreForm.Done)
    def _checked_in(self) -> None:
        self.query_one(QuickCheckIn).remove_class("-open")
        self.query_one("#missing", Rows).focus()

    @on(Rows.Chosen, "#missing")
    async def _fill_need(self, event: Rows.Chosen) -> None:
        needs = self.query_one(Missing).needs
        if event.index < len(needs):
            await self.gutskin.perform(ACTION_OF[needs[event.index].kind])

    @on(DayHours.Chosen)
    def _select_logged(self, event: DayHours.Chosen) -> None:
        rows = self.query_one("#logged", Rows)
        rows.cursor = event.index
        rows.focus()

    @on(Rows.Chosen, "#logged")
    async def _edit(self) -> None:
        await self.run_action("screen.edit_entry")


def logged_line(entry: AnyEntry) -> Text:
    """Return the line of an entry in a list: time, kind, summary, note."""
    note = f'  "{clean(entry.note)}"' if entry.note else ""
    return Text.assemble(
        (f"{entry.when:%H:%M}", "dim"), f"  {title(entry):<9} ", clean(summary(entry)), (note, "italic dim")
    )
