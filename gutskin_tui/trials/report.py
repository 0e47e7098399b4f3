"""The report on a trial: its plan, the recorded days, the result, and the status of what it tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.treatments import Course
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import Entries, Reading, read
from gutskin_tui.trials.exposure import exposure
from gutskin_tui.trials.power import could_miss, own_spread, power
from gutskin_tui.trials.results import PhaseResult, Result, result
from gutskin_tui.trials.schedule import Phase, counts, day_number, over, phase_of, phases
from gutskin_tui.trials.subject import subject_name


class TrialReport(Struct, frozen=True):
    """The state of a trial on the day `today`. `status` is the status of its subject if this is the latest trial of it.

    `earlier` is the number of trials that were finished before it; `spread` that of its outcome before its start.
    """

    trial: Trial
    today: date
    phases: tuple[Phase, ...]
    reading: Reading
    result: Result
    status: Status
    earlier: int = 0
    spread: float | None = None

    @property
    def over(self) -> bool:
        """Whether the trial was ended or its last day has passed."""
        return over(self.trial, self.today)

    @property
    def number(self) -> int:
        """The number of today in the plan, from 1; 0 or less before the first day."""
        return day_number(self.trial, self.today)

    @property
    def phase(self) -> Phase | None:
        """The phase of today; None before the first day and after the end."""
        return None if self.over else phase_of(self.trial, self.today)

    @property
    def washout(self) -> bool:
        """Whether today is not counted because the phase before may still have an effect."""
        return self.phase is not None and not counts(self.trial, self.phase, self.today)

    @property
    def advice(self) -> str:
        """What to do today ("no dairy until 4 Dec"); "" after the end."""
        return wording.advice(self.trial, self.today)

    @property
    def line(self) -> str:
        """The trial in a line of a list."""
        return wording.line(self.trial, self.result, self.today)

    @property
    def sentences(self) -> list[str]:
        """The result in full sentences, with the footer as the last."""
        return wording.sentences(self.trial, self.result, self.earlier)


def trial_report(
    trial: Trial,
    entries: Entries,
    analyzer: MealAnalyzer,
    today: date,
    trials: Iterable[Trial] = (),
    courses: Iterable[Course] = (),
) -> TrialReport:
    """Return the report of a trial on the day `today`.

    `entries` returns the entries of a day (`Journal.day`); `trials` are those of the journal, among which the earlier
    ones are counted; `courses` are all courses of treatment, which may have begun before the trial.
    """
    reading = read(trial, entries, analyzer, today, courses)
    trial_result = result(trial, reading, today)
    return TrialReport(
        trial,
        today,
        phases(trial),
        reading,
        trial_result,
        status(trial, trial_result, today),
        sum(other.last < trial.first for other in trials if not other.ended or other.ended.reason == "finished"),
        own_spread(trial, entries),
    )


def slip_notice(trial: Trial, entries: Sequence[AnyEntry], analyzer: MealAnalyzer) -> str:
    """Return a sentence on entries of days without what is tested that contain it, or may contain it; else ""."""
    eliminated = []
    for entry in entries:
        phase = phase_of(trial, entry.date)
        if phase and phase.leaves_out and entry.date.isoformat() not in trial.corrections:
            eliminated.append(entry)
    certainty = exposure(trial.what, eliminated, analyzer)
    name = subject_name(trial.what)
    if certainty is Certainty.YES:
        return f"{name[0].upper()}{name[1:]} on a day without it: counts as a slip. "
    if certainty is Certainty.MAYBE:
        return f"Possibly {name} on a day without it: press M on Meals to answer. "
    return ""


def as_json(report: TrialReport) -> dict[str, Any]:
    """Return a trial as plain JSON types: the plan, its progress, and the result; unknown values are null."""
    trial, trial_result = report.trial, report.result
    adherence, test, phase = trial_result.adherence, trial_result.test, report.phase
    can = None if report.spread is None else power(trial, report.spread)
    ended = trial.ended and {"day": trial.ended.day, "reason": trial.ended.reason, "words": trial.ended.words}
    return {
        "id": trial.id,
        "what": trial.what,
        "tried": trial.tried,
        "outcome": trial.outcome,
        "unit": MEASURES[trial.outcome][1].unit or "points",
        "condition": trial.condition,
        "design": trial.design,
        "phase_days": trial.phase_days,
        "pairs": trial.pairs,
        "spare": trial.spare,
        "spare_used": trial.spare_used,
        "order": list(trial.order[: trial.pairs + trial.spare_used]),
        "smallest_change": trial.smallest_change,
        "stop_rules": trial.stop_rules,
        "finished_before": report.earlier,
        "can_find": can and {"spread": can.spread, "change": can.change, "share_smallest": can.share_smallest},
        "frozen": trial.frozen,
        "from": trial.start,
        "to": trial.last.isoformat(),
        "day": max(report.number, 0),
        "days": trial.days,
        "over": report.over,
        "ended": ended,
        "phase": phase.name if phase else None,
        "today": report.advice,
        "status": report.status,
        "phases": [_phase_as_json(phase_result) for phase_result in trial_result.phase_results],
        "adherence": {
            "share": adherence.share,
            "least": adherence.least,
            "days": adherence.days,
            "kept": len(adherence.followed),
            "slips": _days(adherence.slips),
            "asks": _days(adherence.uncertain),
            "unknown": _days(adherence.unknown),
        },
        "corrections": trial.corrections,
        "reactions": [
            {"day": reaction.day, "severity": reaction.severity, "words": reaction.words}
            for reaction in trial.reactions
        ],
        "result": {
            "verdict": trial_result.verdict,
            "why": trial_result.why,
            "caps": list(trial_result.caps),
            "change": trial_result.change,
            "could_miss": could_miss(trial, trial_result),
            "nap": trial_result.nap,
            "nap_back": trial_result.nap_back,
            "differences": list(trial_result.differences),
            "p": test.p if test else None,
            "p_two_sided": test.p_two_sided if test else None,
            "smallest_p": 0.5**trial.pairs if trial.pairs else None,
            "interval": _interval(trial, trial_result),
            "as_eaten": {
                "n_with": trial_result.eaten.n_with,
                "n_without": trial_result.eaten.n_without,
                "mean_with": trial_result.eaten.mean_with,
                "mean_without": trial_result.eaten.mean_without,
                "change": trial_result.eaten.change,
            },
        },
        "words": report.sentences,
    }


def _phase_as_json(phase_result: PhaseResult) -> dict[str, Any]:
    return {
        "phase": phase_result.phase.name,
        "pair": phase_result.phase.pair,
        "from": phase_result.phase.start.isoformat(),
        "to": phase_result.phase.end.isoformat(),
        "n": len(phase_result.values),
        "wanted": phase_result.wanted,
        "median": phase_result.median,
        "mean": phase_result.mean,
    }


def _interval(trial: Trial, trial_result: Result) -> dict[str, float] | None:
    if trial_result.test is None:
        return None
    low, high = wording.interval(trial, trial_result.test)
    return {"low": low, "high": high, "level": trial_result.test.level}


def _days(days: tuple[date, ...]) -> list[str]:
    return [day.isoformat() for day in days]


Status = Literal[
    "untested",
    "eliminated",
    "testing",
    "reaction recorded",
    "possible pattern",
    "supported by your own test",
    "tested, no clear change",
]


def status(trial: Trial, trial_result: Result, today: date) -> Status:
    """Return the status of what a trial tests, from the latest trial of it and the result of that.

    - eliminated: the trial is not over, and today it is left out.
    - testing: the trial is not over, and today is another day.
    - reaction recorded: a reaction was recorded on a day with it.
    - possible pattern: the verdict is a hint.
    - untested: the trial ended without a verdict.
    """
    if not over(trial, today):
        phase = phase_of(trial, today)
        return "eliminated" if phase is not None and phase.leaves_out and trial.tried == "without" else "testing"
    for reaction in trial.reactions:
        phase = phase_of(trial, date.fromisoformat(reaction.day))
        if phase is not None and not phase.leaves_out:
            return "reaction recorded"
    if trial_result.verdict == "hint":
        return "possible pattern"
    if trial_result.verdict == "no clear change":
        return "tested, no clear change"
    if trial_result.verdict == "supported by your own test":
        return trial_result.verdict
    return "untested"
