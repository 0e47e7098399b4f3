"""Effect sizes: Hodges-Lehmann's shift in the unit of the outcome, Cliff's delta, and the correlation phi."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def hodges_lehmann(exposed: Floats, unexposed: Floats) -> float:
    """Return the median of the differences between all pairs of an exposed and an unexposed day.

    (Hodges & Lehmann, "Estimates of location based on rank tests", 1963.) Scores take few values, so
    each pair of values is weighted by its count.
    """
    high, high_counts = np.unique(exposed, return_counts=True)
    low, low_counts = np.unique(unexposed, return_counts=True)
    differences = (high[:, None] - low[None, :]).ravel()
    weights = (high_counts[:, None] * low_counts[None, :]).ravel()
    order = np.argsort(differences, kind="stable")
    cumulative = np.cumsum(weights[order])
    total = int(cumulative[-1])
    middle = [int(np.searchsorted(cumulative, rank, side="right")) for rank in ((total - 1) // 2, total // 2)]
    return float(differences[order][middle].mean())


def cliffs_delta(exposed: Floats, unexposed: Floats) -> float:
    """Return the share of pairs in which the exposed day is higher less that in which it is lower, -1 to 1.

    (Cliff, "Dominance statistics", 1993; it is 2 U / (m n) - 1 of Mann and Whitney's U.)
    """
    ordered = np.sort(unexposed)
    lower = np.searchsorted(ordered, exposed, side="left").sum()
    higher = (ordered.size - np.searchsorted(ordered, exposed, side="right")).sum()
    return float(lower - higher) / (exposed.size * ordered.size)


def phi(first: Floats, second: Floats) -> float:
    """Return the correlation of two exposures (1, 0, NaN) on the days that have both; 0 where one never changes."""
    both = ~np.isnan(first) & ~np.isnan(second)
    x, y = first[both], second[both]
    if x.size < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])
