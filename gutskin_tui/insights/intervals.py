"""Intervals of a difference of means in autocorrelated days [docs/domain.md 6.5].

The circular block bootstrap (Politis & Romano, "A circular block-resampling procedure for stationary data", 1992)
resamples runs of days, which preserves autocorrelation. All factors share the resamples, so each statistic is one
product of matrices. With a few months of an autocorrelated outcome such an interval is too narrow (measured coverage:
86 to 91 % instead of 95 %). It is therefore widened to the spread of the difference over all circular shifts, if that
is greater, and by Student's factor for the effective number of independent pairs.
"""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gutskin_tui.insights.permutation_test import quantile

Floats = NDArray[np.float64]

RESAMPLES = 1000
AT_ONCE = 8000
"""Days of resamples counted at once, in arrays below 128 kB: larger ones cost a call of the system each, three times
the time of all, and those of all resamples of a year 25 MB, much of which stays allocated.
"""
NORMAL = 1.959964
"""The 97.5 % point of the normal distribution."""
MIN_SHIFT = 5
"""Least shift that counts: after smaller ones an exposure still resembles itself."""


class Interval(NamedTuple):
    """A 95 % interval, in the unit of the outcome."""

    low: float
    high: float


def intervals(outcome: Floats, exposed: Floats, seed: int) -> list[Interval]:
    """Return the interval of the mean after exposed days less that after the others, for each row of `exposed`.

    `exposed` (rows x days) holds 1, 0 or NaN, lagged already; `outcome` (days) has NaN for a missing day. The same
    seed gives the same resamples.
    """
    paired = ~np.isnan(exposed) & ~np.isnan(outcome)
    exposed_days, unexposed_days = np.where(paired, exposed, 0.0), np.where(paired, 1.0 - exposed, 0.0)
    y = np.where(np.isnan(outcome), 0.0, outcome - np.nanmean(outcome))
    sums = np.concatenate([exposed_days, unexposed_days, exposed_days * y, unexposed_days * y])
    drawn = _resampled(sums, _block_length(outcome), RESAMPLES, seed).reshape(RESAMPLES, 4, -1)
    with np.errstate(invalid="ignore", divide="ignore"):
        differences = drawn[:, 2] / drawn[:, 0] - drawn[:, 3] / drawn[:, 1]
        totals = sums.sum(axis=1).reshape(4, -1)
        effects = totals[2] / totals[0] - totals[3] / totals[1]
    low, high = quantile(differences.T, 0.025), quantile(differences.T, 0.975)
    spread = np.nanstd(differences, axis=0)
    results = []
    for row, effect in enumerate(effects):
        residuals = y - np.where(paired[row], exposed[row] * effect, 0.0)
        chance = _spread_over_shifts(np.where(paired[row], residuals, np.nan), exposed[row])
        ratio = chance / spread[row] if spread[row] > 0 else 1.0
        wider = max(1.0, ratio) * _student_quantile(_independent_pairs(residuals, exposed[row], paired[row])) / NORMAL
        results.append(
            Interval(float(effect - (effect - low[row]) * wider), float(effect + (high[row] - effect) * wider))
        )
    return results


def autocorrelation(series: Floats) -> float:
    """Return the autocorrelation of a series at lag 1, limited to 0 to 0.95."""
    centred = series - np.nanmean(series)
    both = ~np.isnan(centred[1:]) & ~np.isnan(centred[:-1])
    variance = np.nanmean(centred**2)
    if not both.any() or variance <= 0:
        return 0.0
    return float(min(0.95, max(0.0, (centred[1:] * centred[:-1])[both].mean() / variance)))


def _block_length(series: Floats) -> int:
    """Return the days of a block that are optimal for the variance of the mean of a series with this autocorrelation.

    (Carlstein, "The use of subseries values for estimating the variance of a general statistic", 1986.)
    """
    rho, n = autocorrelation(series), series.size
    length = (1.5 * n) ** (1 / 3) * (2 * rho / (1 - rho * rho)) ** (2 / 3)
    return int(min(max(1, round(length)), max(1, n // 4)))


def _resampled(rows: Floats, block: int, resamples: int, seed: int) -> Floats:
    """Return the sum of each row (rows x days) in each resample of blocks of days (resamples x rows)."""
    n, source = rows.shape[1], random.Random(seed)
    at_once = max(1, AT_ONCE // n)
    sums = []
    for first in range(0, resamples, at_once):
        count = min(at_once, resamples - first)
        starts = _drawn_days(source, n, count * -(-n // block)).reshape(count, -1)
        sums.append(_day_counts(starts, n, block) @ rows.T)
    return np.concatenate(sums)


def _drawn_days(source: random.Random, n: int, count: int) -> NDArray[np.int64]:
    """Return so many of the days 0 to n - 1, drawn with replacement.

    The chances of two days differ by less than n / 2^32, a millionth. `numpy.random` would take 3.3 MB, and does not
    promise the same numbers from one version to the next.
    """
    drawn = np.frombuffer(source.randbytes(4 * count), dtype="<u4")
    return drawn.astype(np.int64) * n >> 32


def _day_counts(starts: NDArray[np.int64], n: int, block: int) -> Floats:
    """Return the count of each day in each resample (resamples x n), given the first days of its blocks."""
    resamples = len(starts)
    starts = starts + np.arange(resamples)[:, None] * 2 * n
    # Counted over 2 n days, because a block can extend past the last day; it continues at the first.
    changes = np.bincount(starts.ravel(), minlength=2 * n * resamples)
    changes -= np.bincount(starts.ravel() + block, minlength=2 * n * resamples)[: 2 * n * resamples]
    counts: Floats = np.cumsum(changes.reshape(resamples, 2 * n), axis=1, dtype=np.float64)
    return counts[:, :n] + counts[:, n:]


def _spread_over_shifts(outcome: Floats, exposed: Floats) -> float:
    """Return the standard deviation of the difference over the circular shifts of an exposure without effect."""
    n = outcome.size
    recorded, known = ~np.isnan(outcome), ~np.isnan(exposed)
    y = np.where(recorded, outcome, 0.0)
    x = np.where(known, exposed, 0.0)
    days, values = np.fft.rfft(recorded), np.fft.rfft(y)

    def total(first: Floats, second: NDArray[np.complex128]) -> Floats:
        return np.fft.irfft(np.conj(np.fft.rfft(first)) * second, n=n)

    rest = np.where(known, 1.0 - x, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        counts, others = np.rint(total(x, days)), np.rint(total(rest, days))
        differences = total(x, values) / counts - total(rest, values) / others
    counted = slice(MIN_SHIFT, n - MIN_SHIFT)
    usable = differences[counted][(counts > 1)[counted] & (others > 1)[counted]]
    return float(np.std(usable)) if usable.size else 0.0


def _independent_pairs(outcome: Floats, exposed: Floats, paired: NDArray[np.bool_]) -> float:
    """Return the effective number of independent pairs."""
    rho = autocorrelation(np.where(paired, outcome, np.nan)) * autocorrelation(np.where(paired, exposed, np.nan))
    return float(paired.sum()) * (1 - rho) / (1 + rho)


def _student_quantile(pairs: float) -> float:
    """Return the 97.5 % point of Student's distribution with two degrees less than `pairs`.

    (The Cornish-Fisher expansion, Abramowitz & Stegun 26.7.5; 0.2 % off at 8 degrees.)
    """
    degrees, z = max(4.0, pairs - 2), NORMAL
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
