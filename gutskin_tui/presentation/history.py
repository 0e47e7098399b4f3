"""What the History tab works out and draws: the year in shades, days in lines, the shown day, a query's mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text

from gutskin_tui.charts.heatmap import Heatmap, heat_legend
from gutskin_tui.charts.time_axis import DAYS, WeekGrid, long_day
from gutskin_tui.dates import day_range
from gutskin_tui.model.day_status import count_done, day_needs
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import QueryError
from gutskin_tui.presentation.trends import series_style
from gutskin_tui.text import clean
from gutskin_tui.tui.state import Session

MARGIN = 5
"""Cells of the heatmap's title that are not its words: the rule on both sides, blanks, and a scroll bar."""
LONGEST_LINE = 200
"""Characters of a day's line; no screen shows more."""


def last_of_window(day: date, today: date, last: date, weeks: int, first_weekday: int) -> date:
    """Return the last day of a heatmap of `weeks` weeks that shows `day`.

    `last`, where the map ended before, is kept as long as it shows the day; else the day comes to stand in
    the middle, or the map ends today.
    """
    last = min(last, today)
    if WeekGrid(last, weeks, first_weekday).first <= day <= last:
        return last
    into_week = (day.weekday() - first_weekday) % DAYS
    middle = day - timedelta(days=into_week) + timedelta(days=DAYS * (weeks // 2) + DAYS - 1)
    return min(middle, today)


def heatmap(session: Session, series: str, last: date, weeks: int, width: int) -> tuple[Heatmap, str]:
    """Return the shades of a series in the weeks up to `last`, and the title that explains them."""
    style = series_style(series, session.settings)
    every = session.day_index.values[series] if session.day_index else {}
    bounds = style.bounds([value / style.worth for value in every.values()])
    start = session.clock.first_weekday
    first = WeekGrid(last, weeks, start).first
    values: dict[date, float | None] = {day: every[day] / style.worth for day in day_range(first, last) if day in every}
    picture = Heatmap(
        values, last, bounds=bounds, selected=session.day, today=session.today, weeks=weeks, first_weekday=start,
        palette=session.palette,
    )  # fmt: skip
    title = f"{style.name}, {weeks} weeks   "
    return picture, title + heat_legend(bounds, max(0, width - cell_len(title) - MARGIN), palette=session.palette).plain


def day_line(session: Session, day: date, hits: Iterable[AnyEntry]) -> Text:
    """Say a day in a line of the list: the date, its skin severity, the entries that it is listed for."""
    severity = session.day_index.values["severity"].get(day) if session.day_index else None
    line = Text(long_day(day), no_wrap=True)
    line.append(f"  skin {session.palette.glyphs.separator if severity is None else f'{severity:g}':<2}  ", "dim")
    words = f" {session.palette.glyphs.separator} ".join(
        text for entry in hits if (text := clean(summary(entry)[:LONGEST_LINE]))
    )
    return line.append(words[:LONGEST_LINE])


def day_title(session: Session, wide: bool) -> str:
    """Head the shown day: its date, how much of it is complete; where there is room for no more, skin around it."""
    done, wanted = count_done(day_needs(session.entries(), session.settings, session.day, session.today))
    title = f"{long_day(session.day)}   complete {done}/{wanted}"
    return title if wide else f"{title}   {skin_around(session)}"


def skin_around(session: Session) -> str:
    """Say the skin severity of the day before, the shown day and the day after."""
    step = timedelta(days=1)
    values = session.values("severity", session.day - step, session.day + step)

    def severity(day: date) -> str:
        return f"{values[day]:g}" if day in values else session.palette.glyphs.separator

    words = f"skin {severity(session.day - step)} before, {severity(session.day)} this day"
    return words if session.day == session.today else f"{words}, {severity(session.day + step)} after"


def around(session: Session) -> Text:
    """Say what the shown day misses, with the key that fills it in for that day, and the skin around it."""
    needs = day_needs(session.entries(), session.settings, session.day, session.today)
    gaps = [f"{need.name} {need.key}" for need in needs if need.state != "done"]
    text = Text(skin_around(session))
    if gaps:
        text.append("\nmissing  ", "dim").append("   ".join(gaps))
    return text


def query_help(more: str) -> str:
    """Say what a query may hold; `more` stands for words left to the person."""
    return f'words  food:  tag:  kind:  skin>=4  water<1000  since:  until:  on:  missing:skin  note:"{more}"  -not'


def listed(count: int, every: int, searched: bool) -> str:
    """Say how many days are listed, of how many."""
    days = "day" if every == 1 else "days"
    return f"{count} of {every} {days} match" if searched else f"{every} {days}"


def mistake(error: QueryError, query: str, scrolled: int, width: int, lines: int) -> Text:
    """Mark under the field what was not understood, and say it, in at most `lines` lines of `width` cells.

    `scrolled` cells of the field are out of sight on the left.
    """
    start = max(0, cell_len(query[: error.start]) - scrolled)
    marks = max(1, cell_len(query[error.start : error.end]))
    beside = start + marks + 1 + cell_len(error.message) <= width
    if start + marks > width or (lines < 2 and not beside):
        return Text(f"! {error.message}", "bold")
    text = Text(" " * start).append("^" * marks, "bold")
    return text.append(f" {error.message}" if beside else f"\n{error.message}", "bold")
