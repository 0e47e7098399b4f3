"""The actions on trials: planning one in steps, and opening one.

The application imports this module when one of them is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.repository import Plan, TrialError, subject
from gutskin_tui.trials.safety import QUESTIONS, unanswered
from gutskin_tui.tui.dialogs.safety_questions import SafetyQuestions
from gutskin_tui.tui.dialogs.trial_confirm import TrialConfirm
from gutskin_tui.tui.dialogs.trial_detail import TrialDetail
from gutskin_tui.tui.dialogs.trial_form import TrialForm
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class TrialWizard:
    """Opens the dialogs of trials, one after the other when a trial is planned."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session

    def new_trial(self) -> None:
        """Plan a trial, of the selected factor if that is a label or a food; show the running trial if there is one."""
        self.plan_trial(self._selected() if self.session.foods.ready else "")

    def _selected(self) -> str:
        """Return the selected factor of Trends if it is a label or a food, else ""."""
        for factors in self.app.pane.query(InsightsPanel):
            answer, place = factors.work.answer, factors.rows.cursor
            if answer and place < len(answer.insights.factors):
                try:
                    return subject(answer.insights.factors[place].name)
                except TrialError:
                    return ""
        return ""

    def plan_trial(self, what: str = "") -> None:
        """Ask the safety questions, then what and how long; `what` is the initial value of the form."""
        session = self.session
        if not session.foods.ready:
            self.app.status("The journal is still being read.", False)
        elif session.trials.running:
            self.show_trial(session.trials.running)
        elif session.journal.read_only:
            self.app.status("The journal is open for reading only.", False)
        else:
            self._ask_safety_questions(what)

    def _ask_safety_questions(self, what: str) -> None:
        def answered(answers: dict[str, bool] | None) -> None:
            if answers is not None:
                self._open_form(answers, what)

        self.app.push_screen(SafetyQuestions(QUESTIONS), answered)

    def _open_form(self, answers: dict[str, bool], what: str = "") -> None:
        form = TrialForm(self.session, what)

        def closed(_: None) -> None:
            if form.plan:
                self._ask_further_questions(form.plan, answers)

        self.app.push_screen(form, closed)

    def _ask_further_questions(self, plan: Plan, answers: dict[str, bool]) -> None:
        """Ask the further questions that the condition needs, then show the plan for confirmation."""
        more = unanswered(answers, plan.condition)
        if not more:
            self._confirm(plan, answers)
            return

        def answered(further: dict[str, bool] | None) -> None:
            if further is not None:
                self._confirm(plan, answers | further)

        self.app.push_screen(SafetyQuestions(more), answered)

    def _confirm(self, plan: Plan, answers: dict[str, bool]) -> None:
        """Show the plan for confirmation; then the trial that was started, or the form once more."""

        def closed(started: Trial | None) -> None:
            if started:
                self.show_trial(started)
            else:
                self._open_form(answers)

        self.app.push_screen(TrialConfirm(self.session, plan, answers), closed)

    def show_trial(self, trial: Trial) -> None:
        """Open a trial's page."""
        self.app.push_screen(TrialDetail(self.session, trial))
