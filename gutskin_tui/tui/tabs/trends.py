"""Trends: the chart of a series, the factors of the outcome, trials, and a line for every series.

Dialogs of factors are imported where they are used: they load the lexicon and numpy, which must not delay the first
frame of the tab.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
from rich.console import Group
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from gutskin_tui.model.series import Series, series_of
from gutskin_tui.presentation import trends as view
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import LEADING, offered
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.trial_panels import TrialList


class Trends(Tab):
    """The tab of charts, insights and trials."""

    NAME = "trends"
    BINDINGS = bindings("trends")
    HELP = (
        "The chart shows one series: left and right choose it, v the range of days. A day without an entry is a gap, "
        "never a zero, and a 7-day mean needs three days. Today's water, minutes and other sums are in no mean until "
        "the day ends or the goal is reached. T shows the chart as a table, X exports the range.\n\n"
        "What came before: the mean of the outcome after days with a factor and after days without it, of the last 365 "
        "days. Tab goes through the lags, the days that lie between; best is the one that stands out most. Enter lists "
        "the days behind a factor, f chooses what is looked at. A scale is split at your goal, or where it parts your "
        "days most evenly. The signs say how sure a pattern is, ! that something speaks against it. It is no proof. "
        "N plans a trial of the selected factor, o goes to the list of trials."
    )
    SCOPED_CSS = False
    DEFAULT_CSS = """
    Trends > Container { height: auto; }
    .-wide Trends > Container, .-huge Trends > Container {
        layout: grid; grid-size: 2; grid-columns: 10fr 9fr; grid-rows: auto 1fr; grid-gutter: 0 1; height: 100%; }
    Trends > Container > Vertical { height: auto; }
    .-wide #beside, .-huge #beside { row-span: 2; }
    .-wide #metrics, .-huge #metrics { max-height: 100%; }
    #table { max-height: 20; display: none; }
    .-low #table { max-height: 10; }
    .-low #metrics { max-height: 9; }
    Trends.-table #table { display: block; }
    Trends.-table #chart { display: none; }
    """

    def __init__(self, session: AppState) -> None:
        super().__init__(session)
        self.series = LEADING[0]
        self.range = 0
        self._names: list[str] = [LEADING[0]]
        self._spans: dict[str, view.Span] = {}
        self._seen: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Compose chart or table; factors, trials and facts beside or below; and the list of all series."""
        with Container():
            with Vertical():
                yield TextPanel("Trends", id="chart")
                yield Rows("Table", id="table")
            with Vertical(id="beside"):
                yield InsightsPanel(self.session, id="factors")
                yield TrialList(self.session, id="trials")
                yield TextPanel("At a glance", id="glance")
            yield Rows("All series, 7-day means", id="metrics", empty="Nothing yet. Trends begin with the first entry.")

    def home(self) -> Widget:
        return self.query_one(InsightsPanel).rows

    def update_tab(self) -> None:
        self.query_one(InsightsPanel).reload()
        self.query_one(TrialList).reload()
        session = self.session
        index = session.day_index
        if index is None:
            if not self._seen:
                self.query_one("#chart", TextPanel).update_content(f"counting {session.palette.glyphs.ellipsis}")
            return
        self.range = self.range or (90 if self.wide else 28)
        # Spans are computed when first drawn and cached until the journal, the day, the range or a setting changes.
        seen = (id(index), session.revision, session.today, self.range, session.settings)
        if seen != self._seen:
            self._seen = seen
            self._spans.clear()
        self._names = offered([name for name, values in index.values.items() if values])
        if self.series not in self._names:
            self.series = LEADING[0]
        has_data = len(self._names) > 1 or bool(index.values[LEADING[0]])
        self.query_one("#metrics", Rows).fill(
            len(self._names) if has_data else 0,
            lambda index, width: view.metric_line(self._span(self._names[index]), width, session.palette),
            cursor=self._names.index(self.series),
        )
        self._draw()

    def _span(self, name: str) -> view.Span:
        if name not in self._spans:
            self._spans[name] = view.span_of(
                series_style(name, self.session.settings), self._series_of(name), self.range
            )
        return self._spans[name]

    def _series_of(self, name: str) -> Series:
        values = self.session.day_index.values[name] if self.session.day_index else {}
        return series_of(name, values, self.session.today, self.session.settings)

    def _draw(self) -> None:
        """Draw the chart or table, and the facts, of the chosen series."""
        span, palette = self._span(self.series), self.session.palette
        title = f"{span.style.name}   {view.ranges(self.range)}"
        if self.has_class("-table"):
            self.query_one("#table", Rows).fill(
                len(span.days), lambda index, width: view.table_line(span, index, palette), f"{title}   day, 7-day mean"
            )
        else:
            room = self.screen.size.height
            height = 18 if room >= 40 else 14 if room >= 30 else 7 if room >= 24 else 5
            picture = Group(view.chart(span, height, palette), view.facts(span, palette, self.screen.size.width >= 132))
            self.query_one("#chart", TextPanel).update_content(picture, title)
        self.query_one("#glance", TextPanel).update_content(view.range_summary(span, palette))

    @on(Rows.Moved, "#metrics")
    def _picked(self) -> None:
        name = self._names[self.query_one("#metrics", Rows).cursor]
        if name != self.series and self._seen:
            self.series = name
            self._draw()

    def action_step_series(self, by: int) -> None:
        """Show the series `by` places on in the list, which goes round."""
        self.query_one("#metrics", Rows).cursor = (self._names.index(self.series) + by) % len(self._names)
        self._picked()

    def action_next_range(self) -> None:
        """Show the next range of days."""
        ranges = view.RANGES
        self.range = ranges[(ranges.index(self.range) + 1) % len(ranges)] if self.range else ranges[0]
        self.update_tab()

    def action_toggle_table(self) -> None:
        """Show the chart as a table, and back."""
        self.toggle_class("-table")
        self.update_tab()
        self.screen.set_focus(self.query_one("#table") if self.has_class("-table") else self.home())

    def action_next_lag(self) -> None:
        """Show the factors at the next lag."""
        self.query_one(InsightsPanel).step_lag()

    def action_choose_factors(self) -> None:
        """Choose the factors to analyze."""
        from gutskin_tui.tui.dialogs.factor_picker import FactorPicker

        if not self.session.foods.ready:
            self.gutskin.status("The journal is still being read.", False)
            return
        self.app.push_screen(FactorPicker(self.session))

    def action_list_trials(self) -> None:
        """Go to the list of trials."""
        rows = self.query_one(TrialList).rows
        if rows.count:
            self.screen.set_focus(rows)
            self.scroll_to_widget(rows, animate=False)
        else:
            self.gutskin.status("There is no trial yet. N plans one.", False)

    @on(Rows.Chosen, "#factor-rows")
    def _behind(self, event: Rows.Chosen) -> None:
        """Show the days behind a factor."""
        factors = self.query_one(InsightsPanel)
        if factors.work.answer is None:
            self.gutskin.status("This is still being worked out.", False)
            return
        from gutskin_tui.tui.dialogs.factor_detail import FactorDetail

        self.app.push_screen(FactorDetail(factors.work.answer, event.index, factors.lag, self.session.palette))

    def action_export(self) -> None:
        """Ask a file name and write the shown series and range to it."""
        if not self._seen:
            self.gutskin.status("The journal is still being read.", False)
            return
        name, days, today = self.series, self.range, self.session.today
        first = today - timedelta(days=days - 1)
        document = msgspec.json.encode([self._series_of(name).document(first, today)])

        async def gather() -> Write:
            return lambda out: (out.write(msgspec.json.format(document, indent=1) + b"\n"), None)[1]

        ask_export(
            self.gutskin,
            f"gutskin-{name}-{first}-{today}.json",
            f"{self._span(name).style.label.lower()}, {days} days",
            gather,
        )
