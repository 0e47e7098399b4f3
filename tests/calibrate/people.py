"""Simulated people: their outcome, their exposures, and the true effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FACTORS = 10
LAGS = (0, 1, 2, 3)
MIDDLE, SD = 4.0, 1.5
"""Mean and standard deviation of the outcome, in points of 0 to 10, before an effect is added."""


@dataclass(frozen=True)
class World:
    """How a person's days come about.

    `phi` and `exposed_phi` are the first autocorrelations of the outcome and of what lies behind the exposures;
    `weekly` is what a weekend adds and `trend` half of what the whole stretch adds, in standard deviations, each with
    a sign or size of chance; `missing` is the share of check-ins left out, `exposed` that of exposed days (None: a
    quarter to three fifths). `effect`, in standard deviations, is what the first factor adds `lag` days later.
    """

    days: int
    phi: float
    exposed_phi: float
    weekly: float = 0.0
    trend: float = 0.0
    missing: float = 0.1
    exposed: float | None = 0.4
    effect: float = 0.0
    lag: int = 1
    reverse: bool = False
    scale: bool = True


def person(world: World, rng: np.random.Generator, factors: int = FACTORS) -> tuple[Floats, dict[str, Floats]]:
    """Return the outcome and the exposures of one person, NaN for a missing day."""
    days = np.arange(world.days)
    weekend, line = (days % 7 >= 5) * 2.0, np.linspace(-1, 1, world.days)
    behind = lasting(rng, world.exposed_phi, (factors, world.days))
    behind += world.weekly * weekend * rng.choice([-1, 1], (factors, 1))
    behind += world.trend * line * rng.standard_normal((factors, 1))
    share = np.full(factors, world.exposed) if world.exposed else rng.uniform(0.25, 0.6, factors)
    rows = np.array([row > np.quantile(row, 1 - part) for row, part in zip(behind, share, strict=True)], dtype=float)
    skin = lasting(rng, world.phi, (world.days,))
    skin += world.weekly * weekend * rng.choice([-1, 1]) + world.trend * line * rng.standard_normal()
    if world.reverse:  # yesterday's skin decides about today's exposure
        drive = 2.0 * np.concatenate([[0.0], skin[:-1]])
        rows[0] = rng.random(world.days) < 1 / (1 + np.exp(-drive))
    else:
        skin[world.lag :] += world.effect * rows[0, : world.days - world.lag]
    outcome = np.round(MIDDLE + SD * skin)
    if world.scale:
        outcome = np.clip(outcome, 0, 10)
    outcome[rng.random(world.days) < world.missing] = np.nan
    rows[rng.random(rows.shape) < world.missing / 2] = np.nan
    return outcome, {f"factor {place}": row for place, row in enumerate(rows)}


def lasting(rng: np.random.Generator, phi: float, shape: tuple[int, ...]) -> Floats:
    """Return series of variance 1 in which a day keeps `phi` of the day before."""
    fresh = rng.standard_normal(shape)
    series = np.empty(shape)
    series[..., 0] = fresh[..., 0]
    for day in range(1, shape[-1]):
        series[..., day] = phi * series[..., day - 1] + np.sqrt(1 - phi * phi) * fresh[..., day]
    return series
