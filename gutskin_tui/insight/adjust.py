"""What else goes with the days: the weekday, a steady trend, yesterday's skin, stress and sleep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEKDAYS = 6
"""What seven weekdays add to a mean."""
RHYTHM = 1.8
"""F of the weekdays above which the outcome counts as having a weekly rhythm: about the 90 % point."""


def calendar(n: int) -> Floats:
    """Return the columns of weekday and linear trend for n days (n x 8)."""
    days = np.arange(n)
    return np.column_stack([np.equal.outer(days % 7, np.arange(7)).astype(float), np.linspace(-1, 1, n)])


def freed(outcome: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Return the outcome and the exposures (rows x days) with what the days explain by themselves taken out.

    That is a steady trend, the weekday where the outcome has a weekly rhythm, and of the outcome also what the day
    before foretells. All that shows in two series at once would pass for a tie between them.
    """
    days = calendar(outcome.size)
    trend = np.column_stack([np.ones(outcome.size), days[:, -1]])
    before = np.nan_to_num(_before(outcome) - np.nanmean(outcome))
    left, weekly = _left(outcome, np.column_stack([trend, before])), _left(outcome, np.column_stack([days, before]))
    kept, kept_weekly = np.nansum(left**2), np.nansum(weekly**2)
    free = np.count_nonzero(~np.isnan(outcome)) - days.shape[1] - 1
    rhythm = free > 0 and kept_weekly > 0 and (kept - kept_weekly) / WEEKDAYS / (kept_weekly / free) > RHYTHM
    columns = days if rhythm else trend
    return (weekly if rhythm else left), np.array([_left(row, columns) for row in rows])


def _left(series: Floats, columns: Floats) -> Floats:
    """Return what is left of a series without its best fit by columns; NaN stays, also where there are too few days."""
    left = np.full_like(series, np.nan)
    seen = ~np.isnan(series)
    if seen.sum() > columns.shape[1]:
        left[seen] = series[seen] - columns[seen] @ _solved(columns[seen], series[seen])
    return left


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
