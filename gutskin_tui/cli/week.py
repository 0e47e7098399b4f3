"""`gutskin week`: the last seven finished days against the seven before."""

from __future__ import annotations

import sys

import click
import msgspec

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_line
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.week import week_lines, week_summary
from gutskin_tui.trials import wording
from gutskin_tui.trials.report import trial_report
from gutskin_tui.trials.repository import current, treatment_courses


@click.command(cls=Command, examples=["gutskin week"])
@click.option("--json", "as_json", is_flag=True, help="As JSON: {first, last, foods, foods_before, measures, …}.")
@pass_session
def week(session: Session, as_json: bool) -> None:
    """Show the last week against the one before, and a next step.

    The seven finished days before today, compared with the seven before them. An average needs three days of seven.
    Numbers describe what you logged; a change is not a proof of anything. Not medical advice.
    """
    today = session.clock.today()
    with session.open(read_only=True) as journal:
        analyzer = MealAnalyzer.from_journal(journal)
        adherence = advice = ""
        if (trial := current(journal, today)) is not None:
            report = trial_report(trial, journal.day, analyzer, today, courses=treatment_courses(journal, today))
            adherence = f"{wording.name(trial)}: {wording.adherence_words(trial, report.result.adherence)}"
            advice = report.advice
        summary = week_summary(journal.day, analyzer, session.settings, today, adherence=adherence, advice=advice)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(summary) + b"\n")
        sys.stdout.flush()
        return
    for line in week_lines(summary):
        print_line(line)
