"""The circular-shift permutation test of all factors and lags together [docs/domain.md 6.6].

A circular shift of an exposure preserves its autocorrelation and breaks only its association with the outcome. The
greatest score over all factors and lags is compared with its distribution over the shifts, which corrects for multiple
testing. (Studentised max-T: Westfall & Young, "Resampling-based multiple testing", 1993.)

Shifts up to the span of the lags are not counted: they contain the observed scores themselves, so that with L lags in
n days p could not fall below L / n (22 lags in 180 days: never below 0.10). The others are the far shifts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_PAIRS = 10
"""Pairs below which the score of a shift is undefined."""
LEAST_SHARE = 0.5
"""Share of the greatest number of pairs of any shift; a shift with fewer has no score."""
RIVAL = 2.77
"""Distance below the greatest score of a factor within which another lag could be the true one: the 95 % point of the
difference of two scores, 1.96 times the root of 2."""


class Scores(NamedTuple):
    """Studentised scores: `observed` by factor and lag, and `ahead` by factor and future lag; `p` of each.

    A positive score means a higher outcome after exposed days. `own_point` is, for each factor, the 95 % point of the
    greatest absolute score over the lags of that factor alone that could be the true one. NaN where undefined.
    `shifts` is the number of far shifts, so the smallest possible p is 1 / (1 + shifts).
    """

    observed: Floats
    p: Floats
    ahead: Floats
    ahead_p: Floats
    own_point: Floats
    shifts: int

    def of(self, factors: Sequence[int]) -> Scores:
        """Return the scores of some of the factors."""
        rows = list(factors)
        return Scores(
            self.observed[rows], self.p[rows], self.ahead[rows], self.ahead_p[rows], self.own_point[rows], self.shifts
        )

    def among(self, rows: NDArray[np.bool_]) -> Scores:
        """Return these scores in the places where `rows` is true, NaN elsewhere."""

        def spread(values: Floats) -> Floats:
            result = np.full((rows.size, *values.shape[1:]), np.nan)
            result[rows] = values
            return result

        return Scores(
            spread(self.observed),
            spread(self.p),
            spread(self.ahead),
            spread(self.ahead_p),
            spread(self.own_point),
            self.shifts,
        )


def score(outcome: Floats, exposures: Floats, lags: tuple[int, ...], future: tuple[int, ...]) -> Scores:
    """Return the scores of exposures (factors x days) with the outcome (days); NaN marks a missing day.

    A lag of 1 pairs yesterday's exposure with today's outcome; `future` are negative lags, studentised alike but
    not part of the maximum. The share of shifts is (1 + shifts whose greatest score reaches the observed one) /
    (1 + shifts counted); it is the p of future lags. A shift counts if more than half as many scores are defined as in
    the observed order.

    In few days that share is coarse: a single great score is in as many shifts as there are lags, and with L lags in n
    days the greatest score of all is the observed one in L of n diaries without any effect. So p is the smaller of this
    share and of the `chance` of the score, but at least half of the greater, and at least the least share there can be.
    """
    scores = correlations(outcome, exposures)
    n = outcome.size
    shifts = np.arange(n)
    scores = _studentised(scores, ~np.isin(shifts, np.array(lags) % n))
    observed, ahead = scores[:, [lag % n for lag in lags]], scores[:, [lag % n for lag in future]]
    rivals = _rivals(np.abs(observed))
    greatest, greatest_of_rivals, defined = np.zeros(scores.shape), np.zeros(scores.shape), np.zeros(n)
    for column, lag in enumerate(lags):
        sizes = np.abs(scores[:, (shifts + lag) % n])
        greatest = np.fmax(greatest, sizes)
        rows = rivals[:, column]
        greatest_of_rivals[rows] = np.fmax(greatest_of_rivals[rows], sizes[rows])
        defined += np.count_nonzero(~np.isnan(sizes), axis=0)
    far = np.minimum(shifts, n - shifts) > max(lags) - min(lags)
    far &= defined * 2 > defined[0]
    maxima = np.sort(np.max(greatest[:, far], axis=0, initial=0.0))
    own_point = quantile(greatest_of_rivals[:, far], 0.95) if far.any() else np.full(len(scores), np.nan)

    def share(values: Floats) -> Floats:
        exceeding = maxima.size - np.searchsorted(maxima, np.abs(values) - 1e-9)
        return np.where(np.isnan(values), np.nan, (1 + exceeding) / (1 + maxima.size))

    shares = share(observed)
    chances = chance(np.abs(observed), int(np.count_nonzero(~np.isnan(observed))))
    p = np.maximum(np.minimum(shares, chances), np.maximum(shares, chances) / 2)
    return Scores(observed, np.maximum(p, 1 / (1 + maxima.size)), ahead, share(ahead), own_point, maxima.size)


def _rivals(sizes: Floats) -> NDArray[np.bool_]:
    """Return which lags (factors x lags) could be the true one: those with nearly the greatest absolute score.

    A lag far below was not chosen by chance only, so an interval need not hold for it too. (Zrnic & Fithian, "Locally
    simultaneous inference", 2024.)
    """
    return sizes >= np.fmax.reduce(sizes, axis=1, keepdims=True) - RIVAL


def _studentised(scores: Floats, shifts: NDArray[np.bool_]) -> Floats:
    """Return scores in units of their spread over `shifts`, each around its exposure's own mean.

    The outcome is prewhitened, so the spread is the same for all exposures and is estimated from them together.
    """
    chance = scores[:, shifts]
    known = ~np.isnan(chance)
    with np.errstate(invalid="ignore", divide="ignore"):
        counts = known.sum(axis=1, keepdims=True)
        centre = np.sum(chance, axis=1, where=known, keepdims=True) / counts
        variances = np.sum((chance - centre) ** 2, axis=1, where=known) / (counts[:, 0] - 1)
        usable = counts[:, 0] > 1
        spread = np.sqrt(variances[usable].mean()) if usable.any() else np.nan
        return np.where(usable[:, None] & (spread > 1e-9), (scores - centre) / spread, np.nan)


def quantile(rows: Floats, share: float) -> Floats:
    """Return the value below which a share of each row lies, interpolated; NaN are left out, a row of them gives NaN.

    `np.quantile` would take 1.4 MB, as it imports masked arrays.
    """
    ordered = np.sort(rows, axis=1)  # NaN last
    last = np.maximum(np.count_nonzero(~np.isnan(rows), axis=1) - 1, 0)
    places, every = share * last, np.arange(len(rows))
    lower = places.astype(np.int64)
    below, above = ordered[every, lower], ordered[every, np.minimum(lower + 1, last)]
    return np.asarray(below + (places - lower) * (above - below), dtype=np.float64)


def chance(sizes: Floats, scores: int) -> Floats:
    """Return how likely the greatest of `scores` absolute scores reaches each size if nothing has an effect, 0 to 1.

    The scores are taken for independent and normal. (Sidak, "Rectangular confidence regions for the means of
    multivariate normal distributions", 1967.)
    """
    beyond = np.vectorize(math.erfc, otypes=[float])(sizes / math.sqrt(2))
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(scores * np.log1p(-beyond)), dtype=np.float64)


def correlations(outcome: Floats, exposures: Floats) -> Floats:
    """Return, for each exposure and circular shift, the correlation with the outcome times the root of the pairs."""
    recorded = ~np.isnan(outcome)
    y = np.where(recorded, outcome - np.nanmean(outcome), 0.0)
    known = ~np.isnan(exposures)
    mean = np.nanmean(exposures, axis=1, keepdims=True)
    x = np.where(known, exposures - mean, 0.0)
    counts, first, second = np.fft.rfft(recorded), np.fft.rfft(y), np.fft.rfft(y * y)
    weights, values, squares = np.conj(np.fft.rfft(known)), np.conj(np.fft.rfft(x)), np.conj(np.fft.rfft(x * x))

    def total(first: NDArray[np.complex128], second: NDArray[np.complex128]) -> Floats:
        return np.fft.irfft(first * second, n=outcome.size)

    pairs = np.rint(total(weights, counts))
    with np.errstate(invalid="ignore", divide="ignore"):
        sx, sy = total(values, counts), total(weights, first)
        covariance = total(values, first) - sx * sy / pairs
        spread = (total(squares, counts) - sx * sx / pairs) * (total(weights, second) - sy * sy / pairs)
        results = covariance / np.sqrt(np.where(spread > 1e-12, spread, np.nan)) * np.sqrt(pairs)
    enough = np.maximum(FEWEST_PAIRS, pairs.max(axis=1, keepdims=True) * LEAST_SHARE)
    return np.where(pairs >= enough, results, np.nan)
