"""`gutskin insights`: the association of each factor with the outcome, as a table with sentences, or as JSON."""

from __future__ import annotations

from datetime import date, timedelta

import click
import msgspec

from gutskin_tui.cli.click_ext import Command, complete_from, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.listing import FROM, TO, EntryFilter
from gutskin_tui.cli.output import print_line
from gutskin_tui.cli.rendering import print_renderable
from gutskin_tui.insights.choices import choices
from gutskin_tui.insights.factors import DAYS_BACK, unknown
from gutskin_tui.insights.insights import Gathering, Insights, read_journal
from gutskin_tui.insights.insights_json import as_json as as_json_types
from gutskin_tui.insights.wording import counted_from
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.insights_report import page
from gutskin_tui.store import Journal
from gutskin_tui.text import alternatives, one_line, with_suggestion

MOST_SEED = 2**32 - 1


@click.command(cls=Command, examples=["gutskin insights", 'gutskin insights --outcome itch --from "last month"'])
@click.option(
    "--outcome",
    metavar="MEASURE",
    help="Measure to explain: severity, itch, redness …",
    shell_complete=complete_from(MEASURES),
)
@FROM
@TO
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=1, help="Random seed for the intervals (default 1).")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As JSON: {outcome, lags, days, factors: [{factor, lag, n_exposed, n_unexposed, effect, unit, ci_low, …}]}.",
)
@pass_session
def insights(
    session: Session, outcome: str | None, first: str | None, last: str | None, seed: int, as_json: bool
) -> None:
    """Show factors linked to your skin, and what is still needed.

    The last 365 days, with all factors at all delays of your conditions tested together. Patterns are judged only when
    your 60th, 90th, 135th, 200th day and so on is complete; --from restarts that count. An association is not proof.
    Not medical advice. Choose the factors with gutskin settings set factors "dairy,stress,treatment:steroid
    cream,tag:pollen".
    """
    name = _series(outcome or session.settings.outcome)
    period = EntryFilter(session, first, last, None)
    with session.open(read_only=True) as journal:
        days = _days(journal, session.clock.today(), period)
        started = min([days[0], *journal.days()]) if period.first is None else days[0]
        notes = [counted_from(started)] if started > min([started, *journal.days()]) else []
        results = _compute(session, journal, days, name, seed, started)
    ignored = unknown(session.settings)
    if as_json:
        added = {"counted_from": started.isoformat(), "notes": notes, "ignored": list(ignored)}
        click.echo(msgspec.json.format(msgspec.json.encode(as_json_types(results) | added)))
        return
    for factor in ignored:
        print_line(f'Ignoring "{one_line(factor, 40)}" in your settings: not a factor.')
    print_renderable(page(results, notes))


def _series(typed: str) -> str:
    name = MEASURE_NAMES.get(typed.strip().casefold())
    if name is None:
        message = f'Unknown measure "{one_line(typed, 40)}"'
        raise click.UsageError(with_suggestion(message, typed, MEASURE_NAMES, f"use {alternatives(MEASURES)}"))
    return name


def _days(journal: Journal, today: date, period: EntryFilter) -> tuple[date, date]:
    """Return the first and last day to analyse; by default the last is the newest day with an entry.

    Raises click's UsageError if `period` begins in the future.
    """
    if period.first and period.first > today:
        raise click.UsageError("--from is in the future.")
    recorded = [day for day in journal.days() if day <= today]
    last = min(period.last or max(recorded, default=today), today)
    first = max(min(recorded, default=last), period.first or last - timedelta(days=DAYS_BACK - 1))
    return min(first, last), last


def _compute(
    session: Session, journal: Journal, days: tuple[date, date], outcome: str, seed: int, started: date
) -> Insights:
    """Return the insights of these days; the days of judgement are counted from `started` on, at the earliest."""
    first, last = days
    gathering = Gathering(
        session.settings, MealAnalyzer.from_journal(journal), session.clock.today(), outcome, choices(journal)
    )
    read_journal(gathering, journal, first, last, started)
    return gathering.insights(first, last, seed, started)
