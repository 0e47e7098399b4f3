"""Daily series and rolling means. A day that nobody recorded is missing (None): never 0, never guessed.

The definitions are those of DOMAIN sections 4 and 5: one number a journal day, and means over the
last 7, 28 or 90 calendar days.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gutskin_tui.journal.kinds import MEASURES, AnyEntry, Measure

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


def good_days(values: Grid, limit: float, better: Literal["lower", "higher", "neither"] = "lower") -> tuple[int, int]:
    """Return (days at or on the welcome side of `limit`, days with a value)."""
    present = [value for value in values if value is not None]
    good = [value for value in present if (value >= limit if better == "higher" else value <= limit)]
    return len(good), len(present)
