"""What the Water tab draws."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from statistics import median

from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.charts.hour_strip import HOURS, hours_line
from gutskin_tui.charts.meter import meter
from gutskin_tui.dates import day_range, days_until
from gutskin_tui.model.entries import summary
from gutskin_tui.model.hydration import pace
from gutskin_tui.model.kinds import Drink
from gutskin_tui.model.kinds.drink import is_water, units
from gutskin_tui.model.series import good_days, grid
from gutskin_tui.model.streaks import reached_days, streak
from gutskin_tui.presentation.statistics import week_trend
from gutskin_tui.text import clean
from gutskin_tui.tui.state import Session

WEEK = 7


def drinks_of(session: Session) -> list[Drink]:
    """Return the shown day's drinks, in order of time."""
    return [entry for entry in session.entries() if isinstance(entry, Drink)]


def today_lines(session: Session) -> Text:
    """Say how far the day's water has got, and the pace if the day is today."""
    settings = session.settings
    ml = sum(drink.ml for drink in drinks_of(session) if is_water(drink))
    goal = settings.water_goal_ml
    text = Text().append(f"{ml / settings.glass_ml:.3g} of {goal / settings.glass_ml:.3g} glasses  ", "bold")
    text.append_text(meter(ml / settings.glass_ml, goal / settings.glass_ml, 24, spaced=True, palette=session.palette))
    text.append(f"  {ml / 1000:.2f} of {goal / 1000:.1f} L\n")
    if session.day == session.today:
        text.append(f"pace  {pace(drinks_of(session), session.clock, settings) or 'no more today'}", "dim")
    else:
        text.append("goal reached" if ml >= goal else f"{(goal - ml) / 1000:.2f} L short of the goal", "dim")
    return text


def drink_line(session: Session, drinks: list[Drink], index: int) -> Text:
    """Draw one drink; water with the glasses so far."""
    drink = drinks[index]
    line = Text().append(f"{drink.when:%H:%M}", "dim").append(f"  {clean(summary(drink))}")
    if is_water(drink):
        so_far = sum(earlier.ml for earlier in drinks[: index + 1] if is_water(earlier)) / session.settings.glass_ml
        line.append(f"   ({so_far:.3g})", "dim")
    if drink.note:
        line.append(f'   "{clean(drink.note)}"', "dim italic")
    return line


def days_chart(session: Session, days: int, height: int) -> RenderableType:
    """Draw water by day in glasses with the goal, and what it comes to."""
    palette, settings, last = session.palette, session.settings, session.today
    first = last - timedelta(days=days - 1)
    glasses = session.series("water", first).scaled(settings.glass_ml)
    finished = grid(glasses.finished, first, last)
    goal = settings.water_goal_ml / settings.glass_ml
    dates = day_range(first, last)
    chart = BarChart(
        dates,
        grid(glasses.values, first, last),
        goal=goal,
        pending=True,
        height=height,
        palette=palette,
        empty="w logs a glass; bars grow here.",
    )
    met, logged = good_days(finished, goal, "higher")
    text = Text(f"goal met {met} of {logged} days logged")
    if session.day_index:
        run = streak(
            reached_days(session.day_index.values["water"], settings.water_goal_ml), session.day_index.skipped, last
        )
        text.append(f"   streak {run.current}d   best {run.longest}d")
    text.append("\n").append_text(week_trend(session, "water", settings.glass_ml))
    present = [value for value in finished if value is not None]
    if present:
        text.append(f"   {days}d mean {sum(present) / len(present):.1f}   median {median(present):.3g} glasses")
    if glasses.so_far is not None:
        text.append(f"\ntoday {glasses.so_far:.3g} so far, not in these figures yet", "dim")
    return Group(chart, text)


def other_drinks(session: Session) -> Text:
    """Count the shown day's other drinks, and the week's alcohol beside its reference."""
    today = [drink for drink in drinks_of(session) if not is_water(drink)]
    counts = Counter(clean(drink.what) for drink in today)
    text = Text("   ").join(Text(f"{name} {count}") for name, count in counts.most_common(6)) if counts else Text()
    if not counts:
        text.append("none on this day", "dim")
    week = session.values("alcohol", session.day - timedelta(days=WEEK - 1), session.day)
    total, limit = sum(week.values()), session.settings.alcohol_limit_units
    drinking = sum(value > 0 for value in week.values())
    here = sum(units(drink) for drink in today)
    text.append(f"\nalcohol {here:.1f} units, {total:.1f} in 7 days on {drinking} days")
    text.append(f"   reference {limit:g} a week [UK CMO]", "dim")
    return text.append("\na d adds any drink", "dim")


def hours(session: Session, width: int) -> Text:
    """Show at which hours water is drunk, over four weeks."""
    totals = [0.0] * HOURS
    for day in reversed(days_until(session.today, 4 * WEEK)):
        for entry in session.entries(day):
            if isinstance(entry, Drink) and is_water(entry):
                totals[entry.when.hour] += entry.ml
    start = session.clock.day_start.hour
    return hours_line(totals, width, start=start, empty="No water logged in four weeks.", palette=session.palette)
