"""The status of a food: what its latest trial says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from gutskin_tui.insight.trials.plan import over, phase_of
from gutskin_tui.insight.trials.results import Result
from gutskin_tui.model.trial import Trial

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
