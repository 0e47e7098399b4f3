"""Daily series and rolling means. A day that nobody recorded is missing (None): never 0, never guessed.

The definitions are those of DOMAIN sections 4 and 5: one number a journal day, and means over the
last 7, 28 or 90 calendar days. Whatever shows means, changes or counts of days takes them from a `Series`, which knows
that a day still under way has sums that are not finished.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Literal

from gutskin_tui.model.kinds import MEASURES, AnyEntry, Measure
from gutskin_tui.settings import Settings

WINDOWS = (7, 28, 90)
"""Days that a rolling mean looks back over."""

Grid = Sequence[float | None]
"""One value for each calendar day in a row, None where there is none."""

_UNIT = 2**40  # sums of whole 2^-40ths are exact, so nothing drifts while a window slides


def daily(entries: Iterable[AnyEntry], measure: Measure) -> dict[date, float]:
    """Return the measure's value on each journal day on which some entry says it, in order of day.

    Several entries of a day become one number by `measure.combine`; `last` goes by the instant, then the id.
    """
    struct = MEASURES[measure.name][0].struct
    said: dict[str, list[tuple[AnyEntry, float]]] = {}
    for entry in entries:
        if isinstance(entry, struct) and (value := measure.value(entry)) is not None:
            said.setdefault(entry.day, []).append((entry, value))
    return {date.fromisoformat(day): combine(said[day], measure.combine) for day in sorted(said)}


def combine(said: list[tuple[AnyEntry, float]], rule: Literal["sum", "mean", "max", "last"]) -> float:
    """Make one number of what a day's entries say; `last` is what the latest instant says, then the greater id."""
    values = [value for _, value in said]
    if rule == "sum":
        return math.fsum(values)
    if rule == "mean":
        return math.fsum(values) / len(values)
    if rule == "max":
        return float(max(values))
    return float(max(said, key=lambda pair: (pair[0].when, pair[0].id))[1] if len(said) > 1 else values[0])


def grid(values: Mapping[date, float], first: date, last: date) -> list[float | None]:
    """Lay values on every calendar day from `first` to `last`, both included; [] if `last` is before `first`."""
    return [values.get(first + timedelta(days=step)) for step in range((last - first).days + 1)]


