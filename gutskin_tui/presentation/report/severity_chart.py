"""The chart of a report as data: severity by day, its 7-day means, and bars for courses of treatment and trials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from gutskin_tui.model.chart_events import ChartEvents
from gutskin_tui.presentation.chart_events import event_spans
from gutskin_tui.presentation.report.section import typed
from gutskin_tui.presentation.trends import Span

MOST_BARS = 5


class ChartBar(Struct, frozen=True):
    """A named run of days above the chart, such as a course of treatment; both ends are included."""

    start: date
    end: date
    label: str


class SeverityChart(Struct, frozen=True):
    """Severity over consecutive days: `points` by day and `means` of seven days, None for a gap; bars and flares."""

    days: Sequence[date]
    points: Sequence[float | None]
    means: Sequence[float | None]
    bars: tuple[ChartBar, ...]
    flares: tuple[date, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(value is None for value in self.points)


def severity_chart(span: Span, events: ChartEvents, trial_bars: Iterable[ChartBar]) -> SeverityChart:
    """Return the chart of a span of severity, with the courses and trials of its days, the latest if there are many."""
    first, last = span.days[0], span.days[-1]
    courses = [ChartBar(course.start, course.end, typed(course.label)) for course in event_spans(events, last)]
    bars = [
        ChartBar(max(bar.start, first), min(bar.end, last), bar.label)
        for bar in (*courses, *trial_bars)
        if bar.end >= first and bar.start <= last
    ]
    bars = sorted(bars, key=lambda bar: bar.start)[-MOST_BARS:]
    flares = tuple(day for day in events.flares if first <= day <= last)
    return SeverityChart(span.days, span.points, span.means, tuple(bars), flares)
