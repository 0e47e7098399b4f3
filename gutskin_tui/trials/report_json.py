"""The report on a trial as plain JSON types."""

from __future__ import annotations

from datetime import date
from typing import Any

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import Adherence
from gutskin_tui.trials.phase_results import PhaseResult
from gutskin_tui.trials.power import could_miss, power
from gutskin_tui.trials.report import TrialReport
from gutskin_tui.trials.results import Result


def as_json(report: TrialReport) -> dict[str, Any]:
    """Return a trial as plain JSON types: the plan, its progress, and the result; unknown values are null."""
    trial, trial_result = report.trial, report.result
    phase = report.phase
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
        "phases": [_phase(phase_result) for phase_result in trial_result.phase_results],
        "adherence": _adherence(trial_result.adherence),
        "corrections": trial.corrections,
        "reactions": [
            {"day": reaction.day, "severity": reaction.severity, "words": reaction.words}
            for reaction in trial.reactions
        ],
        "result": _result(trial, trial_result),
        "words": report.sentences,
    }


def _adherence(adherence: Adherence) -> dict[str, Any]:
    return {
        "share": adherence.share,
        "least": adherence.least,
        "days": adherence.days,
        "kept": len(adherence.followed),
        "slips": _days(adherence.slips),
        "asks": _days(adherence.uncertain),
        "unknown": _days(adherence.unknown),
    }


def _result(trial: Trial, trial_result: Result) -> dict[str, Any]:
    test, eaten = trial_result.test, trial_result.eaten
    return {
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
            "n_with": eaten.n_with,
            "n_without": eaten.n_without,
            "mean_with": eaten.mean_with,
            "mean_without": eaten.mean_without,
            "change": eaten.change,
        },
    }


def _phase(phase_result: PhaseResult) -> dict[str, Any]:
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
