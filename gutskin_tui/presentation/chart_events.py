"""Events on a chart: courses of treatment as spans; flares and days of bleeding as letters above their days."""

from __future__ import annotations

from datetime import date

from gutskin_tui.charts.line import DayMark, DaySpan
from gutskin_tui.model.chart_events import ChartEvents
from gutskin_tui.text import clean

FLARE = "f"
PERIOD = "p"


def event_spans(events: ChartEvents, today: date) -> list[DaySpan]:
    """Return the courses as spans named by the treatment; a course that goes on lasts to `today`."""
    return [DaySpan(course.start, course.end or today, clean(course.what)) for course in events.courses]


def event_marks(events: ChartEvents) -> list[DayMark]:
    """Return a letter for each day with bleeding or a flare; a flare takes precedence."""
    letters = {**dict.fromkeys(events.period, PERIOD), **dict.fromkeys(events.flares, FLARE)}
    return [DayMark(day, letter) for day, letter in letters.items()]


def event_legend(events: ChartEvents, first: date, last: date) -> str:
    """Return the meaning of the letters that days from `first` to `last` have: "f flare  p period", "" for none."""
    meanings = ((FLARE, "flare", events.flares), (PERIOD, "period", events.period))
    return "  ".join(f"{letter} {word}" for letter, word, days in meanings if any(first <= day <= last for day in days))


def day_events(events: ChartEvents, day: date) -> list[str]:
    """Return what happened on a day in words: treatments under way, "flare", "period"."""
    courses = [clean(course.what) for course in events.courses if course.start <= day <= (course.end or day)]
    return [*courses, *(word for word, days in (("flare", events.flares), ("period", events.period)) if day in days)]
