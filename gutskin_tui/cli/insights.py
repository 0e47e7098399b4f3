"""`gutskin insights`: the association of each factor with the outcome, as a table with sentences, or as JSON."""

from __future__ import annotations

from datetime import date, timedelta

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.listing import FROM, TO, EntryFilter
from gutskin_tui.cli.output import print_line
from gutskin_tui.cli.stats import print_renderable
from gutskin_tui.dates import day_month
from gutskin_tui.insights import insights as analysis
from gutskin_tui.insights import wording
from gutskin_tui.insights.associations import Finding
from gutskin_tui.insights.factors import DAYS_BACK, unknown
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.insights_json import as_json as as_json_types
from gutskin_tui.insights.wording import decimal, decimals_of
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.store import Journal
from gutskin_tui.text import one_line

MOST_SEED = 2**32 - 1
SHORT = {"not_enough_data": "too few days", "no_clear_pattern": "none clear"}
"""Short forms of the pattern labels that are too wide for the table's column."""


@click.command(cls=Command)
@click.option("--outcome", metavar="SERIES", help="The series to look at: severity, itch, redness …")
@FROM
@TO
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=1, help="Draws other intervals; 1 unless you say.")
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
    """Show which factors go with the skin, and what is missing to tell.

    The last 365 days, all factors at all lags of your conditions tested together. An association is no proof. Not
    medical advice. Choose the factors with gutskin settings set factors dairy,stress,"food:oat latte".
    """
    name = _series(outcome or session.settings.outcome)
    period = EntryFilter(session, first, last, None)
    with session.open(read_only=True) as journal:
        days = _days(journal, session.clock.today(), period)
        results = _compute(session, journal, days, name, seed)
    ignored = unknown(session.settings)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(as_json_types(results) | {"ignored": list(ignored)})))
        return
    for factor in ignored:
        print_line(f'"{one_line(factor, 40)}" in your settings is no factor and is left out.')
    _print_results(results)


def _series(typed: str) -> str:
    name = MEASURE_NAMES.get(typed.strip().casefold())
    if name is None:
        raise click.UsageError(f'There is no series "{one_line(typed, 40)}"; one of {", ".join(MEASURES)}.')
    return name


def _days(journal: Journal, today: date, period: EntryFilter) -> tuple[date, date]:
    """Return the first and last day to analyse; by default the last is the newest day with an entry.

    Raises click's UsageError if `period` begins in the future.
    """
    if period.first and period.first > today:
        raise click.UsageError("--from is a day to come.")
    recorded = [day for day in journal.days() if day <= today]
    last = min(period.last or max(recorded, default=today), today)
    first = max(min(recorded, default=last), period.first or last - timedelta(days=DAYS_BACK - 1))
    return min(first, last), last


def _compute(session: Session, journal: Journal, days: tuple[date, date], outcome: str, seed: int) -> Insights:
    return analysis.insights(
        journal.day, session.settings, MealAnalyzer.from_journal(journal), *days, session.clock.today(), outcome, seed
    )


def _print_results(results: Insights) -> None:
    label = wording.outcome_words(results.outcome)
    first, last = (day_month(day, year=True) for day in (results.first, results.last))
    print_line(
        f"{label.capitalize()} in {wording.unit_of(results.outcome)}, {first} to {last}: "
        f"{results.recorded} of {results.days} days recorded."
    )
    if not results.factors:
        print_line(f"There is no factor to look at beside {label}. {wording.FOOTER}")
        return
    if not results.recorded:
        print_line(f"Nothing to look at yet: record {label}, and what you eat and drink, each day. {wording.FOOTER}")
        return
    print_line("")
    print_renderable(_table(results))
    print_line("")
    notable = [finding for finding in results.findings if wording.is_pattern(finding)]
    notable.sort(key=lambda finding: finding.p or 0.0)
    for finding in notable:
        _print_wrapped(" ".join(wording.sentences(results, finding)))
        print_line("")
    if not notable:
        _print_wrapped(wording.nothing(results))
    for finding in results.findings:
        if missing := wording.needs(results, finding):
            name = next(factor.words for factor in results.factors if factor.name == finding.factor)
            _print_wrapped(f"{name[:1].upper()}{name[1:]} needs {missing}.")
    _print_wrapped(wording.chance(results))
    print_line(wording.FOOTER)


def _table(results: Insights) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("factor", overflow="ellipsis", no_wrap=True)
    for title in ("lag", "with", "w/o", "diff", "95 % interval", "days"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("pattern", no_wrap=True)
    for factor, finding in zip(results.factors, results.findings, strict=True):
        table.add_row(Text(factor.words), *(Text(cell) for cell in _cells(results, finding)))
    return table


def _cells(results: Insights, finding: Finding) -> list[str]:
    decimals = decimals_of(results.outcome)
    effect = decimal(finding.effect, decimals)
    interval = finding.interval
    return [
        f"+{finding.lag}d",
        decimal(finding.mean_exposed, decimals),
        decimal(finding.mean_unexposed, decimals),
        f"+{effect}" if effect and float(effect) > 0 else effect,
        f"{decimal(interval.low, decimals)} to {decimal(interval.high, decimals)}" if interval else "",
        f"{finding.n_exposed}/{finding.n_unexposed}",
        SHORT.get(finding.label, finding.label),
    ]


def _print_wrapped(text: str) -> None:
    """Print a sentence without control characters, wrapped to the terminal's width (80 columns in a pipe)."""
    print_renderable(Text(one_line(text, len(text) + 1)))
