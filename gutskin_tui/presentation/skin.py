"""Texts and charts of the Skin tab, and the products that its form offers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import chain

from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_month, day_range, days_until
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry, Skin, Treatment
from gutskin_tui.model.kinds.treatment import ON_SKIN
from gutskin_tui.model.series import SeriesLookup, good_days, grid
from gutskin_tui.presentation.statistics import week_trend
from gutskin_tui.text import clean, match_key

GOOD_SEVERITY = 3
"""The highest severity of a good day: the top of the mild band."""

USUAL_PRODUCTS = ("moisturiser", "sunscreen", "steroid cream")
"""Products that the form always offers."""


def offered_products(entries: EntryLookup, today: date) -> list[str]:
    """Return the products that the form offers: USUAL_PRODUCTS, then the five used most in the last 28 days, by name.

    Products of check-ins and treatments that are applied to the skin are counted.
    """
    used = Counter(
        name for day in reversed(days_until(today, 28)) for entry in entries(day) for name in _applied_products(entry)
    )
    offered: dict[str, str] = {}
    for name in (*USUAL_PRODUCTS, *sorted(name for name, _ in used.most_common(5))):
        offered.setdefault(match_key(name), name)
    return list(offered.values())


def _applied_products(entry: AnyEntry) -> tuple[str, ...]:
    """Return the names of the products that an entry records as applied to the skin."""
    if isinstance(entry, Skin):
        return entry.products
    if isinstance(entry, Treatment) and entry.form in ON_SKIN and entry.event == "used":
        return (entry.what,)
    return ()


def chart(lookup: SeriesLookup, today: date, days: int, height: int, palette: Palette) -> RenderableType:
    """Return the chart of severity by day with its 7-day mean, and its statistics."""
    first = today - timedelta(days=days - 1)
    series = lookup("severity", first - timedelta(days=14))
    means, values = series.means(first, today, 7), grid(series.values, first, today)
    dates = day_range(first, today)
    empty = f"needs {series.needs_days(7)} days with an overall score"
    line_chart = LineChart(dates, values, means, lo=0, hi=10, height=height, empty=empty, palette=palette)
    good, logged = good_days(values, GOOD_SEVERITY)
    month = [value for value in values[-28:] if value is not None]
    text = week_trend(series, palette, than="last week")
    if month:
        text.append(f"\n28d mean {sum(month) / len(month):.1f}")
    text.append(f"   days at {GOOD_SEVERITY} or less {good} of {logged}")
    return Group(line_chart, line_legend(point="a day", mean="7-day mean", palette=palette), text)


def areas(entries: EntryLookup, today: date, days: int, width: int, palette: Palette) -> Text:
    """Return the number of days on which each region was marked, in lines of `width` cells."""
    days_by_region: dict[str, set[date]] = {}
    for day in reversed(days_until(today, days)):
        marked = [entry.regions for entry in entries(day) if isinstance(entry, Skin)]
        for region in chain.from_iterable(marked):
            days_by_region.setdefault(region, set()).add(day)
    if not days_by_region:
        return Text("No region marked yet. In the form, letters mark where it is.", "dim")
    text = Text()
    for name, region_days in sorted(days_by_region.items(), key=lambda item: -len(item[1]))[:6]:
        text.append(f"{name.replace('_', ' '):<18}{len(region_days):>3} d  ")
        text.append_text(meter(len(region_days), days, max(4, min(28, width - 25)), palette=palette)).append("\n")
    text.rstrip()
    return text


def recent_check_ins(lookup: EntryLookup, last: date, days: int) -> list[tuple[date, Skin | None]]:
    """Return the check-ins of the `days` days up to `last`, newest first; None for a day without any.

    Days before the earliest check-in are left out.
    """
    rows: list[tuple[date, Skin | None]] = []
    for day in reversed(days_until(last, days)):
        entries = [entry for entry in lookup(day) if isinstance(entry, Skin)]
        rows += [(day, entry) for entry in reversed(entries)] or [(day, None)]
    while rows and rows[-1][1] is None:
        rows.pop()
    return rows


def check_in_line(day: date, entry: Skin | None, palette: Palette) -> Text:
    """Return the line of a check-in, or of a day without one."""
    if entry is None:
        return Text(f"{day_month(day, pad='0')}        {palette.glyphs.none} no check-in", "dim")
    line = Text().append(f"{day_month(day, pad='0')} {entry.when:%H:%M}", "dim")
    line.append(f"  {clean(summary(entry)) or 'a note'}")
    if entry.note:
        line.append(f'  "{clean(entry.note)}"', "dim italic")
    return line
