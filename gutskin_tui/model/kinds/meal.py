"""Meals, stored as typed. Foods and labels are derived from the text when it is read."""

import re
from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Text
from gutskin_tui.model.kinds.kind import Kind, Measure

Slot = Literal["breakfast", "lunch", "dinner", "snack"]

SLOT_STARTS: tuple[tuple[int, Slot], ...] = (
    (4, "breakfast"),
    (11, "lunch"),
    (15, "snack"),
    (17, "dinner"),
    (22, "snack"),
)
"""Default slots: the first hour of the day of each, in ascending order; before the first it is a snack."""

LATE_HOUR = 21
"""The hour of the day from which a meal is late."""


class Meal(Entry, tag="meal", frozen=True, kw_only=True):
    """A meal, in your own words, with commas between foods."""

    text: Annotated[Text, Meta(min_length=1, title="Foods", description="What you ate, separated by commas")]
    slot: Annotated[Slot | None, Meta(title="Meal", description="Chosen by time of day if empty")] = None

    def check(self) -> None:
        """Raise ValueError if the text is blank."""
        if not self.text.strip():
            raise ValueError("a meal needs at least one food")


def foods_of(text: str) -> tuple[str, ...]:
    """Split a typed meal at its commas and line ends; commas inside brackets do not split."""
    parts, depth, start = [], 0, 0
    for match in _BRACKET_OR_SEPARATOR.finditer(text):
        sign = match[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return tuple([part for part in map(str.strip, parts) if part])


_BRACKET_OR_SEPARATOR = re.compile(r"[()\[\],;\n]")


def slot_at(hour: int) -> Slot:
    """Return the default slot of an hour of the day (0-23)."""
    name: Slot = "snack"
    for start, slot in SLOT_STARTS:
        if hour >= start:
            name = slot
    return name


def slot_of(meal: Meal) -> Slot:
    """Return the slot of a meal, by default that of its time of day."""
    return meal.slot or slot_at(meal.when.hour)


def is_late(meal: Meal) -> bool:
    """Whether a meal is late: from 21:00 on, or after midnight within the same journal day."""
    hour = int(meal.at[11:13])
    return hour >= LATE_HOUR or (hour < 12 and meal.at[:10] > meal.day)


KIND = Kind(
    struct=Meal,
    label="Meal",
    letter="m",
    example='2 eggs, sourdough toast, kimchi --at "yesterday 8pm"',
    positional=("text",),
    summary=lambda meal: ", ".join(foods_of(meal.text)),
    measures=(
        Measure("meals", "Meals", lambda _: 1, "sum", better="neither", decimals=0, cumulative=True),
        Measure("late", "Late meals", lambda meal: float(is_late(meal)), "sum", decimals=0, cumulative=True),
    ),
)
