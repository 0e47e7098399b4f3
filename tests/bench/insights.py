"""Speed of the insights of one and of ten years, with 10 factors at 8 lags; the import of numpy is not measured."""

from __future__ import annotations

import numpy as np

from gutskin_tui.insights import permutation_test
from gutskin_tui.insights.associations import FUTURE, findings
from tests.bench.place import Place
from tests.bench.repeat import medians, milliseconds
from tests.bench.table import Row
from tests.calibrate.people import World, person

LAGS = tuple(range(8))
TIMES = 5


def insights(place: Place) -> list[Row]:
    """Time the permutation test alone and the whole analysis. The peer correlates a factor at each shift in a loop."""
    rows = []
    for days, period, every, most in ((365, "a year", 100.0, 100.0), (3650, "ten years", 400.0, 400.0)):
        outcome, exposures = person(World(days, 0.6, 0.6), np.random.default_rng(1))
        table = np.array(list(exposures.values()))
        tested, described, slowly = medians(
            TIMES,
            lambda outcome=outcome, table=table: milliseconds(
                lambda: permutation_test.score(outcome, table, LAGS, FUTURE)
            ),
            lambda outcome=outcome, exposures=exposures: milliseconds(lambda: findings(outcome, exposures, LAGS, {})),
            lambda outcome=outcome, table=table: milliseconds(lambda: correlate_each_shift(outcome, table[0])),
        )
        peer = "np.corrcoef at each shift of one factor"
        rows.append(Row(f"all shifts, {period}", tested, peer, slowly, every, "value"))
        rows.append(Row(f"insights, {period}, intervals included", described, peer, slowly, most, "value"))
    return rows


def correlate_each_shift(outcome: np.ndarray, exposure: np.ndarray) -> None:
    """Correlate the outcome with every circular shift of an exposure."""
    for shift in range(outcome.size):
        moved = np.roll(exposure, shift)
        both = ~np.isnan(moved) & ~np.isnan(outcome)
        np.corrcoef(moved[both], outcome[both])
