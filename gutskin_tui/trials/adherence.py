"""Adherence to the plan of a trial: whether each day was with or without what is tested, as read from its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.treatments import Course
from gutskin_tui.model.trial import Trial
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.text import match_key
from gutskin_tui.trials.exposure import exposure
from gutskin_tui.trials.schedule import Phase, phases

Entries = Callable[[date], Sequence[AnyEntry]]
PlanStatus = Literal["kept", "slipped", "ask", "unknown"]

ENOUGH = 0.8
"""Least share of known days that follow the plan, and least share of known days, for a verdict [docs/domain.md 6]."""


class Reading(Struct, frozen=True):
    """The recorded outcome and exposure of the days of a trial up to a day.

    `values` are those of the outcome by day. `eaten` is whether what is tested was eaten, drunk, used or done, from
    the entries of a day or its correction by hand; a day without either is absent. `corrected` are the days corrected
    by hand.
    """

    values: dict[date, float]
    eaten: dict[date, Certainty]
    corrected: frozenset[date] = frozenset()


class Adherence(Struct, frozen=True):
    """The days on which the plan asks for a change, by whether it was followed: those over, and today if known.

    These are the days without what is tested, and those with it too if using it is what is tried. On `slips` the plan
    was not followed. `uncertain` days may be slips: they count as followed until corrected. `unknown` days have no
    entry that could show it.
    """

    followed: tuple[date, ...]
    slips: tuple[date, ...]
    uncertain: tuple[date, ...]
    unknown: tuple[date, ...]

    @property
    def days(self) -> int:
        """The number of such days so far."""
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
        """The share of days for which it is known whether the plan was followed, 0 to 1."""
        return 1 - len(self.unknown) / self.days if self.days else 0.0


def read(
    trial: Trial, entries: Entries, analyzer: MealAnalyzer, today: date, courses: Iterable[Course] = ()
) -> Reading:
    """Return the recorded days of a trial up to today.

    `entries` returns the entries of a day. A day within one of the `courses` of the treatment that is tested is a day
    with it. While today is under way, nothing recorded yet is not taken as a day without what is to be used.
    """
    eaten: dict[date, Certainty] = {}
    last = min(trial.last, today, trial.ended_on or today)
    values = outcome_values(trial, entries, last)
    for day in day_range(trial.first, last):
        certainty = exposure(trial.what, entries(day), analyzer)
        if certainty is not None:
            eaten[day] = certainty
    for course in courses:
        if match_key(f"treatment:{course.what}") == match_key(trial.what):
            on_course = day_range(max(course.start, trial.first), min(course.end or last, last))
            eaten.update(dict.fromkeys(on_course, Certainty.YES))
    corrected = set()
    for phase in phases(trial):
        if phase.holds(today) and wants_change(trial, phase) and not phase.leaves_out and not eaten.get(today):
            eaten.pop(today, None)
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


def wants_change(trial: Trial, phase: Phase) -> bool:
    """Whether a phase asks for a change: to leave out what is tested, or to use it where that is tried."""
    return phase.leaves_out or trial.tried == "with"


def plan_status(phase: Phase, eaten: Certainty | None) -> PlanStatus:
    """Return how a day of a phase compares with the plan, from whether what is tested was eaten or used."""
    if eaten is None:
        return "unknown"
    if eaten is Certainty.MAYBE:
        return "ask"
    return "kept" if (eaten is Certainty.NO) == phase.leaves_out else "slipped"


def adherence(trial: Trial, reading: Reading, today: date) -> Adherence:
    """Return the adherence on the days that ask for a change. Today counts once its status is known."""
    days_by_status: dict[PlanStatus, list[date]] = {"kept": [], "slipped": [], "ask": [], "unknown": []}
    last = min(trial.last, today, trial.ended_on or today)
    for phase in phases(trial):
        for day in day_range(phase.start, min(phase.end, last)) if wants_change(trial, phase) else ():
            status = plan_status(phase, reading.eaten.get(day))
            if status != "unknown" or day < today:
                days_by_status[status].append(day)
    return Adherence(*(tuple(days_by_status[status]) for status in ("kept", "slipped", "ask", "unknown")))
