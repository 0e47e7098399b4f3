"""Adjustment for covariates: weekday, linear trend, the previous day's outcome, stress, sleep and others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEKDAYS = 6
"""Degrees of freedom of the weekdays."""
MAX_CARRYOVER = 0.95
"""Greatest autoregression coefficient of the day before."""
RHYTHM = 1.8
"""F statistic of the weekdays above which the outcome has a weekly rhythm; about the 90 % point."""

REMAINING = 0.5
"""Share of a difference below which a covariate explains it."""
LEAST_VALUES = 30
"""Fewest days with a covariate for which it can explain a difference."""
MOST_BETWEEN = 3


def calendar(n: int) -> Floats:
    """Return the regressors of n days (n x 8): seven indicators of the weekday, and the linear trend from -1 to 1."""
    days = np.arange(n)
    return np.column_stack([np.equal.outer(days % 7, np.arange(7)).astype(float), np.linspace(-1, 1, n)])


def prewhitened(outcome: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Return the outcome (days) and the exposures (rows x days) as residuals of trend, weekday and day before.

    The weekday is a regressor only if the outcome has a weekly rhythm. Trends and rhythms that two series share would
    otherwise pass for an association. The exposures are filtered with the coefficient of the outcome's day before, so
    that an association keeps its size relative to chance. (Prewhitening: Cochrane & Orcutt, "Application of least
    squares regression to relationships containing auto-correlated error terms", 1949.) [docs/domain.md 6.6]
    """
    days = calendar(outcome.size)
    trend = np.column_stack([np.ones(outcome.size), days[:, -1]])
    before = _day_before(outcome)
    residuals, carryover = _residuals(outcome, np.column_stack([trend, before]))
    weekly, carryover_weekly = _residuals(outcome, np.column_stack([days, before]))
    unexplained, unexplained_weekly = np.nansum(residuals**2), np.nansum(weekly**2)
    degrees = np.count_nonzero(~np.isnan(outcome)) - days.shape[1] - 1
    rhythm = (
        degrees > 0
        and unexplained_weekly > 0
        and (unexplained - unexplained_weekly) / WEEKDAYS / (unexplained_weekly / degrees) > RHYTHM
    )
    columns = days if rhythm else trend
    coefficient = min(MAX_CARRYOVER, max(0.0, carryover_weekly if rhythm else carryover))
    exposures = [_residuals(row - coefficient * _day_before(row), columns)[0] for row in rows]
    return (weekly if rhythm else residuals), np.array(exposures)


def _residuals(series: Floats, columns: Floats) -> tuple[Floats, float]:
    """Return the residuals of the least-squares fit of a series, and the weight of the last column.

    Missing days stay NaN. With too few days all residuals are NaN and the weight is 0.
    """
    residuals = np.full_like(series, np.nan)
    known = ~np.isnan(series)
    if known.sum() <= columns.shape[1]:
        return residuals, 0.0
    weights = _least_squares(columns[known], series[known])
    residuals[known] = series[known] - columns[known] @ weights
    return residuals, float(weights[-1])


def _day_before(series: Floats) -> Floats:
    """Return the value of the day before less the mean of all days; 0 where it is unknown."""
    known = ~np.isnan(series)
    mean = series[known].mean() if known.any() else 0.0
    return np.nan_to_num(_before(series) - mean)


def _before(series: Floats) -> Floats:
    """Return the value of the day before, NaN for the first day."""
    return np.concatenate([[np.nan], series[:-1]])


def adjusted_difference(outcome: Floats, exposed: Floats, others: Sequence[Floats]) -> float:
    """Return the difference of exposed days, adjusted for weekday, trend, the outcome of the day before and `others`.

    All are series of the same days; the exposure is lagged already. A missing value of `others` is replaced by its
    mean. NaN with too few days.
    """
    columns = [exposed, *calendar(outcome.size).T, _before(outcome)]
    for other in others:
        if (~np.isnan(other)).sum() > 1 and np.nanstd(other) > 0:
            columns.append(np.where(np.isnan(other), np.nanmean(other), other))
    table = np.column_stack(columns)
    complete = ~np.isnan(table).any(axis=1) & ~np.isnan(outcome)
    if complete.sum() <= table.shape[1] + 1 or np.ptp(exposed[complete]) == 0:
        return float("nan")
    return float(_least_squares(table[complete], outcome[complete])[0])


def explains(outcome: Floats, exposed: Floats, covariate: Floats, lag: int) -> bool:
    """Whether a difference shrinks by more than half beside a covariate [docs/domain.md 6.15].

    The exposure is lagged already by `lag` days. The covariate counts on the day of the exposure, on that of the
    outcome, and on the days between, at most MOST_BETWEEN of them.
    """
    if np.count_nonzero(~np.isnan(covariate)) < LEAST_VALUES:
        return False
    lags = sorted({*range(min(lag, MOST_BETWEEN) + 1), lag})
    lagged = [np.concatenate([np.full(back, np.nan), covariate[: covariate.size - back]]) for back in lags]
    alone = adjusted_difference(outcome, exposed, ())
    beside = adjusted_difference(outcome, exposed, lagged)
    return bool(alone != 0 and beside / alone < REMAINING)  # false for NaN


def _least_squares(columns: Floats, values: Floats) -> Floats:
    """Return the weights by the normal equations, several times as fast for thousands of days."""
    product = columns.T @ columns
    return np.asarray(np.linalg.lstsq(product, columns.T @ values, rcond=None)[0], dtype=np.float64)
