"""Step-down: the strongest pattern is taken out of the outcome before the other factors are tested again.

A factor that is merely eaten together with the food behind a pattern would otherwise show one too (measured: 48 % of
people with one true effect in 180 days). [docs/domain.md 6.10]

(Step-down max-T: Westfall & Young, "Resampling-based multiple testing", 1993.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from gutskin_tui.insights import permutation_test
from gutskin_tui.insights.permutation_test import Scores

Floats = NDArray[np.float64]


class StepDown(Struct):
    """The p of each factor at its lag, in the last step in which it was tested.

    `patterns` are the factors that stand, strongest first; `goes_with` maps one that no longer stands to the factor
    after whose removal it fell.
    """

    p: list[float]
    patterns: list[int] = field(default_factory=list)
    goes_with: dict[int, int] = field(default_factory=dict)


def step_down(
    outcome: Floats,
    rows: Floats,
    lags: tuple[int, ...],
    columns: Sequence[int],
    first: Scores,
    limit: float,
    eligible: Callable[[int], bool],
) -> StepDown:
    """Test factors one after the other; `outcome` and `rows` (factors x days) are prewhitened.

    `columns` is the place of each factor's lag in `lags`, `first` the scores of all factors together. A factor stands
    if its p is at most `limit` and `eligible` is true. p never falls from one step to the next.
    """
    result = StepDown([float(first.p[index, column]) for index, column in enumerate(columns)])
    sizes = [abs(first.observed[index, column]) for index, column in enumerate(columns)]
    remaining = list(range(len(rows)))
    while True:
        standing = [index for index in remaining if result.p[index] <= limit and eligible(index)]
        if not standing:
            return result
        strongest = min(standing, key=lambda index: (result.p[index], -sizes[index]))
        result.patterns.append(strongest)
        remaining.remove(strongest)
        if not remaining:
            return result
        outcome = _without(outcome, rows[strongest], lags)
        scores = permutation_test.score(outcome, rows[remaining], lags, ())
        for place, index in enumerate(remaining):
            p, size = scores.p[place, columns[index]], scores.observed[place, columns[index]]
            result.p[index] = max(result.p[strongest], float(p)) if not np.isnan(p) else 1.0
            sizes[index] = abs(size)
            if index in standing and result.p[index] > limit:
                result.goes_with[index] = strongest


def _without(outcome: Floats, row: Floats, lags: tuple[int, ...]) -> Floats:
    """Return the outcome less what an exposure explains of it at all lags together, by least squares."""
    columns = [np.ones(outcome.size)]
    for lag in lags:
        lagged = np.roll(row, lag)
        lagged[:lag] = np.nan
        columns.append(np.nan_to_num(lagged - np.nanmean(lagged)))
    table, known = np.column_stack(columns), ~np.isnan(outcome)
    weights = np.linalg.lstsq(table[known], outcome[known], rcond=None)[0]
    return outcome - table @ weights
