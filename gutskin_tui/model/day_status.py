"""The entries of a journal day, and which of the day's needs are met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from gutskin_tui.model.kinds import LISTED, AnyEntry, DayMark, Drink, Exercise, Meal, Practice, Skin, Sleep, Stress
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.meal import Slot, slot_of
from gutskin_tui.settings import Settings

MAIN_SLOTS: tuple[Slot, ...] = ("breakfast", "lunch", "dinner")
"""The meals that a day needs."""

MARKABLE = (*MAIN_SLOTS, "water", *LISTED)
"""What a day may have nothing of: meal slots, water and kinds."""

State = Literal["missing", "part", "done"]


class DayStatus:
    """The entries of a journal day, in order of time; entries of other days are ignored."""

    def __init__(self, day: date, entries: Iterable[AnyEntry]) -> None:
        iso_day = day.isoformat()
        self.day = day
        self.entries = sorted(
            (entry for entry in entries if entry.day == iso_day), key=lambda entry: (entry.when, entry.id)
        )

    def of(self, kind: str) -> list[AnyEntry]:
        """Return the entries of a kind, in order of time."""
        return [entry for entry in self.entries if entry.kind == kind]

    def meals(self, slot: Slot) -> list[Meal]:
        """Return the meals of a slot, in order of time."""
        return [entry for entry in self.entries if isinstance(entry, Meal) and slot_of(entry) == slot]

    def water_ml(self) -> int:
        """Return the plain water of the day, in ml."""
        return sum(entry.ml for entry in self.entries if isinstance(entry, Drink) and is_water(entry))

    def nothing(self, *names: str) -> bool:
        """Whether the day is marked as having nothing to record of any of these kinds or meal slots."""
        return any(mark.what == "nothing" and mark.of in names for mark in self._marks())

    @property
    def skipped(self) -> bool:
        """Whether the day is marked as a day off."""
        return any(mark.what == "skip" for mark in self._marks())

    def _marks(self) -> list[DayMark]:
        """Return the marks of the day."""
        return [entry for entry in self.entries if isinstance(entry, DayMark)]


class Need(Struct, frozen=True):
    """Something that a day should have, and how far it is met.

    `name` is a meal slot or a kind; `key` is the key on the screen that adds it. `have` and `goal` are glasses for
    water, and 0 or 1 otherwise. `amount` is for the hint: ml of water, hours of sleep, minutes of exercise or practice,
    severity or stress score; None if there is none. `nothing` is whether the day is marked as having nothing to record.
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
    """Return (full glasses in `ml`, glasses of the goal); the first is at least the second if the goal is reached."""
    goal = -(-settings.water_goal_ml // settings.glass_ml)
    full = int(ml // settings.glass_ml)
    return (max(full, goal), goal) if ml >= settings.water_goal_ml else (min(full, goal - 1), goal)


def day_needs(entries: Iterable[AnyEntry], settings: Settings, day: date, today: date) -> list[Need]:
    """Return the needs of a day, met or not, in the order of the screen.

    These are breakfast, lunch, dinner, water up to the goal, skin, stress and sleep, and exercise and practice if there
    are entries. A mark "nothing to record" of a kind or meal slot meets its need. Skin without a severity, stress
    without a score, and water below the goal are "part". A day off only has the needs with entries or marks; a day
    after `today` has none.
    """
    if day > today:
        return []
    status = DayStatus(day, entries)
    needs = [
        *(_need(status, slot, "meal", "m", len(status.meals(slot))) for slot in MAIN_SLOTS),
        _water(status, settings),
        _scored(status, "skin", "s", [entry.severity for entry in status.entries if isinstance(entry, Skin)]),
        _scored(status, "stress", "c", [entry.score for entry in status.entries if isinstance(entry, Stress)]),
        _summed(status, "sleep", "z", [entry.hours for entry in status.entries if isinstance(entry, Sleep)]),
    ]
    exercise = [entry.minutes for entry in status.entries if isinstance(entry, Exercise)]
    practice = [entry.minutes for entry in status.entries if isinstance(entry, Practice)]
    optional = (_summed(status, "exercise", "x", exercise), _summed(status, "practice", "p", practice))
    needs += [need for need in optional if need.state == "done"]
    return [need for need in needs if need.state != "missing"] if status.skipped else needs


def count_done(needs: Iterable[Need]) -> tuple[int, int]:
    """Return (number of needs that are met, number of needs), without exercise and practice, which are optional."""
    required = [need for need in needs if need.kind not in ("exercise", "practice")]
    return sum(need.state == "done" for need in required), len(required)


def _need(status: DayStatus, name: str, kind: str, key: str, count: int, amount: float | None = None) -> Need:
    """Return a need that is met by any entry or by a mark."""
    nothing = not count and status.nothing(name, kind)
    state: State = "done" if count or nothing else "missing"
    return Need(name, kind, key, state, have=min(count, 1), amount=amount, nothing=nothing)


def _scored(status: DayStatus, kind: str, key: str, scores: list[int | None]) -> Need:
    """Return a need that is met by an entry with a score; entries without a score meet it in part."""
    recorded = [score for score in scores if score is not None]
    need = _need(status, kind, kind, key, len(recorded), amount=recorded[-1] if recorded else None)
    return Need(kind, kind, key, "part", have=0) if scores and need.state == "missing" else need


def _summed(status: DayStatus, kind: str, key: str, amounts: list[float] | list[int]) -> Need:
    """Return a need that is met by any amount."""
    return _need(status, kind, kind, key, len(amounts), amount=sum(amounts) if amounts else None)


def _water(status: DayStatus, settings: Settings) -> Need:
    """Return the need for water, met by the goal of the settings."""
    ml = status.water_ml()
    have, goal = glasses(ml, settings)
    nothing = not ml and status.nothing("water", "drink")
    state: State = "done" if nothing or have >= goal else "part" if ml else "missing"
    return Need("water", "drink", "w", state, have, goal, amount=ml or None, nothing=nothing)
