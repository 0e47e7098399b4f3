"""The sentences about a finding: counts, difference, unit, interval, number of factors analysed, next step.

An association is never called a cause [docs/domain.md 6]. Names of foods are typed by the person: callers must treat a
sentence as plain text, not markup.
"""

from __future__ import annotations

from datetime import date

from gutskin_tui.dates import day_month
from gutskin_tui.insights import factors
from gutskin_tui.insights.assessments import Assessment
from gutskin_tui.insights.covariate_series import COVARIATE_WORDS
from gutskin_tui.insights.exposures import Factor
from gutskin_tui.insights.finding import EACH, MIN_PAIRS, Finding, Label
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.templates import fill
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import ADDABLE, Arm
from gutskin_tui.text import counted, lower_case, range_words

LABELS: dict[Label, str] = {
    "not_enough_data": "Not enough data",
    "no_clear_pattern": "No clear pattern",
    "possible": "Possible pattern",
    "consistent": "Consistent pattern",
}
FOOTER = "Not medical advice."
FALSE_IN = 8
"""One diary in so many shows a false pattern at any of the looks of a year, where nothing has an effect: measured by
`make calibrate` at the delays of acne and of psoriasis; at the default ones it is one in 12."""
OFTEN_UNSURE, OFTEN_MISSING = 10, 0.2
"""Unsure days, and the share of days without the outcome, from which a sentence names them."""


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
        lack = lack or (_assessment(results, finding).to_go if finding.label == "not_enough_data" else 0)
    if not lack:
        return ""
    return fill(
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
        return [fill("too_few", **parts)]

    def number(value: float | None) -> str:
        return decimal(value, decimals_of(results.outcome))

    low, high, size = finding.interval.low, finding.interval.high, number(abs(finding.effect))
    parts |= {
        "when": fill({0: "same_day", 1: "next_day"}.get(finding.lag, "later_day"), **parts),
        "with_mean": number(finding.mean_exposed),
        "without_mean": number(finding.mean_unexposed),
        "size": size,
        "way": way(finding.effect),
        "range": range_words(low, high, decimals_of(results.outcome)),
        "hidden": number(finding.could_hide),
    }
    lines = [fill("differs" if float(size) else "same", **parts)]
    if finding.label == "not_enough_data":
        return [*lines, fill("unjudged", **parts), *flags(results, finding), fill("proof")]
    lines.append(fill("none" if finding.label == "no_clear_pattern" else "pattern", **parts))
    lines += flags(results, finding)
    if unsure := _unsure(results, finding):
        certain = _count(max(finding.n_unexposed - unsure, 0))
        lines.append(fill("unsure", unsure=_count(unsure), certain=certain))
    lines += [judged(results, finding), *stronger(results, finding), fill("proof")]
    return [*lines, _next_step(results.outcome, finding)] if finding.is_pattern else lines


def flags(results: Insights, finding: Finding) -> list[str]:
    """Return a sentence for each flag of a finding."""
    names = {factor.name: factor.words for factor in results.factors}
    return [
        fill(
            name,
            other=names.get(other, other),
            covariate=COVARIATE_WORDS.get(other, other),
            what=names[finding.factor],
            outcome=outcome_words(results.outcome),
        )
        for name, _, other in (flag.partition(":") for flag in finding.flags)
    ]


def judged(results: Insights, finding: Finding) -> str:
    """Return when a finding was judged last, and in how many days it is judged again."""
    assessment, outcome = _assessment(results, finding), outcome_words(results.outcome)
    if assessment.day is None:
        return fill("judged_first", to_go=counted(assessment.to_go, "more day"), outcome=outcome)
    to_go = counted(assessment.to_go, "more day")
    return fill(
        "judged", day=_day(assessment.day, results.last), number=assessment.number, to_go=to_go, outcome=outcome
    )


def stronger(results: Insights, finding: Finding) -> list[str]:
    """Return what would make a judgement clearer."""
    lines, unsure, outcome = [], _unsure(results, finding), outcome_words(results.outcome)
    if unsure >= OFTEN_UNSURE:
        lines.append(fill("stronger_maybes", unsure=_count(unsure)))
    missing = results.days - results.recorded
    if missing > OFTEN_MISSING * results.days:
        lines.append(fill("stronger_skin", outcome=outcome, missing=missing, days=_count(results.days)))
    return lines


def hidden(results: Insights, finding: Finding) -> str:
    """Return what the days of a factor without a pattern could still hide, "" for a pattern or too few days."""
    if finding.is_pattern or finding.could_hide is None:
        return ""
    number = decimal(finding.could_hide, decimals_of(results.outcome))
    return fill("hidden", hidden=number, unit=unit_of(results.outcome))


def hidden_all(results: Insights) -> str:
    """Return what the days of all factors without a pattern could still hide, "" if there is none."""
    parts = [
        f"{factor.words} {decimal(finding.could_hide, decimals_of(results.outcome))}"
        for factor, finding in zip(results.factors, results.findings, strict=True)
        if finding.could_hide is not None and not finding.is_pattern
    ]
    return fill("hidden_all", parts=", ".join(parts), unit=unit_of(results.outcome)) if parts else ""


def tested(outcome: str, finding: Finding) -> tuple[str, Arm] | None:
    """Return what a trial could test after a finding, and whether by leaving it out or using it; None for nothing.

    A trial asks whether the skin is better without what comes before worse skin, or with a treatment, supplement or
    practice that comes before better skin.
    """
    if not (subject := factors.trial_subject(finding.factor)):
        return None
    if not finding.effect or (finding.effect > 0) == (MEASURES[outcome][1].better == "lower"):
        return subject, "without"
    return (subject, "with") if subject.partition(":")[0] in ADDABLE else None


def _next_step(outcome: str, finding: Finding) -> str:
    """Return the next step after a pattern: a trial where one can test it."""
    if (test := tested(outcome, finding)) is None:
        return fill("watch_on" if finding.factor in ("premenstrual", "flow") else "watch_it")
    subject, tried = test
    command = f'"{subject}"' if " " in subject else subject
    prescribed = subject.partition(":")[0] in ("treatment", "supplement")
    text = fill("test_it", subject=f"{command} --use" if tried == "with" else command)
    return f"{text} {fill('prescribed')}" if prescribed else text


def _assessment(results: Insights, finding: Finding) -> Assessment:
    return results.assessments[_index(results, finding)]


def _unsure(results: Insights, finding: Finding) -> int:
    return results.unknown_days[_index(results, finding)]


def _index(results: Insights, finding: Finding) -> int:
    return next(index for index, factor in enumerate(results.factors) if factor.name == finding.factor)


def _day(day: date, last: date) -> str:
    return day_month(day, year=day.year != last.year)


def way(effect: float) -> str:
    """Return the direction of a difference."""
    return "higher" if effect > 0 else "lower"


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
    """Return the sentences about the patterns to expect by chance."""
    outcome = outcome_words(results.outcome)
    text = fill("chance", compared=compared(results), outcome=outcome, false_in=FALSE_IN)
    if not results.changes:
        return text
    return f"{text} {fill('changes', changes=_count(results.changes))}"


def counted_from(first: date) -> str:
    """Return the sentence that the days are counted from a day that was chosen for one analysis."""
    return fill("counted_from", day=day_month(first, year=True))


def nothing(results: Insights) -> str:
    """Return the sentence for no pattern at all."""
    return fill("nothing", compared=compared(results))


def outcome_words(outcome: str) -> str:
    """Return an outcome as it is written within a sentence."""
    return outcome if outcome == "severity" else lower_case(MEASURES[outcome][1].label)


def decimals_of(outcome: str) -> int:
    """Return the decimals of means and differences of an outcome: one at least for scores and counts."""
    measure = MEASURES[outcome][1]
    return measure.decimals if measure.unit else max(1, measure.decimals)


def decimal(value: float | None, decimals: int = 1) -> str:
    """Return a number with that many decimals, never "-0.0"; "" for None."""
    return "" if value is None else f"{round(value, decimals) + 0.0:.{decimals}f}"


def _factor(results: Insights, finding: Finding) -> Factor:
    return results.factors[_index(results, finding)]


def _count(days: int) -> str:
    return f"{days} {_days(days)}"


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
