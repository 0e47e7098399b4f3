"""Texts and charts of the Stress tab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.text import Text

from gutskin_tui.charts.line import DaySpan
from gutskin_tui.charts.meter import meter
from gutskin_tui.charts.palette import Palette
from gutskin_tui.charts.small_multiples import LEAST_ROWS, DayMarks, SmallMultiples
from gutskin_tui.charts.strip import mark_spans, mark_strip
from gutskin_tui.charts.two_series import TwoSeriesChart
from gutskin_tui.dates import day_month, day_range, days_until
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import KINDS, AnyEntry, Practice
from gutskin_tui.model.series import SeriesLookup, grid
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation.loading import loading
from gutskin_tui.presentation.statistics import small_series, strips, strips_day
from gutskin_tui.presentation.streaks import streak_summary
from gutskin_tui.text import clean, counted, whole_parts

KINDS_LISTED = ("stress", "sleep", "exercise", "practice")
"""The kinds this tab lists."""
_STRUCTS = tuple(KINDS[name].struct for name in KINDS_LISTED)

SERIES = {
    "stress": "stress",
    "mood": "mood",
    "sleep": "sleep, hours",
    "quality": "sleep quality",
    "exercise": "exercise, min",
}
"""The label of each series that has a small chart, in order."""

LEAST_CHART_ROWS = LEAST_ROWS * (len(SERIES) + 1) + 1
"""Rows from which each series is a small chart, with those of the practices and of the dates."""

STRIP_LABEL = 18
"""Columns of the labels of strips."""

METER = 10
"""Cells of the meter of the week's exercise."""

PRACTICE_DAYS = 28
"""Days in which practices are counted."""


def recent_entries(lookup: EntryLookup, last: date, days: int) -> list[tuple[date, AnyEntry | None]]:
    """Return the entries of stress, sleep, exercise and practices of the `days` days up to `last`, newest first.

    The list begins with None if `last` has none.
    """
    rows: list[tuple[date, AnyEntry | None]] = []
    for day in reversed(days_until(last, days)):
        rows += [(day, entry) for entry in reversed(lookup(day)) if isinstance(entry, _STRUCTS)]
        if not rows:
            rows.append((day, None))
    return rows if rows[1:] or rows[0][1] else []


def entry_line(day: date, entry: AnyEntry | None, width: int, palette: Palette) -> Text:
    """Return the line of an entry in a list of `width` cells, or of a day without any."""
    if entry is None:
        return Text(f"{day_month(day, pad='0')}        {palette.glyphs.none} nothing logged", "dim")
    line = Text().append(f"{day_month(day, pad='0')} {entry.clock_time}", "dim")
    line.append(f"  {entry.kind:<9} ")
    line.append(whole_parts(clean(summary(entry)), width - line.cell_len))
    return line.append(f'  "{clean(entry.note)}"', "dim italic") if entry.note else line


def week_strips(
    lookup: SeriesLookup, today: date, days: int, width: int, palette: Palette, spans: Sequence[DaySpan] = ()
) -> Text:
    """Return strips of the last `days` days in lines of `width` cells, a character a day; those of `spans` marked."""
    labels = _strip_labels(palette)
    practised = lookup("practice", today - timedelta(days=days - 1)).values
    marks = mark_strip([day in practised for day in days_until(today, days)], pending=True, palette=palette)
    mark_spans(marks, days_until(today, days), spans, palette)
    row = ("practice", marks.append(f"  {len(practised)}/{days} days"))
    return strips(lookup, labels, today, days, palette, width, {"exercise": 10}, [row], spans=spans)


def week_strips_day(today: date, days: int, x: int, palette: Palette) -> date | None:
    """Return the day in column `x` of `week_strips`; None between days and outside."""
    return strips_day([*_strip_labels(palette).values(), "practice"], today, days, x)


def _strip_labels(palette: Palette) -> dict[str, str]:
    return SERIES | {"exercise": f"exercise, {palette.glyphs.times}10 min"}


def charts(
    lookup: SeriesLookup, today: date, days: int, palette: Palette, spans: Sequence[DaySpan] = ()
) -> SmallMultiples:
    """Return a small chart of the last `days` days for each series, and a row of the days with a practice.

    The days of `spans` are marked.
    """
    first = today - timedelta(days=days - 1)
    dates = day_range(first, today)
    practised = lookup("practice", first).values
    title = Text(f"{'practice':<14}{len(practised)} of {days} days")
    series = [small_series(lookup, name, first, today, label, palette) for name, label in SERIES.items()]
    marks = [DayMarks(title, [day in practised for day in dates])]
    return SmallMultiples(dates, series, marks, spans=spans, palette=palette)


def beside_skin(
    lookup: SeriesLookup, today: date, days: int, palette: Palette, spans: Sequence[DaySpan] = ()
) -> TwoSeriesChart:
    """Return the chart of stress and skin severity on the same 0-10 scale, with the days of `spans` marked."""
    first = today - timedelta(days=days - 1)
    skin = grid(lookup("severity", first).values, first, today)
    stress = grid(lookup("stress", first).values, first, today)
    return TwoSeriesChart(
        day_range(first, today),
        skin,
        stress,
        ("skin", "stress"),
        spans=spans,
        lo=0,
        hi=10,
        empty="Press c: two digits log both.",
        palette=palette,
    )


def exercise_week(minutes: Mapping[date, float], goal: float, palette: Palette) -> Text:
    """Return the minutes of exercise in the last seven days, by day in `minutes`, against the goal of a week."""
    if not minutes:
        return Text(f"No exercise in 7 days. Press x to log it; the goal is {goal:g} min.", "dim")
    text = Text(f"exercise {sum(minutes.values()):g} of {goal:g} min in 7 days  ")
    return text.append_text(meter(sum(minutes.values()), goal, METER, palette=palette))


def practice_days(run: Streak | None, entries: EntryLookup, today: date, palette: Palette) -> Text:
    """Return the streak of days with any practice, and each practice's count and last day in four weeks.

    `run` is the streak, None while the journal is being read.
    """
    if run is None:
        return loading(palette)
    counts: Counter[str] = Counter()
    last: dict[str, date] = {}
    for day in days_until(today, PRACTICE_DAYS):
        for entry in entries(day):
            if isinstance(entry, Practice):
                counts[entry.what] += 1
                last[entry.what] = day
    if not counts:
        return Text("No practice in 28 days. Press p and a letter to log one.", "dim")
    text = Text(f"practices in {PRACTICE_DAYS} days, {streak_summary(run)}\n")
    for name, count in counts.most_common(5):
        ago = (today - last[name]).days
        when = "today" if ago == 0 else "yesterday" if ago == 1 else f"{ago} days ago"
        text.append(f"{clean(name):<14.14} {counted(count, 'time'):>8}, last: {when}\n")
    text.rstrip()
    return text
