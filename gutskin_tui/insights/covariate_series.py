"""The series that each factor is adjusted for [docs/domain.md 6.7 and 6.15]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gutskin_tui.dates import day_range
from gutskin_tui.insights.exposures import Facts
from gutskin_tui.model.cycle import cycle_starts, premenstrual_exposure

COVARIATES = ("stress", "sleep", "exercise")
"""Measures that every factor is adjusted for."""
COVARIATE_WORDS = {
    "stress": "stress",
    "sleep": "sleep",
    "exercise": "exercise",
    "treatment": "days on a treatment course",
    "premenstrual": "the premenstrual week",
}
"""All covariates in words."""


def covariates_of(
    facts: Facts, values: Mapping[str, Mapping[date, float]], until: date
) -> dict[str, Mapping[date, float]]:
    """Return the covariates by name: values by day, absent where unknown.

    A day with entries but without exercise has none. A course that was not stopped lasts to `until`.
    """
    series: dict[str, Mapping[date, float]] = {name: values[name] for name in COVARIATES}
    exercise = values["exercise"]
    series["exercise"] = {day: exercise.get(day, 0.0) for day in (*facts.entries, *exercise)} if exercise else {}
    on = {day for course in facts.courses for day in day_range(course.start, course.end or until)}
    series["treatment"] = {day: float(day in on) for day in (*facts.entries, *on)} if on else {}
    series["premenstrual"] = premenstrual_exposure(cycle_starts(facts.flow))
    return series
