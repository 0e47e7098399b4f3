"""What is counted over many simulated people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from gutskin_tui.insights.associations import Finding, findings
from tests.calibrate.people import LAGS, SD, World, person

Shares = dict[str, float]
Work = Callable[..., Sequence[Finding]]
NAMED = {"possible": 1, "consistent": 2}


def false_findings(world: World, people: int, seed: int, work: Work = findings) -> Shares:
    """Return the shares of people with any factor labelled possible or better, and consistent, where nothing is."""
    best: list[int] = []
    for rng, number in _each(people, seed):
        outcome, exposures = person(world, rng)
        best.append(max(NAMED.get(finding.label, 0) for finding in work(outcome, exposures, LAGS, {}, number)))
    return {name: sum(best_rank >= rank for best_rank in best) / people for name, rank in NAMED.items()}


def power(world: World, people: int, seed: int, work: Work = findings) -> Shares:
    """Return how often the one effect is found, and of those how often at its lag and above all other factors."""
    detected = right = 0
    for rng, number in _each(people, seed):
        outcome, exposures = person(world, rng)
        them = work(outcome, exposures, LAGS, {}, number)
        hit = them[0].label in NAMED
        detected += hit
        strongest = min(
            them, key=lambda finding: (finding.p if finding.p is not None else 9.0, -abs(finding.effect or 0.0))
        )
        right += hit and them[0].lag == world.lag and strongest is them[0]
    return {"found": detected / people, "right": right / max(1, detected)}


def reverse(world: World, people: int, seed: int, work: Work = findings) -> Shares:
    """Return how often an exposure that follows the skin is flagged, and how often it is called a pattern unflagged."""
    flagged = fooled = 0
    for rng, number in _each(people, seed):
        finding = work(*person(world, rng), LAGS, {}, number)[0]
        flagged += "skin_first" in finding.flags
        fooled += finding.label in NAMED and "skin_first" not in finding.flags
    return {"flagged": flagged / people, "fooled": fooled / people}


def coverage(world: World, people: int, seed: int, work: Work = findings) -> Shares:
    """Return how often the interval of one factor at one lag holds the true difference, and its mean width."""
    covered, widths = [], []
    for rng, number in _each(people, seed):
        outcome, exposures = person(world, rng, factors=1)
        span = work(outcome, exposures, (world.lag,), {}, number)[0].interval
        if span is not None:
            covered.append(span.low <= world.effect * SD <= span.high)
            widths.append(span.high - span.low)
    return {"covered": float(np.mean(covered)), "width": float(np.mean(widths))}


def _each(people: int, seed: int) -> list[tuple[np.random.Generator, int]]:
    return [(np.random.default_rng([seed, number]), number) for number in range(people)]
