"""A trial's page: the outcome by day and phase, what it shows so far, and its days, which can be set right."""

from __future__ import annotations

from typing import cast

from rich.text import Text
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from gutskin_tui.model.trial import Correction, Trial
from gutskin_tui.presentation import trials as view
from gutskin_tui.trials import repository, wording
from gutskin_tui.trials.report import TrialReport
from gutskin_tui.trials.repository import correct, trials
from gutskin_tui.tui.dialogs.base import DIALOGS, DialogFrame
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.dialogs.trial_notes import TrialChange, TrialEnd, TrialReaction
from gutskin_tui.tui.dialogs.undo_dialog import UndoDialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import TALL, WIDE
from gutskin_tui.tui.widgets.row_list import Rows

DAY_HINTS = ("y kept", "n slipped", "c clear")
OPEN_HINTS = ("r reaction", "e end")
LAST_HINTS = ("u undo", "Tab text", "Esc close")


class TrialDetail(UndoDialog):
    """The page of `trial`. Every change is saved at once; u undoes the changes made in this dialog."""

    DEFAULT_CSS = """
    TrialDetail DialogFrame { max-width: 120; height: 100%; max-height: 52; }
    TrialDetail Container { height: 1fr; }
    TrialDetail.-wide Container, TrialDetail.-huge Container { layout: horizontal; }
    TrialDetail VerticalScroll { height: 60%; width: 1fr; border-left: blank; }
    TrialDetail VerticalScroll:focus { border-left: solid $primary; }
    TrialDetail.-wide VerticalScroll, TrialDetail.-huge VerticalScroll { height: 100%; margin-right: 1; }
    TrialDetail Rows, TrialDetail Rows:focus { height: 1fr; min-height: 4; border-top: solid $rule; }
    TrialDetail.-wide Rows, TrialDetail.-huge Rows { width: 50; }
    """
    BINDINGS = [
        *(
            Binding(key, f"correct('{choice}')", show=False)
            for key, choice in (("y", "kept"), ("n", "slipped"), ("c", ""))
        ),
        Binding("r", "react", show=False),
        Binding("e", "end", show=False),
    ]

    def __init__(self, session: AppState, trial: Trial) -> None:
        super().__init__(session)
        self._report: TrialReport = session.trials.report(trial)
        self._days: list[view.TrialDay] = []

    def compose_content(self) -> ComposeResult:
        """Compose chart and sentences, and the days."""
        with Container():
            with VerticalScroll():
                yield Static("", markup=False, id="trial-chart")
                yield Static("", markup=False, id="trial-words")
            yield Rows("Days so far", id="trial-days", empty="The trial has not begun.")

    def on_mount(self) -> None:
        """Show it, on its latest day."""
        self.set_focus(self.query_one(Rows))
        self.refresh_content()
        self.query_one(DialogFrame).border_subtitle = wording.FOOTER
        self.show_message("")  # reserves its line

    def on_resize(self, event: events.Resize) -> None:
        """Fit the chart to the new size."""
        self.refresh_content()

    @property
    def trial(self) -> Trial:
        """The trial as it is now in the journal: another program may have changed it since it was shown."""
        displayed = self._report.trial
        return next(
            (trial for trial in trials(self.session.journal, self.session.today) if trial.id == displayed.id), displayed
        )

    @property
    def over(self) -> bool:
        """Whether it was ended or has run through."""
        return self._report.over

    def refresh_content(self) -> None:
        """Show the current state of the trial."""
        report, palette, screen = self._report, self.session.palette, self.app.size
        self._days = view.days_of(report)
        self.title = f"{wording.name(report.trial)}: {report.trial.design} trial, {report.trial.condition}"
        height = 12 if screen.width >= WIDE and screen.height >= TALL else 7
        self.query_one("#trial-chart", Static).update(view.chart(report, height, palette))
        self.query_one("#trial-words", Static).update(view.page_text(report))
        days = self._days
        self.query_one(Rows).fill(len(days), lambda index, width: view.day_line(days[index], width, palette))
        self.show_hints(*DAY_HINTS, *(() if report.over else OPEN_HINTS), *LAST_HINTS)

    def action_correct(self, choice: str) -> None:
        """Set whether the plan was kept on the selected day; "" derives it from the meals."""
        if not self._days or not self.is_open:
            return
        day = self._days[self.query_one(Rows).cursor].date
        given = cast("Correction | None", choice or None)
        trial = self._report.trial
        saved = self.save_change(
            lambda journal, clock: correct(journal, clock, trial, day, given),
            view.correction_saved(day, given, self.session.today),
        )
        if saved:
            amended, message = saved
            self._show_trial(amended.record, message)

    def action_react(self) -> None:
        """Type a reaction on the selected day."""
        if self._days:
            day = self._days[self.query_one(Rows).cursor].date
            self._change_in(TrialReaction(self.session, self.trial, day, over=self.over))
        else:
            self.show_message("The trial has not begun.")

    def action_end(self) -> None:
        """End the trial, before its last day with a reason."""
        if self.over:
            self.show_message(repository.OVER)
        else:
            self._change_in(TrialEnd(self.session, self.trial))

    @work(group=DIALOGS)
    async def _change_in(self, form: Form[TrialChange]) -> None:
        """Show what a form changes, and the safety text if there is one."""
        revision = self.session.journal.revision
        change = await self.app.push_screen_wait(form)
        if change is not None:
            self.count_change(revision)
            self._show_trial(change.trial, change.message)
            if change.warning:
                await self.app.push_screen_wait(TextPage("Please read", Text(change.warning, style="bold")))

    def show_change(self, message: str) -> None:
        """Show the trial as it is now, and a sentence about the change."""
        self._show_trial(self.trial, message)

    def _show_trial(self, trial: Trial, message: str) -> None:
        self._report = self.session.trials.report(trial)
        self.refresh_content()
        self.show_message(message)
