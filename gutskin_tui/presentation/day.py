"""The small pictures of Today: what is missing, streaks, and the last weeks in strips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.cells import cell_len
from rich.text import Text

from gutskin_tui.charts.meter import meter, streak_bar
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.strip import digit_strip, strip_axis
from gutskin_tui.dates import day_range
from gutskin_tui.model.day_index import DayIndex
from gutskin_tui.model.day_status import Need, day_needs
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import grid
from gutskin_tui.model.streaks import Streak, reached_days, streak
from gutskin_tui.presentation.statistics import week_trend
from gutskin_tui.tui.state import Session

STRIPS = ("severity", "itch", "water", "stress", "sleep")
"""The series of the strips on Today, in order."""

ACTION_OF = {"meal": "meal", "drink": "water", "skin": "skin", "stress": "check_in", "sleep": "sleep",
             "exercise": "exercise", "practice": "practice"}  # fmt: skip


def needs_of(session: Session) -> list[Need]:
    """Return what the shown day is asked for."""
    return day_needs(session.entries(), session.settings, session.day, session.today)


def missing_line(open_needs: Sequence[Need], done: Sequence[Need], index: int, width: int, session: Session) -> Text:
    """Draw one line of what is missing; the last line gathers what is done."""
    if index >= len(open_needs):
        line = Text("  ").join(Text(f"{session.palette.glyphs.done} {need.name}") for need in done)
        return line if line.cell_len <= width else Text(f"{session.palette.glyphs.done} {len(done)} done")
    need = open_needs[index]
    text = Text(f"{session.palette.glyphs.open} ")
    name = f"{need.name} {need.have}/{need.goal}" if need.kind == "drink" else need.name
    text.append(f"{name:<14}").append(f"{need.key}  ", "bold")
    if need.kind == "drink":
        text.append_text(meter(need.have, need.goal, min(16, max(4, width - 28)), palette=session.palette))
        text.append(f"  {(need.amount or 0) / 1000:.2f} L", "dim")
    else:
        dot = session.palette.glyphs.separator
        hint = _hint(need, session)
        text.append(hint if text.cell_len + cell_len(hint) <= width else hint.split(f" {dot} ")[0], "dim")
    return text


def _hint(need: Need, session: Session) -> str:
    if need.kind == "meal":
        usual = session.usual_time(need.name)
        return f"usual {usual:%H:%M} {session.palette.glyphs.separator} r repeats" if usual else "type it"
    if need.kind == "stress":
        return "check-in"
    before = session.previous(need.kind, session.day)
    if before is None or need.kind != "skin":
        return ""
    severity = getattr(before, "severity", None)
    if severity is None:
        return ""
    ago = (session.day - before.date).days
    return f"last: {'yesterday' if ago == 1 else f'{ago} days ago'} {severity}"


def streaks_of(session: Session) -> list[tuple[str, Streak]]:
    """Return the streaks that Today shows, by name; [] until the book of days is ready."""
    day_index = session.day_index
    return session.cached("streaks", lambda: _streaks(session, day_index)) if day_index else []


def _streaks(session: Session, day_index: DayIndex) -> list[tuple[str, Streak]]:
    today, skipped = session.today, day_index.skipped
    goal = session.settings.water_goal_ml
    return [
        ("any log", streak(day_index.days(), skipped, today)),
        ("meals", streak(day_index.active_days("meal"), skipped, today)),
        ("water goal", streak(reached_days(day_index.values["water"], goal), skipped, today)),
        ("skin", streak(day_index.active_days("skin"), skipped, today)),
    ]


def streak_lines(session: Session, palette: Palette, wide: bool, width: int) -> Text:
    """Draw the streaks, one a line where there is room, all in one of `width` cells where there is not."""
    streaks = streaks_of(session)
    if not streaks:
        return Text(f"counting {session.palette.glyphs.ellipsis}", "dim")
    if not wide:
        words = [f"{name} {run.current}d" for name, run in streaks]
        best = max(run.longest for _, run in streaks)
        between = f" {session.palette.glyphs.separator} "
        line = Text(between.join([*words, f"best {best}d"]))
        return line if line.cell_len <= width else Text(between.join(words))
    text = Text()
    for name, run in streaks:
        bar = streak_bar(run.current, 16, palette=palette) if run.current else Text()
        text.append(f"{name:<11}").append(f"{run.current:>4}d  ", "bold").append_text(bar)
        text.append(" " * (18 - bar.cell_len)).append(f"best {run.longest}", "dim")
        ends = run.current and run.days_left(session.today) == 0
        text.append("  ends today" if ends else "", "dim").append("\n")
    text.append("A day off (a, then o) keeps a streak.", "dim")
    return text


def strips(session: Session, days: int, *, key: bool) -> Text:
    """Draw the last `days` days of the main series, a character a day; `key` says what the signs for nothing mean."""
    palette = session.palette
    last = session.today
    first = last - timedelta(days=days - 1)
    text = Text()
    for name in STRIPS:
        scale = session.settings.glass_ml if name == "water" else 1
        values = session.values(name, first, last)
        scaled = [None if value is None else value / scale for value in grid(values, first, last)]
        text.append(f"{MEASURES[name][1].label.lower():<8}")
        text.append_text(digit_strip(scaled, pending=True, palette=palette)).append("  ")
        text.append_text(week_trend(session, name, scale, words=days < 28)).append("\n")
    dates = day_range(first, last)
    return text.append(" " * 8).append_text(strip_axis(dates, today=last, key=key, palette=palette))
