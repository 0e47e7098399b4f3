"""Exact statistics of a trial: the non-overlap of all pairs, and the randomisation test of paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import fsum
from statistics import fmean
from typing import NamedTuple

_TOLERANCE = 1e-9
"""Relative difference up to which two sums count as equal, as rounding may separate them."""


def nap(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the share of pairs of a day before and a day after in which the latter is lower; ties count half.

    0 to 1; 0.5 is no difference. (Non-overlap of all pairs, Parker & Vannest 2009; it is U / (m n) of Mann and
    Whitney.) Neither may be empty.
    """
    lower = sum(first > second for first in before for second in after)
    ties = sum(first == second for first in before for second in after)
    return (lower + ties / 2) / (len(before) * len(after))


class RandomizationTest(NamedTuple):
    """An exact randomisation test of a mean of paired differences.

    `p` is one-sided, for a mean at least as high; `p_two_sided` is two-sided. The interval from `low` to `high` is
    exact too, at the `level` that the pairs allow.
    """

    mean: float
    p: float
    p_two_sided: float
    low: float
    high: float
    level: float


def randomization_test(differences: Sequence[float]) -> RandomizationTest:
    """Test paired differences over all 2^m orders of m pairs: reversing a pair changes the sign of its difference.

    One-sided, because the question was fixed before the trial: does leaving the food out help (Edgington & Onghena,
    "Randomization Tests")? The interval is that between two means of subsets of the differences (Hartigan 1969):
    95 % if there are enough pairs, else the widest, of level 1 - 2 / 2^m. Raises ValueError without a difference.
    """
    if not differences:
        raise ValueError("there is no difference to test")
    sums = [
        fsum(sign * value for sign, value in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=len(differences))
    ]
    observed = sums[0]
    tolerance = _TOLERANCE * max(1.0, fsum(map(abs, differences)))
    orders = len(sums)
    p = sum(value >= observed - tolerance for value in sums) / orders
    p_two_sided = sum(abs(value) >= abs(observed) - tolerance for value in sums) / orders
    means = sorted(
        fmean([value for value, included in zip(differences, subset, strict=True) if included])
        for subset in product((0, 1), repeat=len(differences))
        if any(subset)
    )
    rank = max(int(0.05 * orders / 2), 1)
    return RandomizationTest(fmean(differences), p, p_two_sided, means[rank - 1], means[-rank], 1 - 2 * rank / orders)
