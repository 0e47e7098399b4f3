"""What `gutskin insights` prints: a table of the factors, then sentences."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from gutskin_tui.cli.output import print_line
from gutskin_tui.cli.rendering import print_renderable
from gutskin_tui.dates import day_month
from gutskin_tui.insights import wording
from gutskin_tui.insights.associations import Finding
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.wording import decimal, decimals_of
from gutskin_tui.text import one_line

SHORT = {"not_enough_data": "too few days", "no_clear_pattern": "none clear"}
"""Short forms of the pattern labels that are too wide for the table's column."""


def print_results(results: Insights) -> None:
    """Print the results of an analysis: the period, the table, a sentence on each pattern, what is missing."""
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
