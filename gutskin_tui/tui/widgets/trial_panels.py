"""The panels of trials: the running trial on Today, and the list of all trials on Trends."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.strip import Strip

from gutskin_tui import presentation, trials
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.panel import Panel, text_strips
from gutskin_tui.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from gutskin_tui.trials.report import TrialReport

FULL = 4
"""Lines of the panel on Today that have room for the full text."""


class TrialToday(Panel):
    """The running trial in a few lines; hidden if there is none. Its height is fixed, so that reading moves nothing."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialToday { display: none; height: 4; }
    TrialToday.-running { display: block; }
    .-wide TrialToday, .-huge TrialToday { height: 5; }
    .-wide.-tall TrialToday, .-huge.-tall TrialToday { height: 6; }
    """

    def reload(self) -> None:
        """Show the report of the running trial that was read last."""
        running = self.session.trials.running is not None
        self.set_class(running, "-running")
        if running:
            self.update_view()

    def source(self) -> object:
        return self._report

    @property
    def _report(self) -> TrialReport | None:
        """The report of the running trial, None if it has not been read yet."""
        running = self.session.trials.running
        if running is None:
            return None
        return next((report for report in self.session.trials.reports if report.trial.id == running.id), None)

    def heading(self) -> tuple[str, str]:
        report = self._report
        if report is None:
            return "Trial", ""
        return f"Trial: {trials.wording.name(report.trial)}   N opens it", ""

    def draw(self, width: int, height: int) -> list[Strip]:
        report, palette = self._report, self.session.palette
        if report is None:
            return self.loading_lines(width)
        text = presentation.trials.today_text(report, width, palette, brief=height < FULL)
        return text_strips(text, width, self.app.console, wrap=False)


class TrialList(JournalRows):
    """Running and past trials, a line each. Enter opens one."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    TrialList { height: 6; }
    .-low TrialList { height: 4; }
    """

    def __init__(self) -> None:
        super().__init__("Trials", id="trial-rows", empty="Press N to plan a trial.")
        self._reports: list[TrialReport] | None = None

    def update_view(self) -> None:
        reports = self.session.trials.reports
        if self._reports is not None and len(reports) == len(self._reports) and all(map(is_, reports, self._reports)):
            return
        self._reports = list(reports)
        if not reports:
            self.fill(0, lambda index, width: Text(), "Trials")
            return
        more = "" if self.session.trials.running else ", N plans"
        listed = self._reports
        self.fill(
            len(listed),
            lambda index, width: presentation.trials.list_line(listed[index], width, self.session.palette),
            f"Trials   Enter opens{more}   {trials.wording.FOOTER}",
        )

    @on(Rows.Chosen)
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        reports = self.session.trials.reports
        if event.index < len(reports):
            self.app.trial_wizard.show_trial(reports[event.index].trial)  # type: ignore[attr-defined]
