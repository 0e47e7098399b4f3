"""The panels of trials: the running trial on Today, and the list of all trials on Trends.

The presentation of trials is imported where it is used: it loads the lexicon, which must not delay the first frame.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import WIDE, set_title
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from gutskin_tui.trials.report import TrialReport


class TrialToday(TextPanel):
    """The running trial in a few lines; hidden if there is none. Its height is fixed, so that reading moves nothing."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialToday { display: none; height: 4; }
    TrialToday.-running { display: block; }
    .-wide TrialToday, .-huge TrialToday { height: 5; }
    """

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__("Trial", id=id)
        self.session = session

    def reload(self) -> None:
        """Show the report of the running trial that was read last."""
        running = self.session.trials.running
        self.set_class(running is not None, "-running")
        if running is None:
            return
        report = next((report for report in self.session.trials.reports if report.trial.id == running.id), None)
        if report is None:
            self.update_content(Text(f"counting {self.session.palette.glyphs.ellipsis}", "dim"), "Trial")
            return
        from gutskin_tui.presentation.trials import today_text
        from gutskin_tui.trials.wording import name

        size = self.screen.size.width
        wide = size >= WIDE
        text = today_text(report, (size // 2 if wide else size) - 5, self.session.palette, brief=not wide)
        self.update_content(text, f"Trial: {name(report.trial)}   N shows it")


class TrialList(Vertical):
    """Running and past trials, a line each. Enter opens one."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialList { height: auto; width: 1fr; margin-bottom: 1; }
    TrialList Rows { margin: 0; max-height: 5; }
    TrialList Static { height: auto; padding: 0 1 0 2; }
    .-low TrialList { margin-bottom: 0; }
    .-low TrialList Rows, .-low TrialList Rows:focus { max-height: 3; }
    """

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="framed list")
        self.session = session
        self._rendered: list[TrialReport] = []
        self._state: tuple[object, ...] = ()
        set_title(self, "Trials")

    def compose(self) -> ComposeResult:
        """Compose the rows of trials and the footer."""
        yield Rows("", id="trial-rows")
        yield Static("", markup=False, id="trial-foot")

    @property
    def rows(self) -> Rows:
        """The rows of trials."""
        return self.query_one("#trial-rows", Rows)

    def reload(self) -> None:
        """Show the reports that were read last."""
        reports = self.session.trials.reports
        state = self.session.trials.running, self.size, self.session.settings, self.session.theme
        if state == self._state and len(reports) == len(self._rendered) and all(map(is_, reports, self._rendered)):
            return  # an update without a change would lay out the whole tab
        self._rendered, self._state = list(reports), state
        foot = self.query_one("#trial-foot", Static)
        self.rows.display = bool(reports)
        if not reports:
            self.rows.fill(0, lambda index, width: Text())
            foot.update("N plans a trial of one food.")
            return
        from gutskin_tui.presentation.trials import list_line
        from gutskin_tui.trials.wording import FOOTER

        palette = self.session.palette
        self.rows.fill(len(reports), lambda index, width: list_line(reports[index], width, palette))
        keys = "o, then Enter shows one" + ("" if self.session.trials.running else "; N plans another")
        foot.update(Text(f"{keys}. {FOOTER}", "dim"))

    def chosen(self, index: int) -> TrialReport | None:
        """Return the report of a row, None if there is no such row."""
        reports = self.session.trials.reports
        return reports[index] if index < len(reports) else None

    @on(Rows.Chosen, "#trial-rows")
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        report = self.chosen(event.index)
        if report:
            self.app.trial_wizard.show_trial(report.trial)  # type: ignore[attr-defined]
