"""Sections of a report on trials and insights, in the words that the screen has for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from gutskin_tui.dates import day_month
from gutskin_tui.insights import wording as wording_of_insights
from gutskin_tui.insights.finding import Finding
from gutskin_tui.insights.insights import Insights
from gutskin_tui.insights.templates import fill
from gutskin_tui.presentation.insights import strongest_first, teaching
from gutskin_tui.presentation.report.section import listed
from gutskin_tui.text import clean, counted
from gutskin_tui.trials import wording
from gutskin_tui.trials.report import TrialReport
from gutskin_tui.trials.subject import words_of

MOST_FACTORS = 6
MOST_TRIALS = 3
MOST_PHASES = 4
PROOF = fill("proof")


def factor_lines(insights: Insights | None) -> tuple[str, ...]:
    """Return what was compared, at most six findings in their own sentences, and how far they can be trusted.

    `insights` is None if the outcome of the settings is not a measure.
    """
    if insights is None:
        return ("Not compared: the outcome in the settings is not a measure.",)
    if not insights.recorded or not insights.factors:
        return (teaching(insights, keys=False),)
    insights = strongest_first(insights)
    first, last = (day_month(day, year=True) for day in (insights.first, insights.last))
    outcome = wording_of_insights.outcome_words(insights.outcome)
    lines = [
        f"{outcome.capitalize()} from {first} to {last}, {insights.recorded} of {insights.days} days recorded; "
        f"{wording_of_insights.compared(insights)}."
    ]
    # The strongest come first, and those that have not been judged last.
    judged = sum(finding.label != "not_enough_data" for finding in insights.findings)
    most, waiting = min(judged, MOST_FACTORS), len(insights.findings) - judged
    lines += [_pattern(insights, finding) for finding in insights.findings[:most] if finding.is_pattern]
    listed_insights = replace(insights, factors=insights.factors[:most], findings=insights.findings[:most])
    if hidden := wording_of_insights.hidden_all(listed_insights):
        lines.append(clean(f"{wording_of_insights.LABELS['no_clear_pattern']}. {hidden}"))
    if judged > most:
        lines.append(f"{counted(judged - most, 'more factor')} compared: weaker than these.")
    if waiting:
        lines.append(f"{counted(waiting, 'factor')} with too few days to judge.")
    if judged:
        lines.append(f"{PROOF} {wording_of_insights.chance(insights)}")
    return tuple(lines)


def _pattern(insights: Insights, finding: Finding) -> str:
    """Return the sentences on a pattern, without what a report has once and without what is for the person alone."""
    sentences = wording_of_insights.sentences(insights, finding)
    personal = {wording_of_insights.judged(insights, finding), *wording_of_insights.stronger(insights, finding)}
    return clean(" ".join(words for words in sentences[: sentences.index(PROOF)] if words not in personal))


def trial_lines(reports: Sequence[TrialReport]) -> tuple[str, ...]:
    """Return what was left out and put back, or used, in the latest trials, with the result of each."""
    return tuple(line for report in reports[:MOST_TRIALS] for line in _trial(report))


def _trial(report: TrialReport) -> list[str]:
    trial, result = report.trial, report.result
    last = min(trial.ended_on or trial.last, report.today)
    adds = trial.tried == "with"
    tried = [phase for phase in report.phases if phase.leaves_out != adds and phase.start <= last]
    back = [
        phase for phase in report.phases if phase.leaves_out == adds and tried and tried[0].end < phase.start <= last
    ]
    names = (words_of(trial).participle, "stopped") if adds else ("left out", "back")
    parts = [
        f"{words} {listed((_days(phase.start, min(phase.end, last)) for phase in phases), MOST_PHASES)}"
        for words, phases in zip(names, (tried, back), strict=True)
        if phases
    ]
    plan = "; ".join(parts) or wording.progress(trial, report.today)
    name = wording.name(trial)
    outcome = wording.so_far(trial, result)
    lines = [
        f"{name[0].upper()}{name[1:]} ({trial.design} trial): {plan}. {outcome[0].upper()}{outcome[1:]}; "
        f"{wording.adherence_words(trial, result.adherence)}."
    ]
    if trial.reactions:
        reactions = (f"{reaction.severity} on {_day_text(reaction.day)}" for reaction in trial.reactions[-3:])
        lines.append(f"Reactions recorded in this trial: {', '.join(reactions)}.")
    return [clean(line) for line in lines]


def _days(start: date, end: date) -> str:
    return f"{day_month(start)} to {day_month(end)}"


def _day_text(day: str) -> str:
    return day_month(date.fromisoformat(day))
