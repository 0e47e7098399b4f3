"""Trends: the chart of a series, the factors of the outcome, trials, and a line for every series."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget

from gutskin_tui.model.series import series_of
from gutskin_tui.presentation import trends as view
from gutskin_tui.presentation.statistics import fitting_range
from gutskin_tui.presentation.trends import LEADING, RANGES, offered
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.series_panels import RangeSummary, SeriesChart, SeriesList, SeriesTable, SeriesWidget
from gutskin_tui.tui.widgets.trial_panels import TrialList
from gutskin_tui.tui.widgets.unpainted import Container, Vertical


class Trends(Tab):
    """The tab of charts, insights and trials."""

    NAME = "trends"
    BINDINGS = bindings("trends")
    HELP = (
        "The chart shows one measure: < and > choose it, v the range of days. A day without an entry is a gap, never a "
        "zero, and a 7-day average needs three days. Today's water, minutes and other sums are in no average until the "
        "day ends or the goal is reached. T shows the chart as a table, X exports the range. "
        "With the focus on the chart, left and right move a line over the days, and Enter opens a day in History.\n\n"
        "What came before: the average of the outcome after days with a factor and after days without it, of the last "
        '365 days. D changes the delay, the days between; "best" shows, for each factor, the delay with the clearest '
        "difference. Enter lists the days behind a factor, f chooses the factors. Stress, sleep and water are split at "
        "your goal or at your median. The dots show how certain a pattern is; ! means there is a reason for doubt. "
        "None of it is proof. N plans a trial of the selected factor, o goes to the list of trials."
    )

    series: reactive[str] = reactive(LEADING[0], init=False, repaint=False)
    """The name of the series in the chart."""
    range: reactive[int] = reactive(0, init=False, repaint=False)
    """The number of days shown, one of `presentation.trends.RANGES`; 0 until the journal has been read."""

    def compose(self) -> ComposeResult:
        """Compose chart or table; factors, trials and summary beside or below; and the list of all series."""
        bound = {"series": Trends.series, "range": Trends.range}
        with Container(id="trends-panels"):
            with Vertical(id="trends-chart"):
                yield SeriesChart("Trends", id="chart").data_bind(**bound)
                table = SeriesTable("Table", id="table").data_bind(**bound)
                table.display = False
                yield table
            with Vertical(id="trends-beside"):
                yield InsightsPanel(self.session, id="factors")
                yield TrialList()
                yield RangeSummary("At a glance", id="glance").data_bind(**bound)
            yield SeriesList(id="metrics").data_bind(**bound)

    def home(self) -> Widget:
        return self.query_one(InsightsPanel).rows

    def update_tab(self) -> None:
        self.query_one(InsightsPanel).reload()
        self.query_one(TrialList).update_view()
        index = self.session.day_index
        if index is None:
            return
        if not self.range:
            days = (self.session.today - (index.first_day or self.session.today)).days + 1
            self.range = fitting_range(days, RANGES, 90 if self.wide else 28)
        if self.series not in offered([name for name, values in index.values.items() if values]):
            self.series = LEADING[0]

    @on(Rows.Moved, "#metrics")
    def _picked(self) -> None:
        names = self.query_one(SeriesList)
        if names.names:
            self.series = names.names[names.cursor]

    @on(SeriesWidget.RangeChosen)
    def _show_range(self, event: SeriesWidget.RangeChosen) -> None:
        self.range = event.days

    def action_step_series(self, by: int) -> None:
        """Show the series `by` places on in the list, which goes round."""
        names = self.query_one(SeriesList).names
        if names:
            self.series = names[(names.index(self.series) + by) % len(names)]

    def action_next_range(self) -> None:
        """Show the next range of days."""
        if self.range:
            ranges = view.RANGES
            self.range = ranges[(ranges.index(self.range) + 1) % len(ranges)]

    def action_toggle_table(self) -> None:
        """Show the chart as a table, and back."""
        table, chart = self.query_one(SeriesTable), self.query_one(SeriesChart)
        table.display, chart.display = chart.display, not chart.display
        for panel in (table, chart):
            panel.invalidate()
        if self.has_focus_within:  # the prompt keeps the focus
            self.screen.set_focus(table if table.display else self.home())

    def action_next_lag(self) -> None:
        """Show the factors at the next lag."""
        self.query_one(InsightsPanel).step_lag()

    def action_choose_factors(self) -> None:
        """Choose the factors to analyze."""
        if not self.session.foods.ready:
            self.gutskin.status("Still loading the journal.", False)
            return
        self.app.push_screen(dialogs.factor_picker.FactorPicker(self.session))

    def action_list_trials(self) -> None:
        """Go to the list of trials."""
        rows = self.query_one(TrialList)
        if rows.count:
            self.screen.set_focus(rows)
            self.scroll_to_widget(rows, animate=False)
        else:
            self.gutskin.status("There is no trial yet. Press N to plan one.", False)

    @on(Rows.Chosen, "#factor-rows")
    def _behind(self, event: Rows.Chosen) -> None:
        """Show the days behind a factor."""
        factors = self.query_one(InsightsPanel)
        if factors.answer is None:
            self.gutskin.status("Still calculating.", False)
            return
        self.app.push_screen(
            dialogs.factor_detail.FactorDetail(factors.answer, event.index, factors.lag, self.session.palette)
        )

    def action_export(self) -> None:
        """Ask a file name and write the shown series and range to it."""
        if self.session.day_index is None:
            self.gutskin.status("Still loading the journal.", False)
            return
        name, days, today = self.series, self.range, self.session.today
        first = today - timedelta(days=days - 1)
        values = self.session.day_index.values[name]
        series = series_of(name, values, today, self.session.settings)
        document = msgspec.json.encode([series.document(first, today)])

        async def gather() -> Write:
            return lambda out: out.write(msgspec.json.format(document, indent=1) + b"\n")

        ask_export(
            self.gutskin,
            f"gutskin-{name}-{first}-{today}.json",
            f"{self.session.spans.span(name, days).style.label.lower()}, {days} days",
            gather,
        )
