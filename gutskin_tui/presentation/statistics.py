"""The last days of several series side by side, each with its mean of seven days and the change from those before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.style import Style
from rich.text import Text

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.small_multiples import SmallSeries
from gutskin_tui.charts.strip import mark_spans, strip_axis, strip_day, strip_legend, strip_width, value_strip
from gutskin_tui.charts.trend import trend
from gutskin_tui.dates import day_range
from gutskin_tui.model.series import Series, SeriesLookup, grid, least_change
from gutskin_tui.text import counted

WEEK = 7

TREND_WIDTH = len("  9.9 x better")
"""Columns of a mean and its trend after a strip."""


TO_AN_AVERAGE = " to an average"
"""What follows the number of missing days where there is room."""


def strip_days(label: int, width: int) -> int:
    """Return how many days a strip has in `width` cells, after `label` cells and before its trend: 28 or 14."""
    return 28 if width >= label + strip_width(28) + TREND_WIDTH else 14


def range_days(values: Iterable[Mapping[date, float]], today: date, most: int) -> int:
    """Return how many days a chart shows: the shortest of 14, 28 and 56 that has all `values`, at most `most`."""
    first = min([min(series) for series in values if series], default=today)
    return fitting_range((today - first).days + 1, (14, 28, 56), most)


def fitting_range(recorded: int, ranges: Sequence[int], most: int) -> int:
    """Return the shortest of `ranges` that shows `recorded` days, at most `most` days."""
    return next((days for days in ranges if recorded <= days < most), most)


def more_days(count: int) -> str:
    """Return how many days are missing for a mean: "1 more day", "2 more days"."""
    return counted(count, "more day")


def week_trend(series: Series, palette: Palette, *, label: str = "7-day average", than: str = "") -> Text:
    """Return the mean of the last seven days, after `label`, and its change from the seven days before.

    With too few days for a mean, return how many more it needs; without a label, in as few words as follow a strip.
    `series` holds at least the last 14 days.
    """
    means = series.change(WEEK)
    if means.current is None:
        return Text(f"{label} needs {more_days(series.needs_days(WEEK))}".removeprefix(" needs "), "dim")
    better = "neutral" if series.measure.better == "neither" else series.measure.better
    decimals = 0 if means.current >= 20 else 1  # minutes
    return trend(
        means.current,
        means.previous,
        better=better,
        least=least_change(means.previous or 0, decimals, series.measure.high),
        label=label,
        decimals=decimals,
        than=than,
        palette=palette,
    )


def strips(
    lookup: SeriesLookup,
    labels: Mapping[str, str],
    today: date,
    days: int,
    palette: Palette,
    width: int,
    divisors: Mapping[str, float] | None = None,
    more: Sequence[tuple[str, Text]] = (),
    *,
    spans: Sequence[DaySpan] = (),
    legend: bool = True,
) -> Text:
    """Return the last `days` days of the series named in `labels`, a line each, and their dates.

    After each strip is the mean of seven days with its trend. `divisors` convert the units of series; `more` are
    further lines, as (label, text). The days of `spans` are marked, and named among the dates. With `legend` that line
    also has the meaning of the other marks, as far as it fits in `width` cells.
    """
    first = today - timedelta(days=days - 1)
    before, dates = min(first, today - timedelta(days=13)), day_range(first, today)
    room = _room([*labels.values(), *(label for label, _ in more)])
    text = Text()
    for name, label in labels.items():
        series = lookup(name, before).scaled((divisors or {}).get(name, 1))
        text.append(f"{label:<{room}}")
        strip = value_strip(grid(series.values, first, today), pending=True, palette=palette)
        mark_spans(strip, dates, spans, palette)
        text.append_text(strip).append("  ")
        mean = week_trend(series, palette, label="")
        if (
            series.change(WEEK).current is None
            and room + strip_width(days) + 2 + mean.cell_len + len(TO_AN_AVERAGE) <= width
        ):
            mean.append(TO_AN_AVERAGE)
        text.append_text(mean).append("\n")
    for label, line in more:
        text.append(f"{label:<{room}}").append_text(line).append("\n")
    text.append(" " * room).append_text(strip_axis(dates, today=today, spans=spans, palette=palette))
    text.append("  7-day average", palette.label)
    left = width - room - strip_width(days) - len("  7-day average   ")
    key = strip_legend(palette, left) if legend else ""
    return text.append(f"   {key}", palette.muted) if key else text


def span_names(spans: Iterable[DaySpan], first: date, last: date) -> list[str]:
    """Return the names of the spans of the days from `first` to `last`, each once."""
    return list(dict.fromkeys(span.label for span in spans if span.start <= last and span.end >= first))


def marked_spans(spans: Iterable[DaySpan], first: date, last: date) -> list[str]:
    """Return what the marks on the days from `first` to `last` mean: ["no dairy marked"]."""
    return [f"{name} marked" for name in span_names(spans, first, last)]


def strips_day(labels: Iterable[str], today: date, days: int, x: int) -> date | None:
    """Return the day in column `x` of `strips` with all these labels; None between days and outside."""
    return strip_day(day_range(today - timedelta(days=days - 1), today), x - _room(labels))


def _room(labels: Iterable[str]) -> int:
    """Return the columns of the labels of strips, with the gap after them."""
    return max(map(len, labels)) + 1


def small_series(
    lookup: SeriesLookup, name: str, first: date, today: date, label: str, palette: Palette
) -> SmallSeries:
    """Return the small chart of a series from `first` to `today`, with the trend and the scale in its title."""
    series = lookup(name, min(first, today - timedelta(days=7)) - timedelta(days=7))
    values = grid(series.values, first, today)
    title = Text(no_wrap=True).append(f"{label:<14}", Style(bold=True))
    title.append_text(week_trend(series, palette))
    high = series.measure.high
    means = () if series.measure.cumulative else series.means(first, today, 7)
    return SmallSeries(title, values, means, high)
