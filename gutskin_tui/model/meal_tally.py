"""The meals that a history keeps, and tallies of them by meal and by food."""

from __future__ import annotations

import functools
import math
import sys
from bisect import insort
from datetime import date
from typing import TypeVar

from msgspec import Struct

from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.kinds.meal import Slot, foods_of, slot_at
from gutskin_tui.text import match_key

Key = TypeVar("Key")

HALF_LIFE = 30
"""Half-life of the weight of a meal in the ranking of usual meals, in days."""
OLDEST = 30 * HALF_LIFE
"""Days before the last occurrence of a meal from which the others weigh nothing beside it: less than 10^-9 of it.

To weigh all meals of ten years took 3 ms of the first frame of Meals, to weigh the others takes 0.8.
"""


class PastMeal(Struct, frozen=True, order=True, gc=False):
    """What the history keeps of a meal: day, instant (seconds since 1970), text, slot and minute of the day.

    Of ten years (12,000 meals) these take 1.5 MB; the entries would take 6.
    """

    day: date
    at: float
    text: str
    slot: Slot
    minute: int


def past_meal(meal: Meal, day: date) -> PastMeal:
    """Return what the history keeps of a meal."""
    when = meal.when
    slot, minute = meal.slot or slot_at(when.hour), when.hour * 60 + when.minute
    return PastMeal(day, when.timestamp(), sys.intern(meal.text), slot, minute)


def insert(ordered: list[PastMeal], meal: PastMeal) -> None:
    """Insert a meal into a sorted list; it usually belongs at the end."""
    if not ordered or ordered[-1] <= meal:
        ordered.append(meal)
    else:
        insort(ordered, meal)


@functools.lru_cache(maxsize=1024)  # the same meals recur throughout a journal
def foods_by_key(text: str) -> dict[str, str]:
    """Return the foods of a typed meal, as typed, by match key."""
    return {match_key(food): food for food in foods_of(text)}


class Tally:
    """The occurrences of a meal or food: its days, and the text of the last meal as typed."""

    __slots__ = ("_occurrences", "_weight")

    def __init__(self) -> None:
        self._occurrences: list[PastMeal] = []
        self._weight: tuple[date, float] | None = None

    @property
    def days(self) -> list[date]:
        """The day of each occurrence, oldest first."""
        return [meal.day for meal in self._occurrences]

    @property
    def count(self) -> int:
        """The number of occurrences."""
        return len(self._occurrences)

    @property
    def last(self) -> date:
        """The day of the last occurrence."""
        return self._occurrences[-1].day

    @property
    def text(self) -> str:
        """The text of the last meal, as typed."""
        return self._occurrences[-1].text

    def add(self, meal: PastMeal) -> None:
        """Add an occurrence."""
        insert(self._occurrences, meal)
        self._weight = None

    def remove(self, meal: PastMeal) -> None:
        """Remove an occurrence."""
        self._occurrences.remove(meal)
        self._weight = None

    def rank(self) -> tuple[int, int]:
        """Return the sort key for completion: most frequent first, then latest first."""
        return -self.count, -self.last.toordinal()

    def weight(self, today: date) -> float:
        """Return the sum of the weights of all occurrences, which halve every `HALF_LIFE` days."""
        if self._weight is None or self._weight[0] != today:
            now, weight = today.toordinal(), 0.0
            oldest = self.last.toordinal() - OLDEST
            for meal in reversed(self._occurrences):
                day = meal.day.toordinal()
                if day < oldest:
                    break
                weight += math.exp2(-max(0, now - day) / HALF_LIFE)
            self._weight = today, weight
        return self._weight[1]


def discard(tallies: dict[Key, Tally], key: Key, meal: PastMeal) -> None:
    """Take an occurrence out of a tally, and the tally out of `tallies` with its last one."""
    tallies[key].remove(meal)
    if not tallies[key].count:
        del tallies[key]
