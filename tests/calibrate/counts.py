"""What is counted over many simulated diaries, each read and analysed like a person's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from gutskin_tui.insights.assessments import ASSESSED_AT
from gutskin_tui.insights.factors import MOST
from gutskin_tui.insights.finding import Finding
from gutskin_tui.insights.insights import Gathering
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.settings import Settings
from tests.calibrate.diaries import Diary, Person, person

RANKS = {"possible": 1, "consistent": 2}
ANALYZER = MealAnalyzer()
"""It remembers the foods of a text, of which the diaries have few."""
OUTCOMES = ("severity", "itch")
CHOSEN_AFTER = 120
"""Days of looking before outcome and factors are chosen."""
CANDIDATES = (
    *("dairy", "gluten", "added_sugar", "ultra_processed", "alcohol", "stress", "short_sleep", "low_water"),
    *("fermented", "plants", "nuts", "soy", "spicy", "egg", "fruit", "vegetable", "legume", "whole_grain"),
)
"""What a person may compare."""
NOT_FOODS = ("stress", "short_sleep", "low_water", "sleep", "water")


class Share(NamedTuple):
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 of none."""
        return self.hits / max(1, self.of)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of a binomial share (Wilson, 1927)."""
        n, z = max(1, self.of), 1.96
        middle, half = (
            self.value + z * z / (2 * n),
            z * np.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n)),
        )
        return float((middle - half) / (1 + z * z / n)), float((middle + half) / (1 + z * z / n))


Counts = dict[str, Share]
Counter = Callable[[Diary, int, int], Counts]


def gathered(someone: Person, outcome: str = "severity", factors: tuple[str, ...] = ()) -> Gathering:
    """Return the diary as the insights read it."""
    settings = Settings(factors=factors, conditions=(someone.condition,) if someone.condition else ())
    gathering = Gathering(settings, ANALYZER, someone.last + timedelta(days=1), outcome)
    for day, entries in someone.entries.items():
        gathering.read(day, entries)
    return gathering


def assessment(someone: Person) -> list[Finding]:
    """Return the findings of one look at a whole diary."""
    return gathered(someone).assessed(someone.first, someone.last)


def false_patterns(diary: Diary, people: int, seed: int) -> Counts:
    """Count the people with any false label in one assessment, where nothing has an effect."""
    best = [max(map(_rank, assessment(person(diary, rng)))) for rng in _each(people, seed)]
    return {name: Share(sum(rank >= least for rank in best), people) for name, least in RANKS.items()}


def ever(diary: Diary, people: int, seed: int) -> Counts:
    """Count the people with any false label at any look; between the looks the last judgement stands."""
    best = []
    for rng in _each(people, seed):
        someone = person(diary, rng)
        best.append(_best_rank(gathered(someone), someone.first))
    return {name: Share(sum(rank >= least for rank in best), people) for name, least in RANKS.items()}


def chosen_afterwards(diary: Diary, people: int, seed: int) -> Counts:
    """Count the people with any false label who chose outcome and factors after 120 days.

    They compare all candidates with two outcomes and choose what fits best; from then on its own days count.
    """
    best = []
    for rng in _each(people, seed):
        someone = person(diary, rng)
        chosen_on = someone.first + timedelta(days=CHOSEN_AFTER)
        fits: dict[str, list[tuple[float, str]]] = {}
        for outcome in OUTCOMES:
            for names in (CANDIDATES[:MOST], CANDIDATES[MOST:]):
                results = gathered(someone, outcome, names).assessed(someone.first, chosen_on)
                fits.setdefault(outcome, []).extend((finding.p or 1.0, finding.factor) for finding in results)
        outcome = min(OUTCOMES, key=lambda name: min(fits[name]))
        gathering = gathered(someone, outcome, tuple(name for _, name in sorted(fits[outcome])[:MOST]))
        best.append(_best_rank(gathering, chosen_on))
    return {name: Share(sum(rank >= least for rank in best), people) for name, least in RANKS.items()}


def _best_rank(gathering: Gathering, first: date) -> int:
    """Return the rank of the best label at any look at the days from `first` on."""
    recorded = [day for day in gathering.outcome_days if day >= first]
    ends = [recorded[number - 1] for number in ASSESSED_AT if number <= len(recorded)]
    return max((_rank(finding) for end in ends for finding in gathering.assessed(first, end)), default=0)


def power(diary: Diary, people: int, seed: int) -> Counts:
    """Count the people whose one effect, dairy, is found, and those with another factor labelled beside it."""
    detected = bystander = right = 0
    for rng in _each(people, seed):
        results = {finding.factor: finding for finding in assessment(person(diary, rng))}
        detected += results["dairy"].is_pattern
        right += results["dairy"].is_pattern and results["dairy"].lag == diary.lag
        bystander += any(finding.is_pattern for name, finding in results.items() if name != "dairy")
    return {
        "found": Share(detected, people),
        "at its delay": Share(right, detected),
        "bystander": Share(bystander, people),
    }


def confounded(diary: Diary, people: int, seed: int) -> Counts:
    """Count the people with a false food, where stress drives both the skin and the eating."""
    false = 0
    for rng in _each(people, seed):
        false += any(
            finding.is_pattern for finding in assessment(person(diary, rng)) if finding.factor not in NOT_FOODS
        )
    return {"false food": Share(false, people)}


def reverse(diary: Diary, people: int, seed: int) -> Counts:
    """Count how often a food that follows the skin is flagged, and how often it is labelled without the flag."""
    flagged = fooled = 0
    for rng in _each(people, seed):
        finding = next(finding for finding in assessment(person(diary, rng)) if finding.factor == "dairy")
        flagged += "skin_first" in finding.flags
        fooled += finding.is_pattern and "skin_first" not in finding.flags
    return {"flagged": Share(flagged, people), "labelled unflagged": Share(fooled, people)}


def coverage(diary: Diary, people: int, seed: int) -> Counts:
    """Count how often the interval shown for dairy holds the true difference at the lag shown."""
    covered = of = 0
    for rng in _each(people, seed):
        someone = person(diary, rng)
        finding = next(finding for finding in assessment(someone) if finding.factor == "dairy")
        if finding.interval is not None:
            lag, n = finding.lag, someone.dairy.size
            eaten, points = someone.dairy[: n - lag] == 1, someone.added[lag:]
            true = points[eaten].mean() - points[~eaten].mean()
            covered += finding.interval.low <= true <= finding.interval.high
            of += 1
    return {"covered": Share(covered, of)}


def _rank(finding: Finding) -> int:
    return RANKS.get(finding.label, 0)


def _each(people: int, seed: int) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, number]) for number in range(people)]
