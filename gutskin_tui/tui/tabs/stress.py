"""Stress: stress, mood and energy, stressors, sleep, exercise and practices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import stress as view
from gutskin_tui.tui.check_in import CheckInForm
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm
from gutskin_tui.tui.widgets.stress_panels import Practices, StressAndSkin, StressCharts

QUESTIONS = (
    "stress.score",
    "stress.mood",
    "stress.energy",
    "sleep.hours",
    "sleep.quality",
    "exercise.minutes",
    "stress.weighed",
    "practice.what",
)
STRESSORS = ("work", "family", "health", "other")

RECENT_DAYS = 28
"""Days whose entries are listed."""


class StressForm(CheckInForm):
    """The check-in of stress, sleep, exercise and practices."""

    TABLES = frozenset(view.KINDS_LISTED)

    def questions(self) -> Sequence[str]:
        return QUESTIONS

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"stress.weighed": STRESSORS}


class RecentEntries(JournalRows):
    """The entries of stress, sleep, exercise and practices up to the selected day."""

    TABLES = frozenset(view.KINDS_LISTED)

    def __init__(self) -> None:
        empty = "Nothing yet. Press c to check in, z for sleep, x for exercise."
        super().__init__("Recent", id="stress-recent", empty=empty)
        self.rows: list[tuple[date, AnyEntry | None]] = []

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=RECENT_DAYS - 1), self.day

    def update_view(self) -> None:
        rows, palette = view.recent_entries(self.session.entries, self.day, RECENT_DAYS), self.session.palette
        self.rows = rows
        self.fill(len(rows), lambda index, width: view.entry_line(*rows[index], width, palette))


class Stress(Tab):
    """The stress, sleep, exercise and practices of the selected day, and their last weeks."""

    NAME = "stress"
    HELP = (
        "c starts the form: digits score stress, mood and energy; letters mark what was stressful and which practices "
        "you did; Esc stops. "
        "z logs a night from bed to waking, x exercise with its name, p one practice from any tab."
    )

    def left(self) -> ComposeResult:
        yield StressForm(self.session, "Stress, sleep and exercise", "c", id="stress-form").data_bind(Tab.day)
        yield RecentEntries().data_bind(Tab.day)
        yield Practices("Exercise and practices", id="practices")

    def middle(self) -> ComposeResult:
        yield StressCharts("28 days", id="stress-charts")

    def right(self) -> ComposeResult:
        yield StressAndSkin("Stress and skin (0-10)", id="stress-skin")

    def follow_clock(self) -> None:
        self.query_one(StressForm).follow_clock()

    def home(self) -> Widget | None:
        # Not the form: arrows and Enter are for the list until the form is started.
        return self.query_one(RecentEntries)

    def selected(self) -> AnyEntry | None:
        recent = self.query_one(RecentEntries)
        return recent.rows[recent.cursor][1] if recent.rows else None

    async def action_check_in(self) -> None:
        """Start this tab's form on its first blank field."""
        self.query_one(StressForm).begin()

    @on(ScoreForm.StartRequested)
    async def _start(self) -> None:
        await self.action_check_in()

    @on(ScoreForm.Done)
    def _done(self) -> None:
        self.screen.set_focus(self.home(), scroll_visible=False)
        self.query_one(StressForm).scroll_back()

    @on(Rows.Chosen)
    async def _chosen(self, event: Rows.Chosen) -> None:
        if self.query_one(RecentEntries).rows[event.index][1] is None:
            await self.action_check_in()
        else:
            await self.run_action("edit_entry")
