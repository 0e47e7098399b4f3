"""The results of an analysis as a page: the table of factors with intervals, then sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gutskin_tui.dates import day_month
from gutskin_tui.insights import wording
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.wording import decimal, decimals_of
from gutskin_tui.presentation.insights import at_lag, label_word, needs_sentence, numbers_of, strongest_first, teaching
from gutskin_tui.text import counted, one_line


def page(insights: Insights, notes: Sequence[str] = ()) -> Group:
    """Return the period with `notes` on it, the table, a sentence on each pattern, and what is missing."""
    label = wording.outcome_words(insights.outcome)
    first, last = (day_month(day, year=True) for day in (insights.first, insights.last))
    head = Text(
        f"{label.capitalize()} in {wording.unit_of(insights.outcome)}, {first} to {last}: "
        f"{insights.recorded} of {counted(insights.days, 'day')} recorded."
    )
    if not insights.factors:
        return Group(head, Text(f"There are no factors to compare with {label}. {wording.FOOTER}"))
    if not insights.recorded:
        return Group(head, Text(teaching(insights, keys=False)), Text(wording.FOOTER))
    insights = strongest_first(insights)
    parts: list[RenderableType] = [head, *map(_sentence, notes), Text(), _table(insights), Text()]
    patterns = sorted(
        (finding for finding in insights.findings if finding.is_pattern), key=lambda finding: finding.p or 0.0
    )
    for finding in patterns:
        parts += [_sentence(" ".join(wording.sentences(insights, finding))), Text()]
    if not patterns:
        parts.append(_sentence(wording.nothing(insights)))
    if hidden := wording.hidden_all(insights):
        parts.append(_sentence(hidden))
    for index, finding in enumerate(insights.findings):
        if missing := needs_sentence(insights, index, at_lag(finding, None)):
            parts.append(_sentence(missing))
    return Group(*parts, _sentence(wording.chance(insights)), Text(wording.FOOTER))


def _table(insights: Insights) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("factor", overflow="ellipsis", no_wrap=True)
    for title in ("delay", "with", "without", "difference", "days", "95 %\ninterval"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("certainty", no_wrap=True)
    decimals = decimals_of(insights.outcome)
    for factor, finding in zip(insights.factors, insights.findings, strict=True):
        ends = finding.interval
        interval = f"{decimal(ends.low, decimals)} to {decimal(ends.high, decimals)}" if ends else ""
        cells = (
            *numbers_of(insights, at_lag(finding, None)),
            interval,
            "" if finding.label == "not_enough_data" else label_word(finding.label),
        )
        table.add_row(Text(factor.words), *map(Text, cells))
    return table


def _sentence(text: str) -> Text:
    """Return a sentence without control characters; names of foods are typed by the person."""
    return Text(one_line(text, len(text) + 1))
