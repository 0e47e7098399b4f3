"""The month of a day on Today: skin, suspected foods and treatments."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date

from gutskin_tui.charts.month import MonthCalendar
from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import day_range
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation.series_style import SeriesStyle

TREATMENT = "T"


def month_span(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def month_legend(palette: Palette) -> str:
    """Return the meaning of the glyphs beside the days: `★ suspected food  T treatment`."""
    return f"{palette.glyphs.star} suspected food  {TREATMENT} treatment"


def month_calendar(
    day: date,
    values: Mapping[date, float],
    style: SeriesStyle,
    entries: EntryLookup,
    has_starred: Callable[[AnyEntry], bool],
    today: date,
    *,
    first_weekday: int,
    palette: Palette,
    selected: bool = True,
) -> MonthCalendar:
    """Return the calendar of the month of `day`, shaded by a series, with suspected foods and treatments.

    `selected` puts `day` in brackets.
    """
    marks = {}
    for other in day_range(*month_span(day)):
        logged = entries(other)
        suspected = palette.glyphs.star if any(map(has_starred, logged)) else ""
        treated = TREATMENT if any(entry.kind == "treatment" for entry in logged) else ""
        if suspected or treated:
            marks[other] = suspected + treated
    bounds = style.bounds(values.values())
    return MonthCalendar(
        day,
        values,
        today,
        marks=marks,
        bounds=bounds,
        first_weekday=first_weekday,
        selected=selected,
        palette=palette,
    )
