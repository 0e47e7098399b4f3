"""All that a screen or a command shows of a trial, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.trials import wording
from gutskin_tui.trials.adherence import Entries, Reading, read
from gutskin_tui.trials.results import Result, Stretch, result
from gutskin_tui.trials.schedule import Phase, counts, day_number, over, phase_of, phases


@dataclass(frozen=True, slots=True)
class TrialReport:
    """A trial as it stands on a day. `status` is what the trial makes of its food, if it is the latest of it."""

    trial: Trial
    today: date
    phases: tuple[Phase, ...]
    reading: Reading
    result: Result
    status: Status

    @property
    def over(self) -> bool:
        """Whether it was ended or has run through."""
        return over(self.trial, self.today)

    @property
    def number(self) -> int:
        """Which day of the plan it is; 0 or less before the first."""
        return day_number(self.trial, self.today)

    @property
    def phase(self) -> Phase | None:
        """The phase of today, None before the first day and once it is over."""
        return None if self.over else phase_of(self.trial, self.today)

    @property
    def washout(self) -> bool:
        """Whether today does not count, as what went before may still show."""
        return self.phase is not None and not counts(self.trial, self.phase, self.today)

    @property
    def advice(self) -> str:
        """What to do today ("no dairy until 4 Dec"), "" once it is over."""
        return wording.advice(self.trial, self.today)

    @property
    def line(self) -> str:
        """The trial in a line of a list."""
        return wording.line(self.trial, self.result, self.today)

    @property
    def sentences(self) -> list[str]:
        """The result in full sentences, the last of them the footer."""
        return wording.sentences(self.trial, self.result)


def view(trial: Trial, entries: Entries, analyzer: MealAnalyzer, today: date) -> TrialReport:
    """Return a trial as it stands; `entries` are those of a journal day (`Journal.day`)."""
    reading = read(trial, entries, analyzer, today)
    found = result(trial, reading, today)
    return TrialReport(trial, today, phases(trial), reading, found, status(trial, found, today))


def statuses(trials: Iterable[Trial], entries: Entries, analyzer: MealAnalyzer, today: date) -> dict[str, Status]:
    """Return the status of every label and food that was ever in a trial; others are untested."""
    trials = list(trials)
    last = {one.what: latest(trials, one.what) for one in trials}
    return {what: view(one, entries, analyzer, today).status for what, one in last.items() if one}


def as_json(one: TrialReport) -> dict[str, Any]:
    """Return a trial as plain JSON types: the plan, where it stands, and the result; what is not known is null."""
    trial, found = one.trial, one.result
    went, test, phase = found.adherence, found.test, one.phase
    return {
        "id": trial.id, "what": trial.what, "outcome": trial.outcome,
        "unit": MEASURES[trial.outcome][1].unit or "points", "condition": trial.condition, "design": trial.design,
        "phase_days": trial.phase_days, "pairs": len(trial.order), "order": list(trial.order),
        "smallest_change": trial.smallest_change, "stop_rules": trial.stop_rules, "frozen": trial.frozen,
        "from": trial.start, "to": trial.last.isoformat(), "day": max(one.number, 0), "days": trial.days,
        "over": one.over, "ended": None if trial.ended is None else {
            "day": trial.ended.day, "reason": trial.ended.reason, "words": trial.ended.words,
        },
        "phase": phase.name if phase else None, "today": one.advice, "status": one.status,
        "phases": [_stretch(stretch) for stretch in found.stretches],
        "adherence": {
            "share": went.share, "least": went.least, "days": went.days, "kept": len(went.kept),
            "slips": _days(went.slips), "asks": _days(went.asks), "unknown": _days(went.unknown),
        },
        "corrections": trial.corrections,
        "reactions": [{"day": each.day, "severity": each.severity, "words": each.words} for each in trial.reactions],
        "result": {
            "verdict": found.verdict, "why": found.why, "caps": list(found.caps), "change": found.change,
            "nap": found.nap, "nap_back": found.nap_back, "differences": list(found.differences),
            "p": test.p if test else None, "p_two_sided": test.p_two_sided if test else None,
            "smallest_p": 0.5 ** len(trial.order) if trial.order else None,
            "interval": _interval(trial, found),
            "as_eaten": {
                "n_with": found.eaten.n_with, "n_without": found.eaten.n_without,
                "mean_with": found.eaten.mean_with, "mean_without": found.eaten.mean_without,
                "change": found.eaten.change,
            },
        },
        "words": one.sentences,
    }  # fmt: skip


def _stretch(one: Stretch) -> dict[str, Any]:
    return {
        "phase": one.phase.name, "pair": one.phase.pair, "from": one.phase.start.isoformat(),
        "to": one.phase.end.isoformat(), "n": len(one.values), "wanted": one.wanted, "median": one.median,
        "mean": one.mean,
    }  # fmt: skip


def _interval(trial: Trial, found: Result) -> dict[str, float] | None:
    if found.test is None:
        return None
    low, high = wording.interval(trial, found.test)
    return {"low": low, "high": high, "level": found.test.level}


def _days(days: tuple[date, ...]) -> list[str]:
    return [day.isoformat() for day in days]


Status = Literal["untested", "eliminated", "testing", "passed", "reacted"]


def latest(trials: Iterable[Trial], what: str) -> Trial | None:
    """Return the trial of a label or food that began last, None if there was none."""
    of_it = [one for one in trials if one.what == what]
    return max(of_it, key=lambda one: (one.start, one.frozen, one.id), default=None)


def status(trial: Trial | None, found: Result | None, today: date) -> Status:
    """Return the status of a food by its latest trial and what that shows; untested without one.

    - eliminated: left out today as its trial wants; testing: its trial is under way, today with the food;
    - reacted: a reaction on a day with the food, or a trial that ended in a hint or better; passed: in no clear change.

    A trial without a verdict leaves a food untested.
    """
    if trial is None or found is None:
        return "untested"
    if not over(trial, today):
        phase = phase_of(trial, today)
        return "eliminated" if phase is not None and phase.leaves_out else "testing"
    for one in trial.reactions:
        phase = phase_of(trial, date.fromisoformat(one.day))
        if phase is not None and not phase.leaves_out:
            return "reacted"
    if found.verdict in ("hint", "supported by your own test"):
        return "reacted"
    return "passed" if found.verdict == "no clear change" else "untested"
