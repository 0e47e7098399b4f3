"""The insights of a journal: its entries as series of days, and a finding for each factor."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from gutskin_tui.dates import day_range
from gutskin_tui.insights import choices as choice_records
from gutskin_tui.insights.assessments import Assessment, last_assessment
from gutskin_tui.insights.associations import findings
from gutskin_tui.insights.covariate_series import COVARIATES, covariates_of
from gutskin_tui.insights.exposures import Factor, Facts
from gutskin_tui.insights.factors import DAYS_BACK, chosen, series_of
from gutskin_tui.insights.finding import Finding
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal

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
MOSTLY_UNKNOWN = 0.5
"""Share of the days without a factor whose words cannot tell, above which a pattern is at most possible."""


class Insights(Struct, frozen=True):
    """The findings of the days from `first` to `last`; `recorded` is the number of these days with the outcome.

    `findings` are in the order of `factors`, and so are `assessments`: when each was last judged. `lags` are in days.
    `unknown_days` are the compared days without the factor, for each factor, on which it is uncertain. `changes` is on
    how many days outcome or factors were changed.
    """

    outcome: str
    lags: tuple[int, ...]
    first: date
    last: date
    recorded: int
    factors: tuple[Factor, ...]
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]
    unknown_days: tuple[int, ...]
    changes: int

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

    `today` is incomplete, so only its scores and its sleep are used. `outcome` is a measure, by default that of the
    settings. `choices` are the records of what is looked at since when.
    """

    def __init__(
        self,
        settings: Settings,
        analyzer: MealAnalyzer,
        today: date,
        outcome: str | None = None,
        choices: Sequence[FactorChoice] = (),
    ) -> None:
        self.settings, self.analyzer, self.today = settings, analyzer, today
        self.outcome = outcome or settings.outcome
        self.choices = tuple(choices)
        self._facts = Facts(chosen(settings, analyzer, self.outcome, self.choices), analyzer)
        self._values: dict[str, dict[date, float]] = {name: {} for name in {self.outcome, *COVARIATES}}

    def read(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Add the entries of a day, in place of those that were read for it before."""
        entries = list(entries)
        self._facts.read(day, entries, under_way=day >= self.today)
        self._read_values(self._values, day, entries)

    def read_earlier(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Add what is needed of a day before `first_needed`: the outcome, treatments and the cycle."""
        entries = list(entries)
        self._facts.read_lasting(day, entries)
        self._read_values((self.outcome,), day, entries)

    def _read_values(self, names: Iterable[str], day: date, entries: Sequence[AnyEntry]) -> None:
        for name in names:
            kind, measure = MEASURES[name]
            value = day_value(measure, [entry for entry in entries if entry.kind == kind.name])
            if value is None:
                self._values[name].pop(day, None)
            else:
                self._values[name][day] = value

    def copy(self) -> Gathering:
        """Return a copy that later readings do not change, for a thread."""
        copied = copy.copy(self)
        copied._facts = self._facts.copy()
        copied._values = {name: dict(values) for name, values in self._values.items()}
        return copied

    def holds_same_values(self, other: Gathering) -> bool:
        """Whether the same days were read into both, as far as insights use them."""
        return self._facts == other._facts and self._values == other._values

    @property
    def outcome_days(self) -> list[date]:
        """The complete days with the outcome, in order."""
        return sorted(day for day in self._values[self.outcome] if day < self.today)

    def assessments(self, started: date, last: date) -> list[Assessment]:
        """Return the last look at each factor; `started` is the day of the first entry, or the first to analyse."""
        recorded = [day for day in self.outcome_days if day <= last]
        outcome_since = choice_records.since(self.choices, "outcome", self.outcome, started)
        stars = {f"food:{food.name.casefold()}": food for food in self.analyzer.own if food.starred}
        assessments = []
        for name in self._facts.names:
            begun = choice_records.since(self.choices, "factor", name, outcome_since)
            if name in stars and not any(choice.name == name for choice in self.choices):
                starred = stars[name].edits.get("starred", stars[name].created)
                begun = max(begun, date.fromisoformat(starred[:10]))
            assessments.append(last_assessment(recorded, begun))
        return assessments

    def first_needed(self, started: date, first: date, last: date) -> date:
        """Return the first day to `read`; of the days from `started` to it only `read_earlier` is needed."""
        days = [_judged_from(assessment) for assessment in self.assessments(started, last)]
        return min([first, *(day for day in days if day is not None)])

    def insights(self, first: date, last: date, seed: int = 1, started: date | None = None) -> Insights:
        """Return the insights of the days from `first` to `last`, judged at the last look at each factor.

        `started` is the day of the first entry, `first` if None. Takes up to a second for ten years.
        """
        factors = self._facts.factors(self.settings, min(self.today, last))
        started = started or first
        assessments = self.assessments(started, last)
        described: list[Finding] | None = None
        judged: dict[str, Finding] = {}
        for assessment in set(assessments):
            start, end = _judged_from(assessment), assessment.day
            if start is None or end is None:
                continue
            # Tested together with all factors that were looked at by then.
            pairs = zip(factors, assessments, strict=True)
            family = [factor for factor, other in pairs if other.since <= assessment.since]
            results = self._findings(family, start, end, seed)
            if (start, end) == (first, last) and len(family) == len(factors):
                described = results
            own = {factor.name for factor, other in zip(factors, assessments, strict=True) if other == assessment}
            judged |= {finding.factor: finding for finding in results if finding.factor in own}
        at = {name: finding.lag for name, finding in judged.items()}
        if described is None or any(at.get(finding.factor, finding.lag) != finding.lag for finding in described):
            described = self._findings(factors, first, last, seed, at)
        unknown = [
            self._unknown_days(factor, finding, first, last) for factor, finding in zip(factors, described, strict=True)
        ]
        results = [
            _combined(finding, judged.get(finding.factor), count)
            for finding, count in zip(described, unknown, strict=True)
        ]
        recorded = sum(first <= day <= last for day in self._values[self.outcome])
        return Insights(
            self.outcome,
            lags_of(self.settings),
            first,
            last,
            recorded,
            tuple(factors),
            tuple(results),
            tuple(assessments),
            tuple(unknown),
            choice_records.changes(self.choices, started),
        )

    def assessed(self, first: date, last: date, seed: int = 1) -> list[Finding]:
        """Return the findings of one look at the days from `first` to `last`, whatever was looked at before."""
        return self._findings(self._facts.factors(self.settings, min(self.today, last)), first, last, seed)

    def _findings(
        self,
        factors: Sequence[Factor],
        first: date,
        last: date,
        seed: int,
        at: Mapping[str, int] | None = None,
    ) -> list[Finding]:
        """Return the findings of one look at the days from `first` to `last`."""
        days = day_range(first, last)
        exposures = {factor.name: _series(factor.days, days) for factor in factors}
        covariates = {
            name: _series(values, days)
            for name, values in covariates_of(self._facts, self._values, min(self.today, last)).items()
            if name != self.outcome
        }
        splits = {factor.name: series_of(factor.name) or factor.name.partition(":")[0] for factor in factors}
        outcome = _series(self._values[self.outcome], days)
        return findings(outcome, exposures, lags_of(self.settings), covariates, seed, splits, at)

    def _unknown_days(self, factor: Factor, finding: Finding, first: date, last: date) -> int:
        """Return on how many compared days without the factor it is uncertain."""
        outcome, later = self._values[self.outcome], timedelta(days=finding.lag)
        return sum(first <= day and day + later <= last and day + later in outcome for day in factor.unsure)


def read_journal(gathering: Gathering, journal: Journal, first: date, last: date, started: date) -> None:
    """Read the days of a journal that the insights of the days from `first` to `last` need."""
    earlier = day_range(started, first - timedelta(days=1)) if started < first else []
    for day in earlier:
        gathering.read_earlier(day, journal.day(day))
    for day in day_range(gathering.first_needed(started, first, last), last):
        gathering.read(day, journal.day(day))


def _judged_from(assessment: Assessment) -> date | None:
    """Return the first of the days that a look judges, at most a year; None before the first look."""
    return max(assessment.since, assessment.day - timedelta(days=DAYS_BACK - 1)) if assessment.day else None


def _combined(described: Finding, judged: Finding | None, unknown: int) -> Finding:
    """Return the numbers of today with the judgement of the last assessment."""
    if described.effect is None:
        return described
    if judged is None or judged.effect is None or judged.p is None:
        return replace(described, p=None, p_smallest=None, label="not_enough_data", flags=_lasting(described.flags))
    label, flags = judged.label, judged.flags
    if judged.effect * described.effect < 0:
        flags = tuple(dict.fromkeys((*flags, "sign_differs")))
        label = "no_clear_pattern" if judged.is_pattern else label
    if unknown > MOSTLY_UNKNOWN * described.n_unexposed and label == "consistent":
        label, flags = "possible", (*flags, "mostly_unknown")
    return replace(described, p=judged.p, p_smallest=judged.p_smallest, label=label, flags=flags)


def _lasting(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the flags that say something of the exposures, not of a pattern that has not been judged."""
    return tuple(flag for flag in flags if flag.startswith("inseparable:"))


def _series(values: Mapping[date, float], days: Sequence[date]) -> Any:
    """Return an array with the value of each day, NaN for a day without one."""
    return np.array([values.get(day, np.nan) for day in days], dtype=float)
