"""`gutskin report`: a page for an appointment, as HTML, Markdown or PDF."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast, get_args

import click

from gutskin_tui.cli.click_ext import Choice, Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.cli.transfer import FORCE, OUTPUT, STANDARD, check_destination, write_file
from gutskin_tui.errors import InputError
from gutskin_tui.insights.choices import choices
from gutskin_tui.insights.factors import DAYS_BACK
from gutskin_tui.insights.insights import Gathering, Insights, read_journal
from gutskin_tui.model.kinds import MEASURE_NAMES
from gutskin_tui.model.treatments import courses
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.paths import user_path
from gutskin_tui.presentation.report.contents import DAYS, Audience, ReportRequest, ReportSource, build_report
from gutskin_tui.presentation.report.formats import PAPERS, report_writer
from gutskin_tui.presentation.report.pdf_page import Paper
from gutskin_tui.store import Journal
from gutskin_tui.trials import repository
from gutskin_tui.trials.report import trial_report

MOST_DAYS = 366


@click.command(
    cls=Command,
    examples=[
        "gutskin report -o skin.html",
        'gutskin report --for dietitian --days 56 --ask "Could it be dairy?" -o skin.md',
    ],
)
@OUTPUT
@FORCE
@click.option(
    "--for",
    "audience",
    type=Choice(list(get_args(Audience))),
    default="dermatologist",
    help="dermatologist, the default; dietitian adds a second page, 14 days of food and symptoms.",
)
@click.option(
    "--days", type=click.IntRange(1, MOST_DAYS), default=DAYS, show_default=True, help="Days up to and including today."
)
@click.option("--ask", "questions", metavar="QUESTION", multiple=True, help="A question of yours; up to three times.")
@click.option("--paper", type=Choice(list(PAPERS)), help="The paper of a PDF: a4, the default, or letter.")
@pass_session
def report(
    session: Session,
    output: str | None,
    force: bool,
    audience: str,
    days: int,
    questions: tuple[str, ...],
    paper: str | None,
) -> None:
    """Write a page of numbers and a chart for an appointment.

    A FILE that ends in .html is a page to print on A4 or Letter paper, without scripts, and it loads nothing from a
    network; one that ends in .md is Markdown; .pdf needs the extra gutskin[pdf]. Your name and date of birth are never
    stored: the page has blank lines for a pen. It describes what you logged. Not medical advice.
    """
    try:
        request = ReportRequest(cast("Audience", audience), days, tuple(filter(None, map(str.strip, questions))))
        write = report_writer("" if output in (None, STANDARD) else output, cast("Paper | None", paper))
    except InputError as error:
        raise click.UsageError(error.sentence) from None
    target = None if output in (None, STANDARD) else user_path(output)
    if target:
        check_destination(session, target)
    today = session.clock.today()
    with session.open(read_only=True) as journal:
        analyzer = MealAnalyzer.from_journal(journal)
        trials = repository.trials(journal, today)
        treatments = list(journal.between(None, today, "treatment"))
        recorded = [day for day in journal.days() if day <= today]
        source = ReportSource(
            journal.day,
            treatments,
            min(recorded, default=None),
            analyzer,
            session.settings,
            today,
            _insights(session, journal, analyzer, recorded),
            [trial_report(trial, journal.day, analyzer, today, trials, courses(treatments)) for trial in trials],
        )
        contents = build_report(request, source)
    if target:
        write_file(target, lambda out: write(contents, out), force)
        with confirming("Written"):
            print_line(f"Wrote the report to {target}")
    else:
        write(contents, sys.stdout.buffer)
        sys.stdout.flush()


def _insights(session: Session, journal: Journal, analyzer: MealAnalyzer, recorded: Sequence[date]) -> Insights | None:
    """Return the insights of the same days as the screen: a year at most, up to the newest of the `recorded` days.

    None if the outcome of the settings is not a measure.
    """
    outcome = MEASURE_NAMES.get(session.settings.outcome.strip().casefold())
    if outcome is None:
        return None
    today = session.clock.today()
    last = max(recorded, default=today)
    started = min(recorded, default=last)
    first = max(started, last - timedelta(days=DAYS_BACK - 1))
    gathering = Gathering(session.settings, analyzer, today, outcome, choices(journal))
    read_journal(gathering, journal, first, last, started)
    return gathering.insights(first, last, started=started)
