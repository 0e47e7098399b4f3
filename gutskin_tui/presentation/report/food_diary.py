"""The food diary for a dietitian: what was eaten and drunk by time, and symptoms with their delay after a meal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from gutskin_tui.dates import days_until
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry, Drink, Gut, Meal, Skin
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.kind import joined, minutes_text, value_text
from gutskin_tui.text import one_line

LONGEST = 120
"""Cells of a meal."""
LONGEST_DELAY = 12 * 60
"""Minutes after a meal within which a symptom has a delay."""


class DiaryDay(Struct, frozen=True):
    """A day: its meals and drinks with their times, the day's water in ml, and its symptoms with times and delays."""

    day: date
    eaten: tuple[str, ...]
    water_ml: int
    symptoms: tuple[str, ...]


def food_diary(entries: EntryLookup, last: date, days: int) -> tuple[DiaryDay, ...]:
    """Return the last `days` days, oldest first."""
    return tuple(_diary_day(day, entries(day)) for day in days_until(last, days))


def _diary_day(day: date, entries: Sequence[AnyEntry]) -> DiaryDay:
    eaten, symptoms = [], []
    water = 0
    meal: Meal | None = None
    for entry in sorted(entries, key=lambda entry: entry.when):
        if isinstance(entry, Drink) and is_water(entry):
            water += entry.ml
        elif isinstance(entry, Meal | Drink):
            eaten.append(f"{entry.clock_time} {one_line(summary(entry), LONGEST)}")
        if isinstance(entry, Meal):
            meal = entry
        elif isinstance(entry, Gut | Skin) and (words := _symptom(entry)):
            symptoms.append(f"{entry.clock_time} {words}{_delay(meal, entry)}")
    return DiaryDay(day, tuple(eaten), water, tuple(symptoms))


def _symptom(entry: Gut | Skin) -> str:
    """Return the scores of an entry that are reported here; "" for none."""
    if isinstance(entry, Gut):
        return joined(
            value_text("bloating", entry.bloating), value_text("pain", entry.pain), value_text("stool", entry.stool)
        )
    return joined(value_text("skin", entry.severity), value_text("itch", entry.itch))


def _delay(meal: Meal | None, entry: AnyEntry) -> str:
    """Return how long after the last meal of its day an entry was recorded, in brackets: " (2h20)"."""
    if meal is None:
        return ""
    minutes = (entry.when - meal.when).total_seconds() / 60
    return f" ({minutes_text(minutes)})" if minutes <= LONGEST_DELAY else ""
