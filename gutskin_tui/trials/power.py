"""How small a change a trial can find, from simulated tables and the person's own spread from day to day.

The tables are printed by `python -m tests.calibrate.trial_power`. They assume that a day's skin is 0.6 times that
of the day before plus chance, as `make calibrate` does.
"""

from __future__ import annotations

import math
from datetime import timedelta
from statistics import stdev
from typing import NamedTuple

import msgspec

from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.adherence import Entries, outcome_values
from gutskin_tui.trials.results import Result
from gutskin_tui.trials.schedule import WASHOUT

PHI = 0.6
"""The share of the day before in a day's outcome: the coefficient of a first-order autoregression."""
DAYS_BEFORE, FEWEST_DAYS = 60, 14
"""Days before the start from which the spread is taken, and the fewest of them with the outcome."""
LEAST_SPREAD = 0.3
"""The least spread that is assumed: that of rounding to whole points."""

SMALLEST = (0.0, 0.5, 1.0, 2.0)
"""The smallest change that matters, in standard deviations of the difference of a pair: the columns of the tables."""
DETECTED: dict[int, tuple[float, ...]] = {
    4: (1.62, 1.62, 1.70, 2.44),
    5: (1.26, 1.26, 1.46, 2.38),
    6: (1.10, 1.12, 1.36, 2.34),
    7: (1.00, 1.02, 1.34, 2.34),
    8: (0.92, 0.94, 1.30, 2.30),
    9: (0.86, 0.88, 1.28, 2.28),
    10: (0.80, 0.82, 1.26, 2.26),
    11: (0.76, 0.80, 1.24, 2.24),
    12: (0.72, 0.76, 1.24, 2.24),
}
"""The change that is found in 8 of 10 people, in the same unit, by pairs."""
AT_SMALLEST: dict[int, tuple[float, ...]] = {
    4: (0.06, 0.23, 0.41, 0.50),
    5: (0.06, 0.27, 0.47, 0.50),
    6: (0.06, 0.32, 0.49, 0.50),
    7: (0.06, 0.36, 0.50, 0.50),
    8: (0.06, 0.39, 0.50, 0.50),
    9: (0.06, 0.42, 0.50, 0.50),
    10: (0.06, 0.43, 0.50, 0.50),
    11: (0.06, 0.45, 0.50, 0.50),
    12: (0.06, 0.46, 0.50, 0.50),
}
"""The share of people in whom a change of just the smallest that matters is found, by pairs."""
QUICK_DETECTED = {7: 1.5, 14: 1.4, 28: 1.2, 84: 1.0}
"""The change that a quick trial finds in 8 of 10 people, in standard deviations of the days, by days of a phase."""


class Power(NamedTuple):
    """What a trial can find, in the unit of the outcome.

    It finds a change of `change` in 8 of 10 people, and one of just the smallest change that matters in the share
    `share_smallest`, which is not known for a quick trial. `spread` is the standard deviation of the person's days
    before the start.
    """

    spread: float
    change: float
    share_smallest: float | None


def own_spread(trial: Trial, entries: Entries) -> float | None:
    """Return the standard deviation of the outcome on the 60 days before a trial, None with fewer than 14 values."""
    first = trial.first - timedelta(days=DAYS_BEFORE)
    before = msgspec.structs.replace(trial, start=first.isoformat(), corrections={}, reactions=(), ended=None)
    values = list(outcome_values(before, entries, trial.first - timedelta(days=1)).values())
    return max(stdev(values), LEAST_SPREAD) if len(values) >= FEWEST_DAYS else None


def power(trial: Trial, spread: float) -> Power:
    """Return what a trial can find for a person with this `spread`."""
    if trial.design == "quick":
        return Power(spread, _quick_change(trial, spread), None)
    unit = spread * _pair_deviation(trial.phase_days)
    smallest = trial.smallest_change / unit
    return Power(
        spread,
        unit * (_interpolated(DETECTED[trial.pairs], smallest) + max(smallest - SMALLEST[-1], 0.0)),
        _interpolated(AT_SMALLEST[trial.pairs], smallest),
    )


def could_miss(trial: Trial, result: Result) -> float | None:
    """Return the change that a trial without a clear change could have missed if smaller; None for other verdicts.

    Of a rigorous trial, the end of its interval; of a quick one, what it finds in 8 of 10 people with the spread of its
    days. At least the smallest change that matters, since no smaller one counts.
    """
    if result.verdict != "no clear change":
        return None
    if result.test is not None:
        return max(result.test.high, trial.smallest_change)
    spreads = [stdev(phase.values) for phase in result.phase_results if len(phase.values) > 1]
    spread = max(math.sqrt(sum(value**2 for value in spreads) / len(spreads)), LEAST_SPREAD) if spreads else 0.0
    return _quick_change(trial, spread)


def _quick_change(trial: Trial, spread: float) -> float:
    """Return the change that a quick trial finds in 8 of 10 people, at least the smallest that matters."""
    days = max((days for days in QUICK_DETECTED if days <= trial.phase_days), default=min(QUICK_DETECTED))
    return max(spread * QUICK_DETECTED[days], trial.smallest_change)


def _pair_deviation(days: int) -> float:
    """Return the standard deviation of the difference between the means of two phases that follow each other.

    In standard deviations of a day, for phases of `days` days of which the first do not count.
    """
    counted = days - WASHOUT

    def mean_product(apart: int) -> float:
        return sum((counted - abs(lag)) * PHI ** abs(lag + apart) for lag in range(1 - counted, counted)) / counted**2

    return math.sqrt(2 * (mean_product(0) - mean_product(days)))


def _interpolated(row: tuple[float, ...], smallest: float) -> float:
    """Return the value of a row of a table at `smallest`, its last value beyond its last column."""
    for place in range(1, len(SMALLEST)):
        if smallest <= SMALLEST[place]:
            low, high = SMALLEST[place - 1], SMALLEST[place]
            share = (smallest - low) / (high - low)
            return row[place - 1] + share * (row[place] - row[place - 1])
    return row[-1]
