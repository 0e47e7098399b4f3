"""The insights of a journal: which factors, over which days, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from gutskin_tui.dates import day_range
from gutskin_tui.insights import wording
from gutskin_tui.insights.associations import Finding, findings
from gutskin_tui.insights.factors import Factor, Facts, chosen, series_of
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.settings import Settings

LAGS: dict[str, tuple[int, int]] = {
    "rosacea": (0, 1), "rash": (0, 2), "eczema": (0, 2), "acne": (1, 7), "psoriasis": (7, 28),
}  # fmt: skip
"""First and last lag, in days, analysed for a condition [docs/domain.md 3]."""
WITHOUT_CONDITION = (0, 3)
COVARIATES = ("stress", "sleep")
DAYS_BACK = 365
"""Days analysed by default."""


@dataclass(frozen=True, slots=True)
class Insights:
    """The results for a range of days. `days` are those from `first` to `last`, `recorded` those with the outcome."""

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

    def needs(self, finding: Finding) -> str:
        """Say exactly what a factor still lacks, "" if nothing."""
        factor = next(factor for factor in self.factors if factor.name == finding.factor)
        return wording.needs(finding, factor, self.outcome)


def lags_of(settings: Settings) -> tuple[int, ...]:
    """Return the lags in days of all the person's conditions, sorted."""
    spans = [LAGS[condition] for condition in settings.conditions] or [WITHOUT_CONDITION]
    return tuple(sorted({lag for first, last in spans for lag in range(first, last + 1)}))


class Gathering:
    """Collects the input of the insights a day at a time, so that a screen need not wait. `today` is incomplete."""

    def __init__(self, settings: Settings, analyzer: MealAnalyzer, today: date, outcome: str | None = None) -> None:
        self.settings, self.today, self.outcome = settings, today, outcome or settings.outcome
        self._facts = Facts(chosen(settings, analyzer, self.outcome), analyzer)
        self._values: dict[str, dict[date, float]] = {name: {} for name in {self.outcome, *COVARIATES}}

    def read(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Take in the entries of a day."""
        entries = list(entries)
        self._facts.read(day, entries, under_way=day >= self.today)
        for name, values in self._values.items():
            kind, measure = MEASURES[name]
            value = day_value(measure, [entry for entry in entries if entry.kind == kind.name])
            if value is not None:
                values[day] = value

    def insights(self, first: date, last: date, seed: int = 1) -> Insights:
        """Work out the insights of the days from `first` to `last`; takes up to a second for ten years."""
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
    """Return the insights of the days from `first` to `last`. `entries` are those of a journal day."""
    gathering = Gathering(settings, analyzer, today, outcome)
    for day in day_range(first, last):
        gathering.read(day, entries(day))
    return gathering.insights(first, last, seed)


def as_json(results: Insights) -> dict[str, Any]:
    """Return the insights as plain JSON types; numbers that are not known are null."""
    unit = wording.unit_of(results.outcome)
    return {
        "outcome": results.outcome,
        "lags": list(results.lags),
        "days": results.days,
        "recorded": results.recorded,
        "from": results.first.isoformat(),
        "to": results.last.isoformat(),
        "factors": [
            {
                "factor": finding.factor,
                "split": factor.words,
                "lag": finding.lag,
                "n_exposed": finding.n_exposed,
                "n_unexposed": finding.n_unexposed,
                "mean_exposed": finding.mean_exposed,
                "mean_unexposed": finding.mean_unexposed,
                "effect": finding.effect,
                "unit": unit,
                "ci_low": finding.interval.low if finding.interval else None,
                "ci_high": finding.interval.high if finding.interval else None,
                "hodges_lehmann": finding.hodges_lehmann,
                "cliffs_delta": finding.cliffs_delta,
                "p": finding.p,
                "label": finding.label,
                "flags": list(finding.flags),
                "needs": results.needs(finding),
                "unsure_days": factor.unsure,
            }
            for finding, factor in zip(results.findings, results.factors, strict=True)
        ],
    }


def _series(values: dict[date, float] | dict[date, int], days: Sequence[date]) -> Any:
    return np.array([values.get(day, np.nan) for day in days], dtype=float)
