"""The sentences about a finding: counts, difference, unit, interval, number of factors analysed, next step.

An association is never called a cause [docs/domain.md 6]. Names of foods are typed by the person: callers must treat a
sentence as plain text, not markup.
"""

from __future__ import annotations

from gutskin_tui.insights import factors
from gutskin_tui.insights.associations import EACH, MIN_PAIRS, MIN_PAIRS_LABELLED, Finding, Label
from gutskin_tui.insights.factors import Factor
from gutskin_tui.insights.insights import Insights
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.text import counted

LABELS: dict[Label, str] = {
    "not_enough_data": "Not enough data",
    "no_clear_pattern": "No clear pattern",
    "possible": "Possible pattern",
    "consistent": "Consistent pattern",
}
FOOTER = "Not medical advice."

TEMPLATES: dict[str, str] = {
    "same_day": "On the {with_days} with {what}",
    "next_day": "On the {with_days} after a day with {what}",
    "later_day": "On the {with_days} that came {lag} days after a day with {what}",
    "differs": (
        "{when}, {outcome} averaged {with_mean} {unit}, on {without} other days {without_mean}: {size} {unit} {way} "
        "(95 % interval {low} to {high} {unit})."
    ),
    "same": (
        "{when}, {outcome} averaged {with_mean} {unit}, as on {without} other days (difference 95 % interval {low} to "
        "{high} {unit})."
    ),
    "pattern": "{label} among {compared}.",
    "none": (
        "No clear pattern for {what} among {compared}; a difference smaller than {hidden} {unit} could still be hidden "
        "in these {pairs} days."
    ),
    "unjudged": "Not enough data to judge it among {compared}: it needs {needs}.",
    "too_few": (
        "Not enough data for {what}, one of {compared}: {with_days} with it and {without} without, too few for a "
        "difference in {unit} or a 95 % interval. It needs {needs}."
    ),
    "skin_first": (
        "Your skin may have changed first: {outcome} is at least as strongly linked to {what} on the days after."
    ),
    "sign_flips": (
        "After adjusting for weekday, trend, yesterday's {outcome}, stress and sleep, the difference reverses."
    ),
    "inseparable": "It cannot be told from {other}: the two nearly always change together.",
    "unsure": "On {unsure} it is unclear from the meals; these count as days without it.",
    "proof": "An association is not proof.",
    "test_it": "Next: plan a trial (N in the app, or gutskin trial start).",
    "chance": (
        "Even if nothing affects {outcome}, about 1 diary in 10 shows a possible pattern by chance among {compared}."
    ),
    "nothing": "No pattern stands out among {compared}.",
    "needs_sides": "{parts}, with {outcome} recorded, to show a difference",
    "needs_show": "{lack} more {days} with {outcome} and {name} recorded to show a difference",
    "needs_show_sides": (
        "{lack} more {days} with {outcome} and {name} recorded, at least {parts}, to show a difference"
    ),
    "needs_label": "{lack} more {days} with {outcome} and {name} recorded to judge it",
}
"""The sentences about findings by name; the parts in braces are numbers, units and names."""


def unit_of(outcome: str) -> str:
    """Return the unit of an outcome in words; scores and counts are in points."""
    return MEASURES[outcome][1].unit or "points"


def days_to_difference(finding: Finding) -> int:
    """Return how many more days a factor needs, at least, until its difference can be shown."""
    exposed, unexposed = _sides_lacking(finding)
    return max(MIN_PAIRS - finding.pairs, exposed + unexposed)


def _sides_lacking(finding: Finding) -> tuple[int, int]:
    return max(EACH - finding.n_exposed, 0), max(EACH - finding.n_unexposed, 0)


def needs(results: Insights, finding: Finding) -> str:
    """Describe which days a factor needs for the next step, a difference or a label; "" if none."""
    factor = _factor(results, finding)
    exposed, unexposed = _sides_lacking(finding)
    lack = days_to_difference(finding)
    only_sides = lack == exposed + unexposed
    parts = [
        f"{count}{f' more {_days(count)}' if only_sides else ''} {side} {factor.words}"
        for count, side in ((exposed, "with"), (unexposed, "without"))
        if count
    ]
    name = "sides" if only_sides else "show_sides"
    if not parts:
        name = "show" if lack else "label"
        lack = lack or max(MIN_PAIRS_LABELLED - finding.pairs, 0)
    if not lack:
        return ""
    return _sentence(
        f"needs_{name}",
        lack=lack,
        days=_days(lack),
        parts=" and ".join(parts),
        outcome=outcome_words(results.outcome),
        name=factors.words(factor.name),
    )


