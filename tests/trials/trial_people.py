"""Trials for tests: a plan with sensible words, and readings made of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.adherence import Reading
from gutskin_tui.trials.schedule import phases

STAMP = "2026-01-05T08:00:00.000+00:00"
ORDER = ("without", "with", "with", "without")


def trial(**fields: Any) -> Trial:
    """Make a quick trial of dairy for rosacea in phases of a week; a rigorous one has an order of four pairs."""
    given: dict[str, Any] = {
        "id": "one",
        "created": STAMP,
        "updated": STAMP,
        "frozen": STAMP,
        "what": "dairy",
        "outcome": "severity",
        "condition": "rosacea",
        "design": "quick",
        "phase_days": 7,
        "start": "2026-01-05",
        "smallest_change": 1.0,
    } | fields
    if given["design"] == "rigorous":
        given.setdefault("order", ORDER)
    return Trial(**given)


def reading(plan: Trial, without: Sequence[float], with_: Sequence[float], slips: int = 0) -> Reading:
    """Give each phase without the food the values `without`, each with it `with_`, a value a day.

    The plan is kept but for the first `slips` days without the food.
    """
    values: dict[date, float] = {}
    eaten: dict[date, Certainty] = {}
    for phase in phases(plan):
        scores = without if phase.leaves_out else with_
        for back in range(phase.days):
            day = phase.start + timedelta(days=back)
            eaten[day] = Certainty.NO if phase.leaves_out else Certainty.YES
            if phase.leaves_out and slips:
                eaten[day], slips = Certainty.YES, slips - 1
            if back < len(scores):
                values[day] = scores[back]
    return Reading(values, eaten)


def after(plan: Trial) -> date:
    """Return the day after the last."""
    return plan.last + timedelta(days=1)
