"""Stress: stress, mood and energy, stressors, sleep, exercise and practices."""

from __future__ import annotations

from datetime import timedelta

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import stress as view
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.check_in import CheckIn
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm

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


class Stress(Tab):
    """The stress, sleep, exercise and practices of the selected day, and their last weeks."""

    NAME = "stress"
    BINDINGS = bindings("stress")
    HELP = (
        "c starts the form: digits score stress, mood and energy; letters mark what weighed on you and which practices "
        "you did; Esc leaves. "
        "z logs a night from bed to waking, x exercise with its name, p one practice from any tab."
    )

    def left(self) -> ComposeResult:
        self.checkin = CheckIn(self.session, "Stress, sleep, movement", QUESTIONS, {"stress.weighed": STRESSORS})
        yield ScoreForm(self.session, "Stress", self.checkin.save, "c starts the check-in", id="stress-form")
        yield Rows("Logged", id="stress-logged", empty="Nothing yet. c starts the check-in; z sleep, x exercise.")
        yield TextPanel("Exercise and practices", id="practices")

    def middle(self) -> ComposeResult:
        yield TextPanel("28 days", id="stress-strips")
        yield TextPanel("Stress and skin, same scale", id="stress-skin")

    def update_tab(self) -> None:
        session = self.session
        self.checkin.fill(self.query_one("#stress-form", ScoreForm))
        logged = view.entries_here(session.entries())
        self.query_one("#stress-logged", Rows).fill(
            len(logged), lambda index, width: view.entry_line(logged[index]), f"Logged {session.day_word()}"
        )
        today, palette = session.today, session.palette
        minutes = session.values("exercise", today - timedelta(days=6), today)
        practices = view.exercise_week(minutes, session.settings.exercise_goal_min, palette).append("\n")
        practices.append_text(view.practice_days(session.streak("practice"), session.entries, today, palette))
        self.query_one("#practices", TextPanel).update_content(practices)
        days, height = (28, 12) if self.wide else (14, 8)
        strip_days = self.strip_days
        self.query_one("#stress-strips", TextPanel).update_content(
            view.strips(session.series, today, strip_days, palette, key=not self.wide), f"{strip_days} days"
        )
        self.query_one("#stress-skin", TextPanel).update_content(
            view.beside_skin(session.series, today, days, height, palette)
        )

    def follow_clock(self) -> None:
        self.checkin.fill(self.query_one("#stress-form", ScoreForm))

    def home(self) -> Widget | None:
        # Not the form: arrows and Enter are for the list until the form is started.
        return self.query_one("#stress-logged", Rows)

    def selected(self) -> AnyEntry | None:
        logged = view.entries_here(self.session.entries())
        return logged[self.query_one("#stress-logged", Rows).cursor] if logged else None

    def action_check_in(self) -> None:
        """Start this tab's form on its first blank field."""
        form = self.query_one("#stress-form", ScoreForm)
        self.checkin.begin()
        self.checkin.fill(form)
        form.start()

    @on(ScoreForm.StartRequested)
    def _start(self) -> None:
        self.action_check_in()

    @on(ScoreForm.Done)
    def _done(self) -> None:
        self.screen.set_focus(self.query_one("#stress-logged", Rows))

    @on(Rows.Chosen)
    async def _chosen(self) -> None:
        await self.run_action("screen.edit_entry")