def sentences(results: Insights, finding: Finding) -> list[str]:
    """Return the sentences about a finding in reading order, without the footer."""
    factor, missing = _factor(results, finding), needs(results, finding)
    parts: dict[str, object] = {
        "what": factor.words,
        "outcome": outcome_words(results.outcome),
        "unit": unit_of(results.outcome),
        "compared": compared(results),
        "needs": missing,
        "lag": finding.lag,
        "pairs": finding.pairs,
        "with_days": _count(finding.n_exposed),
        "without": finding.n_unexposed,
        "label": LABELS[finding.label],
    }
    if finding.effect is None or finding.interval is None:
        return [_sentence("too_few", **parts)]

    def number(value: float | None) -> str:
        return decimal(value, decimals_of(results.outcome))

    low, high, size = finding.interval.low, finding.interval.high, number(abs(finding.effect))
    parts |= {
        "when": _sentence({0: "same_day", 1: "next_day"}.get(finding.lag, "later_day"), **parts),
        "with_mean": number(finding.mean_exposed),
        "without_mean": number(finding.mean_unexposed),
        "size": size,
        "way": "higher" if finding.effect > 0 else "lower",
        "low": number(low),
        "high": number(high),
        "hidden": number(max(abs(low), abs(high))),
    }
    lines = [_sentence("differs" if float(size) else "same", **parts)]
    if finding.label == "not_enough_data":
        return [*lines, _sentence("unjudged", **parts), *flags(results, finding), _sentence("proof")]
    lines.append(_sentence("none" if finding.label == "no_clear_pattern" else "pattern", **parts))
    lines += flags(results, finding)
    if factor.unsure:
        lines.append(_sentence("unsure", unsure=_count(factor.unsure)))
    return [*lines, _sentence("proof"), _sentence("test_it")] if is_pattern(finding) else [*lines, _sentence("proof")]


def flags(results: Insights, finding: Finding) -> list[str]:
    """Return a sentence for each flag of a finding."""
    names = {factor.name: factor.words for factor in results.factors}
    return [
        _sentence(
            name, other=names.get(other, other), what=names[finding.factor], outcome=outcome_words(results.outcome)
        )
        for name, _, other in (flag.partition(":") for flag in finding.flags)
    ]


def is_pattern(finding: Finding) -> bool:
    """Whether a finding is a pattern, possible or consistent."""
    return finding.label in ("possible", "consistent")


def compared(results: Insights) -> str:
    """Return the numbers of factors and lags that were analysed: "10 factors compared, 1 to 7 days before"."""
    count, (first, last) = len(results.factors), (results.lags[0], results.lags[-1])
    factors_ = f"{counted(count, 'factor')} compared"
    if len(results.lags) == last - first + 1:
        span = f"{first} to {last}" if first < last else str(first)
    else:
        span = ", ".join(map(str, results.lags))
    return f"{factors_}, {span} {'day' if span == '1' else 'days'} before"


def chance(results: Insights) -> str:
    """Return the sentence about the patterns to expect by chance."""
    return _sentence("chance", compared=compared(results), outcome=outcome_words(results.outcome))


def nothing(results: Insights) -> str:
    """Return the sentence for no pattern at all."""
    return _sentence("nothing", compared=compared(results))


def outcome_words(outcome: str) -> str:
    """Return an outcome as it is written within a sentence."""
    return outcome if outcome == "severity" else MEASURES[outcome][1].label.lower()


def decimals_of(outcome: str) -> int:
    """Return the decimals of means and differences of an outcome: one at least for scores and counts."""
    measure = MEASURES[outcome][1]
    return measure.decimals if measure.unit else max(1, measure.decimals)


def decimal(value: float | None, decimals: int = 1) -> str:
    """Return a number with that many decimals, never "-0.0"; "" for None."""
    return "" if value is None else f"{round(value, decimals) + 0.0:.{decimals}f}"


def _factor(results: Insights, finding: Finding) -> Factor:
    return next(factor for factor in results.factors if factor.name == finding.factor)


def _sentence(template: str, **parts: object) -> str:
    return TEMPLATES[template].format(**parts)


def _count(days: int) -> str:
    return f"{days} {_days(days)}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
