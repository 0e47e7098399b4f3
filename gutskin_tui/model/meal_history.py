"""The person's previous meals, for repeating usual meals, usual times of meals, and completing foods."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time
from statistics import median_low
from typing import get_args

from msgspec import Struct

from gutskin_tui.clock import DAY_START
from gutskin_tui.model.kinds import Meal
from gutskin_tui.model.kinds.meal import Slot, foods_of
from gutskin_tui.model.meal_tally import PastMeal, Tally, discard, foods_by_key, insert, past_meal
from gutskin_tui.text import match_key

OFFERED_MEALS = 9
"""Usual meals that are offered, one by each digit."""
RECENT_MEALS = 28
"""Number of latest meals of a slot that determine its usual time."""


PINNED, REMOVED = "*", "-"
"""What a person's list of usual meals has in place of a name: for a meal that is pinned without one, or removed."""


class UsualMeal(Struct, frozen=True):
    """A meal of a slot with its number of occurrences and last day; `text` is as typed the last time.

    A meal that the person `pinned` may have a `name`, belongs to any slot, and may never have been logged.
    """

    text: str
    slot: Slot | None
    count: int
    last: date | None
    name: str = ""
    pinned: bool = False

    @property
    def words(self) -> str:
        """The name, or else the foods."""
        return self.name or self.text


class KnownFood(Struct, frozen=True):
    """A food with its number of meals and last day; `text` is as typed the last time."""

    text: str
    count: int
    last: date


