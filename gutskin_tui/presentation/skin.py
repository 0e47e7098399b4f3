"""Texts and charts of the Skin tab, and the products that its form offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import get_args

from msgspec import Struct
from rich.text import Text

from gutskin_tui.charts.line import DaySpan, LineChart
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.small_multiples import SmallMultiples
from gutskin_tui.dates import day_month, day_range, days_until
from gutskin_tui.model.chart_events import NO_EVENTS, ChartEvents
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, Skin, Treatment
from gutskin_tui.model.kinds.skin import Region, area_name
from gutskin_tui.model.kinds.treatment import ON_SKIN
from gutskin_tui.model.series import SeriesLookup, good_days, grid
from gutskin_tui.presentation.chart_events import event_marks, event_spans
from gutskin_tui.presentation.statistics import small_series, strip_days, strips, strips_day, week_trend
from gutskin_tui.text import clean, counted, lower_case, match_key, whole_parts

GOOD_SEVERITY = 3
"""The highest severity of a good day: the top of the mild band."""

SUMMARY_WIDTH = 50
"""Cells from which the summary of severity is worded in full."""

REGIONS: tuple[str, ...] = get_args(Region)
"""The regions of the body, from the head down."""

AREA_WIDTH = max(map(len, map(area_name, REGIONS))) + 1
"""Columns of the name of a region in a list."""

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


def severity_chart(
    lookup: SeriesLookup,
    today: date,
    days: int,
    palette: Palette,
    events: ChartEvents = NO_EVENTS,
    crosshair: date | None = None,
) -> LineChart:
    """Return the chart of severity by day with its 7-day mean, with `events`, and a hairline on the day `crosshair`."""
    first = today - timedelta(days=days - 1)
    series = lookup("severity", first - timedelta(days=6))
    means, values = series.means(first, today, 7), grid(series.values, first, today)
    more = series.needs_days(7)
    empty = f"Press s to check in. {counted(more, 'more day')} to a 7-day average."
    return LineChart(
        day_range(first, today),
        values,
        means,
        spans=event_spans(events, today),
        marks=event_marks(events),
        crosshair=crosshair,
        lo=0,
        hi=10,
        empty=empty,
        palette=palette,
    )


def severity_summary(lookup: SeriesLookup, today: date, days: int, width: int, palette: Palette) -> Text:
    """Return two lines: the trend of severity; its mean of 28 days, and how many of the last `days` days were good.

    They are worded shorter for a panel of fewer than `SUMMARY_WIDTH` cells.
    """
    roomy = width >= SUMMARY_WIDTH
    first = today - timedelta(days=days - 1)
    series = lookup("severity", min(first, today - timedelta(days=27)))
    text = week_trend(series, palette, than="last week" if roomy else "before")
    month = [value for value in grid(series.values, today - timedelta(days=27), today) if value is not None]
    good, logged = good_days(grid(series.values, first, today), GOOD_SEVERITY)
    text.append("\n")
    if month:
        text.append(f"28-day average {sum(month) / len(month):.1f} {palette.glyphs.separator} ")
        text.append(f"{GOOD_SEVERITY} or less{' on' if roomy else ':'} {good} of {counted(logged, 'day')}")
    return text


def scores(lookup: SeriesLookup, today: date, days: int) -> list[str]:
    """Return the names of the skin measures, without severity, that have a value in the last `days` days."""
    first = today - timedelta(days=days - 1)
    return [
        measure.name
        for measure in KINDS["skin"].measures
        if measure.name != "severity" and lookup(measure.name, first).values
    ]


def score_strips(
    lookup: SeriesLookup,
    names: Sequence[str],
    today: date,
    width: int,
    palette: Palette,
    spans: Sequence[DaySpan] = (),
) -> Text:
    """Return a strip of the last days for each of some measures, and their dates, in lines of `width` cells.

    The days of `spans` are marked.
    """
    labels = {name: _label(name) for name in names}
    return strips(lookup, labels, today, _strip_days(labels.values(), width), palette, width, spans=spans)


def score_strips_day(names: Sequence[str], today: date, width: int, x: int) -> date | None:
    """Return the day in column `x` of `score_strips`; None between days and outside."""
    labels = [_label(name) for name in names]
    return strips_day(labels, today, _strip_days(labels, width), x)


def _strip_days(labels: Iterable[str], width: int) -> int:
    return strip_days(max(map(len, labels)) + 1, width)


def score_charts(
    lookup: SeriesLookup,
    names: Sequence[str],
    today: date,
    days: int,
    palette: Palette,
    spans: Sequence[DaySpan] = (),
) -> SmallMultiples:
    """Return a small chart of the last `days` days for each of some measures, with the days of `spans` marked."""
    first = today - timedelta(days=days - 1)
    charts = [small_series(lookup, name, first, today, _label(name), palette) for name in names]
    return SmallMultiples(day_range(first, today), charts, spans=spans, palette=palette)


def _label(name: str) -> str:
    return lower_case(MEASURES[name][1].label)


class RegionDays(Struct, frozen=True):
    """On how many days a region was marked, and the mean of its scores, None if it was never scored."""

    name: str
    days: int
    mean: float | None


def marked_regions(entries: EntryLookup, today: date, days: int) -> list[RegionDays]:
    """Return the regions that were marked in the last `days` days, from the head down."""
    marked: dict[str, set[date]] = {}
    region_scores: dict[str, list[int]] = {}
    for day in days_until(today, days):
        for entry in entries(day):
            if isinstance(entry, Skin):
                for name, score in entry.regions.items():
                    marked.setdefault(name, set()).add(day)
                    if score is not None:
                        region_scores.setdefault(name, []).append(score)
    return [
        RegionDays(
            name,
            len(marked[name]),
            sum(region_scores[name]) / len(region_scores[name]) if name in region_scores else None,
        )
        for name in REGIONS
        if name in marked
    ]


def region_lines(marked: Sequence[RegionDays], days: int, width: int, height: int, palette: Palette) -> Text:
    """Return a line of at most `width` cells for each region, as a list of the body from the head down.

    Regions that were not marked are in it where `height` lines are enough for all; else those marked on most days.
    """
    if not marked:
        return Text("No areas marked yet. Press s: in the check-in, letters mark where it is.", "dim")
    by_name = {region.name: region for region in marked}
    names = list(REGIONS)
    if height < len(names):
        most = sorted(marked, key=lambda region: -region.days)[:height]
        names = [region.name for region in marked if region in most]
    text = Text()
    for name in names:
        label = f"{area_name(name):<{AREA_WIDTH}}"
        region = by_name.get(name)
        if region is None:
            text.append(f"{label}{palette.glyphs.none}\n", "dim")
            continue
        cells = max(4, min(days, width - AREA_WIDTH - 21))
        text.append(label).append_text(meter(region.days, days, cells, palette=palette))
        text.append(f" {counted(region.days, 'day'):>7}")
        text.append("\n" if region.mean is None else f"  average {region.mean:.1f}\n", "dim")
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


def check_in_line(day: date, entry: Skin | None, width: int, palette: Palette) -> Text:
    """Return the line of a check-in in a list of `width` cells, or of a day without one."""
    if entry is None:
        return Text(f"{day_month(day, pad='0')}        {palette.glyphs.none} no check-in", "dim")
    line = Text().append(f"{day_month(day, pad='0')} {entry.clock_time}", "dim")
    line.append(f"  {whole_parts(clean(summary(entry)), width - line.cell_len - 2) or 'a note'}")
    if entry.note:
        line.append(f'  "{clean(entry.note)}"', "dim italic")
    return line
