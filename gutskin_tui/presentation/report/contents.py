"""The contents of a report as data: numbers, a chart, short lists, and for a dietitian fourteen days of food.

Nothing in it identifies the person: the pages have blank lines for the name and the date of birth.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from gutskin_tui.dates import day_month, day_range
from gutskin_tui.errors import InputError
from gutskin_tui.insights.insights import Insights
from gutskin_tui.model.chart_events import chart_events
from gutskin_tui.model.day_index import DayIndex, EntryLookup
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.series import WINDOWS, series_of
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.chart_events import trial_spans
from gutskin_tui.presentation.report.food_diary import DiaryDay, food_diary
from gutskin_tui.presentation.report.food_sections import food_lines, gut_lines
from gutskin_tui.presentation.report.key_numbers import KeyNumber, key_numbers
from gutskin_tui.presentation.report.result_sections import factor_lines, trial_lines
from gutskin_tui.presentation.report.section import Section
from gutskin_tui.presentation.report.severity_chart import ChartBar, SeverityChart, severity_chart
from gutskin_tui.presentation.report.skin_sections import region_lines, score_lines, treatment_lines
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import WEEK, Span, span_of
from gutskin_tui.settings import Settings
from gutskin_tui.text import clean, counted
from gutskin_tui.trials.report import TrialReport

Audience = Literal["dermatologist", "dietitian"]
DAYS = 90
"""Days that a report covers unless another number is wanted."""
MOST_QUESTIONS = 3
LONGEST_QUESTION = 200
"""Characters of a question, so that all of it fits on the page."""
DIARY_DAYS = 14
"""Days of the food diary for a dietitian."""


class ReportRequest(Struct, frozen=True):
    """What a report is to cover: its reader, its number of days, and the person's questions.

    Raises InputError for more than three questions, or a long one.
    """

    audience: Audience = "dermatologist"
    days: int = DAYS
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.questions) > MOST_QUESTIONS:
            raise InputError(f"ask at most {MOST_QUESTIONS} questions")
        if any(len(question) > LONGEST_QUESTION for question in self.questions):
            raise InputError(f"a question has at most {LONGEST_QUESTION} characters")


class ReportSource(Struct, frozen=True):
    """The journal as a report uses it.

    `entries` returns the entries of a day, `treatments` are those of that kind of the whole journal, `first_day` is its
    first day with an entry, None if it has none. `insights` is None if the outcome of the settings is not a measure.
    `trials` are all trials, the latest first.
    """

    entries: EntryLookup
    treatments: Sequence[AnyEntry]
    first_day: date | None
    analyzer: MealAnalyzer
    settings: Settings
    today: date
    insights: Insights | None
    trials: Sequence[TrialReport]


class Report(Struct, frozen=True):
    """A report on the days from `first` to `last`, both included; `recorded` of them have an entry.

    `diary` is empty for a dermatologist. With `plain_ascii` spark lines are of ASCII characters. All texts are safe for
    a terminal, but not yet escaped for HTML or Markdown.
    """

    audience: Audience
    first: date
    last: date
    recorded: int
    conditions: tuple[str, ...]
    questions: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    chart: SeverityChart
    sections: tuple[Section, ...]
    fine_print: tuple[str, ...]
    diary: tuple[DiaryDay, ...]
    plain_ascii: bool

    @property
    def days(self) -> int:
        """The number of days of the period."""
        return (self.last - self.first).days + 1

    @property
    def halves(self) -> str:
        """What the changes of the numbers compare: "First half to second half (from 13 Oct)"."""
        return f"First half to second half (from {day_month(self.first + timedelta(days=self.days // 2))})"

    @property
    def period(self) -> str:
        """The period in words: "29 Aug 2026 to 26 Nov 2026, 90 days, 84 of them with an entry"."""
        first, last = day_month(self.first, year=True), day_month(self.last, year=True)
        return f"{first} to {last}, {counted(self.days, 'day')}, {self.recorded} of them with an entry"


def first_day_read(request: ReportRequest, today: date) -> date:
    """Return the first day whose entries a report uses, so that a caller can read them in advance."""
    return today - timedelta(days=max(request.days + WEEK, DIARY_DAYS, *WINDOWS) - 1)


def build_report(request: ReportRequest, source: ReportSource) -> Report:
    """Return the report of the days up to today; it begins with the journal's first day if that is later."""
    today = source.today
    first = today - timedelta(days=min(request.days, _age(source)) - 1)
    days = day_range(first, today)
    index = DayIndex()
    for day in day_range(first_day_read(request, today), today):
        if entries := source.entries(day):
            index.update(day, entries)
    in_period = [entry for day in days for entry in source.entries(day)]

    def span(measure: str) -> Span:
        series = series_of(measure, index.values[measure], today, source.settings)
        return span_of(series_style(measure, source.settings), series, len(days))

    recorded = sum(first <= day <= today for day in index.days())
    courses = chart_events([*source.treatments, *in_period])
    trials = [report for report in source.trials if _overlaps(report, first, today)]
    sections = (
        Section("Scores with dates", score_lines(in_period)),
        Section("Where", region_lines(source.entries, today, len(days))),
        Section("Treatments and supplements", treatment_lines(in_period, source.treatments, first, today)),
        Section("Gut", gut_lines(in_period, span)),
        Section("Food and drink", food_lines(in_period, source.analyzer, span)),
        Section("Left out and put back: trials", trial_lines(trials), sentences=True),
        Section("Factors compared", factor_lines(source.insights), sentences=True),
    )
    return Report(
        request.audience,
        first,
        today,
        recorded,
        source.settings.conditions,
        tuple(clean(question) for question in request.questions),
        key_numbers(recorded, len(days), span),
        severity_chart(span("severity"), courses, [bar for report in trials for bar in _trial_bars(report)]),
        tuple(section for section in sections if section.lines),
        _fine_print(source.settings, today),
        food_diary(source.entries, today, min(DIARY_DAYS, _age(source))) if request.audience == "dietitian" else (),
        source.settings.ascii,
    )


def _age(source: ReportSource) -> int:
    """Return the number of days from the journal's first day to today, 1 at least."""
    return max((source.today - source.first_day).days + 1, 1) if source.first_day else 1


def _overlaps(report: TrialReport, first: date, today: date) -> bool:
    trial = report.trial
    return trial.first <= today and (trial.ended_on or trial.last) >= first


def _trial_bars(report: TrialReport) -> list[ChartBar]:
    """Return the phases of a trial in which it asks for a change, up to its end or today."""
    return [ChartBar(span.start, span.end, span.label) for span in trial_spans(report.trial, report.today)]


def _fine_print(settings: Settings, today: date) -> tuple[str, ...]:
    """Return what a reader has to know of the scales, the days, and who made the report."""
    return (
        "Skin overall, itch, bloating and gut pain are scored 0 (none or calm) to 10 (worst). Sleep is in hours.",
        f"A day starts at {settings.day_start}; what is logged before counts for the day before. A day without a value "
        "is missing, not 0: numbers are of recorded days only. A 7-day mean needs at least 3 of 7 days.",
        "A change compares the two halves of the period, at least 7 recorded days in each; it describes the entries "
        "and gives no reason.",
        f"Made on {day_month(today, year=True)} with gutskin by the person who kept this journal, from their own "
        "entries. Not a medical record, and not medical advice.",
    )