def minimum(window: int) -> int:
    """Return how many of `window` days need a value before a mean is shown: 3 of 7, 12 of 28, 39 of 90."""
    return -(-3 * window // 7)


def rolling_mean(values: Grid, window: int) -> list[float | None]:
    """Return, for each day, the mean of the values present in the `window` calendar days that end on it.

    None where fewer than `minimum(window)` days hold a value. Days before the first count as missing.
    Time is proportional to the number of days, whatever the window.
    """
    whole = [None if value is None else round(value * _UNIT) for value in values]
    needed = minimum(window)
    means: list[float | None] = []
    total = present = 0
    for position, entering in enumerate(whole):
        if entering is not None:
            total += entering
            present += 1
        if position >= window and (leaving := whole[position - window]) is not None:
            total -= leaving
            present -= 1
        means.append(total / (_UNIT * present) if present >= needed else None)
    return means


def rolling(values: Mapping[date, float], first: date, last: date, window: int) -> list[float | None]:
    """Return the rolling mean of each day from `first` to `last`, looking back to days before `first` too."""
    lead = window - 1
    return rolling_mean(grid(values, first - timedelta(days=lead), last), window)[lead:]


def needs_days(values: Grid, window: int) -> int:
    """Return how many more days need a value before the rolling mean shows; 0 if it shows on the last day.

    The days meant are the next ones in a row, beginning with the last day itself if that is still
    empty. Days that fall out of the window meanwhile are taken into account.
    """
    past = list(values)
    if _present(past[-window:]) >= minimum(window):
        return 0
    if past and past[-1] is None:  # that day can still be filled
        past.pop()
    enough = minimum(window)
    return next(
        more for more in range(1, enough + 1) if more + _present(past[max(0, len(past) - window + more) :]) >= enough
    )


def _present(values: Grid) -> int:
    return sum(value is not None for value in values)


@dataclass(frozen=True, slots=True)
class Change:
    """The mean of the last `window` days, that of the window before it, and what the step between them means.

    Either mean is None where too few days hold a value; `difference` is None then too.
    """

    current: float | None
    previous: float | None

    @property
    def difference(self) -> float | None:
        """Current minus previous, in the measure's own unit."""
        if self.current is None or self.previous is None:
            return None
        return self.current - self.previous

    def verdict(self, measure: Measure) -> Literal["", "same", "better", "worse", "higher", "lower"]:
        """Return the word for the change; "" if a mean is missing.

        "same" if it is less than 2 % of the former mean or less than half of the last digit shown.
        """
        if self.difference is None or self.previous is None:
            return ""
        if abs(self.difference) < max(0.02 * abs(self.previous), 0.5 * 10**-measure.decimals):
            return "same"
        way: Literal["higher", "lower"] = "higher" if self.difference > 0 else "lower"
        if measure.better == "neither":
            return way
        return "better" if way == measure.better else "worse"


def change(values: Mapping[date, float], last: date, window: int) -> Change:
    """Compare the mean of the `window` days ending on `last` with that of the `window` days before them."""
    means = rolling(values, last - timedelta(days=window), last, window)
    return Change(current=means[-1], previous=means[0])


@dataclass(frozen=True)
class Series:
    """One measure's days as they stand on `today`, and the means made of them.

    `values` holds every recorded day, today's sum so far among them. Such a sum stays out of every mean, change and
    count until the day has ended or has reached `goal`, that of one day in the unit of `values`.
    """

    measure: Measure
    values: Mapping[date, float]
    today: date
    goal: float | None = None

    @property
    def so_far(self) -> float | None:
        """Today's sum while it is unfinished; None if there is none, or if today's value counts already."""
        value = self.values.get(self.today) if self.measure.cumulative else None
        return None if value is None or (self.goal is not None and value >= self.goal) else value

    @cached_property
    def finished(self) -> Mapping[date, float]:
        """The days that count: all of `values`, without today's unfinished sum."""
        if self.so_far is None:
            return self.values
        return {day: value for day, value in self.values.items() if day != self.today}

    def since(self, first: date) -> Series:
        """Return the series without the days before `first`, and without those after today."""
        values = self.values
        days = map(date.fromordinal, range(first.toordinal(), self.today.toordinal() + 1))
        return replace(self, values={day: values[day] for day in days if day in values})

    def scaled(self, worth: float) -> Series:
        """Return the series in another unit, of which one is `worth` of the present one."""
        values = {day: value / worth for day, value in self.values.items()}
        return replace(self, values=values, goal=None if self.goal is None else self.goal / worth)

    def means(self, first: date, last: date, window: int) -> list[float | None]:
        """Return the rolling mean of each day from `first` to `last`."""
        return rolling(self.finished, first, last, window)

    def change(self, window: int) -> Change:
        """Compare the mean of the last `window` days with that of the `window` days before them."""
        return change(self.finished, self.today, window)

    def needs_days(self, window: int) -> int:
        """Return how many more days need a value before the mean of today shows, today included; 0 if it shows."""
        return needs_days(grid(self.finished, self.today - timedelta(days=window - 1), self.today), window)

    def document(self, first: date, last: date) -> dict[str, Any]:
        """Return the days from `first` to `last` as plain JSON types, in the unit of `values`.

        `so_far` tells that the value of today is in no mean yet.
        """
        means = {f"mean{window}": self.means(first, last, window) for window in WINDOWS}
        days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        return {
            "series": self.measure.name, "label": self.measure.label, "unit": self.measure.unit,
            "so_far": self.so_far is not None,
            "days": [
                {"day": day, "value": self.values.get(day), **{name: every[index] for name, every in means.items()}}
                for index, day in enumerate(days)
            ],
        }  # fmt: skip


def series_of(name: str, values: Mapping[date, float], today: date, settings: Settings) -> Series:
    """Return the series of the measure called `name`, with the goal that the settings have for a day."""
    return Series(MEASURES[name][1], values, today, daily_goal(name, settings))


def daily_goal(name: str, settings: Settings) -> float | None:
    """Return a day's goal in the measure's own unit, None where the settings have none for a day."""
    return {"water": settings.water_goal_ml, "sleep": settings.sleep_goal_h}.get(name)


def good_days(values: Grid, limit: float, better: Literal["lower", "higher", "neither"] = "lower") -> tuple[int, int]:
    """Return (days at or on the welcome side of `limit`, days with a value)."""
    present = [value for value in values if value is not None]
    good = [value for value in present if (value >= limit if better == "higher" else value <= limit)]
    return len(good), len(present)
