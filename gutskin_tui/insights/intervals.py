"""Intervals for a difference of means between days that follow one another.

Days are drawn in blocks, so that what lasts for days is drawn whole: a circular block bootstrap (Politis & Romano, "A
circular block-resampling procedure for stationary data", 1992). All factors and lags share the draws, so a resample of
everything is one product of matrices. In a few months of days such an interval is too narrow when the outcome lasts
(measured: 86 to 91 % where 95 % was meant), so it is widened to the spread that the difference has over all circular
shifts, where that is greater, and by Student's factor for the days' worth of independent evidence.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1000
NORMAL = 1.959964
"""The 97.5 % point of the normal distribution."""
NEAR = 5
"""Shifts so small that the exposure still resembles itself are no measure of chance."""


class Interval(NamedTuple):
    """A 95 % interval, in the unit of the outcome."""

    low: float
    high: float


def intervals(outcome: Floats, exposed: Floats, rng: np.random.Generator, resamples: int = RESAMPLES) -> list[Interval]:
    """Return the interval of the mean after exposed days less that after the others, for each row of `exposed`.

    `exposed` (rows x days) holds 1, 0 or NaN, lagged already; `outcome` (days) has NaN for a missing day.
    """
    n = outcome.size
    paired = ~np.isnan(exposed) & ~np.isnan(outcome)
    with_, without = np.where(paired, exposed, 0.0), np.where(paired, 1.0 - exposed, 0.0)
    y = np.where(np.isnan(outcome), 0.0, outcome - np.nanmean(outcome))
    sums = np.concatenate([with_, without, with_ * y, without * y])
    drawn = (_draws(n, _block_length(outcome), resamples, rng) @ sums.T).reshape(resamples, 4, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        differences = drawn[:, 2] / drawn[:, 0] - drawn[:, 3] / drawn[:, 1]
        whole = sums.sum(axis=1).reshape(4, -1)
        effects = whole[2] / whole[0] - whole[3] / whole[1]
    low, high = np.nanquantile(differences, [0.025, 0.975], axis=0)
    spread = np.nanstd(differences, axis=0)
    results = []
    for row, effect in enumerate(effects):
        left = y - np.where(paired[row], exposed[row] * effect, 0.0)
        chance = _spread_over_shifts(np.where(paired[row], left, np.nan), exposed[row])
        ratio = chance / spread[row] if spread[row] > 0 else 1.0
        wider = max(1.0, ratio) * _student(_independent(left, exposed[row], paired[row])) / NORMAL
        results.append(
            Interval(float(effect - (effect - low[row]) * wider), float(effect + (high[row] - effect) * wider))
        )
    return results


def memory(series: Floats) -> float:
    """Return how much a day resembles the day before: the first autocorrelation, within 0 and 0.95."""
    centred = series - np.nanmean(series)
    both = ~np.isnan(centred[1:]) & ~np.isnan(centred[:-1])
    variance = np.nanmean(centred**2)
    if not both.any() or variance <= 0:
        return 0.0
    return float(min(0.95, max(0.0, (centred[1:] * centred[:-1])[both].mean() / variance)))


def _block_length(series: Floats) -> int:
    """Return the days of a block: best for the variance of a mean of a series that remembers like this one.

    (Carlstein, "The use of subseries values for estimating the variance of a general statistic", 1986.)
    """
    rho, n = memory(series), series.size
    length = (1.5 * n) ** (1 / 3) * (2 * rho / (1 - rho * rho)) ** (2 / 3)
    return int(min(max(1, round(length)), max(1, n // 4)))


def _draws(n: int, block: int, resamples: int, rng: np.random.Generator) -> Floats:
    """Return how often each day is in each resample (resamples x n)."""
    blocks = -(-n // block)
    starts = rng.integers(0, n, (resamples, blocks)) + np.arange(resamples)[:, None] * 2 * n
    # Twice the days, so that a block may run over the end; what does is counted from the start.
    begun = np.bincount(starts.ravel(), minlength=2 * n * resamples).astype(float)
    ended = np.bincount(starts.ravel() + block, minlength=2 * n * resamples).astype(float)[: 2 * n * resamples]
    counts: Floats = np.cumsum((begun - ended).reshape(resamples, 2 * n), axis=1)
    return counts[:, :n] + counts[:, n:]


def _spread_over_shifts(outcome: Floats, exposed: Floats) -> float:
    """Return the standard deviation of the difference over all circular shifts of an exposure that does nothing."""
    n = outcome.size
    seen, there = ~np.isnan(outcome), ~np.isnan(exposed)
    y = np.where(seen, outcome, 0.0)
    x = np.where(there, exposed, 0.0)
    days, values = np.fft.rfft(seen), np.fft.rfft(y)

    def total(first: Floats, second: NDArray[np.complex128]) -> Floats:
        return np.fft.irfft(np.conj(np.fft.rfft(first)) * second, n=n)

    rest = np.where(there, 1.0 - x, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        counts, others = np.rint(total(x, days)), np.rint(total(rest, days))
        differences = total(x, values) / counts - total(rest, values) / others
    usable = differences[NEAR : n - NEAR][(counts > 1)[NEAR : n - NEAR] & (others > 1)[NEAR : n - NEAR]]
    return float(np.std(usable)) if usable.size else 0.0


def _independent(outcome: Floats, exposed: Floats, paired: NDArray[np.bool_]) -> float:
    """Return how many independent pairs the paired days are worth."""
    alike = memory(np.where(paired, outcome, np.nan)) * memory(np.where(paired, exposed, np.nan))
    return float(paired.sum()) * (1 - alike) / (1 + alike)


def _student(pairs: float) -> float:
    """Return the 97.5 % point of Student's distribution with two degrees less than `pairs`.

    (The Cornish-Fisher expansion, Abramowitz & Stegun 26.7.5; 0.2 % off at 8 degrees.)
    """
    free, z = max(4.0, pairs - 2), NORMAL
    return z + (z**3 + z) / (4 * free) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
