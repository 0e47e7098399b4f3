"""The actions on trials: planning one in steps, and opening one.

The application imports this module when one of them is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.insights.factors import trial_subject
from gutskin_tui.insights.wording import tested
from gutskin_tui.model.trial import Arm, Trial
from gutskin_tui.trials.safety import unanswered
from gutskin_tui.tui.dialogs.base import DIALOGS
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
        """Plan a trial, of the selected factor if that can be tested; show the running trial if there is one."""
        self.plan_trial(*(self._selected() if self.session.foods.ready else ("", "without")))

    def _selected(self) -> tuple[str, Arm]:
        """Return the selected factor of Trends, "" if a trial cannot test it, and whether to leave it out or use it."""
        for factors in self.app.pane.query(InsightsPanel):
            answer, place = self.session.insights.answer, factors.rows.cursor
            if answer and place < len(answer.insights.findings):
                results = answer.insights
                if test := tested(results.outcome, results.findings[place]):
                    return test
                return trial_subject(results.factors[place].name), "without"
        return "", "without"

    def plan_trial(self, what: str = "", tried: Arm = "without") -> None:
        """Ask what to test, then the safety questions; `what` and `tried` are the initial values of the form."""
        session = self.session
        if not session.foods.ready:
            self.app.status("Still loading the journal.", False)
        elif session.trials.running:
            self.show_trial(session.trials.running)
        elif session.journal.read_only:
            self.app.status("The journal is open for reading only.", False)
        else:
            self.app.run_worker(self._plan(what, tried), group=DIALOGS)

    async def _plan(self, what: str, tried: Arm) -> None:
        """Ask for a plan, then the safety questions about what it tests, until a plan is confirmed.

        Which questions there are depends on what is tested: a food allergy rules out no trial of a cream. A changed
        plan is asked only what has no answer yet, but about something else everything is asked. Esc on a question or
        the form gives up.
        """
        ask, session = self.app.push_screen_wait, self.session
        tested_before, answers = "", dict[str, bool]()
        while plan := await ask(TrialForm(session, what, tried)):
            if plan.what != tested_before:
                tested_before, answers = plan.what, {}
            if questions := unanswered(answers, plan.what, plan.condition):
                given = await ask(SafetyQuestions(questions, plan.what))
                if given is None:
                    return
                answers |= given.answers
            if trial := await ask(TrialConfirm(session, plan, answers)):
                self.show_trial(trial)
                return
            what = ""  # what was typed is in the draft

    def show_trial(self, trial: Trial) -> None:
        """Open a trial's page."""
        self.app.push_screen(TrialDetail(self.session, trial))
