"""The test of all factors and lags at once: every exposure shifted in a circle against the outcome.

A shift keeps how an exposure follows itself from day to day and breaks only its tie to the outcome, so days that are
alike do not pass for evidence. The greatest score over all factors and lags is compared with its own distribution over
the shifts, which pays for having looked at many. (Studentised max-T: Westfall & Young, "Resampling-based multiple
testing", 1993; the definition is section 6.6 of the domain notes.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST_PAIRS = 10
"""Pairs below which the score of a shift says nothing."""


class Scores(NamedTuple):
    """Studentised scores: `observed` by factor and lag, and `ahead` by factor and future lag; `p` of each.

    A positive score goes with a higher outcome after exposed days. NaN where nothing can be said.
    """

    observed: Floats
    p: Floats
    ahead: Floats
    ahead_p: Floats


def score(outcome: Floats, exposures: Floats, lags: tuple[int, ...], future: tuple[int, ...]) -> Scores:
    """Return how exposures (factors x days) and the outcome (days) go together; NaN marks a missing day.

    A lag of 1 pairs yesterday's exposure with today's outcome; `future` are negative lags, studentised alike but
    not part of the maximum. p = (1 + number of shifts whose greatest score reaches the observed one) / n.
    """
    scores = correlations(outcome, exposures)
    n = outcome.size
    shifts = np.arange(n)
    centre = np.nanmean(scores[:, 1:], axis=1, keepdims=True) if n > 1 else 0.0
    spread = np.nanstd(scores[:, 1:], axis=1, keepdims=True) if n > 1 else 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(spread > 0, (scores - centre) / spread, np.nan)
    greatest = np.zeros(n)
    for lag in lags:
        sizes = np.abs(scores[:, (shifts + lag) % n])
        greatest = np.fmax(greatest, np.nanmax(np.where(np.isnan(sizes), 0.0, sizes), axis=0, initial=0.0))
    reached = np.sort(greatest[1:])

    def p(found: Floats) -> Floats:
        above = reached.size - np.searchsorted(reached, np.abs(found) - 1e-9)
        return np.where(np.isnan(found), np.nan, (1 + above) / n)

    observed, ahead = scores[:, [lag % n for lag in lags]], scores[:, [lag % n for lag in future]]
    return Scores(observed, p(observed), ahead, p(ahead))


def correlations(outcome: Floats, exposures: Floats) -> Floats:
    """Return, for each exposure and circular shift, the correlation with the outcome times the root of the pairs."""
    seen = ~np.isnan(outcome)
    y = np.where(seen, outcome - np.nanmean(outcome), 0.0)
    there = ~np.isnan(exposures)
    mean = np.nanmean(exposures, axis=1, keepdims=True)
    x = np.where(there, exposures - mean, 0.0)
    ones, first, second = np.fft.rfft(seen), np.fft.rfft(y), np.fft.rfft(y * y)
    weights, values, squares = np.conj(np.fft.rfft(there)), np.conj(np.fft.rfft(x)), np.conj(np.fft.rfft(x * x))

    def total(one: NDArray[np.complex128], other: NDArray[np.complex128]) -> Floats:
        return np.fft.irfft(one * other, n=outcome.size)

    pairs = np.rint(total(weights, ones))
    with np.errstate(invalid="ignore", divide="ignore"):
        sx, sy = total(values, ones), total(weights, first)
        covariance = total(values, first) - sx * sy / pairs
        spread = (total(squares, ones) - sx * sx / pairs) * (total(weights, second) - sy * sy / pairs)
        found = covariance / np.sqrt(np.where(spread > 1e-12, spread, np.nan)) * np.sqrt(pairs)
    return np.where(pairs >= FEWEST_PAIRS, found, np.nan)
