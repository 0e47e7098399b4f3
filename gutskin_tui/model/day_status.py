"""One journal day: its entries, and what is still missing from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gutskin_tui.model.kinds import AnyEntry, DayMark, Drink, Exercise, Meal, Measure, Practice, Skin, Sleep, Stress
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.meal import Slot, slot_of
from gutskin_tui.model.series import daily
from gutskin_tui.settings import Settings

MAIN_SLOTS: tuple[Slot, ...] = ("breakfast", "lunch", "dinner")
"""The meals a day is asked for; a snack is never missing."""

State = Literal["missing", "part", "done"]


class DayStatus:
    """The entries of one journal day, in order of time.

    Entries of other days are left out, so a whole journal may be passed.
    """

    def __init__(self, day: date, entries: Iterable[AnyEntry]) -> None:
        wanted = day.isoformat()
        self.day = day
        self.entries = sorted((entry for entry in entries if entry.day == wanted), key=lambda one: (one.when, one.id))

    def of(self, kind: str) -> list[AnyEntry]:
        """Return the entries of a kind, in order of time."""
        return [entry for entry in self.entries if entry.kind == kind]

    def total(self, measure: Measure) -> float | None:
        """Return the day's value of a measure; None if no entry says it."""
        return daily(self.entries, measure).get(self.day)

    def meals(self, slot: Slot) -> list[Meal]:
        """Return the meals of a slot, in order of time."""
        return [entry for entry in self.entries if isinstance(entry, Meal) and slot_of(entry) == slot]

    def water_ml(self) -> int:
        """Return the plain water drunk, in ml."""
        return sum(entry.ml for entry in self.entries if isinstance(entry, Drink) and is_water(entry))

    def nothing(self, *names: str) -> bool:
        """Whether the person marked that there was nothing to record of any of these kinds or meal slots."""
        return any(isinstance(one, DayMark) and one.what == "nothing" and one.of in names for one in self.entries)

    @property
    def skipped(self) -> bool:
        """Whether the day was marked as a day off from every streak."""
        return any(isinstance(one, DayMark) and one.what == "skip" for one in self.entries)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a day is asked for, and how far it has got.

    `name` is a meal slot or the kind; `key` the key that adds it. `have` of `goal` are glasses for water and
    answers for the rest. `amount` is what the hint tells besides: ml of water, hours slept, minutes moved,
    the severity or the stress score; None if there is none. `nothing` tells that the person marked it so.
    """

    name: str
    kind: str
    key: str
    state: State
    have: int
    goal: int = 1
    amount: float | None = None
    nothing: bool = False


def glasses(ml: float, settings: Settings) -> tuple[int, int]:
    """Return (full glasses in `ml`, glasses of the goal). They are equal or more only if the goal is reached."""
    goal = -(-settings.water_goal_ml // settings.glass_ml)
    full = int(ml // settings.glass_ml)
    return (max(full, goal), goal) if ml >= settings.water_goal_ml else (min(full, goal - 1), goal)


def missing(entries: Iterable[AnyEntry], settings: Settings, day: date, today: date) -> list[Need]:
    """Return what the day is asked for, done or not, in the order of a day's form.

    Wanted: breakfast, lunch, dinner, water up to the goal, skin, stress, sleep. Exercise and practice
    appear only when there are some: nobody owes them. A mark "nothing to record" of the kind (or of the meal
    slot) counts as done. Skin without a severity, stress without a score and water below the goal are "part".
    On a day off only what was recorded is listed; nothing is asked of a day after `today`.
    """
    if day > today:
        return []
    view = DayStatus(day, entries)
    needs = [
        *(_need(view, slot, "meal", "m", len(view.meals(slot))) for slot in MAIN_SLOTS),
        _water(view, settings),
        _scored(view, "skin", "s", [one.severity for one in view.entries if isinstance(one, Skin)]),
        _scored(view, "stress", "c", [one.score for one in view.entries if isinstance(one, Stress)]),
        _summed(view, "sleep", "z", [one.hours for one in view.entries if isinstance(one, Sleep)]),
    ]
    moved = _summed(view, "exercise", "x", [one.minutes for one in view.entries if isinstance(one, Exercise)])
    calmed = _summed(view, "practice", "p", [one.minutes for one in view.entries if isinstance(one, Practice)])
    needs += [need for need in (moved, calmed) if need.state == "done"]
    return [need for need in needs if need.state != "missing"] if view.skipped else needs


def complete(needs: Iterable[Need]) -> tuple[int, int]:
    """Return (things done, things wanted) of a day; what nobody owes (exercise, practice) is not counted."""
    wanted = [need for need in needs if need.kind not in ("exercise", "practice")]
    return sum(need.state == "done" for need in wanted), len(wanted)


def _need(view: DayStatus, name: str, kind: str, key: str, count: int, amount: float | None = None) -> Need:
    nothing = not count and view.nothing(name, kind)
    state: State = "done" if count or nothing else "missing"
    return Need(name, kind, key, state, have=min(count, 1), amount=amount, nothing=nothing)


def _scored(view: DayStatus, kind: str, key: str, scores: list[int | None]) -> Need:
    said = [score for score in scores if score is not None]
    need = _need(view, kind, kind, key, len(said), amount=said[-1] if said else None)
    return Need(kind, kind, key, "part", have=0) if scores and need.state == "missing" else need


def _summed(view: DayStatus, kind: str, key: str, amounts: list[float] | list[int]) -> Need:
    return _need(view, kind, kind, key, len(amounts), amount=sum(amounts) if amounts else None)


def _water(view: DayStatus, settings: Settings) -> Need:
    ml = view.water_ml()
    have, goal = glasses(ml, settings)
    nothing = not ml and view.nothing("water", "drink")
    state: State = "done" if nothing or have >= goal else "part" if ml else "missing"
    return Need("water", "drink", "w", state, have, goal, amount=ml or None, nothing=nothing)
