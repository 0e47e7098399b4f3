"""Trends: the chart and table of a series over a range of days, and a line for each series."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from gutskin_tui.charts.legend import line_legend
from gutskin_tui.charts.line import DaySpan, LineChart, Reference, spans_within
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.charts.trend import trend
from gutskin_tui.dates import day_range, show_day
from gutskin_tui.model.chart_events import NO_EVENTS, ChartEvents
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.series import WINDOWS, Change, Series, grid
from gutskin_tui.presentation.chart_events import day_events, event_legend, event_marks, event_spans, trial_spans
from gutskin_tui.presentation.series_style import SeriesStyle
from gutskin_tui.presentation.statistics import more_days, span_names
from gutskin_tui.text import lower_case

RANGES = (7, 28, 90, 365)
"""Days that a chart may cover."""
WEEK = 7
BELOW_CHART = 2
"""Lines of `facts`, below a chart."""
ROOM_BESIDE = 28
"""Columns that the full comparison of the last seven days leaves for the means of longer times."""
CHART_HEIGHT = 11
"""Lines of the chart that `gutskin trends` prints."""
NONE_YET = "Nothing yet: trends begin with the first entry."
LABEL, NUMBER = 20, 21
"""Cells of a series' name, and of its mean with unit and change, in the list of all series."""
SHORTEST_LABEL = 12
"""Cells of the name in the narrowest line."""


class Span(Struct, frozen=True):
    """A series over `days`, in the units of `style`: daily values, 7-day means, and the latest means by window.

    `more` is the number of days that the mean of the last seven still needs; `week` compares the last seven days with
    the seven before. `so_far` is today's unfinished sum, None if today's value is final.
    """

    style: SeriesStyle
    days: Sequence[date]
    points: Sequence[float | None]
    means: Sequence[float | None]
    latest: Mapping[int, float | None]
    more: int
    week: Change
    so_far: float | None

    @property
    def logged(self) -> int:
        """How many of the days hold a value."""
        return sum(value is not None for value in self.points)

    def last(self, count: int) -> Span:
        """Return the last `count` days of the span; the latest means are the same."""
        return replace(self, days=self.days[-count:], points=self.points[-count:], means=self.means[-count:])

    @property
    def finished(self) -> Sequence[float | None]:
        """The values without today's unfinished sum."""
        return self.points if self.so_far is None else [*self.points[:-1], None]


def span_of(style: SeriesStyle, series: Series, count: int) -> Span:
    """Return the last `count` days, up to today, of a series in recorded units."""
    today = series.today
    first = today - timedelta(days=count - 1)
    scaled = series.since(today - timedelta(days=max(count + WEEK, *WINDOWS) - 1)).scaled(style.divisor)
    return Span(
        style,
        day_range(first, today),
        grid(scaled.values, first, today),
        scaled.means(first, today, WEEK),
        {window: scaled.means(today, today, window)[0] for window in WINDOWS},
        scaled.needs_days(WEEK),
        scaled.change(WEEK),
        scaled.so_far,
    )


def needs(span: Span) -> str:
    """Return how many more days the 7-day mean needs, "" if it needs none."""
    return f"needs {more_days(span.more)}" if span.more else ""


def chart(
    span: Span,
    height: int,
    palette: Palette,
    width: int | None = None,
    events: ChartEvents = NO_EVENTS,
    crosshair: date | None = None,
) -> LineChart:
    """Return the chart of the daily values and 7-day means, with `events` and with a line at the goal if there is one.

    `width` None uses all the width there is; `crosshair` is a day with a hairline.
    """
    goal = span.style.goal
    low, high = span.style.axis
    return LineChart(
        span.days,
        span.points,
        span.means,
        reference=None if goal is None else Reference(goal, f"goal {goal:g}"),
        spans=event_spans(events, span.days[-1]),
        marks=event_marks(events),
        crosshair=crosshair,
        lo=low,
        hi=high,
        height=height,
        width=width,
        empty=_empty(span),
        palette=palette,
    )


def _empty(span: Span) -> str:
    """Return the text of a chart without values: what is not logged, and the keys that log it."""
    kind, measure = MEASURES[span.style.measure.name]
    label = lower_case(measure.label)
    key = "s to check in" if kind.name == "skin" else f"a, then {kind.letter}"
    return f"No {label} logged in {len(span.days)} days. Press {key}."


def table_line(span: Span, index: int, palette: Palette) -> Text:
    """Return row `index` of the table of the range, newest day first: day, value, 7-day mean."""
    place = len(span.days) - 1 - index
    value, mean = span.points[place], span.means[place]
    line = Text(f"{show_day(span.days[place], pad='0')}  ", palette.label)
    if value is None:
        line.append(f"{palette.glyphs.none:>9}", palette.muted)
    else:
        line.append(f"{value:>9.{span.style.decimals}f}")
    line.append(f"{palette.glyphs.none if mean is None else span.style.write_mean(mean):>9}", palette.label)
    return line.append("  so far", palette.muted) if span.so_far is not None and index == 0 else line


