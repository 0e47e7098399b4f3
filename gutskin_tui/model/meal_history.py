"""What a person usually eats: meals to repeat, the time of a meal, and foods to complete. From their own history."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median_low
from typing import Any, get_args

from gutskin_tui.clock import DAY_START
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.kinds.meal import Slot, foods_of, slot_of
from gutskin_tui.text import match_key

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


class MealHistory:
    """An index of a person's meals. Build it once and keep it up to date with `update`; each question is then quick.

    `day_start` orders times of day: a dinner at 00:30 is a late one, not an early one.
    """

    def __init__(self, meals: Iterable[Meal], day_start: time = DAY_START) -> None:
        self._day_start = day_start.hour * 60 + day_start.minute
        self._of_day: dict[date, list[Meal]] = {}
        self._slots: dict[Slot, list[tuple[datetime, str, Meal]]] = {}
        self._meals: dict[tuple[Slot, tuple[str, ...]], _Tally] = {}
        self._foods: dict[str, _Tally] = {}
        self._split: dict[str, dict[str, str]] = {}
        self._unranked = True
        for meal in sorted(meals, key=lambda one: (one.when, one.id)):
            self._add(meal)

    def update(self, day: date, meals: Sequence[Meal]) -> None:
        """Make the index know of `day` what `meals`, all of that day, say."""
        for meal in self._of_day.pop(day, ()):
            self._remove(meal)
        for meal in meals:
            self._add(meal)

    def _add(self, meal: Meal) -> None:
        self._unranked = True
        when, day = meal.when, meal.date
        self._of_day.setdefault(day, []).append(meal)
        _insert(self._slots.setdefault(slot_of(meal), []), (when, meal.id, meal))
        key, foods = self._keys(meal)
        self._meals.setdefault(key, _Tally()).add(day, when, ", ".join(foods_of(meal.text)))
        for name, words in foods.items():
            self._foods.setdefault(name, _Tally()).add(day, when, words)

    def _remove(self, meal: Meal) -> None:
        self._unranked = True
        when, day = meal.when, meal.date
        self._slots[slot_of(meal)].remove((when, meal.id, meal))
        key, foods = self._keys(meal)
        self._meals[key].remove(day, when, ", ".join(foods_of(meal.text)))
        if not self._meals[key].count:
            del self._meals[key]
        for name, words in foods.items():
            self._foods[name].remove(day, when, words)
            if not self._foods[name].count:
                del self._foods[name]

    def _keys(self, meal: Meal) -> tuple[tuple[Slot, tuple[str, ...]], dict[str, str]]:
        """Return what the meal counts as, and its foods: words for comparing, and as typed."""
        foods = self._split.get(meal.text)
        if foods is None:
            foods = self._split[meal.text] = {match_key(food): food for food in foods_of(meal.text)}
        return (slot_of(meal), tuple(sorted(foods))), foods

    def _rank(self) -> None:
        """Order the foods for completing; put off until somebody asks, so that many days can be added cheaply."""
        if not self._unranked:
            return
        self._unranked = False
        self._ranked = sorted(self._foods, key=lambda food: (*self._foods[food].rank(), food))
        self._tails = sorted(
            (food[start:], rank, start > 0) for rank, food in enumerate(self._ranked) for start in _word_starts(food)
        )

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
        of_slot = self._slots.get(slot)
        return of_slot[-1][2] if of_slot else None

    def days(self, text: str) -> list[date]:
        """Return the day of every meal with exactly the foods of `text`, whatever their order, case and slot."""
        foods = tuple(sorted({match_key(food) for food in foods_of(text)}))
        return sorted(day for slot in get_args(Slot) for day in self._meals.get((slot, foods), _NEVER).days)

    def time(self, slot: Slot) -> time | None:
        """Return the usual time of a slot: the (lower) median of its last 28 meals; None if there is none."""
        of_slot = self._slots.get(slot)
        if not of_slot:
            return None
        minutes = [(when.hour * 60 + when.minute - self._day_start) % 1440 for when, *_ in of_slot[-RECENT_MEALS:]]
        middle = (median_low(minutes) + self._day_start) % 1440
        return time(middle // 60, middle % 60)

    def complete(self, typed: str, limit: int = 9) -> list[KnownFood]:
        """Return the person's foods of which a word begins with `typed`; [] for blanks.

        Foods that begin with it come first, then by the number of meals, the later day, and name.
        """
        start = match_key(typed)
        if not start:
            return []
        self._rank()
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

    __slots__ = ("_eaten", "_weighed")

    def __init__(self) -> None:
        self._eaten: list[tuple[date, datetime, str]] = []
        self._weighed: tuple[date, float] | None = None

    @property
    def days(self) -> list[date]:
        return [day for day, _, _ in self._eaten]

    @property
    def count(self) -> int:
        return len(self._eaten)

    @property
    def last(self) -> date:
        return self._eaten[-1][0]

    @property
    def text(self) -> str:
        return self._eaten[-1][2]

    def add(self, day: date, when: datetime, text: str) -> None:
        _insert(self._eaten, (day, when, text))
        self._weighed = None

    def remove(self, day: date, when: datetime, text: str) -> None:
        self._eaten.remove((day, when, text))
        self._weighed = None

    def rank(self) -> tuple[int, int]:
        return -self.count, -self.last.toordinal()

    def weight(self, today: date) -> float:
        if self._weighed is None or self._weighed[0] != today:
            now = today.toordinal()
            weight = sum(math.exp2(-max(0, now - day.toordinal()) / HALF_LIFE) for day, _, _ in self._eaten)
            self._weighed = today, weight
        return self._weighed[1]


_NEVER = _Tally()


def _insert(ordered: list[Any], item: Any) -> None:
    """Put an item into its place, which nearly always is the last."""
    if not ordered or ordered[-1] <= item:
        ordered.append(item)
    else:
        insort(ordered, item)


def _word_starts(food: str) -> list[int]:
    return [0, *(position + 1 for position, character in enumerate(food) if character == " ")]
