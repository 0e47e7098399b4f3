"""A dialog that confirms the plan of a trial: Enter freezes the plan and starts the trial."""

from __future__ import annotations

from functools import partial

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from gutskin_tui.errors import UserError
from gutskin_tui.model.trial import Trial
from gutskin_tui.presentation.trial_plan import plan_text
from gutskin_tui.trials.plan_parser import typed_name
from gutskin_tui.trials.repository import Plan, draft, start
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.dialogs.trial_form import DRAFT
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame_bars import BarLine
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.prompt import sentence

KEYS = "Enter freezes and starts   Esc back to the form, nothing is started"
FRAME = 4
"""Lines of the screen that the dialog needs besides the plan."""


class TrialConfirm(Dialog[Trial]):
    """Shows `plan` and returns the started trial, None if cancelled. `answers` are those to the safety questions."""

    DEFAULT_CSS = """
    TrialConfirm > Vertical { max-width: 84; }
    TrialConfirm VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    TrialConfirm Static { height: auto; }
    """
    BINDINGS = [
        Binding("enter", "start", show=False, priority=True),
        Binding("escape,q", "leave", show=False),
    ]

    def __init__(self, session: AppState, plan: Plan, answers: dict[str, bool]) -> None:
        super().__init__()
        self.session, self._plan, self._answers = session, plan, answers

    def compose(self) -> ComposeResult:
        """Compose the plan, and below it the keys or an error."""
        with Vertical() as frame:
            set_title(frame, "Start this trial?")
            with VerticalScroll():
                yield Static("", markup=False, id="plan-words")
            yield BarLine(id="plan-keys")

    def on_mount(self) -> None:
        """Show the plan. The random order of the phases is drawn only when the trial is started."""
        trial = draft(self._plan, self.session.clock)
        self.query_one("#plan-words", Static).update(plan_text(trial, self.session.clock.today()))
        self.query_one("#plan-keys", BarLine).update_text(Text(KEYS, style="dim"))
        self.set_focus(self.query_one(VerticalScroll))

    def on_resize(self, event: events.Resize) -> None:
        """Limit the height of the plan to the screen; beyond that it scrolls."""
        self.query_one(VerticalScroll).styles.max_height = max(3, event.size.height - FRAME)

    def action_start(self) -> None:
        """Freeze the plan at the present time, start the trial and close the dialog; or show why it cannot start."""
        if not self.is_open:
            return
        message = f"Frozen: a trial of {typed_name(self._plan.what)}"
        try:
            trial, _ = self.session.change_records(partial(start, plan=self._plan, answers=self._answers), message)
        except UserError as error:
            self.query_one("#plan-keys", BarLine).update_text(Text(f"! {sentence(error)}", style="bold"))
            return
        self.session.drafts.put(DRAFT, "")
        self.close(trial)
