"""What a person usually eats: meals to repeat, the time of a meal, and foods to complete. From their own history."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from statistics import median_low

from gutskin_tui.clock import DAY_START
from gutskin_tui.journal.kinds import Meal
from gutskin_tui.journal.kinds.meal import Slot, foods_of, slot_of

HALF_LIFE = 30
"""Days after which a meal counts half as much in the ranking of usual meals."""
RECENT_MEALS = 28
"""How many latest meals of a slot its usual time is taken from."""


@dataclass(frozen=True, slots=True)
class UsualMeal:
    """A list of foods that a person had in a slot: how often, and when last. `text` is as typed the last time."""

    text: str
    slot: Slot
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class KnownFood:
    """A food of the person's own history: the words as typed the last time, in how many meals, and when last."""

    text: str
    count: int
    last: date


def normalise(food: str) -> str:
    """Return a food's words for comparing: case folded, one space between words."""
    return " ".join(food.casefold().split())


class Usual:
    """An index of a person's meals. Build it once per revision of the journal; each question is then quick.

    `day_start` orders times of day: a dinner at 00:30 is a late one, not an early one.
    """

    def __init__(self, meals: Iterable[Meal], day_start: time = DAY_START) -> None:
        self._day_start = day_start.hour * 60 + day_start.minute
        self._latest: dict[Slot, Meal] = {}
        self._minutes: dict[Slot, list[int]] = {}
        self._meals: dict[tuple[Slot, tuple[str, ...]], _Tally] = {}
        self._foods: dict[str, _Tally] = {}
        split: dict[str, list[tuple[str, str]]] = {}
        for meal in sorted(meals, key=lambda one: (one.when, one.id)):
            foods = split.get(meal.text)
            if foods is None:
                foods = split[meal.text] = [(normalise(food), food) for food in foods_of(meal.text)]
            self._add(meal, slot_of(meal), foods)
        self._ranked = sorted(self._foods, key=lambda food: (*self._foods[food].rank(), food))
        self._tails = sorted(
            (food[start:], rank, start > 0) for rank, food in enumerate(self._ranked) for start in _word_starts(food)
        )

    def _add(self, meal: Meal, slot: Slot, foods: list[tuple[str, str]]) -> None:
        when = meal.when
        self._latest[slot] = meal
        self._minutes.setdefault(slot, []).append((when.hour * 60 + when.minute - self._day_start) % 1440)
        key = (slot, tuple(sorted({name for name, _ in foods})))
        self._meals.setdefault(key, _Tally()).add(", ".join(words for _, words in foods), meal.date)
        for name, words in dict(foods).items():
            self._foods.setdefault(name, _Tally()).add(words, meal.date)

    def meals(self, today: date, slot: Slot | None = None, limit: int = 9) -> list[UsualMeal]:
        """Return the usual meals, of one slot or of all, the most usual first.

        Meals with the same foods, in any order and spelling of case, are one. Each counts 1 on the day and half as
        much every 30 days after; the ranking is by the sum, ties by the later day, then by name.
        """
        ranked = heapq.nsmallest(
            limit,
            ((-tally.weight(today), -tally.last.toordinal(), foods, of, tally)
             for (of, foods), tally in self._meals.items() if slot in (None, of)),
        )  # fmt: skip
        return [UsualMeal(tally.text, of, tally.count, tally.last) for *_, of, tally in ranked]

    def repeat(self, slot: Slot) -> Meal | None:
        """Return the latest meal of a slot: the one that a repeat key has again; None if there is none."""
        return self._latest.get(slot)

    def time(self, slot: Slot) -> time | None:
        """Return the usual time of a slot: the (lower) median of its last 28 meals; None if there is none."""
        minutes = self._minutes.get(slot)
        if not minutes:
            return None
        middle = (median_low(minutes[-RECENT_MEALS:]) + self._day_start) % 1440
        return time(middle // 60, middle % 60)

    def complete(self, typed: str, limit: int = 9) -> list[KnownFood]:
        """Return the person's foods of which a word begins with `typed`; [] for blanks.

        Foods that begin with it come first, then by the number of meals, the later day, and name.
        """
        start = normalise(typed)
        if not start:
            return []
        every = len(self._ranked)
        keys = set()  # the rank of a food; those that hold the word further on come after all the others
        for position in range(bisect_left(self._tails, (start,)), len(self._tails)):
            tail, rank, inside = self._tails[position]
            if not tail.startswith(start):
                break
            keys.add(rank + every * inside)
        best = dict.fromkeys(key % every for key in heapq.nsmallest(2 * limit, keys))  # a food has at most two keys
        tallies = [self._foods[self._ranked[rank]] for rank in list(best)[:limit]]
        return [KnownFood(tally.text, tally.count, tally.last) for tally in tallies]


class _Tally:
    """How often something was eaten, on which days, and how it was last written."""

    __slots__ = ("days", "last", "text")

    def __init__(self) -> None:
        self.days: list[date] = []
        self.last = date.min
        self.text = ""

    @property
    def count(self) -> int:
        return len(self.days)

    def add(self, text: str, day: date) -> None:
        self.days.append(day)
        if day >= self.last:
            self.last, self.text = day, text

    def rank(self) -> tuple[int, int]:
        return -len(self.days), -self.last.toordinal()

    def weight(self, today: date) -> float:
        now = today.toordinal()
        return sum(math.exp2(-max(0, now - day.toordinal()) / HALF_LIFE) for day in self.days)


def _word_starts(food: str) -> list[int]:
    return [0, *(position + 1 for position, character in enumerate(food) if character == " ")]
