"""Streaks and the regularity score [docs/domain.md 5]. Days are journal days."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from gutskin_tui.dates import day_range

_DAY = timedelta(days=1)


class Frequency(NamedTuple):
    """How often something is wanted: `times` in every `days` days, both above 0."""

    times: float
    days: int

    @property
    def per_day(self) -> float:
        """The times a day."""
        return self.times / self.days


DAILY = Frequency(1, 1)


def frequency(written: str) -> Frequency:
    """Return the frequency of a setting: "3/7" is 3 times in 7 days."""
    times, _, days = written.partition("/")
    return Frequency(int(times), int(days))


class Streak(Struct, frozen=True):
    """The current and the longest run of active journal days, in days; skipped days inside a run are not counted.

    `last_chance` is the day that breaks the current run if it ends without an entry: today, or the next day that is not
    skipped if today is active already; None if there is no current run.
    """

    current: int
    longest: int
    last_chance: date | None = None

    def days_left(self, today: date) -> int | None:
        """Return the number of days from `today` to `last_chance`; 0 means that an entry is needed today."""
        return None if self.last_chance is None else (self.last_chance - today).days


def reached_days(values: Mapping[date, float], goal: float) -> set[date]:
    """Return the days with a value of at least `goal`, in the unit of `values`."""
    return {day for day, value in values.items() if value >= goal}


def streak(done: Collection[date], skipped: Collection[date], today: date) -> Streak:
    """Return the streak of the active days `done`, as of `today`.

    A day that is not in `done` breaks a run, unless it is skipped or is today, which is not over. A skipped day neither
    breaks nor extends a run; a day in both sets is active. Days after `today`, which may occur after travelling to
    another time zone, are ignored.
    """
    done, skipped = set(done), set(skipped)
    past = sorted([day for day in done if day <= today])
    run = longest = 0
    before: date | None = None
    for day in past:
        # The next day is the usual case, and there are thousands of days: no call for it.
        follows = before is not None and (day - before == _DAY or _connected(before, day, skipped))
        run = run + 1 if follows else 1
        longest = run if run > longest else longest
        before = day
    if before is None or not (before == today or _connected(before, today, skipped)):
        return Streak(0, longest)
    chance = today + _DAY if before == today else today
    while chance in skipped:
        chance += _DAY
    return Streak(run, longest, chance)


def _connected(earlier: date, later: date, skipped: Collection[date]) -> bool:
    """Whether all days strictly between two days are skipped."""
    between = (later - earlier).days - 1
    if not between:  # the usual case
        return True
    return between <= len(skipped) and all(day in skipped for day in day_range(earlier + _DAY, later - _DAY))


def regularity(
    amounts: Mapping[date, float],
    today: date,
    *,
    wanted: Frequency = DAILY,
    unit: float = 1,
    skipped: Collection[date] = (),
) -> float:
    """Return the regularity score, 0 to 1: exponential smoothing of the degree to which what is wanted was done.

    s' = s*m + v*(1-m) with m = 0.5^(sqrt(f)/13), from s = 0 on the first day in `amounts`. f is the wanted frequency a
    day; v = min(1, a / target), where a is the sum of `amounts` of the last `wanted.days` days, and the target is
    `wanted.times` of `unit` (1, or what has to be reached for one time, such as 2000 ml). s is unchanged on skipped
    days without an amount, and today until the target is reached.
    """
    half_life = 13 / math.sqrt(wanted.per_day)
    # What was done more than 60 half-lives ago, skipped days not counted, is less than the last digit of the score.
    within = timedelta(days=math.ceil(60 * half_life) + wanted.days + len(skipped))
    first = max(min(amounts, default=today), today - within)
    decay = 0.5 ** (1 / half_life)
    target = wanted.times * unit
    score = 0.0
    days = day_range(first, today)
    by_day = [amounts.get(day, 0) for day in days]
    for place, day in enumerate(days):
        amount = math.fsum(by_day[max(place + 1 - wanted.days, 0) : place + 1])
        if (day not in amounts and day in skipped) or (day == today and amount < target):
            continue
        score = score * decay + min(1.0, amount / target) * (1 - decay)
    return score
