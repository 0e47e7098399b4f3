"""The last year of each series, computed once for each change of its values and cut to the range that is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gutskin_tui.model.series import series_of
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import RANGES, WEEK, Span, span_of

if TYPE_CHECKING:
    from gutskin_tui.tui.journal_view import JournalView

LONGEST = RANGES[-1]
DAYS_READ = LONGEST + WEEK
"""A mean of seven days begins before the first day of the range."""


class SeriesSpans:
    """The spans of the series of a journal, computed when first needed.

    `span` returns the same object until a value of the series changes, so that its views need not be drawn again.
    """

    def __init__(self, session: JournalView) -> None:
        self._session = session
        self._basis: tuple[object, ...] = ()
        self._revision = session.change_log.revision
        self._years: dict[str, Span] = {}
        self._values: dict[str, dict[date, float]] = {}
        """The recorded values that each year was computed from."""
        self._spans: dict[tuple[str, int], Span] = {}

    def span(self, name: str, count: int) -> Span:
        """Return the last `count` days of a series, up to today. The day index must be ready."""
        self._drop_changed()
        if (name, count) not in self._spans:
            if name not in self._years:
                self._years[name] = self._compute(name)
            self._spans[name, count] = self._years[name].last(count)
        return self._spans[name, count]

    def _compute(self, name: str) -> Span:
        session = self._session
        first = session.today - timedelta(days=DAYS_READ - 1)
        values = self._values[name] = session.values(name, first, session.today)
        series = series_of(name, values, session.today, session.settings)
        return span_of(series_style(name, session.settings), series, LONGEST)

    def _drop_changed(self) -> None:
        """Drop the spans of the series with another value since the last call; all if the day or a setting changed."""
        session, index, today = self._session, self._session.day_index, self._session.today
        basis = index, today, session.settings
        if session.change_log.revision == self._revision and basis == self._basis:
            return
        changes = session.change_log.since(self._revision)
        self._revision = session.change_log.revision
        if changes.everything or basis != self._basis:
            self._years.clear()
        self._basis = basis
        assert index is not None
        first = today - timedelta(days=DAYS_READ - 1)
        days = [day for day in changes.days if first <= day <= today]
        for name in list(self._years):
            now, before = index.values[name], self._values[name]
            if any(now.get(day) != before.get(day) for day in days):
                del self._years[name]
        for key in [key for key in self._spans if key[0] not in self._years]:
            del self._spans[key]
