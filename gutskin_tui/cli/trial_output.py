"""Trials in lines of text: the plan, and where it stands with a chart of the outcome."""

from __future__ import annotations

import shutil
import sys
import textwrap
from datetime import date, timedelta

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import say, say_short
from gutskin_tui.cli.stats import draw, ink_of
from gutskin_tui.dates import show_day, show_short
from gutskin_tui.model import series
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials import wording
from gutskin_tui.trials.report import TrialReport
from gutskin_tui.trials.schedule import phases

CHART_HEIGHT, CHART_WIDTH = 11, 100


def say_plan(one: Trial, today: date, order: bool = True) -> None:
    """Say a plan, its phases if `order`, and what it rules out."""
    say_short(f"{wording.name(one)}: a {one.design} trial for {one.condition}, {one.days} days")
    if order:
        named = [(wording.phase_words(one, phase), phase) for phase in phases(one)]
        width = max(len(name) for name, _ in named)
        for name, phase in named:
            say_short(f"  {name:{width}}  {show_short(phase.start, today)} to {show_short(phase.end, today)}")
    for told in wording.warnings(one):
        say_text(told)


def say_view(session: Session, shown: TrialReport) -> None:
    """Say where a trial stands, what to do today, and what it shows."""
    one, today, went = shown.trial, shown.today, shown.result.adherence
    frozen = date.fromisoformat(one.frozen[:10])
    say_short(f"{wording.name(one)}: a {one.design} trial for {one.condition}, frozen {show_day(frozen)}")
    phase = f", {wording.phase_words(one, shown.phase)}" if shown.phase else ""
    todo = f": {shown.advice}{' (washout: today does not count)' if shown.washout else ''}" if shown.advice else ""
    say_short(f"{wording.progress(one, today)}{phase}{todo}")
    say_short(f"status of {wording.thing(one)}: {shown.status}")
    for label, days in (("slips", went.slips), ("may have had it", went.asks), ("no meal", went.unknown)):
        if days:
            say_text(f"{label}: {', '.join(show_short(day, today) for day in days)}")
    if went.asks and not shown.over:
        say(f"settle one with gutskin trial day {went.asks[0]} kept, or slipped")
    for each in one.reactions:
        say_short(f"{each.severity} reaction, {show_short(date.fromisoformat(each.day), today)}: {each.words}")
    if one.ended and one.ended.words:
        say_short(f"ended {show_short(date.fromisoformat(one.ended.day), today)}: {one.ended.words}")
    _say_chart(session, shown)
    for sentence in shown.sentences:
        say_text(sentence)


def _say_chart(session: Session, shown: TrialReport) -> None:
    """Draw the outcome by day with the phases below it, days to come left empty."""
    from gutskin_tui.charts.line import LineChart, Span

    trial = shown.trial
    if not shown.reading.values:
        return
    days = [trial.first + timedelta(days=back) for back in range(trial.days)]
    grid = series.grid(shown.reading.values, trial.first, trial.last)
    measure = MEASURES[trial.outcome][1]
    spans = [Span(phase.start, phase.end, phase.short) for phase in shown.phases]
    width = min(CHART_WIDTH, shutil.get_terminal_size().columns)
    draw(
        LineChart(days, grid, spans=spans, lo=measure.low, hi=measure.high, height=CHART_HEIGHT, width=width,
                  ink=ink_of(session))
    )  # fmt: skip


def say_text(text: str) -> None:
    """Print a sentence: folded to the width of a terminal, whole in a pipe."""
    width = min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 0
    for line in textwrap.wrap(text, width) if width > 20 else [text]:
        say(line)
