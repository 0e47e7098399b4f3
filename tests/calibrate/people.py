"""Simulated people: their outcome, their exposures, and the true effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Floats = NDArray[np.float64]

FACTORS = 10
LAGS = (0, 1, 2, 3)
MIDDLE, SD = 4.0, 1.5
"""Mean and standard deviation of the outcome, in points of 0 to 10, before an effect is added."""


@dataclass(frozen=True)
class World:
    """The parameters of a simulated person.

    `phi` and `exposed_phi` are the lag-1 autocorrelations of the outcome and of the latent series of the exposures.
    `weekly` is the effect of a weekend and `trend` half the change over all days, in standard deviations; sign or size
    are random for each series. `missing` is the share of missing check-ins, `exposed` that of exposed days (None: drawn
    from 0.25 to 0.6). `effect` is what the first factor adds to the outcome `lag` days later, in standard deviations.
    With `reverse` the outcome determines the exposure of the next day instead. With `scale` the outcome is 0 to 10.
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
    weekend, trend_line = (days % 7 >= 5) * 2.0, np.linspace(-1, 1, world.days)
    latent = autocorrelated(rng, world.exposed_phi, (factors, world.days))
    latent += world.weekly * weekend * rng.choice([-1, 1], (factors, 1))
    latent += world.trend * trend_line * rng.standard_normal((factors, 1))
    share = np.full(factors, world.exposed) if world.exposed else rng.uniform(0.25, 0.6, factors)
    rows = np.array([row > np.quantile(row, 1 - part) for row, part in zip(latent, share, strict=True)], dtype=float)
    skin = autocorrelated(rng, world.phi, (world.days,))
    skin += world.weekly * weekend * rng.choice([-1, 1]) + world.trend * trend_line * rng.standard_normal()
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


def autocorrelated(rng: np.random.Generator, phi: float, shape: tuple[int, ...]) -> Floats:
    """Return autoregressive series of order 1 with variance 1 and lag-1 autocorrelation `phi`, along the last axis."""
    noise = rng.standard_normal(shape)
    noise[..., 1:] *= np.sqrt(1 - phi * phi)
    return np.asarray(lfilter([1.0], [1.0, -phi], noise))
