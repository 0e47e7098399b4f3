"""Streaks and the regularity score, as DOMAIN section 5 defines them. Days are journal days, never 24 hours."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gutskin_tui.model.kinds import AnyEntry, DayMark

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Streak:
    """A run of journal days on which something was done.

    `current` and `longest` count days done; skipped days inside a run are not counted. `last_chance` is the day
    that breaks the streak if it ends without an entry; None if there is no streak. It is today while today
    is still open, and the next day that is not skipped once today is done.
    """

    current: int
    longest: int
    last_chance: date | None = None

    def days_left(self, today: date) -> int | None:
        """Return how many days remain before the day that breaks it: 0 means an entry is needed today."""
        return None if self.last_chance is None else (self.last_chance - today).days


def done_days(entries: Iterable[AnyEntry], kind: str | None = None) -> set[date]:
    """Return the days with an entry of `kind`, or of any kind if None.

    A mark "nothing to record" of the kind counts as an entry; a day off never does.
    """
    days = {entry.day for entry in entries if (about := _about(entry)) and kind in (None, about)}
    return {date.fromisoformat(day) for day in days}


def _about(entry: AnyEntry) -> str:
    """Return the kind an entry keeps the streak of; "" for a day off."""
    if isinstance(entry, DayMark):
        return entry.of if entry.what == "nothing" else ""
    return entry.kind


def reached_days(values: Mapping[date, float], goal: float) -> set[date]:
    """Return the days whose value is at least `goal`, such as 2000 ml of water."""
    return {day for day, value in values.items() if value >= goal}


def skipped_days(entries: Iterable[AnyEntry]) -> set[date]:
    """Return the days marked as a day off from every streak."""
    return {entry.date for entry in entries if isinstance(entry, DayMark) and entry.what == "skip"}


def streak(done: Collection[date], skipped: Collection[date], today: date) -> Streak:
    """Return the streak as it stands on `today`.

    A day without an entry breaks it, unless it is skipped or it is today, which has not ended yet. A skipped
    day neither breaks nor lengthens it; a skipped day on which something was done is a day done. Days after `today`
    (written in a zone that was ahead) are not counted yet.
    """
    done, skipped = set(done), set(skipped)
    past = sorted(day for day in done if day <= today)
    run = longest = 0
    before: date | None = None
    for day in past:
        run = run + 1 if before is not None and _joined(before, day, skipped) else 1
        longest = max(longest, run)
        before = day
    if before is None or not (before == today or _joined(before, today, skipped)):
        return Streak(0, longest)
    chance = today + _ONE if before == today else today
    while chance in skipped:
        chance += _ONE
    return Streak(run, longest, chance)


def _joined(earlier: date, later: date, skipped: Collection[date]) -> bool:
    """Whether every day strictly between two days is skipped."""
    between = (later - earlier).days - 1
    if not between:  # nearly always
        return True
    return between <= len(skipped) and all(earlier + step * _ONE in skipped for step in range(1, between + 1))


def regularity(
    amounts: Mapping[date, float],
    today: date,
    *,
    target: float = 1,
    frequency: float = 1,
    skipped: Collection[date] = (),
) -> float:
    """Return the regularity score, 0 to 1: exponential smoothing of how far each day reached its target.

    m = 0.5^(sqrt(f)/13), s = s*m + v*(1-m), from s = 0 on the first day in `amounts`; f = `frequency`, wanted times
    a day, above 0; v = min(1, done/target), 0 on a day without an entry. `amounts` holds what was done each day,
    in the unit of `target`. A skipped day without an entry leaves s as it is, and so does today until it has
    reached the target: it has not ended.
    """
    first = min(amounts, default=today)
    keep = 0.5 ** (math.sqrt(frequency) / 13)
    score = 0.0
    for step in range((today - first).days + 1):
        day = first + step * _ONE
        if (day not in amounts and day in skipped) or (day == today and amounts.get(day, 0) < target):
            continue
        score = score * keep + min(1.0, amounts.get(day, 0) / target) * (1 - keep)
    return score
