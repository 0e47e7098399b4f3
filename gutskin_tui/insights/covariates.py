"""Adjustment for covariates: weekday, linear trend, the previous day's outcome, stress and sleep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEKDAYS = 6
"""What seven weekdays add to a mean."""
MAX_CARRYOVER = 0.95
"""The greatest share of the day before that is taken out of a day."""
RHYTHM = 1.8
"""F of the weekdays above which the outcome counts as having a weekly rhythm: about the 90 % point."""


def calendar(n: int) -> Floats:
    """Return the columns of weekday and linear trend for n days (n x 8)."""
    days = np.arange(n)
    return np.column_stack([np.equal.outer(days % 7, np.arange(7)).astype(float), np.linspace(-1, 1, n)])


def freed(outcome: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Return the outcome and the exposures (rows x days) with what the days explain by themselves taken out.

    That is a steady trend, the weekday where the outcome has a weekly rhythm, and what the day before foretells of
    the outcome. All that shows in two series at once would pass for a tie between them. Of the exposures the same
    share of the day before is taken out, so that a tie keeps its size against chance. (Prewhitening: Cochrane & Orcutt,
    "Application of least squares regression to relationships containing auto-correlated error terms", 1949.)
    """
    days = calendar(outcome.size)
    trend = np.column_stack([np.ones(outcome.size), days[:, -1]])
    before = _day_before(outcome)
    left, carryover = _left(outcome, np.column_stack([trend, before]))
    weekly, carryover_weekly = _left(outcome, np.column_stack([days, before]))
    unexplained, unexplained_weekly = np.nansum(left**2), np.nansum(weekly**2)
    free = np.count_nonzero(~np.isnan(outcome)) - days.shape[1] - 1
    rhythm = (
        free > 0
        and unexplained_weekly > 0
        and (unexplained - unexplained_weekly) / WEEKDAYS / (unexplained_weekly / free) > RHYTHM
    )
    columns = days if rhythm else trend
    share = min(MAX_CARRYOVER, max(0.0, carryover_weekly if rhythm else carryover))
    freed_rows = [_left(row - share * _day_before(row), columns)[0] for row in rows]
    return (weekly if rhythm else left), np.array(freed_rows)


def _left(series: Floats, columns: Floats) -> tuple[Floats, float]:
    """Return what is left of a series without its best fit by columns, and the weight of the last column.

    NaN stays, and all is NaN (and the weight 0) where there are too few days.
    """
    left = np.full_like(series, np.nan)
    seen = ~np.isnan(series)
    if seen.sum() <= columns.shape[1]:
        return left, 0.0
    weights = _solved(columns[seen], series[seen])
    left[seen] = series[seen] - columns[seen] @ weights
    return left, float(weights[-1])


def _day_before(series: Floats) -> Floats:
    """Return how far the day before was from the mean of all days; 0 where it is not known."""
    seen = ~np.isnan(series)
    mean = series[seen].mean() if seen.any() else 0.0
    return np.nan_to_num(_before(series) - mean)


def _before(series: Floats) -> Floats:
    return np.concatenate([[np.nan], series[:-1]])


def adjusted_difference(outcome: Floats, exposed: Floats, others: Sequence[Floats]) -> float:
    """Return the difference that exposed days make beside weekday, trend, yesterday's outcome and `others`.

    All are series of days; the exposure is lagged already. A missing day of `others` counts as their mean. NaN
    where there are too few days.
    """
    columns = [exposed, *calendar(outcome.size).T, _before(outcome)]
    for other in others:
        if (~np.isnan(other)).sum() > 1 and np.nanstd(other) > 0:
            columns.append(np.where(np.isnan(other), np.nanmean(other), other))
    table = np.column_stack(columns)
    whole = ~np.isnan(table).any(axis=1) & ~np.isnan(outcome)
    if whole.sum() <= table.shape[1] + 1 or np.ptp(exposed[whole]) == 0:
        return float("nan")
    return float(_solved(table[whole], outcome[whole])[0])


def _solved(columns: Floats, values: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(columns, values, rcond=None)[0], dtype=np.float64)
