"""The actions on trials: reading them in the background, planning a trial in steps, and opening a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from gutskin_tui.model.trial import Trial

if TYPE_CHECKING:
    from textual.app import App

    from gutskin_tui.trials.repository import Plan
    from gutskin_tui.tui.state import Session
    from gutskin_tui.tui.tabs.base import Tab

    Base = App[None]
else:
    Base = object


class TrialWizard(Base):
    """Mixed into the application.

    The trials and their dialogs are imported when first used: they take 70 ms, which the first screen does not need.
    """

    session: Session

    def refresh_trials(self) -> None:
        """Read the trials again if the journal has changed since they were read."""
        if self.session.trials.stale:
            self._read_trials()

    @work(exclusive=True, group="trials")
    async def _read_trials(self) -> None:
        if await self.session.trials.read():
            self.pane.reload()

    def do_new_trial(self) -> None:
        """Plan a trial, of the selected factor if that is a label or a food; show the running trial if there is one."""
        self.plan_trial(self._selected() if self.session.foods.ready else "")

    def _selected(self) -> str:
        """Return the selected factor of Trends if it is a label or a food, else ""."""
        from gutskin_tui.trials.repository import TrialError, subject
        from gutskin_tui.tui.widgets.insights_panel import InsightsPanel

        for factors in self.pane.query(InsightsPanel):
            answer, place = factors.work.answer, factors.rows.cursor
            if answer and place < len(answer.insights.factors):
                try:
                    return subject(answer.insights.factors[place].name)
                except TrialError:
                    return ""
        return ""

    def do_trials(self) -> None:
        """Go to the list of trials."""
        from gutskin_tui.tui.widgets.trial_panels import TrialList

        rows = self.pane.query_one(TrialList).rows
        if rows.count:
            self.screen.set_focus(rows)
            self.pane.scroll_to_widget(rows, animate=False)
        else:
            self.status("There is no trial yet. N plans one.", False)

    def plan_trial(self, what: str = "") -> None:
        """Ask the safety questions, then what and how long; `what` is the initial value of the form."""
        session = self.session
        if not session.foods.ready:
            self.status("The journal is still being read.", False)
        elif session.trials.running:
            self.show_trial(session.trials.running)
        elif session.journal.read_only:
            self.status("The journal is open for reading only.", False)
        else:
            self._gate(what)

    def _gate(self, what: str) -> None:
        from gutskin_tui.trials.safety import QUESTIONS
        from gutskin_tui.tui.dialogs.safety_questions import SafetyQuestions

        def answered(answers: dict[str, bool] | None) -> None:
            if answers is not None:
                self._form(answers, what)

        self.push_screen(SafetyQuestions(QUESTIONS), answered)

    def _form(self, answers: dict[str, bool], what: str = "") -> None:
        from gutskin_tui.tui.dialogs.trial_form import TrialForm

        form = TrialForm(self.session, what)

        def closed(_: None) -> None:
            if form.plan:
                self._confirm(form.plan, answers)

        self.push_screen(form, closed)

    def _confirm(self, plan: Plan, answers: dict[str, bool]) -> None:
        """Ask the further questions that the condition needs, then show the plan for confirmation."""
        from gutskin_tui.trials.safety import unanswered
        from gutskin_tui.tui.dialogs.safety_questions import SafetyQuestions

        more = unanswered(answers, plan.condition)
        if not more:
            self._summary(plan, answers)
            return

        def answered(further: dict[str, bool] | None) -> None:
            if further is not None:
                self._summary(plan, answers | further)

        self.push_screen(SafetyQuestions(more), answered)

    def _summary(self, plan: Plan, answers: dict[str, bool]) -> None:
        from gutskin_tui.tui.dialogs.trial_confirm import TrialConfirm

        def closed(started: Trial | None) -> None:
            if started:
                self.show_trial(started)
            else:
                self._form(answers)

        self.push_screen(TrialConfirm(self.session, plan, answers), closed)

    def show_trial(self, trial: Trial) -> None:
        """Open a trial's page."""
        from gutskin_tui.tui.dialogs.trial_detail import TrialDetail

        self.push_screen(TrialDetail(self.session, trial))

    @property
    def pane(self) -> Tab:
        """The open tab."""
        raise NotImplementedError

    def status(self, message: str, good: bool = True, offer: str = "") -> None:
        """Show a sentence on the status line."""
        raise NotImplementedError
