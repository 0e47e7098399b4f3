"""What the Stress tab draws."""

from __future__ import annotations

from datetime import date, timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.strip import digit_strip, mark_strip, strip_axis
from gutskin_tui.dates import day_range, days_until
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.series import grid
from gutskin_tui.model.streaks import streak
from gutskin_tui.presentation.statistics import WEEK, week_trend
from gutskin_tui.text import clean
from gutskin_tui.tui.state import Session

KINDS_HERE = ("stress", "sleep", "exercise", "practice")
"""The kinds this tab lists."""

STRIPS = (
    ("stress", 1.0, "stress"), ("mood", 1.0, "mood"), ("sleep", 1.0, "sleep h"), ("quality", 1.0, "quality"),
    ("exercise", 10.0, "move ×10"),
)  # fmt: skip
"""Series, what one digit is worth, and the word in front."""

METER = 10
"""Cells of the meter of the week's exercise."""


def entries_here(session: Session) -> list[AnyEntry]:
    """Return the shown day's stress, sleep, exercise and practices."""
    return [entry for entry in session.entries() if entry.kind in KINDS_HERE]


def entry_line(entry: AnyEntry) -> Text:
    """Draw one of the day's entries."""
    line = Text().append(f"{entry.when:%H:%M}", "dim").append(f"  {entry.kind:<9} {clean(summary(entry))}")
    return line.append(f'  "{clean(entry.note)}"', "dim italic") if entry.note else line


def strips(session: Session, days: int, *, key: bool) -> Text:
    """Draw the last `days` days in strips, a character a day; `key` says what the signs for nothing mean."""
    palette, last = session.palette, session.today
    first = last - timedelta(days=days - 1)
    dates = day_range(first, last)
    text = Text()
    for name, worth, label in STRIPS:
        values = {day: value / worth for day, value in session.values(name, first, last).items()}
        text.append(f"{label.replace('×', 'x') if session.settings.ascii else label:<9}")
        text.append_text(digit_strip(grid(values, first, last), pending=True, palette=palette)).append("  ")
        text.append_text(week_trend(session, name, worth, words=days < 28)).append("\n")
    practised = session.values("practice", first, last)
    text.append(f"{'practice':<9}")
    text.append_text(mark_strip([day in practised for day in dates], pending=True, palette=palette))
    text.append(f"  {len(practised)}/{days} d\n")
    return text.append(" " * 9).append_text(strip_axis(dates, today=last, key=key, palette=palette))


def beside_skin(session: Session, days: int, height: int) -> RenderableType:
    """Draw stress and skin severity on the same 0-10 scale."""
    palette, last = session.palette, session.today
    first = last - timedelta(days=days - 1)
    dates = day_range(first, last)
    skin = grid(session.values("severity", first, last), first, last)
    stress = grid(session.values("stress", first, last), first, last)
    picture = LineChart(
        dates, skin, second=stress, point_mark="k", second_mark="s", lo=0, hi=10, height=height,
        empty="c logs both in two digits", palette=palette,
    )  # fmt: skip
    return Group(picture, line_legend("skin", "", "stress", point_mark="k", second_mark="s", palette=palette))


def exercise_week(session: Session) -> Text:
    """Say how much of the week's goal the exercise of the last seven days comes to."""
    goal, last = session.settings.exercise_goal_min, session.today
    minutes = session.values("exercise", last - timedelta(days=WEEK - 1), last)
    if not minutes:
        return Text(f"no exercise logged in 7 days; the goal is {goal} min", "dim")
    text = Text(f"exercise {sum(minutes.values()):g} of {goal} min in 7 days  ")
    return text.append_text(meter(sum(minutes.values()), goal, METER, palette=session.palette))


def practice_days(session: Session) -> Text:
    """Say how the practices go: the streak of any, and the last time of each."""
    day_index = session.day_index
    if day_index is None:
        return Text(f"counting {session.palette.glyphs.ellipsis}", "dim")
    run = streak(day_index.active_days("practice"), day_index.skipped, session.today)
    text = Text(f"practices: streak {run.current}d   best {run.longest}d\n")
    latest: dict[str, tuple[date, int]] = {}
    for day in reversed(days_until(session.today, 28)):
        for entry in session.entries(day):
            if entry.kind == "practice":
                name = str(entry.recorded()["what"])
                latest[name] = (latest.get(name, (day, 0))[0], latest.get(name, (day, 0))[1] + 1)
    for name, (day, count) in sorted(latest.items(), key=lambda item: -item[1][1])[:5]:
        ago = (session.today - day).days
        when = "today" if ago == 0 else "yesterday" if ago == 1 else f"{ago} days ago"
        times = "times" if count > 1 else "time "
        text.append(f"{clean(name):<14.14} {count:>2} {times} in 28 days, last {when}\n")
    if not latest:
        text.append("p, then a letter, logs a practice.", "dim")
    text.rstrip()
    return text
