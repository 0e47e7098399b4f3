"""The details of a factor: sentences, a chart of the difference at each lag, and the days behind it."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from gutskin_tui.charts.lag_profile import LagProfile
from gutskin_tui.charts.palette import Palette
from gutskin_tui.presentation import insights as view
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.widgets.frame_bars import BarLine
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.row_list import Rows

ROOM_FOR_CHART = 22
"""Lines of a screen that has room for the chart above the days."""


WIDE = 100
"""Columns of a screen that shows the days beside the sentences."""


class FactorDetail(Dialog[None]):
    """The days behind the factor at `index`, at `lag` days (its own if None). Tab goes through the lags."""

    DEFAULT_CSS = """
    FactorDetail > Vertical { max-width: 116; height: 100%; max-height: 40; }
    FactorDetail Container { height: 1fr; }
    FactorDetail.-wide Container { layout: horizontal; }
    FactorDetail VerticalScroll { height: auto; max-height: 75%; width: 1fr; scrollbar-size-vertical: 1; }
    FactorDetail.-wide VerticalScroll { height: 100%; max-height: 100%; margin-right: 2; }
    FactorDetail Static { height: auto; }
    FactorDetail #days-profile { margin-top: 1; }
    FactorDetail Rows, FactorDetail Rows:focus { margin: 0; height: 1fr; min-height: 4; }
    """
    BINDINGS = [
        Binding("escape,q", "leave", show=False),
        Binding("tab", "lag(1)", show=False),
        Binding("shift+tab", "lag(-1)", show=False),
    ]

    def __init__(self, answer: Answer, index: int, lag: int | None, palette: Palette) -> None:
        super().__init__()
        self._answer, self._index, self._palette = answer, index, palette
        self._finding = answer.insights.findings[index]
        self.lag = self._finding.lag if lag is None else lag

    def compose(self) -> ComposeResult:
        """Sentences and chart, the days, the keys."""
        with Vertical() as frame:
            set_title(frame, view.name_of(self._answer.insights, self._index))
            with Container():
                with VerticalScroll(can_focus=False):
                    yield Static("", markup=False, id="days-words")
                    yield Static("", markup=False, id="days-profile")
                yield Rows("", id="days-rows", empty="No day has both yet.")
            yield BarLine(id="days-keys")

    def on_mount(self) -> None:
        """Show the days, newest first."""
        self.set_focus(self.query_one(Rows))
        self.query_one("#days-keys", BarLine).update_text(Text("Tab lag   PgUp PgDn page   Esc close", style="dim"))
        self.refresh_content()

    def on_resize(self, event: events.Resize) -> None:
        """Hide the chart where the days would have no room; lower it where the days are below it."""
        self.query_one("#days-profile").display = event.size.width >= WIDE or event.size.height >= ROOM_FOR_CHART
        self.refresh_content()

    def refresh_content(self) -> None:
        """Show sentences, chart and days of the selected lag."""
        results, palette, lag = self._answer.insights, self._palette, self.lag
        self.query_one("#days-words", Static).update(view.detail(results, self._index, lag))
        height = 12 if self.app.size.width >= WIDE else 7
        chart = LagProfile(results.lags, view.effects(self._finding), lag, height=height, palette=palette)
        unit = Text(f"Difference in {view.unit(results)} by lag in days", palette.label)
        self.query_one("#days-profile", Static).update(Group(unit, chart))
        days = view.pairs(results, self._answer.outcome, results.factors[self._index], lag)
        self.query_one(Rows).fill(
            len(days),
            lambda index, width: view.pair_line(days[index], results, width, palette),
            view.pairs_title(results, days, lag),
        )

    def action_lag(self, by: int) -> None:
        """Show the next lag, or the one before."""
        lags = self._answer.insights.lags
        self.lag = lags[(lags.index(self.lag) + by) % len(lags)]
        self.refresh_content()
