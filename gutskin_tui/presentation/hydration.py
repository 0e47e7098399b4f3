"""Texts and charts of the Water tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from statistics import median

from rich.text import Text

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.hours import HOURS, HourBars
from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.meter import gauge, meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.clock import Clock
from gutskin_tui.dates import day_month, day_range, days_until
from gutskin_tui.exchange.input.drink_words import is_alcoholic
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.hydration import pace
from gutskin_tui.model.kinds import AnyEntry, Drink
from gutskin_tui.model.kinds.drink import is_water, units
from gutskin_tui.model.series import Series, good_days, grid
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation.series_style import SeriesStyle, series_style
from gutskin_tui.presentation.statistics import WEEK, week_trend
from gutskin_tui.presentation.streaks import streak_summary
from gutskin_tui.settings import Settings
from gutskin_tui.text import clean, counted

TALL_GAUGE = 5
"""Lines of the panel from which the gauge has lines of its own."""

KEYS = ("w +1 glass    - take one back    g goal", "W amount: 330ml adds 330 ml, 6 sets today to 6 glasses")


def drinks_of(entries: Iterable[AnyEntry]) -> list[Drink]:
    """Return the drinks among the entries."""
    return [entry for entry in entries if isinstance(entry, Drink)]


def today_lines(
    drinks: Sequence[Drink], day: date, clock: Clock, settings: Settings, palette: Palette, width: int, height: int
) -> Text:
    """Return the water of a day against its goal; and the pace if the day is today, else the result.

    The gauge takes the whole width from 5 lines on, else what is left beside the numbers.
    """
    ml = sum(drink.ml for drink in drinks if is_water(drink))
    goal = settings.water_goal_ml
    style = series_style("water", settings)
    glasses, wanted = ml / style.divisor, goal / style.divisor
    amounts = f"{style.write(glasses)} of {style.write(wanted)} glasses", f"{ml / 1000:.2f} of {goal / 1000:.1f} L"
    text = Text()
    if height >= TALL_GAUGE:
        text.append(amounts[0], "bold").append(amounts[1].rjust(max(1, width - len(amounts[0])))).append("\n")
        for _ in range(height - TALL_GAUGE + 1):
            text.append_text(gauge(glasses, wanted, width, palette=palette)).append("\n")
    else:
        text.append(f"{amounts[0]}  ", "bold")
        text.append_text(meter(glasses, wanted, 24, spaced=True, palette=palette)).append(f"  {amounts[1]}\n")
    if day == clock.today():
        text.append(f"pace  {pace(drinks, clock, settings) or 'day over'}", "dim")
    else:
        text.append("goal reached" if ml >= goal else f"{(goal - ml) / 1000:.2f} L below the goal", "dim")
    return text.append("".join(f"\n{line}" for line in KEYS), "dim")


def drink_line(drinks: Sequence[Drink], index: int, settings: Settings) -> Text:
    """Return the line of a drink; for water with the glasses so far and those of the goal."""
    drink = drinks[index]
    line = Text().append(drink.clock_time, "dim").append(f"  {clean(summary(drink))}")
    if is_water(drink):
        style = series_style("water", settings)
        so_far = sum(earlier.ml for earlier in drinks[: index + 1] if is_water(earlier)) / style.divisor
        goal = settings.water_goal_ml / style.divisor
        line.append(f"   {style.write(so_far)} of {style.write(goal)}", "dim")
    if drink.note:
        line.append(f'   "{clean(drink.note)}"', "dim italic")
    return line


def glasses_of(ml: float, settings: Settings) -> str:
    """Return an amount of water in glasses: "1 glass", "7.5 glasses"."""
    style = series_style("water", settings)
    return style.amount(ml / style.divisor)


def day_line(day: date, drinks: Sequence[Drink], settings: Settings, palette: Palette) -> Text:
    """Return the line of an earlier day in the list of drinks: its water in glasses, and whether that was the goal."""
    ml = sum(drink.ml for drink in drinks if is_water(drink))
    line = Text(f"{day_month(day, pad='0')}  ", "dim")
    if not drinks:
        return line.append(f"{palette.glyphs.none} nothing logged", "dim")
    line.append(glasses_of(ml, settings))
    if ml >= settings.water_goal_ml:
        line.append(f" {palette.glyphs.met}", palette.good)
    others = [clean(drink.what) for drink in drinks if not is_water(drink)]
    return line.append(f"  {', '.join(dict.fromkeys(others))}", "dim")


def days_chart(
    glasses: Series,
    days: int,
    height: int,
    palette: Palette,
    spans: Sequence[DaySpan] = (),
    crosshair: date | None = None,
) -> BarChart:
    """Return the chart of water by day, in glasses, with the goal, `spans`, and a hairline on the day `crosshair`."""
    last = glasses.today
    first = last - timedelta(days=days - 1)
    return BarChart(
        day_range(first, last),
        grid(glasses.values, first, last),
        goal=glasses.goal or 0,
        spans=spans,
        crosshair=crosshair,
        pending=True,
        unfinished=glasses.so_far is not None,
        height=height,
        palette=palette,
        empty="No water in these days. Press w to log a glass.",
    )


def days_facts(glasses: Series, style: SeriesStyle, run: Streak | None, days: int, palette: Palette) -> Text:
    """Return how often the goal was reached in the last `days` days, the trend and the means, in lines.

    `glasses` is water in glasses and `style` its style; `run` is the streak of days that reach the goal, None while it
    is being counted.
    """
    last, goal = glasses.today, glasses.goal or 0
    finished = grid(glasses.finished, last - timedelta(days=days - 1), last)
    if not glasses.values:
        return Text()  # the chart has a message instead
    met, logged = good_days(finished, goal, "higher")
    text = Text(f"goal met {met} of {logged} days logged")
    if run:
        text.append(f"   {streak_summary(run)}")
    text.append("\n").append_text(week_trend(glasses, palette))
    present = [value for value in finished if value is not None]
    if present:
        mean = sum(present) / len(present)
        text.append(f"   {days} days {mean:.1f}, median {style.write(median(present))}")
    if glasses.so_far is not None:
        text.append(f"\ntoday {style.write(glasses.so_far)} so far, not in these figures yet", "dim")
    return text


def without_strength(drinks: Iterable[Drink]) -> int:
    """Return how many drinks have alcohol by their name, and no strength, so that their alcohol is not known."""
    return sum(not drink.abv and is_alcoholic(drink.what) for drink in drinks)


def other_drinks(drinks: Sequence[Drink], alcohol: Mapping[date, float], limit_units: float, unknown: int = 0) -> Text:
    """Return the counts of a day's other drinks, and the alcohol of the seven days up to it, in units a day.

    `unknown` is the number of drinks of the seven days whose alcohol is not known.
    """
    others = [drink for drink in drinks if not is_water(drink)]
    counts = Counter(clean(drink.what) for drink in others)
    text = Text("   ").join(Text(f"{name} {count}") for name, count in counts.most_common(6)) if counts else Text()
    if not counts:
        text.append("none on this day", "dim")
    drinking = sum(value > 0 for value in alcohol.values())
    of_day = sum(units(drink) for drink in others)
    if drinking:
        week = f"{sum(alcohol.values()):.1f} in 7 days (on {counted(drinking, 'day')})"
        more = f", and {counted(unknown, 'drink')} without a strength" if unknown else ""
        text.append(f"\nalcohol {of_day:.1f} units on this day, {week}{more}")
    elif unknown:
        text.append(f"\nalcohol in 7 days: {counted(unknown, 'drink')} without a strength")
    else:
        text.append("\nno alcohol in 7 days")
    return text.append(f"\nguideline {limit_units:g} units a week   a then d adds any drink", "dim")


def water_by_hour(entries: EntryLookup, today: date) -> list[float]:
    """Return the water of the last four weeks by clock hour, in ml."""
    totals = [0.0] * HOURS
    for day in reversed(days_until(today, 4 * WEEK)):
        for drink in drinks_of(entries(day)):
            if is_water(drink):
                totals[drink.when.hour] += drink.ml
    return totals


def busiest_hour(totals: Sequence[float]) -> str:
    """Return what the highest bar stands for: "most from 21:00: 6.2 L"; "" without water."""
    most = max(totals)
    return f"most from {totals.index(most):02}:00: {most / 1000:.1f} L" if most else ""


def hours_chart(totals: Sequence[float], day_start: time, height: int, palette: Palette) -> HourBars:
    """Return the bars of `totals`, the water by clock hour."""
    empty = "No water logged in four weeks."
    return HourBars(totals, start=day_start.hour, height=height, empty=empty, palette=palette)
