"""`gutskin insights`: what the diary says about each factor, as a table and in sentences, or as JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click
import msgspec

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.find import FROM, TO, Span
from gutskin_tui.cli.output import say
from gutskin_tui.cli.stats import draw
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES
from gutskin_tui.text import one_line

if TYPE_CHECKING:
    from gutskin_tui.insights.associations import Finding
    from gutskin_tui.insights.insights import Insights
    from gutskin_tui.store import Journal

MOST_SEED = 2**32 - 1
SHORT = {"not_enough_data": "too few days", "no_clear_pattern": "none clear"}
"""Labels that a column has no room for -> how they are written there."""


@click.command(cls=Command)
@click.option("--outcome", metavar="SERIES", help="The series to look at: severity, itch, redness …")
@FROM
@TO
@click.option("--seed", type=click.IntRange(0, MOST_SEED), default=1, help="Draws other intervals; 1 unless you say.")
@click.option(
    "--json", "as_json", is_flag=True,
    help="As JSON: {outcome, lags, days, factors: [{factor, lag, n_exposed, n_unexposed, effect, unit, ci_low, …}]}.",
)  # fmt: skip
@pass_session
def insights(
    session: Session, outcome: str | None, first: str | None, last: str | None, seed: int, as_json: bool
) -> None:
    """Show which factors go with the skin, and what is missing to tell.

    The last 365 days, all factors at all lags of your conditions tested together. An association is no proof. Not
    medical advice. Choose the factors with gutskin settings set factors dairy,stress,"food:oat latte".
    """
    name = _series(outcome or session.settings.outcome)
    span = Span(session, first, last, None)
    with session.open(read_only=True) as journal:
        days = _days(journal, session.clock.today(), span)
        found = _worked_out(session, journal, days, name, seed)
    ignored = _ignored(session)
    if as_json:
        from gutskin_tui.insights.insights import as_json as plain

        click.echo(msgspec.json.format(msgspec.json.encode(plain(found) | {"ignored": list(ignored)})))
        return
    for one in ignored:
        say(f'"{one_line(one, 40)}" in your settings is no factor and is left out.')
    _draw(found)


def _series(typed: str) -> str:
    name = MEASURE_NAMES.get(typed.strip().casefold())
    if name is None:
        raise click.UsageError(f'There is no series "{one_line(typed, 40)}"; one of {", ".join(MEASURES)}.')
    return name


def _days(journal: Journal, today: date, span: Span) -> tuple[date, date]:
    """Return the first and the last day to look at: up to the newest entry, which may be long ago.

    Raises click's UsageError if the first would be a day to come.
    """
    from gutskin_tui.insights.insights import DAYS_BACK

    if span.first and span.first > today:
        raise click.UsageError("--from is a day to come.")
    recorded = [day for day in journal.days() if day <= today]
    last = min(span.last or max(recorded, default=today), today)
    first = max(min(recorded, default=last), span.first or last - timedelta(days=DAYS_BACK - 1))
    return min(first, last), last


def _worked_out(session: Session, journal: Journal, days: tuple[date, date], outcome: str, seed: int) -> Insights:
    from gutskin_tui.insights.insights import insights as work_out
    from gutskin_tui.nutrition import MealAnalyzer

    return work_out(
        journal.day, session.settings, MealAnalyzer.of(journal), *days, session.clock.today(), outcome, seed
    )


def _ignored(session: Session) -> tuple[str, ...]:
    from gutskin_tui.insights.factors import unknown

    return unknown(session.settings)


def _draw(found: Insights) -> None:
    from gutskin_tui.insights import wording

    label = wording.outcome_words(found.outcome)
    say(
        f"{label.capitalize()} in {wording.unit_of(found.outcome)}, {_date(found.first)} to {_date(found.last)}: "
        f"{found.recorded} of {found.days} days recorded."
    )
    if not found.factors:
        say(f"There is no factor to look at beside {label}. {wording.FOOTER}")
        return
    if not found.recorded:
        say(f"Nothing to look at yet: record {label}, and what you eat and drink, each day. {wording.FOOTER}")
        return
    say("")
    draw(_table(found))
    say("")
    told = sorted((one for one in found.findings if wording.stands_out(one)), key=lambda one: one.p or 0.0)
    for finding in told:
        _wrapped(" ".join(wording.sentences(found, finding)))
        say("")
    if not told:
        _wrapped(wording.nothing(found))
    for finding in found.findings:
        if missing := found.needs(finding):
            name = next(one.words for one in found.factors if one.name == finding.factor)
            _wrapped(f"{name[:1].upper()}{name[1:]} needs {missing}.")
    _wrapped(wording.chance(found))
    say(wording.FOOTER)


def _table(found: Insights) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("factor", overflow="ellipsis", no_wrap=True)
    for title in ("lag", "with", "w/o", "diff", "95 % interval", "days"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("pattern", no_wrap=True)
    for factor, finding in zip(found.factors, found.findings, strict=True):
        table.add_row(Text(factor.words), *(Text(cell) for cell in _cells(found, finding)))
    return table


def _cells(found: Insights, one: Finding) -> list[str]:
    from gutskin_tui.insights.wording import decimal, decimals_of

    decimals = decimals_of(found.outcome)
    effect = decimal(one.effect, decimals)
    span = one.interval
    return [
        f"+{one.lag}d", decimal(one.mean_exposed, decimals), decimal(one.mean_unexposed, decimals),
        f"+{effect}" if effect and float(effect) > 0 else effect,
        f"{decimal(span.low, decimals)} to {decimal(span.high, decimals)}" if span else "",
        f"{one.n_exposed}/{one.n_unexposed}", SHORT.get(one.label, one.label),
    ]  # fmt: skip


def _wrapped(text: str) -> None:
    """Print a sentence as harmless lines within the width of the terminal, 80 in a pipe."""
    from rich.text import Text

    draw(Text(one_line(text, len(text) + 1)))


def _date(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
