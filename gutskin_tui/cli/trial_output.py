"""Printing of trials: the plan, and the progress and result with a chart of the outcome."""

from __future__ import annotations

import shutil
import sys
import textwrap
from datetime import date

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_fitted, print_line
from gutskin_tui.cli.rendering import palette_of, print_renderable
from gutskin_tui.model.trial import Trial
from gutskin_tui.presentation import trials as view
from gutskin_tui.presentation.trial_plan import phase_lines, plan_title
from gutskin_tui.trials import plan_wording
from gutskin_tui.trials.report import TrialReport

CHART_HEIGHT, CHART_WIDTH = 11, 100


def print_plan(trial: Trial, today: date, spread: float | None, order: bool = True) -> None:
    """Print a plan with its warnings; its phases too unless `order` is false.

    `spread` is that of the outcome before the start, None if it is not known.
    """
    print_fitted(plan_title(trial))
    for line in phase_lines(trial, today) if order else ():
        print_fitted(f"  {line}")
    for warning in plan_wording.warnings(trial, spread):
        print_paragraph(warning)


def print_trial(session: Session, report: TrialReport) -> None:
    """Print progress, today's advice, adherence, reactions, chart and result of a trial."""
    for line in (plan_title(report.trial), *view.status_lines(report)):
        print_fitted(line)
    for line in view.adherence_lines(report):
        print_paragraph(line)
    uncertain = report.result.adherence.uncertain
    if uncertain and not report.over:
        print_line(f"To decide a day: gutskin trial day {uncertain[0]} kept (or slipped).")
    for line in view.event_lines(report):
        print_fitted(line)
    if report.reading.values:
        width = min(CHART_WIDTH, shutil.get_terminal_size().columns)
        print_renderable(view.outcome_chart(report, CHART_HEIGHT, palette_of(session), width=width))
    for sentence in report.sentences:
        print_paragraph(sentence)


def print_paragraph(text: str) -> None:
    """Print a sentence wrapped to a terminal's width, at most 100 cells; as one line in a pipe."""
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 0
    for line in textwrap.wrap(text, width) if width > 20 else [text]:
        print_line(line)
