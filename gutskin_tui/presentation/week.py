"""The last seven finished days against the seven before: foods, water, sleep, stress, skin, and one next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from textwrap import wrap

from msgspec import Struct
from rich.text import Text

from gutskin_tui.dates import days_until, short_day
from gutskin_tui.foods.food import TRIGGERS
from gutskin_tui.model.day_index import EntryLookup, day_value
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES, Meal
from gutskin_tui.model.series import Change, change, daily_goal, minimum
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import Tally, tally
from gutskin_tui.settings import Settings
from gutskin_tui.text import cells, counted, lower_case, whole_parts

WEEK = 7
LABEL = 13
"""Cells of the label of a line of `week_text`."""


class WeekMeasure(Struct, frozen=True):
    """The mean of a measure in both weeks, None with fewer than three days; `days` are those with a value.

    `goal` is the goal of a day, None without one. `verdict` is as in `Change.verdict`, "" if a mean is missing.
    """

    name: str
    label: str
    unit: str
    current: float | None
    previous: float | None
    days: int
    days_before: int
    goal: float | None
    verdict: str


class WeekFoods(Struct, frozen=True):
    """What the meals of a week contained for certain; `meal_days` are its days with a meal.

    `plants` are points (herbs and spices count a quarter), `fermented` foods, and `triggers` foods by label.
    """

    meal_days: int
    plants: float
    fermented: int
    triggers: dict[str, int]


class WeekSummary(Struct, frozen=True):
    """Two weeks of finished days: `first` to `last` and the seven days before. Today is in neither.

    `adherence` and `advice` are sentences on the running trial, "" without one.
    """

    first: date
    last: date
    foods: WeekFoods
    foods_before: WeekFoods
    plants_goal: int
    measures: tuple[WeekMeasure, ...]
    adherence: str
    advice: str
    next_step: str


def week_summary(
    entries: EntryLookup,
    analyzer: MealAnalyzer,
    settings: Settings,
    today: date,
    *,
    adherence: str = "",
    advice: str = "",
) -> WeekSummary:
    """Compare the seven days before `today` with the seven before them; `entries` returns the entries of a day."""
    last = today - timedelta(days=1)
    outcome = MEASURE_NAMES.get(settings.outcome, "severity")
    names = tuple(dict.fromkeys(("water", "sleep", "stress", outcome)))
    measures = tuple(_measure(name, entries, last, settings) for name in names)
    foods = _foods(entries, analyzer, days_until(last, WEEK))
    before = _foods(entries, analyzer, days_until(last - timedelta(days=WEEK), WEEK))
    step = advice and f"Trial: {advice}."
    step = step or _next_step(foods, measures, settings.plants_goal)
    first = last - timedelta(days=WEEK - 1)
    return WeekSummary(first, last, foods, before, settings.plants_goal, measures, adherence, advice, step)


def week_lines(summary: WeekSummary) -> list[str]:
    """Return the summary as lines of text."""
    now, before = summary.foods, summary.foods_before
    lines = [
        f"{short_day(summary.first)} to {short_day(summary.last)}, against the 7 days before (today is not counted)",
        f"Meals      logged on {now.meal_days} of 7 days (before {before.meal_days})",
    ]
    if now.meal_days:
        lines += [
            f"Plants     {now.plants:g} of {summary.plants_goal} (before {_count(before, before.plants)})",
            f"Fermented  {now.fermented} (before {_count(before, before.fermented)})",
            f"Triggers   {_triggers(now, before)}",
        ]
    lines += [_measure_line(measure) for measure in summary.measures]
    if summary.adherence:
        lines.append(f"Trial      {summary.adherence}")
    return [*lines, f"Next: {summary.next_step}"]


def week_text(summary: WeekSummary, width: int, height: int) -> Text:
    """Return the summary in `height` short lines, with the numbers of the week before in brackets, and the next step.

    The lines are at most `width` cells wide, but for the next step.
    """
    now, before = summary.foods, summary.foods_before
    lines = [_short_line(measure) for measure in summary.measures if measure.current is not None]
    if now.meal_days:
        known = before.meal_days > 0
        lines[:0] = [
            ("plants", f"{now.plants:g} of {summary.plants_goal}", f"({before.plants:g})" if known else ""),
            ("fermented", f"{now.fermented}", f"({before.fermented})" if known else ""),
        ]
    text = Text()
    step = f"Next: {summary.next_step}"
    room = height - len(wrap(step, width))
    if now.meal_days:
        triggers = _in_lines(_triggers(now, before), width - LABEL, room - len(lines))
        lines += [("" if number else "triggers", "", line) for number, line in enumerate(triggers)]
    for label, number, rest in lines[:room]:
        line = Text(f"{label:<{LABEL}}").append(f"{number:<13}" if number else "", "bold").append(rest, "dim")
        line.truncate(width, overflow="ellipsis")
        text.append_text(line).append("\n")
    return text.append(step)


def _in_lines(text: str, width: int, most: int) -> list[str]:
    """Return a list with commas in up to `most` lines of `width` cells; what does not fit in the last is counted."""
    lines: list[str] = []
    parts = text.split(", ")
    while parts and len(lines) < most:
        if len(lines) == most - 1 or cells(", ".join(parts)) <= width:
            return [*lines, whole_parts(", ".join(parts), width)]
        fitting = 1
        while cells(f"{', '.join(parts[: fitting + 1])},") <= width:
            fitting += 1
        lines.append(f"{', '.join(parts[:fitting])},")
        parts = parts[fitting:]
    return lines


def _short_line(measure: WeekMeasure) -> tuple[str, str, str]:
    """Return the label, the mean, and the mean of the week before with the change in words."""
    decimals = MEASURES[measure.name][1].decimals
    number = f"{_number(measure.current or 0, decimals)} {measure.unit}".strip()
    if measure.previous is None:
        return lower_case(measure.label), number, ""
    change_words = "about the same" if measure.verdict == "same" else measure.verdict
    return lower_case(measure.label), number, f"({_number(measure.previous, decimals)}) {change_words}"


def _measure(name: str, entries: EntryLookup, last: date, settings: Settings) -> WeekMeasure:
    """Return both means of a measure."""
    kind, measure = MEASURES[name]
    values: dict[date, float] = {}
    for day in days_until(last, 2 * WEEK):
        value = day_value(measure, [entry for entry in entries(day) if entry.kind == kind.name])
        if value is not None:
            values[day] = value
    middle = last - timedelta(days=WEEK)
    means: Change = change(values, last, WEEK)
    current = sum(day > middle for day in values)
    return WeekMeasure(
        name,
        measure.label,
        measure.unit,
        means.current,
        means.previous,
        current,
        len(values) - current,
        daily_goal(name, settings),
        means.verdict(measure),
    )


def _foods(entries: EntryLookup, analyzer: MealAnalyzer, days: Sequence[date]) -> WeekFoods:
    of_days = [entry for day in days for entry in entries(day)]
    counts: Tally = tally(analyzer, of_days)
    meal_days = len({entry.day for entry in of_days if isinstance(entry, Meal)})
    return WeekFoods(meal_days, counts.plants.points, counts.fermented, counts.triggers)


def _next_step(foods: WeekFoods, measures: Sequence[WeekMeasure], plants_goal: int) -> str:
    """Return one step: first what no average can be given of, then the plants that are missing to the goal."""
    if not foods.meal_days:
        return "log your meals; none is logged in these 7 days."
    for measure in measures:
        if measure.current is None:
            more = minimum(WEEK) - measure.days
            return f"log {lower_case(measure.label)} on {counted(more, 'more day')} for a weekly average."
    if foods.plants < plants_goal:
        more = ceil(plants_goal - foods.plants)  # herbs and spices count a quarter
        return f"{counted(more, 'more plant')} in a week to reach your goal of {plants_goal}."
    return "nothing is missing; go on logging."


def _count(foods: WeekFoods, number: float) -> str:
    """Return a count of the week before, "no meals logged" if it has none."""
    return f"{number:g}" if foods.meal_days else "no meals logged"


def _triggers(now: WeekFoods, before: WeekFoods) -> str:
    """Return the foods with each trigger, the most frequent first."""
    eaten = sorted(now.triggers, key=lambda label: -now.triggers[label])
    eaten += [label for label in before.triggers if label not in now.triggers]
    parts = [f"{TRIGGERS[label]} {now.triggers.get(label, 0)} ({before.triggers.get(label, 0)})" for label in eaten]
    return ", ".join(parts) or "none"


def _measure_line(measure: WeekMeasure) -> str:
    """Return a line with both means and the days behind them; without a mean, what it needs."""
    unit = f" {measure.unit}" if measure.unit else ""
    name = f"{measure.label:<10}"
    if measure.current is None:
        return f"{name} no average: {measure.days} of 7 days logged, at least {minimum(WEEK)} needed"
    decimals = MEASURES[measure.name][1].decimals
    text = f"{name} {_number(measure.current, decimals)}{unit} on average, {measure.days} of 7 days"
    if measure.previous is None:
        return f"{text} (before: too few days, {measure.days_before} of 7)"
    verdict = "" if measure.verdict == "" else f", {'about the same' if measure.verdict == 'same' else measure.verdict}"
    return f"{text} (before {_number(measure.previous, decimals)}{unit}, {measure.days_before} of 7 days{verdict})"


def _number(value: float, decimals: int) -> str:
    """Return a number without trailing zeros."""
    return f"{round(value, decimals):g}"
