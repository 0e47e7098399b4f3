"""Streaks: the days that count for each, the lines on Today, and the table of `gutskin streaks`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from gutskin_tui.charts.meter import streak_bar
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.strip import GROUP, mark_strip, strip_axis, strip_width
from gutskin_tui.dates import days_until
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import WITH_STREAK
from gutskin_tui.model.streaks import DAILY, Frequency, Streak, frequency, reached_days, regularity, streak
from gutskin_tui.presentation.loading import loading
from gutskin_tui.settings import Settings
from gutskin_tui.text import counted

ANY, WATER_GOAL = "any entry", "water goal"
MAIN = (ANY, "meal", WATER_GOAL, "skin")
"""The streaks on Today, in order."""
NAMES = (ANY, *WITH_STREAK, WATER_GOAL)
"""All streaks, in order."""
ACTIONS = {ANY: "add", "meal": "meal", WATER_GOAL: "tab_water", "skin": "skin"}
"""The id of the action that leads to what each of `MAIN` counts."""
STRIP_DAYS = 28
"""Days of the strip in the table, up to and including today."""
WITH_DAYS_LEFT = 56
"""Columns from which a line of Today has the days until the streak breaks."""
BESIDE_BAR, LEAST_BAR = WITH_DAYS_LEFT + 2, 4
"""Columns of a line of Today beside its bar, and the least of a bar."""
NONE_YET = "Nothing yet: a streak begins with the first entry."


class StreakRow(Struct, frozen=True):
    """A row of the table: the days that count, the streak, and the regularity score from 0 to 1."""

    name: str
    days: set[date]
    streak: Streak
    regularity: float


def streak_days(index: DayIndex, water_goal_ml: float, names: Iterable[str] = MAIN) -> dict[str, set[date]]:
    """Return the days that count for the streaks called `names`."""
    return {
        name: reached_days(index.values["water"], water_goal_ml)
        if name == WATER_GOAL
        else index.active_days(None if name == ANY else name)
        for name in names
    }


def counts(index: DayIndex, water_goal_ml: float, name: str, day: date) -> bool:
    """Return whether a day counts for the streak called `name`."""
    if name == WATER_GOAL:
        amount = index.values["water"].get(day)
        return amount is not None and amount >= water_goal_ml
    return index.is_active(day, None if name == ANY else name)


def wanted(settings: Settings, name: str) -> Frequency:
    """Return how often a day that counts for the streak called `name` is wanted: daily unless the settings say else."""
    written = settings.frequencies.get(name)
    return frequency(written) if written and name in WITH_STREAK else DAILY


def regularity_of(index: DayIndex, settings: Settings, name: str, days: set[date], today: date) -> float:
    """Return the regularity score, 0 to 1, of the streak called `name` that `days` count for.

    Each entry of a kind is a time; a day marked as having nothing to record counts as done.
    """
    if name == WATER_GOAL:
        return regularity(index.values["water"], today, unit=settings.water_goal_ml, skipped=index.skipped)
    often = wanted(settings, name)
    times = max(1.0, often.per_day)
    amounts = dict.fromkeys(days, times)
    if name in WITH_STREAK and often != DAILY:
        amounts |= {day: index.counts[name].get(day) or times for day in days}
    return regularity(amounts, today, wanted=often, skipped=index.skipped)


def streak_rows(index: DayIndex, settings: Settings, today: date) -> list[StreakRow]:
    """Return a row for each streak that has any day."""
    rows = []
    for name, days in streak_days(index, settings.water_goal_ml, NAMES).items():
        if days:
            score = regularity_of(index, settings, name, days, today)
            rows.append(StreakRow(name, days, streak(days, index.skipped, today), score))
    return rows


def current_streak(run: Streak) -> str:
    """Return the current streak: "3-day streak", "no streak now"."""
    return f"{run.current}-day streak" if run.current else "no streak now"


def streak_summary(run: Streak) -> str:
    """Return the current and the longest streak: "3-day streak, longest 12"."""
    return f"{current_streak(run)}, longest {run.longest}"


def streak_words(run: Streak, regularity: float, today: date) -> tuple[str, str, str, str]:
    """Return the current streak, the longest, the regularity, and the days until it breaks.

    As in "3 days", "longest 12", "98% regular", "1 day left"; the last is "log today" without a day left, and "" if no
    streak runs.
    """
    current = counted(run.current, "day") if run.current else "none now"
    left = run.days_left(today)
    breaks = "" if left is None else f"{counted(left, 'day')} left" if left else "log today"
    return current, f"longest {run.longest}", f"{regularity:.0%} regular", breaks


def ends_today(run: Streak, today: date) -> bool:
    """Whether the current streak ends unless something is logged today."""
    return bool(run.current) and run.days_left(today) == 0


def streak_lines(
    streaks: Sequence[tuple[str, Streak]],
    regularities: Mapping[str, float],
    today: date,
    palette: Palette,
    *,
    wide: bool,
    width: int,
) -> Text:
    """Return the streaks with their regularity, a line each if `wide`, else as many as fit on a line of `width` cells.

    An empty `streaks` means that they are still being counted, and the text says so. A click on a streak leads to what
    it counts.
    """
    if not streaks:
        return loading(palette)
    if not any(run.longest for _, run in streaks):
        return Text(NONE_YET, "dim")
    if not wide:
        running = [(name, run) for name, run in streaks if run.current]
        words = [
            Text(f"{name} {counted(run.current, 'day')}, {regularities.get(name, 0):.0%}", _link(name))
            for name, run in running
        ]
        if words:
            words[0].append(" regular")  # the others are read like it
        between = Text(f" {palette.glyphs.separator} ")
        lines = (between.join(words[:fitting]) for fitting in range(len(words), 0, -1))
        return next((line for line in lines if line.cell_len <= width), Text("No streak now."[:width]))
    text = Text()
    room = min(STRIP_DAYS, width - BESIDE_BAR)
    for name, run in streaks:
        current, longest, regular, breaks = streak_words(run, regularities.get(name, 0), today)
        start = len(text)
        text.append(f"{name:<10}").append(f"{current:>9}  ", "bold")
        if room >= LEAST_BAR:
            bar = streak_bar(run.current, room, palette=palette) if run.current else Text()
            text.append_text(bar).append(" " * (room + 2 - bar.cell_len))
        text.append(longest, "dim")
        if width >= WITH_DAYS_LEFT - 12:
            text.append(f" {regular:>{max(1, 22 - len(longest))}}", "dim")
        if len(text) - start + 2 + len(breaks) <= width and width >= WITH_DAYS_LEFT:
            text.append(f"  {breaks}", "dim")
        text.stylize(_link(name), start)
        text.append("\n")
    day_off = "Taking a day off? Press a, then o: streaks are kept."
    return text.append(day_off if len(day_off) <= width else "A day off (a, then o) keeps a streak.", "dim")


def _link(name: str) -> Style:
    """Return the style of a text whose click leads to what the streak called `name` counts."""
    return Style(meta={"@click": f"app.pick('{ACTIONS[name]}')"})


def streak_table(rows: Sequence[StreakRow], today: date, palette: Palette, width: int) -> RenderableType:
    """Return the table of streaks with a strip of the last days, and a line of those that end today.

    The strip has as many whole groups of days as fit in `width` cells, at most `STRIP_DAYS`.
    """
    words = [(row.name, *streak_words(row.streak, row.regularity, today)) for row in rows]
    room = width - sum(max(map(len, column)) + 2 for column in zip(*words, strict=True))
    days = days_until(
        today, next(days for days in range(STRIP_DAYS, 0, -GROUP) if strip_width(days) <= max(room, GROUP))
    )
    table = Table.grid(padding=(0, 2))
    for row, (_, current, longest, regular, breaks) in zip(rows, words, strict=True):
        table.add_row(
            Text(row.name),
            Text(current, justify="right"),
            Text(longest),
            Text(regular, justify="right"),
            Text(breaks),
            mark_strip([day in row.days for day in days], pending=True, palette=palette),
        )
    table.add_row("", "", "", "", "", strip_axis(days, today=today, palette=palette))
    last_day = [row.name for row in rows if ends_today(row.streak, today) and row.streak.current > 1]
    return Group(table, Text(f"Log today to keep: {', '.join(last_day)}")) if last_day else table
