"""Printing of trials: the plan, and the progress and result with a chart of the outcome."""

from __future__ import annotations

import shutil
import sys
import textwrap
from datetime import date

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_fitted, print_line
from gutskin_tui.cli.stats import palette_of, print_renderable
from gutskin_tui.dates import day_range, show_day, show_short
from gutskin_tui.model import series
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials import wording
from gutskin_tui.trials.report import TrialReport
from gutskin_tui.trials.schedule import phases

CHART_HEIGHT, CHART_WIDTH = 11, 100


def print_plan(trial: Trial, today: date, order: bool = True) -> None:
    """Print a plan with its warnings; its phases too unless `order` is false."""
    print_fitted(f"{wording.name(trial)}: a {trial.design} trial for {trial.condition}, {trial.days} days")
    if order:
        named_phases = [(wording.phase_words(trial, phase), phase) for phase in phases(trial)]
        width = max(len(name) for name, _ in named_phases)
        for name, phase in named_phases:
            print_fitted(f"  {name:{width}}  {show_short(phase.start, today)} to {show_short(phase.end, today)}")
    for warning in wording.warnings(trial):
        print_paragraph(warning)


def print_trial(session: Session, report: TrialReport) -> None:
    """Print progress, today's advice, adherence, reactions, chart and result of a trial."""
    trial, today, adherence = report.trial, report.today, report.result.adherence
    frozen = date.fromisoformat(trial.frozen[:10])
    print_fitted(f"{wording.name(trial)}: a {trial.design} trial for {trial.condition}, frozen {show_day(frozen)}")
    phase = f", {wording.phase_words(trial, report.phase)}" if report.phase else ""
    todo = f": {report.advice}{' (washout: today does not count)' if report.washout else ''}" if report.advice else ""
    print_fitted(f"{wording.progress(trial, today)}{phase}{todo}")
    print_fitted(f"status of {wording.food_name(trial)}: {report.status}")
    for label, days in (
        ("slips", adherence.slips),
        ("may have had it", adherence.uncertain),
        ("no meal", adherence.unknown),
    ):
        if days:
            print_paragraph(f"{label}: {', '.join(show_short(day, today) for day in days)}")
    if adherence.uncertain and not report.over:
        print_line(f"settle one with gutskin trial day {adherence.uncertain[0]} kept, or slipped")
    for reaction in trial.reactions:
        print_fitted(
            f"{reaction.severity} reaction, {show_short(date.fromisoformat(reaction.day), today)}: {reaction.words}"
        )
    if trial.ended and trial.ended.words:
        print_fitted(f"ended {show_short(date.fromisoformat(trial.ended.day), today)}: {trial.ended.words}")
    _print_chart(session, report)
    for sentence in report.sentences:
        print_paragraph(sentence)


def _print_chart(session: Session, report: TrialReport) -> None:
    """Print the outcome by day with the phases marked; future days are empty. At most CHART_WIDTH cells wide."""
    from gutskin_tui.charts.line import DaySpan, LineChart

    trial = report.trial
    if not report.reading.values:
        return
    days = day_range(trial.first, trial.last)
    grid = series.grid(report.reading.values, trial.first, trial.last)
    measure = MEASURES[trial.outcome][1]
    spans = [DaySpan(phase.start, phase.end, phase.short) for phase in report.phases]
    width = min(CHART_WIDTH, shutil.get_terminal_size().columns)
    print_renderable(
        LineChart(
            days,
            grid,
            spans=spans,
            lo=measure.low,
            hi=measure.high,
            height=CHART_HEIGHT,
            width=width,
            palette=palette_of(session),
        )
    )


def print_paragraph(text: str) -> None:
    """Print a sentence wrapped to a terminal's width, at most 100 cells; as one line in a pipe."""
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 0
    for line in textwrap.wrap(text, width) if width > 20 else [text]:
        print_line(line)
