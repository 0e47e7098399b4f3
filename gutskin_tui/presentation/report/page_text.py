"""The words that a printed report has beside its data, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence

from gutskin_tui.dates import short_day
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.food_diary import DiaryDay
from gutskin_tui.presentation.report.severity_chart import SeverityChart
from gutskin_tui.text import counted

TITLE = "Skin and food journal: summary"
QUESTIONS = "Questions for this appointment"
BLANK_QUESTIONS = 2
"""Lines for a pen where no question is given."""
DAYS = "Days"
"""The head of the column with the days behind a number."""
CHART = "Skin overall by day, 0 (calm) to 10 (worst)"
NOT_RECORDED = "Not recorded in these days."
DIARY_COLUMNS = ("Day", "Eaten and drunk", "Symptoms (time since the last meal)")
_LEGEND = (
    "Dot: a day. Line: mean of 7 days, with a gap where fewer than 3 are recorded. Bar: course of treatment, or a food "
    "left out."
)
_FLARE = " Triangle: a flare."


def opening(report: Report) -> str:
    """Return the sentence below the title: the period, and the conditions if they are set."""
    conditions = f" Recorded for: {', '.join(report.conditions)}." if report.conditions else ""
    return f"{report.period}.{conditions}"


def legend(chart: SeverityChart) -> str:
    """Return what the signs of a chart mean."""
    return _LEGEND + (_FLARE if chart.flares else "")


def chart_description(report: Report) -> str:
    """Return what the chart shows, for people who cannot see it."""
    return f"Skin overall by day and its 7-day mean, {report.period}"


def diary_title(diary: Sequence[DiaryDay]) -> str:
    """Return the heading of a food diary."""
    return f"Food diary of {counted(len(diary), 'day')}"


def diary_row(day: DiaryDay) -> tuple[str, str, str]:
    """Return the cells of a day of a food diary."""
    eaten = [*day.eaten, *([f"water {day.water_ml} ml"] if day.water_ml else [])]
    return short_day(day.day), "; ".join(eaten) or "nothing logged", "; ".join(day.symptoms)
