"""How large a difference is: in the outcome's own unit, and as the chance that one day is higher than another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def hodges_lehmann(with_: Floats, without: Floats) -> float:
    """Return the median of all differences between an exposed and an unexposed day.

    (Hodges & Lehmann, "Estimates of location based on rank tests", 1963.) Scores take few values, so each pair
    of values is weighed once by how often it occurs.
    """
    high, times = np.unique(with_, return_counts=True)
    low, often = np.unique(without, return_counts=True)
    differences = (high[:, None] - low[None, :]).ravel()
    weights = (times[:, None] * often[None, :]).ravel()
    order = np.argsort(differences, kind="stable")
    ends = np.cumsum(weights[order])
    total = int(ends[-1])
    middle = [int(np.searchsorted(ends, place, side="right")) for place in ((total - 1) // 2, total // 2)]
    return float(differences[order][middle].mean())


def cliffs_delta(with_: Floats, without: Floats) -> float:
    """Return the share of pairs in which the exposed day is higher less that in which it is lower, -1 to 1.

    (Cliff, "Dominance statistics", 1993; it is 2 U / (m n) - 1 of Mann and Whitney's U.)
    """
    ordered = np.sort(without)
    lower = np.searchsorted(ordered, with_, side="left").sum()
    higher = (ordered.size - np.searchsorted(ordered, with_, side="right")).sum()
    return float(lower - higher) / (with_.size * ordered.size)


def phi(first: Floats, second: Floats) -> float:
    """Return the correlation of two exposures (1, 0, NaN) on the days that have both; 0 where one never changes."""
    both = ~np.isnan(first) & ~np.isnan(second)
    x, y = first[both], second[both]
    if x.size < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])
