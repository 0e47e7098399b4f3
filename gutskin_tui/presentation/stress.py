"""Texts and charts of the Stress tab."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.strip import mark_strip, strip_axis, value_strip
from gutskin_tui.charts.two_series import TwoSeriesChart
from gutskin_tui.dates import day_range, days_until
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.series import SeriesLookup, grid
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation.statistics import week_trend
from gutskin_tui.presentation.streaks import best, length
from gutskin_tui.text import clean

KINDS_HERE = ("stress", "sleep", "exercise", "practice")
"""The kinds this tab lists."""

STRIPS = (
    ("stress", 1.0, "stress"),
    ("mood", 1.0, "mood"),
    ("sleep", 1.0, "sleep h"),
    ("quality", 1.0, "quality"),
    ("exercise", 10.0, "move ×10"),
)
"""(series, its divisor for a digit of the strip, label) of each strip."""

METER = 10
"""Cells of the meter of the week's exercise."""


def entries_here(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Return the entries of stress, sleep, exercise and practices."""
    return [entry for entry in entries if entry.kind in KINDS_HERE]


def entry_line(entry: AnyEntry) -> Text:
    """Return the line of an entry in the list."""
    line = Text().append(f"{entry.when:%H:%M}", "dim").append(f"  {entry.kind:<9} {clean(summary(entry))}")
    return line.append(f'  "{clean(entry.note)}"', "dim italic") if entry.note else line


def strips(lookup: SeriesLookup, today: date, days: int, palette: Palette, *, key: bool) -> Text:
    """Return strips of the last `days` days, a character a day; `key` adds the legend of empty days."""
    first = today - timedelta(days=days - 1)
    dates = day_range(first, today)
    text = Text()
    for name, divisor, label in STRIPS:
        series = lookup(name, first).scaled(divisor)
        text.append(f"{label.replace('×', palette.glyphs.times):<9}")
        text.append_text(value_strip(grid(series.values, first, today), pending=True, palette=palette)).append("  ")
        text.append_text(week_trend(series, palette, words=days < 28)).append("\n")
    practised = lookup("practice", first).values
    text.append(f"{'practice':<9}")
    text.append_text(mark_strip([day in practised for day in dates], pending=True, palette=palette))
    text.append(f"  {len(practised)}/{days} d\n")
    return text.append(" " * 9).append_text(strip_axis(dates, today=today, key=key, palette=palette))


def beside_skin(lookup: SeriesLookup, today: date, days: int, height: int, palette: Palette) -> RenderableType:
    """Return the chart of stress and skin severity on the same 0-10 scale."""
    first = today - timedelta(days=days - 1)
    dates = day_range(first, today)
    skin = grid(lookup("severity", first).values, first, today)
    stress = grid(lookup("stress", first).values, first, today)
    chart = TwoSeriesChart(
        dates,
        skin,
        stress,
        ("skin", "stress"),
        lo=0,
        hi=10,
        height=height,
        empty="c logs both in two digits",
        palette=palette,
    )
    return Group(chart, chart.legend())


def exercise_week(minutes: Mapping[date, float], goal: float, palette: Palette) -> Text:
    """Return the minutes of exercise in the last seven days, by day in `minutes`, against the goal of a week."""
    if not minutes:
        return Text(f"no exercise logged in 7 days; the goal is {goal} min", "dim")
    text = Text(f"exercise {sum(minutes.values()):g} of {goal} min in 7 days  ")
    return text.append_text(meter(sum(minutes.values()), goal, METER, palette=palette))


def practice_days(run: Streak | None, entries: EntryLookup, today: date, palette: Palette) -> Text:
    """Return the streak of days with any practice, and each practice's count and last day in four weeks.

    `run` is the streak, None while the journal is being read.
    """
    if run is None:
        return Text(f"counting {palette.glyphs.ellipsis}", "dim")
    text = Text(f"practices: streak {length(run)}   {best(run)}\n")
    latest: dict[str, tuple[date, int]] = {}
    for day in reversed(days_until(today, 28)):
        for entry in entries(day):
            if entry.kind == "practice":
                name = str(entry.recorded()["what"])
                latest[name] = (latest.get(name, (day, 0))[0], latest.get(name, (day, 0))[1] + 1)
    for name, (day, count) in sorted(latest.items(), key=lambda item: -item[1][1])[:5]:
        ago = (today - day).days
        when = "today" if ago == 0 else "yesterday" if ago == 1 else f"{ago} days ago"
        times = "times" if count > 1 else "time "
        text.append(f"{clean(name):<14.14} {count:>2} {times} in 28 days, last {when}\n")
    if not latest:
        text.append("p, then a letter, logs a practice.", "dim")
    text.rstrip()
    return text
