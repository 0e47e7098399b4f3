"""`gutskin streaks` and `gutskin trends`: charts in text, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click
import msgspec
from rich.table import Table
from rich.text import Text

from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.charts.strip import mark_strip, strip_axis
from gutskin_tui.charts.trend import trend
from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_json, print_line
from gutskin_tui.cli.rendering import console, palette_of, print_renderable
from gutskin_tui.dates import days_until
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.kinds import LISTED, MEASURE_NAMES, MEASURES
from gutskin_tui.model.series import Series, grid, least_change, series_of
from gutskin_tui.model.streaks import Streak, regularity, streak
from gutskin_tui.presentation.statistics import more_days

CHART_DAYS = 28
"""Days in a chart, up to and including today."""
MEAN = 7
"""Window in days of the mean that `gutskin trends` prints."""
CHART_HEIGHT, CHART_WIDTH = 11, 100


@click.command(cls=Command)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As a JSON array of {name, current, longest, last_chance, days_left, regularity}.",
)
@pass_session
def streaks(session: Session, as_json: bool) -> None:
    """Show the days in a row with an entry, and how regular they are.

    Today does not break a streak before it ends, and a day off never does. Regularity is smoothed over weeks, from 0 to
    100 %, so one missed day costs little; today is left out until it ends or has what was wanted. In JSON, last_chance
    is the day that breaks the streak if it ends without an entry, days_left the days until then (both null without a
    streak), and regularity lies between 0 and 1.
    """
    today = session.clock.today()
    runs = list(_runs(_day_index(session), session, today))
    if as_json:
        documents = (
            {
                "name": name,
                "current": run.current,
                "longest": run.longest,
                "last_chance": run.last_chance,
                "days_left": run.days_left(today),
                "regularity": score,
            }
            for name, _, run, score in runs
        )
        print_json(map(msgspec.json.encode, documents))
    elif not runs:
        print_line("Nothing yet: a streak begins with the first entry.")
    else:
        _print_streaks(session, runs, today)


@click.command(cls=Command)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="As a JSON array of {series, label, unit, so_far, days: [{day, value, mean7, mean28, mean90}]}.",
)
@pass_session
def trends(session: Session, as_json: bool) -> None:
    """Show every series: its 7-day mean, which way it goes, 28 days.

    A day without an entry is missing, never 0; a mean needs entries on three days of seven. Today's water, minutes and
    other sums count only once the day has ended or has reached its goal. In JSON, days run from the first with a value
    to today without holes, what is missing is null, and so_far tells that the value of today is in no mean yet.
    """
    index, today = _day_index(session), session.clock.today()
    recorded = [series_of(name, values, today, session.settings) for name in MEASURES if (values := index.values[name])]
    if as_json:
        print_json(msgspec.json.encode(series.document(min(series.values), today)) for series in recorded)
    elif not recorded:
        print_line("Nothing yet: trends begin with the first entry.")
    else:
        _print_trends(session, recorded, today)


def _day_index(session: Session) -> DayIndex:
    index = DayIndex()
    with session.open(read_only=True) as journal:
        for day in journal.days():
            index.update(day, journal.day(day))
    return index


def _runs(index: DayIndex, session: Session, today: date) -> Iterator[tuple[str, set[date], Streak, float]]:
    """Yield (name, active days, streak, regularity from 0 to 1): any entry, each recorded kind, the water goal."""
    water, goal = index.values["water"], session.settings.water_goal_ml
    streak_days: list[tuple[str, set[date], dict[date, float] | None, float]] = [
        ("any entry", index.days() | set().union(*index.nothing.values()), None, 1.0)
    ]
    streak_days += [(name, index.active_days(name), None, 1.0) for name, kind in LISTED.items() if kind.has_streak]
    streak_days.append(("water goal", {day for day, ml in water.items() if ml >= goal}, water, goal))
    for name, done, amounts, target in streak_days:
        if done:
            score = regularity(amounts or dict.fromkeys(done, 1.0), today, target=target, skipped=index.skipped)
            yield name, done, streak(done, index.skipped, today), score


def _print_streaks(session: Session, runs: list[tuple[str, set[date], Streak, float]], today: date) -> None:
    palette = palette_of(session)
    days = days_until(today, CHART_DAYS)
    table = Table.grid(padding=(0, 2))
    for name, done, run, score in runs:
        table.add_row(
            Text(name),
            Text(f"{run.current} d", justify="right"),
            Text(f"longest {run.longest}", justify="right"),
            Text(f"regular {score:.0%}", justify="right"),
            mark_strip([day in done for day in days], pending=True, palette=palette),
        )
    table.add_row("", "", "", "", strip_axis(days, today=today, palette=palette))
    print_renderable(table)
    if urgent := [name for name, _, run, _ in runs if run.last_chance == today and run.current > 1]:
        print_line(f"Last chance today: {', '.join(urgent)}.")


def _print_trends(session: Session, recorded: list[Series], today: date) -> None:
    palette = palette_of(session)
    days = days_until(today, CHART_DAYS)
    first = days[0]
    outcome = MEASURE_NAMES.get(session.settings.outcome)
    table = Table.grid(padding=(0, 2))
    for series in recorded:
        measure, values = series.measure, grid(series.values, first, today)
        if measure.name == outcome and any(value is not None for value in values):
            mean = series.means(first, today, MEAN)
            print_renderable(Text(f"{measure.label}, day by day and the mean of {MEAN} days"))
            print_renderable(
                LineChart(
                    days,
                    values,
                    mean,
                    lo=measure.low,
                    hi=measure.high,
                    height=CHART_HEIGHT,
                    width=min(CHART_WIDTH, console().width),
                    palette=palette,
                )
            )
        finished = grid(series.finished, first, today)
        table.add_row(
            Text(measure.label),
            _direction(series, palette),
            sparkline(finished, pending=True, lo=measure.low, hi=measure.high, palette=palette),
        )
    print_renderable(table)
    if unfinished := ", ".join(_so_far(series) for series in recorded if series.so_far is not None):
        print_renderable(Text(f"Today so far, not counted yet: {unfinished}"))


def _direction(series: Series, palette: Palette) -> Any:
    """Return the mean and its change as text, or how many days are missing for a mean."""
    measure, step = series.measure, series.change(MEAN)
    if step.current is None:
        return f"needs {more_days(series.needs_days(MEAN))}"
    return trend(
        step.current,
        step.previous,
        better="neutral" if measure.better == "neither" else measure.better,
        least=least_change(step.previous or 0, measure.decimals),
        label="",
        decimals=measure.decimals,
        unit=measure.unit,
        palette=palette,
    )


def _so_far(series: Series) -> str:
    measure = series.measure
    return f"{measure.label.lower()} {series.so_far:.{measure.decimals}f} {measure.unit}".rstrip()
