"""A dialog that confirms the plan of a trial: Enter freezes the plan and starts the trial."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from gutskin_tui.errors import UserError
from gutskin_tui.model.trial import Trial
from gutskin_tui.presentation.trial_plan import START, plan_text
from gutskin_tui.presentation.trials import started
from gutskin_tui.trials.power import own_spread
from gutskin_tui.trials.repository import Plan, draft, start
from gutskin_tui.tui.dialogs.base import WIDEST, Dialog
from gutskin_tui.tui.dialogs.trial_form import DRAFT
from gutskin_tui.tui.state import AppState

EDGES = 5
"""Columns of a dialog that its text has not: the frame, the blanks inside, the scroll bar."""


class TrialConfirm(Dialog[Trial]):
    """Shows `plan` and returns the started trial, None if cancelled. `answers` are those to the safety questions."""

    TITLE = START
    BINDINGS = [Binding("enter", "start", show=False, priority=True)]
    HINTS = ("Enter start", "↑↓ scroll", "Esc close")

    def __init__(self, session: AppState, plan: Plan, answers: dict[str, bool]) -> None:
        super().__init__()
        self.session, self._plan, self._answers = session, plan, answers

    def compose_content(self) -> ComposeResult:
        """Compose the plan. The random order of the phases is drawn only when the trial is started."""
        with VerticalScroll():
            yield Static(markup=False, id="plan-words")

    def on_mount(self) -> None:
        """Show the plan and focus it, as it scrolls."""
        self._show_plan()
        self.set_focus(self.query_one(VerticalScroll))
        self.show_message("Enter starts the trial; the plan is then locked. Esc goes back, and nothing starts.")

    def on_resize(self, event: events.Resize) -> None:
        """Fit the plan to the new width."""
        self._show_plan()

    def _show_plan(self) -> None:
        trial = draft(self._plan, self.session.clock)
        spread = own_spread(trial, self.session.entries)
        text = plan_text(trial, self.session.clock.today(), spread, min(self.app.size.width, WIDEST) - EDGES)
        self.query_one("#plan-words", Static).update(text)

    def action_start(self) -> None:
        """Freeze the plan at the present time, start the trial and close the dialog; or show why it cannot start."""
        if not self.is_open:
            return
        try:
            message = started(draft(self._plan, self.session.clock))
            trial, _ = self.session.change_records(partial(start, plan=self._plan, answers=self._answers), message)
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self.session.drafts.put(DRAFT, "")
        self.dismiss(trial)
