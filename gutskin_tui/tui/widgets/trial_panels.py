"""The panels of trials: the running one on Today, and the list of all on Trends."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from gutskin_tui.tui.state import Session
from gutskin_tui.tui.widgets.panel import Panel, set_title
from gutskin_tui.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from gutskin_tui.trials.report import TrialReport


class TrialToday(Panel):
    """The running trial in a few lines, the same height while it is read; hidden if there is none."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialToday { display: none; height: 4; }
    TrialToday.-running { display: block; }
    .-wide TrialToday { height: 5; }
    """

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__("Trial", id=id)
        self.session = session

    def reload(self) -> None:
        """Show the trial as it was last read."""
        running = self.session.running
        self.set_class(running is not None, "-running")
        if running is None:
            return
        report = next((report for report in self.session.trial_reports if report.trial.id == running.id), None)
        if report is None:
            self.update_content(Text(f"counting {self.session.sign('more')}", "dim"), "Trial")
            return
        from gutskin_tui.presentation.trials import today_text
        from gutskin_tui.trials.wording import name

        size = self.screen.size.width
        wide = size >= 100
        text = today_text(report, (size // 2 if wide else size) - 5, self.session.ink, brief=not wide)
        self.update_content(text, f"Trial: {name(report.trial)}   N shows it")


class TrialList(Vertical):
    """Running and past trials, a line each. Posts `Rows.Chosen` of its rows for Enter."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialList { height: auto; width: 1fr; margin-bottom: 1; border-top: solid $rule;
                border-title-color: $foreground; border-title-style: bold; }
    TrialList:focus-within { border-top: solid $primary; border-title-color: $primary; }
    TrialList Rows, TrialList Rows:focus { margin: 0; border-top: none; max-height: 5; }
    TrialList Static { height: auto; padding: 0 1 0 2; }
    .-low TrialList { margin-bottom: 0; }
    .-low TrialList Rows, .-low TrialList Rows:focus { max-height: 3; }
    """

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self._rendered: list[TrialReport] = []
        self._state: tuple[object, ...] = ()
        set_title(self, "Trials")

    def compose(self) -> ComposeResult:
        """The rows of trials, and the footer."""
        yield Rows("", id="trial-rows")
        yield Static("", markup=False, id="trial-foot")

    @property
    def rows(self) -> Rows:
        """The rows of trials."""
        return self.query_one("#trial-rows", Rows)

    def reload(self) -> None:
        """Show the trials as they were last read."""
        views = self.session.trial_reports
        state = self.session.running, self.size, self.session.settings, self.session.look
        if state == self._state and len(views) == len(self._rendered) and all(map(is_, views, self._rendered)):
            return  # an update that changes nothing would still cost a layout of the whole tab
        self._rendered, self._state = list(views), state
        foot = self.query_one("#trial-foot", Static)
        self.rows.display = bool(views)
        if not views:
            self.rows.fill(0, lambda index, width: Text())
            foot.update("N plans a trial of one food.")
            return
        from gutskin_tui.presentation.trials import FOOTER, list_line

        ink = self.session.ink
        self.rows.fill(len(views), lambda index, width: list_line(views[index], width, ink))
        what = "o, then Enter shows one" + ("" if self.session.running else "; N plans another")
        foot.update(Text(f"{what}. {FOOTER}", "dim"))

    def chosen(self, index: int) -> TrialReport | None:
        """Return the trial of a row."""
        views = self.session.trial_reports
        return views[index] if index < len(views) else None

    @on(Rows.Chosen, "#trial-rows")
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        report = self.chosen(event.index)
        if report:
            self.app.show_trial(report.trial)  # type: ignore[attr-defined]