class MealHistory:
    """An index of the person's meals, built from all meals and updated by day.

    `day_start` is the start of a journal day, so that a dinner at 00:30 is later than one at 22:00.
    """

    def __init__(self, meals: Iterable[Meal], day_start: time = DAY_START) -> None:
        self._day_start = day_start.hour * 60 + day_start.minute
        self._of_day: dict[date, list[PastMeal]] = {}
        self._slots: dict[Slot, list[PastMeal]] = {}
        self._meals: defaultdict[tuple[Slot, tuple[str, ...]], Tally] = defaultdict(Tally)
        self._foods: defaultdict[str, Tally] = defaultdict(Tally)
        self._unranked = True
        by_day: dict[date, list[Meal]] = {}
        for meal in meals:
            by_day.setdefault(meal.date, []).append(meal)
        for day in sorted(by_day):
            self.update(day, by_day[day])

    def update(self, day: date, meals: Iterable[Meal]) -> None:
        """Replace the meals of `day` by `meals`, all meals of the day."""
        before = self._of_day.get(day, [])
        after = sorted([past_meal(meal, day) for meal in meals])
        if before == after:
            return
        self._unranked = True
        for meal in before:
            self._remove(meal)
        for meal in after:
            self._add(meal)
        if after:
            self._of_day[day] = after
        else:
            del self._of_day[day]

    def _add(self, meal: PastMeal) -> None:
        """Add a meal to the index, except to `_of_day`."""
        insert(self._slots.setdefault(meal.slot, []), meal)
        foods = foods_by_key(meal.text)
        self._meals[meal.slot, tuple(sorted(foods))].add(meal)
        for food in foods:
            self._foods[food].add(meal)

    def _remove(self, meal: PastMeal) -> None:
        """Remove a meal from the index, except from `_of_day`."""
        self._slots[meal.slot].remove(meal)
        foods = foods_by_key(meal.text)
        discard(self._meals, (meal.slot, tuple(sorted(foods))), meal)
        for food in foods:
            discard(self._foods, food, meal)

    def _rank(self) -> None:
        """Sort the foods for completion; done on demand, so that adding many days is cheap."""
        if not self._unranked:
            return
        self._unranked = False
        self._ranked = sorted(self._foods, key=lambda food: (*self._foods[food].rank(), food))
        self._tails = sorted(
            (food[start:], rank, start > 0) for rank, food in enumerate(self._ranked) for start in _word_starts(food)
        )

    def meals(self, today: date, chosen: Mapping[str, str] | None = None) -> list[UsualMeal]:
        """Return `OFFERED_MEALS` meals: those that the person pinned in their order, then the most usual ones.

        `chosen` is the person's list: the name of each meal by its foods, `PINNED` or `REMOVED`. In the settings file
        it may have meals without foods, which could be logged but contain nothing; they are ignored.

        Meals of a slot with the same foods in any order are the same. Meals are ranked by the sum of their weights,
        which are 1 on the day and halve every 30 days, then by the last day (latest first) and by name.
        """
        chosen = chosen or {}
        pinned = [self._pinned(text, name) for text, name in chosen.items() if name != REMOVED and foods_of(text)]
        not_ranked = {foods_key(text) for text in chosen}
        tallies = (
            (-tally.weight(today), -tally.last.toordinal(), foods, meal_slot, tally)
            for (meal_slot, foods), tally in self._meals.items()
            if foods not in not_ranked
        )
        ranked = heapq.nsmallest(OFFERED_MEALS, tallies)
        usual = (
            UsualMeal(", ".join(foods_of(tally.text)), meal_slot, tally.count, tally.last)
            for *_, meal_slot, tally in ranked
        )
        return [*pinned, *usual][:OFFERED_MEALS]

    def _pinned(self, text: str, name: str) -> UsualMeal:
        """Return a meal of the person's list."""
        days = self.days(text)
        return UsualMeal(text, None, len(days), days[-1] if days else None, "" if name == PINNED else name, pinned=True)

    def last(self, slot: Slot) -> date | None:
        """Return the day of the latest meal of a slot, None if there is none."""
        of_slot = self._slots.get(slot)
        return of_slot[-1].day if of_slot else None

    def days(self, text: str) -> list[date]:
        """Return the days of all meals with exactly the foods of `text`, in any order and slot; a day for each meal."""
        foods = foods_key(text)
        return sorted(day for slot in get_args(Slot) for day in self._meals.get((slot, foods), _NO_MEALS).days)

    def time(self, slot: Slot) -> time | None:
        """Return the usual time of a slot, the lower median of its last 28 meals; None if it has no meals."""
        of_slot = self._slots.get(slot)
        if not of_slot:
            return None
        minutes = [(meal.minute - self._day_start) % 1440 for meal in of_slot[-RECENT_MEALS:]]
        middle = (median_low(minutes) + self._day_start) % 1440
        return time(middle // 60, middle % 60)

    def complete(self, typed: str, limit: int = 9) -> list[KnownFood]:
        """Return the foods with a word that starts with `typed`; [] for a blank text.

        Foods that start with `typed` come first; then they are sorted by number of meals, last day (latest first) and
        name.
        """
        start = match_key(typed)
        if not start:
            return []
        self._rank()
        total = len(self._ranked)
        keys = set()  # rank of a food, plus `total` if the match is not at its start
        for position in range(bisect_left(self._tails, (start,)), len(self._tails)):
            tail, rank, inside = self._tails[position]
            if not tail.startswith(start):
                break
            keys.add(rank + total * inside)
        best = dict.fromkeys(key % total for key in heapq.nsmallest(2 * limit, keys))  # a food has up to two keys
        foods = [(food, self._foods[food]) for food in (self._ranked[rank] for rank in list(best)[:limit])]
        return [KnownFood(foods_by_key(tally.text)[food], tally.count, tally.last) for food, tally in foods]


_NO_MEALS = Tally()


def foods_key(text: str) -> tuple[str, ...]:
    """Return the key of a meal's foods, the same in any order."""
    return tuple(sorted(foods_by_key(text)))


def with_choice(chosen: Mapping[str, str], text: str, choice: str | None, new_text: str = "") -> dict[str, str]:
    """Return a person's list of usual meals (see `MealHistory.meals`) with another choice for the meal `text`.

    A meal that is in the list keeps its place, also with `new_text` in place of its foods. None takes it out.
    """
    key, changed = foods_key(text), {}
    for other, name in chosen.items():
        if foods_key(other) not in (key, foods_key(new_text)):
            changed[other] = name
        elif foods_key(other) == key and choice is not None:
            changed[new_text or text] = choice
    if choice is not None:
        changed.setdefault(new_text or text, choice)
    return changed


def _word_starts(food: str) -> list[int]:
    """Return the positions at which words start in a match key."""
    return [0, *(position + 1 for position, character in enumerate(food) if character == " ")]