def facts(span: Span, palette: Palette, width: int, events: ChartEvents = NO_EVENTS) -> Text:
    """Return two lines below the chart: legend and logged days; the means with their change. What fits in `width`."""
    logged = Text(f"{span.logged} of {len(span.days)} days logged", palette.label)
    letters = Text(event_legend(events, span.days[0], span.days[-1]), palette.label)
    means: list[Text] = []
    for window in WINDOWS[1:]:
        mean = span.latest[window]
        number = palette.glyphs.none if mean is None else span.style.write_mean(mean)
        means.append(Text.assemble((f"{window} days ", palette.label), number))
    if span.so_far is not None:
        means.insert(0, Text(f"today so far {span.style.amount(span.so_far)}", palette.label))
    first = _fitting([line_legend(palette=palette), letters, logged], width)
    return Text("\n").join([first, _fitting([_week_text(span, palette, width), *means], width)])


def _week_text(span: Span, palette: Palette, width: int) -> Text:
    """Return the mean of the last seven days with its change, in full if that fits in `width`."""
    now, before = span.week.current, span.week.previous
    if now is None:
        return Text.assemble(("7-day average ", palette.label), (needs(span), palette.muted))
    texts = (
        trend(
            now,
            before,
            better=span.style.better,
            least=span.style.least(before or 0),
            label="7 days",
            decimals=span.style.mean_decimals,
            than=than,
            palette=palette,
        )
        for than in ("the 7 days before", "before")
    )
    full, brief = texts
    return full if full.cell_len <= width - ROOM_BESIDE else brief


def _fitting(parts: Sequence[Text], width: int) -> Text:
    """Join the parts that are not empty; those for which there is no room in `width` are left out."""
    line = Text(no_wrap=True)
    for part in filter(None, parts):
        if not line:
            line.append_text(part)
        elif line.cell_len + 3 + part.cell_len <= width:
            line.append("   ").append_text(part)
    return line


def day_text(span: Span, day: date, events: ChartEvents, palette: Palette) -> str:
    """Return a day of the span with its value, its 7-day mean, and the events of the day, on one line."""
    index = (day - span.days[0]).days
    value, mean = span.points[index], span.means[index]
    texts = ["no entry" if value is None else span.style.amount(value)]
    if mean is not None:
        texts.append(f"7-day average {span.style.write_mean(mean)}")
    return f" {palette.glyphs.separator} ".join([show_day(day), *texts, *day_events(events, day)])


def metric_line(span: Span, width: int, palette: Palette, marked: Iterable[DaySpan] = ()) -> Text:
    """Return a series as a line of `width` cells: name, 7-day mean, its change, the range's means as a sparkline.

    The sparklines of all series are equally wide and end at today, whose cell is hollow while its sum may still grow.
    The days of `marked` are marked. In a narrow line the name is cut and not the numbers, and the sparkline left out.
    """
    style = span.style
    now, before = span.week.current, span.week.previous
    line = Text(no_wrap=True)
    line.append(_short(style.label, max(SHORTEST_LABEL, min(LABEL, width - NUMBER)), palette))
    if now is None:
        return line.append(f" {needs(span)}", palette.muted)
    least = style.least(before or 0)
    mean = trend(
        now,
        before,
        better=style.better,
        least=least,
        label="",
        decimals=style.mean_decimals,
        unit=style.unit,
        palette=palette,
    )
    line.append(" ").append_text(mean).append(" " * max(1, NUMBER - mean.cell_len))
    cells = width - line.cell_len
    if cells <= 0:
        line.rstrip()
        return line
    inside = [(first, last) for first, last, _ in spans_within(span.days, marked)]
    spark = sparkline(span.means, cells, unfinished=span.so_far is not None, palette=palette, spans=inside)
    return line.append(" " * (cells - spark.cell_len)).append_text(spark)


def list_title(days: int, trials: Iterable[DaySpan], today: date) -> str:
    """Return the title of the list of all series over some days, with the names of the trials that are marked."""
    names = span_names(trials, today - timedelta(days=days - 1), today)
    fact = f"{', '.join(names)} marked" if names else f"{days} days"
    return f"All measures   7-day average, {fact}"


def overview(
    spans: Sequence[Span], outcome: str, width: int, palette: Palette, events: ChartEvents = NO_EVENTS
) -> Group:
    """Return the chart of the series `outcome`, if it has a value in these days, and a line for each series."""
    parts: list[RenderableType] = []
    for span in spans:
        if span.style.measure.name == outcome and span.logged:
            parts += [
                Text(f"{span.style.name}, {len(span.days)} days"),
                chart(span, CHART_HEIGHT, palette, width, events),
            ]
            parts.append(facts(span, palette, width, events))
    trials = [days for trial in events.trials for days in trial_spans(trial, spans[0].days[-1])] if spans else []
    parts += [metric_line(span, width, palette, trials) for span in spans]
    if unfinished := [span for span in spans if span.so_far is not None]:
        amounts = [f"{span.style.label.lower()} {span.style.amount(span.so_far or 0)}" for span in unfinished]
        parts.append(Text(f"Today so far, in no average yet: {', '.join(amounts)}"))
    return Group(*parts)


def _short(label: str, cells: int, palette: Palette) -> str:
    return label.ljust(cells) if len(label) <= cells else label[: cells - 1] + palette.glyphs.more


LEADING = ("severity", "itch", "water", "stress", "sleep", "exercise")
"""The series that lists begin with; the first is the default, offered also before there is any data."""


def offered(recorded: Collection[str]) -> list[str]:
    """Return the series to choose from, in order: severity, then the other series in `recorded`."""
    return [
        LEADING[0],
        *(name for name in dict.fromkeys((*LEADING[1:], *MEASURES)) if name in recorded and name != LEADING[0]),
    ]
