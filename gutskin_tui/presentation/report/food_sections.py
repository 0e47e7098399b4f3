"""Sections of a report on the gut, and on usual foods, triggers, water and alcohol."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import mean

from gutskin_tui.foods.food import TRIGGERS, Certainty
from gutskin_tui.model.kinds import KINDS, AnyEntry, Gut, Meal
from gutskin_tui.model.meal_tally import foods_by_key
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.hydration import drinks_of, without_strength
from gutskin_tui.presentation.report.key_numbers import SpanLookup
from gutskin_tui.presentation.report.section import listed, typed
from gutskin_tui.text import counted

MOST_FOODS = 8
MOST_TRIGGERS = 6
ML_IN_LITRE = 1000


def gut_lines(entries: Sequence[AnyEntry], span: SpanLookup) -> tuple[str, ...]:
    """Return bloating and gut pain with mean and worst day, and how often each stool form was recorded."""
    lines = []
    for name in ("bloating", "pain"):
        measured = span(name)
        values = [value for value in measured.points if value is not None]
        if values:
            worst = measured.style.write(max(values))
            days = counted(len(values), "day")
            lines.append(f"{measured.style.label}: mean {mean(values):.1f} of 10 on {days}, worst {worst}")
    field = KINDS["gut"].field("stool")
    forms = Counter(field.band(entry.stool) for entry in entries if isinstance(entry, Gut) and entry.stool is not None)
    if forms:
        counts = ", ".join(f"{word} {counted(count, 'time')}" for word, count in forms.most_common())
        lines.append(f"Stool form: {counts}")
    return tuple(lines)


def food_lines(entries: Sequence[AnyEntry], analyzer: MealAnalyzer, span: SpanLookup) -> tuple[str, ...]:
    """Return the foods eaten on most days, the days with each trigger, water, and alcohol."""
    meals = [entry for entry in entries if isinstance(entry, Meal)]
    meal_days = len({meal.date for meal in meals})
    lines = []
    if meals:
        lines.append(f"Most often, of {counted(meal_days, 'day')} with meals: {_usual_foods(meals)}")
        if triggers := _trigger_days(meals, analyzer):
            lines.append(f"Days with, by the names of the foods: {triggers}")
    water = span("water")
    amounts = [value * water.style.divisor / ML_IN_LITRE for value in water.finished if value is not None]
    if amounts:
        days = counted(len(amounts), "recorded day")
        lines.append(f"Water: {mean(amounts):.1f} litres a day, mean of {days}")
    alcohol = [value for value in span("alcohol").points if value]
    if alcohol:
        days = counted(len(alcohol), "day")
        lines.append(f"Alcohol: {sum(alcohol):.1f} units in all, on {days} (a unit is 10 ml of alcohol)")
    if unknown := without_strength(drinks_of(entries)):
        lines.append(f"Alcohol of {counted(unknown, 'drink')} without a strength is not known")
    return tuple(lines)


def _usual_foods(meals: Sequence[Meal]) -> str:
    days: dict[str, set[date]] = {}
    names: dict[str, str] = {}
    for meal in meals:
        for key, food in foods_by_key(meal.text).items():
            names[key] = food
            days.setdefault(key, set()).add(meal.date)
    ordered = sorted(days, key=lambda key: -len(days[key]))
    return ", ".join(f"{typed(names[key])} {len(days[key])}" for key in ordered[:MOST_FOODS])


def _trigger_days(meals: Sequence[Meal], analyzer: MealAnalyzer) -> str:
    """Return on how many days a meal certainly contained each trigger, the most frequent first."""
    days: dict[str, set[date]] = {}
    for meal in meals:
        for label, certainty in analyzer.labels(meal).items():
            if label in TRIGGERS and certainty is Certainty.YES:
                days.setdefault(label, set()).add(meal.date)
    ordered = sorted(days, key=lambda label: -len(days[label]))
    return listed((f"{TRIGGERS[label]} {len(days[label])}" for label in ordered), MOST_TRIGGERS)
