"""Today: what is missing, what is logged, the check-in, streaks, and the last 28 days."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.presentation.day import ACTION_OF
from gutskin_tui.tui.check_in import CheckInForm, quick_questions
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.day_ribbon import DayHours
from gutskin_tui.tui.widgets.month_panel import Month
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm
from gutskin_tui.tui.widgets.skin_chart import SkinChart
from gutskin_tui.tui.widgets.today_panels import DayBefore, Logged, Missing, Streaks, Strips
from gutskin_tui.tui.widgets.trial_panels import TrialToday
from gutskin_tui.tui.widgets.week_panel import Week


class QuickCheckIn(CheckInForm):
    """The check-in of a few questions of several kinds."""

    TABLES = frozenset(name for name, kind in KINDS.items() if kind.check_in)

    def questions(self) -> Sequence[str]:
        return quick_questions(self.session.settings)


class Today(Tab):
    """The first tab: the state of the selected day."""

    NAME = "today"
    HELP = (
        "What is still missing today, and the key that logs it; Enter on a line does the same. "
        "Press c to check in: type a digit to answer and move on; - skips, Esc stops. Every answer is saved as you "
        "type. N plans a trial; while one is running, today's instruction appears here and N opens it."
    )

    def left(self) -> ComposeResult:
        yield Missing().data_bind(Tab.day)
        yield DayHours("Hours", id="hours").data_bind(Tab.day)
        yield Logged().data_bind(Tab.day)
        yield DayBefore("The day before", id="day-before").data_bind(Tab.day)
        yield Week(id="week")
        yield Streaks("Streaks", id="streaks")

    def middle(self) -> ComposeResult:
        yield QuickCheckIn(self.session, "Check-in", "c", id="check-in").data_bind(Tab.day)
        yield TrialToday("Trial", id="trial-today")
        yield Month(id="month").data_bind(Tab.day)

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
        form = self.query_one(QuickCheckIn)
        form.remove_class("-open")
        self.screen.set_focus(self.query_one("#missing", Rows), scroll_visible=False)
        form.scroll_back()

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
        await self.run_action("edit_entry")
