"""The insights of a journal: its entries as series of days, and a finding for each factor."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from gutskin_tui.dates import day_range
from gutskin_tui.insights.associations import Finding, findings
from gutskin_tui.insights.factors import Factor, Facts, chosen, series_of
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.settings import Settings

LAGS: dict[str, tuple[int, int]] = {
    "rosacea": (0, 1),
    "rash": (0, 2),
    "eczema": (0, 2),
    "acne": (1, 7),
    "psoriasis": (7, 28),
}
"""First and last lag, in days, analysed for a condition [docs/domain.md 3]."""
WITHOUT_CONDITION = (0, 3)
"""First and last lag if the person has set no condition."""
COVARIATES = ("stress", "sleep")
"""Series that every factor is adjusted for [docs/domain.md 6.7]."""


@dataclass(frozen=True, slots=True)
class Insights:
    """The findings of the days from `first` to `last`; `recorded` is the number of these days with the outcome.

    `findings` are in the order of `factors`, `lags` in days.
    """

    outcome: str
    lags: tuple[int, ...]
    first: date
    last: date
    recorded: int
    factors: tuple[Factor, ...]
    findings: tuple[Finding, ...]

    @property
    def days(self) -> int:
        """The number of days analysed."""
        return (self.last - self.first).days + 1


def lags_of(settings: Settings) -> tuple[int, ...]:
    """Return the lags in days of all the person's conditions, sorted."""
    spans = [LAGS[condition] for condition in settings.conditions] or [WITHOUT_CONDITION]
    return tuple(sorted({lag for first, last in spans for lag in range(first, last + 1)}))


class Gathering:
    """Collects the input of the insights a day at a time, so that a caller can pause between days.

    `today` is incomplete, so only its scores and its sleep are used. `outcome` is a series, by default that of the
    settings.
    """

    def __init__(self, settings: Settings, analyzer: MealAnalyzer, today: date, outcome: str | None = None) -> None:
        self.settings, self.analyzer, self.today = settings, analyzer, today
        self.outcome = outcome or settings.outcome
        self._facts = Facts(chosen(settings, analyzer, self.outcome), analyzer)
        self._values: dict[str, dict[date, float]] = {name: {} for name in {self.outcome, *COVARIATES}}

    def read(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Add the entries of a day, in place of those that were read for it before."""
        entries = list(entries)
        self._facts.read(day, entries, under_way=day >= self.today)
        for name, values in self._values.items():
            kind, measure = MEASURES[name]
            value = day_value(measure, [entry for entry in entries if entry.kind == kind.name])
            if value is None:
                values.pop(day, None)
            else:
                values[day] = value

    def copy(self) -> Gathering:
        """Return a copy that later readings do not change, for a thread."""
        copied = copy.copy(self)
        copied._facts = self._facts.copy()
        copied._values = {name: dict(values) for name, values in self._values.items()}
        return copied

    def holds_same_values(self, other: Gathering) -> bool:
        """Whether the same days were read into both, as far as insights use them."""
        return self._facts == other._facts and self._values == other._values

    def insights(self, first: date, last: date, seed: int = 1) -> Insights:
        """Return the insights of the days from `first` to `last`. Takes up to a second for ten years."""
        factors = self._facts.factors(self.settings)
        days = day_range(first, last)
        outcome = _series(self._values[self.outcome], days)
        exposures = {factor.name: _series(factor.days, days) for factor in factors}
        covariates = {name: _series(self._values[name], days) for name in COVARIATES if name != self.outcome}
        lags = lags_of(self.settings)
        splits = {factor.name: series_of(factor.name) for factor in factors}
        results = findings(outcome, exposures, lags, covariates, seed, splits)
        return Insights(
            self.outcome, lags, first, last, int((~np.isnan(outcome)).sum()), tuple(factors), tuple(results)
        )


def insights(
    entries: Callable[[date], Sequence[AnyEntry]],
    settings: Settings,
    analyzer: MealAnalyzer,
    first: date,
    last: date,
    today: date,
    outcome: str | None = None,
    seed: int = 1,
) -> Insights:
    """Return the insights of the days from `first` to `last`; `entries` returns the entries of a journal day."""
    gathering = Gathering(settings, analyzer, today, outcome)
    for day in day_range(first, last):
        gathering.read(day, entries(day))
    return gathering.insights(first, last, seed)


def _series(values: Mapping[date, float], days: Sequence[date]) -> Any:
    """Return an array with the value of each day, NaN for a day without one."""
    return np.array([values.get(day, np.nan) for day in days], dtype=float)
