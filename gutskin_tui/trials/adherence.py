"""Adherence to the plan of a trial: whether the food was eaten on each day, as read from the meals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gutskin_tui.dates import day_range
from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import MEASURES, AnyEntry, Drink, Meal
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.trials.schedule import Phase, phases

Entries = Callable[[date], Sequence[AnyEntry]]
PlanStatus = Literal["kept", "slipped", "ask", "unknown"]

ENOUGH = 0.8
"""Least share of known days that follow the plan, and least share of known days, for a verdict [docs/domain.md 6]."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The recorded outcome and exposure of the days of a trial up to a day.

    `values` are those of the outcome by day. `eaten` is whether the food was eaten, from the meals of a day or its
    correction by hand; a day without either is absent. `corrected` are the days corrected by hand.
    """

    values: dict[date, float]
    eaten: dict[date, Certainty]
    corrected: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Adherence:
    """The days planned without the food, by whether the plan was followed: those that are over, and today if known.

    On `slips` the food was eaten. On `uncertain` days it may have been: they count as followed until corrected.
    `unknown` days have no meal.
    """

    followed: tuple[date, ...]
    slips: tuple[date, ...]
    uncertain: tuple[date, ...]
    unknown: tuple[date, ...]

    @property
    def days(self) -> int:
        """The number of days planned without the food so far."""
        return len(self.followed) + len(self.slips) + len(self.uncertain) + len(self.unknown)

    @property
    def share(self) -> float | None:
        """The share of known days on which the plan was followed, 0 to 1; None without a known day."""
        followed_days = len(self.followed) + len(self.uncertain)
        return followed_days / (followed_days + len(self.slips)) if followed_days or self.slips else None

    @property
    def least(self) -> float | None:
        """The same share with uncertain days counted as slips."""
        known = len(self.followed) + len(self.uncertain) + len(self.slips)
        return len(self.followed) / known if known else None

    @property
    def known(self) -> float:
        """The share of days for which it is known whether the food was eaten, 0 to 1."""
        return 1 - len(self.unknown) / self.days if self.days else 0.0


def read(trial: Trial, entries: Entries, analyzer: MealAnalyzer, today: date) -> Reading:
    """Return the recorded days of a trial up to today; `entries` returns the entries of a day."""
    eaten: dict[date, Certainty] = {}
    last = min(trial.last, today, trial.ended_on or today)
    values = outcome_values(trial, entries, last)
    for day in day_range(trial.first, last):
        certainty = eaten_certainty(trial.what, entries(day), analyzer)
        if certainty is not None:
            eaten[day] = certainty
    corrected = set()
    for phase in phases(trial):
        for written, correction in trial.corrections.items():
            if phase.holds(day := date.fromisoformat(written)) and day <= last:
                corrected.add(day)
                eaten[day] = Certainty.NO if phase.leaves_out == (correction == "kept") else Certainty.YES
    return Reading(values, eaten, frozenset(corrected))


def outcome_values(trial: Trial, entries: Entries, last: date) -> dict[date, float]:
    """Return the outcome of a trial on the days from its first to `last` on which it was recorded."""
    values = {}
    kind, measure = MEASURES[trial.outcome]
    for day in day_range(trial.first, last):
        value = day_value(measure, [entry for entry in entries(day) if entry.kind == kind.name])
        if value is not None:
            values[day] = value
    return values


def eaten_certainty(what: str, entries: Sequence[AnyEntry], analyzer: MealAnalyzer) -> Certainty | None:
    """Return whether meals and drinks contain a label or a food ("food:oat latte").

    None if that is unknown: without a meal, unless a drink contains it, and for the name of no label.
    """
    consumed = [entry for entry in entries if isinstance(entry, Meal | Drink)]
    kind, colon, food = what.partition(":")
    if colon:
        if kind == "food" and any(analyzer.contains(entry, food) for entry in consumed):
            return Certainty.YES
        certainty = Certainty.NO
    elif what in LABELS:
        certainty = max((analyzer.labels(entry).get(what, Certainty.NO) for entry in consumed), default=Certainty.NO)
    else:
        return None  # a label of a later version
    return certainty if certainty or any(isinstance(entry, Meal) for entry in consumed) else None


def plan_status(phase: Phase, eaten: Certainty | None) -> PlanStatus:
    """Return how a day of a phase compares with the plan, from whether the food was eaten."""
    if eaten is None:
        return "unknown"
    if eaten is Certainty.MAYBE:
        return "ask"
    return "kept" if (eaten is Certainty.NO) == phase.leaves_out else "slipped"


def adherence(trial: Trial, reading: Reading, today: date) -> Adherence:
    """Return the adherence on the days without the food. Today counts once its status is known."""
    days_by_status: dict[PlanStatus, list[date]] = {"kept": [], "slipped": [], "ask": [], "unknown": []}
    last = min(trial.last, today, trial.ended_on or today)
    for phase in phases(trial):
        for day in day_range(phase.start, min(phase.end, last)) if phase.leaves_out else ():
            status = plan_status(phase, reading.eaten.get(day))
            if status != "unknown" or day < today:
                days_by_status[status].append(day)
    return Adherence(*(tuple(days_by_status[status]) for status in ("kept", "slipped", "ask", "unknown")))
