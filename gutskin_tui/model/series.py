"""Daily series and rolling means. A day without a value is missing (None); it is neither 0 nor interpolated.

The definitions are those of [docs/domain.md 4 and 5]: a number for each journal day, and means over the last 7, 28 or
90 calendar days. Means, changes and counts of days are computed by `Series`, which leaves out the sum of a day that is
not over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import MEASURES, Measure
from gutskin_tui.settings import Settings

WINDOWS = (7, 28, 90)
"""Windows of rolling means, in days."""

Grid = Sequence[float | None]
"""A value for each of consecutive calendar days, None for a day without a value."""

_UNIT = 2**40  # values are summed as integer multiples of 2^-40, so that a sliding window accumulates no error


def grid(values: Mapping[date, float], first: date, last: date) -> list[float | None]:
    """Return the values of all calendar days from `first` to `last`, both included; [] if `last` is before `first`."""
    return [values.get(day) for day in day_range(first, last)]


def minimum(window: int) -> int:
    """Return how many days of a window need a value for a mean: 3 of 7, 12 of 28, 39 of 90."""
    return -(-3 * window // 7)


def rolling_mean(values: Grid, window: int) -> list[float | None]:
    """Return, for each day, the mean of the values of the `window` calendar days that end on it.

    None if fewer than `minimum(window)` of these days have a value. Days before the first are missing. The time is
    linear in the number of days and does not depend on the window.
    """
    scaled = [None if value is None else round(value * _UNIT) for value in values]
    needed = minimum(window)
    means: list[float | None] = []
    total = present = 0
    for position, entering in enumerate(scaled):
        if entering is not None:
            total += entering
            present += 1
        if position >= window and (leaving := scaled[position - window]) is not None:
            total -= leaving
            present -= 1
        means.append(total / (_UNIT * present) if present >= needed else None)
    return means


def rolling(values: Mapping[date, float], first: date, last: date, window: int) -> list[float | None]:
    """Return the rolling means of the days from `first` to `last`; values of days before `first` are included."""
    lead = window - 1
    return rolling_mean(grid(values, first - timedelta(days=lead), last), window)[lead:]


def needs_days(values: Grid, window: int) -> int:
    """Return how many more days need a value for a rolling mean; 0 if the last day has a mean.

    These are consecutive days from the last day on, or from the day after it if the last day has a value. Days that
    leave the window meanwhile are taken into account.
    """
    past = list(values)
    if _present(past[-window:]) >= minimum(window):
        return 0
    if past and past[-1] is None:  # the last day may still get a value
        past.pop()
    enough = minimum(window)
    return next(
        more for more in range(1, enough + 1) if more + _present(past[max(0, len(past) - window + more) :]) >= enough
    )


def _present(values: Grid) -> int:
    """Return the number of days with a value."""
    return sum(value is not None for value in values)


class Change(Struct, frozen=True):
    """The means of the last window and of the window before it; None if too few days have a value."""

    current: float | None
    previous: float | None

    @property
    def difference(self) -> float | None:
        """The current minus the previous mean, in the unit of the measure; None if either is None."""
        if self.current is None or self.previous is None:
            return None
        return self.current - self.previous

    def verdict(self, measure: Measure) -> Literal["", "same", "better", "worse", "higher", "lower"]:
        """Return the direction of the change; "" if a mean is None.

        "same" is a change below `least_change`. "better" and "worse" are for measures with a direction of improvement,
        "higher" and "lower" for others.
        """
        if self.difference is None or self.previous is None:
            return ""
        if abs(self.difference) < least_change(self.previous, measure.decimals, measure.high):
            return "same"
        direction: Literal["higher", "lower"] = "higher" if self.difference > 0 else "lower"
        if measure.better == "neither":
            return direction
        return "better" if direction == measure.better else "worse"


def least_change(previous: float, decimals: int, high: float | None = None) -> float:
    """Return the smallest difference from `previous` that counts as a change.

    On a fixed scale that ends at `high` it is 5 % of the scale, half a point of 0 to 10; else 2 % of the previous mean,
    at least half a unit of the last of the displayed `decimals`.
    """
    return max(0.02 * abs(previous), 0.5 * 10.0**-decimals) if high is None else 0.05 * high


def change(values: Mapping[date, float], last: date, window: int) -> Change:
    """Return the means of the `window` days that end on `last`, and of the `window` days before them."""
    means = rolling(values, last - timedelta(days=window), last, window)
    return Change(current=means[-1], previous=means[0])


class Series(Struct, frozen=True, dict=True):
    """The values of a measure by day, as of `today`, and their means.

    `values` has all days, today included. Today's value of a cumulative measure is left out of means, changes and
    counts until it reaches `goal`, the goal of a day in the unit of `values`.
    """

    measure: Measure
    values: Mapping[date, float]
    today: date
    goal: float | None = None

    @property
    def so_far(self) -> float | None:
        """Today's value while it is incomplete; None if there is none or it is complete."""
        value = self.values.get(self.today) if self.measure.cumulative else None
        return None if value is None or (self.goal is not None and value >= self.goal) else value

    @cached_property
    def finished(self) -> Mapping[date, float]:
        """`values` without today's value while it is incomplete."""
        if self.so_far is None:
            return self.values
        return {day: value for day, value in self.values.items() if day != self.today}

    def since(self, first: date) -> Series:
        """Return the series of the days from `first` to today."""
        values = self.values
        days = map(date.fromordinal, range(first.toordinal(), self.today.toordinal() + 1))
        return replace(self, values={day: values[day] for day in days if day in values})

    def scaled(self, divisor: float) -> Series:
        """Return the series with all values, and the goal, divided by `divisor`, to convert its unit."""
        values = {day: value / divisor for day, value in self.values.items()}
        return replace(self, values=values, goal=None if self.goal is None else self.goal / divisor)

    def means(self, first: date, last: date, window: int) -> list[float | None]:
        """Return the rolling means of the days from `first` to `last`."""
        return rolling(self.finished, first, last, window)

    def change(self, window: int) -> Change:
        """Return the means of the last `window` days and of the `window` days before them."""
        return change(self.finished, self.today, window)

    def needs_days(self, window: int) -> int:
        """Return how many more days, today included, need a value for a rolling mean; 0 if today has a mean."""
        return needs_days(grid(self.finished, self.today - timedelta(days=window - 1), self.today), window)

    def document(self, first: date, last: date) -> dict[str, Any]:
        """Return the days from `first` to `last` as JSON types, in the unit of `values`.

        "so_far" is whether today's value is incomplete and left out of the means.
        """
        means = {f"mean{window}": self.means(first, last, window) for window in WINDOWS}
        return {
            "series": self.measure.name,
            "label": self.measure.label,
            "unit": self.measure.unit,
            "so_far": self.so_far is not None,
            "days": [
                {"day": day, "value": self.values.get(day), **{name: mean[index] for name, mean in means.items()}}
                for index, day in enumerate(day_range(first, last))
            ],
        }


SeriesLookup = Callable[[str, date], Series]
"""Returns the series of a measure, by its name, from a day to today."""


def series_of(name: str, values: Mapping[date, float], today: date, settings: Settings) -> Series:
    """Return the series of the measure `name`, with the goal in the settings."""
    return Series(MEASURES[name][1], values, today, daily_goal(name, settings))


def daily_goal(name: str, settings: Settings) -> float | None:
    """Return the goal of a day in the unit of the measure; None for a measure without a daily goal."""
    return {"water": settings.water_goal_ml, "sleep": settings.sleep_goal_h}.get(name)


def good_days(values: Grid, limit: float, better: Literal["lower", "higher", "neither"] = "lower") -> tuple[int, int]:
    """Return (number of days at `limit` or better, number of days with a value)."""
    present = [value for value in values if value is not None]
    good = [value for value in present if (value >= limit if better == "higher" else value <= limit)]
    return len(good), len(present)
