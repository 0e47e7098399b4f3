"""What the Skin tab draws, and the questions its form asks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain

from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.dates import day_range, days_until
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import Skin
from gutskin_tui.model.series import good_days, grid
from gutskin_tui.presentation.statistics import week_trend
from gutskin_tui.text import clean
from gutskin_tui.tui.state import Session

GOOD = 3
"""A day is called good at this severity or below: the top of the mild band."""

USED = ("moisturiser", "sunscreen", "steroid cream")
"""Products offered by letter; products used lately join them."""


def products(session: Session) -> list[str]:
    """Return the products to offer: the usual three, then those used in the last month."""
    used = Counter(
        name
        for day in reversed(days_until(session.today, 28))
        for entry in session.entries(day)
        if isinstance(entry, Skin)
        for name in entry.products
    )
    return list(dict.fromkeys([*USED, *sorted(name for name, _ in used.most_common(5))]))


def chart(session: Session, days: int, height: int) -> RenderableType:
    """Draw severity by day with its 7-day mean, and what it comes to."""
    palette, last = session.palette, session.today
    first = last - timedelta(days=days - 1)
    series = session.series("severity", first - timedelta(days=14))
    means, values = series.means(first, last, 7), grid(series.values, first, last)
    dates = day_range(first, last)
    empty = f"needs {series.needs_days(7)} days with an overall score"
    picture = LineChart(dates, values, means, lo=0, hi=10, height=height, empty=empty, palette=palette)
    good, logged = good_days(values, GOOD)
    month = [value for value in values[-28:] if value is not None]
    text = week_trend(session, "severity", than="last week")
    if month:
        text.append(f"\n28d mean {sum(month) / len(month):.1f}")
    text.append(f"   days at {GOOD} or less {good} of {logged}", "")
    return Group(picture, line_legend(point="a day", mean="7-day mean", palette=palette), text)


def areas(session: Session, days: int, width: int) -> Text:
    """Count on how many days each region was marked, in lines of `width` columns."""
    seen: dict[str, set[date]] = {}
    for day in reversed(days_until(session.today, days)):
        marked = [entry.regions for entry in session.entries(day) if isinstance(entry, Skin)]
        for region in chain.from_iterable(marked):
            seen.setdefault(region, set()).add(day)
    if not seen:
        return Text("No region marked yet. In the form, letters mark where it is.", "dim")
    text = Text()
    for name, on_days in sorted(seen.items(), key=lambda item: -len(item[1]))[:6]:
        text.append(f"{name.replace('_', ' '):<18}{len(on_days):>3} d  ")
        text.append_text(meter(len(on_days), days, max(4, min(28, width - 25)), palette=session.palette)).append("\n")
    text.rstrip()
    return text


def recent(session: Session, days: int) -> list[tuple[date, Skin | None]]:
    """Return the latest check-ins up to the shown day, newest first, days without one among them."""
    rows: list[tuple[date, Skin | None]] = []
    for day in reversed(days_until(session.day, days)):
        entries = [entry for entry in session.entries(day) if isinstance(entry, Skin)]
        rows += [(day, entry) for entry in reversed(entries)] or [(day, None)]
    while rows and rows[-1][1] is None:
        rows.pop()
    return rows


def recent_line(session: Session, day: date, entry: Skin | None) -> Text:
    """Draw one check-in, or a day that has none."""
    if entry is None:
        return Text(f"{day:%d %b}        {session.palette.glyphs.none} no check-in", "dim")
    line = Text().append(f"{day:%d %b} {entry.when:%H:%M}", "dim").append(f"  {clean(summary(entry)) or 'a note'}")
    if entry.note:
        line.append(f'  "{clean(entry.note)}"', "dim italic")
    return line
