"""The details of a factor: sentences, a chart of the difference at each lag, and the days behind it."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll

from gutskin_tui.charts.lag_profile import LagProfile
from gutskin_tui.charts.palette import Palette
from gutskin_tui.presentation import factor_details as view
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.widgets.frame import WIDE
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.text_block import TextBlock

ROOM_FOR_CHART = 22
"""Lines of a screen that has room for the chart above the days."""


class FactorDetail(Dialog[None]):
    """The days behind the factor at `index`, at `lag` days (its own if None). Tab goes through the lags."""

    DEFAULT_CSS = """
    FactorDetail DialogFrame { max-width: 116; height: 100%; max-height: 40; }
    FactorDetail Container { height: 1fr; }
    FactorDetail.-wide Container, FactorDetail.-huge Container { layout: horizontal; }
    FactorDetail VerticalScroll { height: auto; max-height: 75%; width: 1fr; }
    FactorDetail.-wide VerticalScroll, FactorDetail.-huge VerticalScroll {
        height: 100%; max-height: 100%; margin-right: 2; }
    FactorDetail #days-profile { margin-top: 1; }
    FactorDetail Rows, FactorDetail Rows:focus { height: 1fr; min-height: 4; border-top: solid $rule; }
    """
    BINDINGS = [
        Binding("enter", "dismiss", show=False),
        Binding("tab", "lag(1)", show=False),
        Binding("shift+tab", "lag(-1)", show=False),
    ]
    HINTS = ("Tab delay", "↑↓ move", "Esc close")

    def __init__(self, answer: Answer, index: int, lag: int | None, palette: Palette) -> None:
        super().__init__()
        self._answer, self._index, self._palette = answer, index, palette
        self._finding = answer.insights.findings[index]
        self.lag = self._finding.lag if lag is None else lag
        self.title = view.name_of(answer.insights, index)

    def compose_content(self) -> ComposeResult:
        """Compose the sentences and the chart, and the days."""
        with Container():
            with VerticalScroll(can_focus=False):
                yield TextBlock(id="days-words")
                yield TextBlock(id="days-profile")
            yield Rows("", id="days-rows", empty="No day has both recorded yet.")

    def on_mount(self) -> None:
        """Show the days, newest first."""
        self.set_focus(self.query_one(Rows))
        self.refresh_content()

    def on_resize(self, event: events.Resize) -> None:
        """Hide the chart where the days would have no room; lower it where the days are below it."""
        self.query_one("#days-profile").display = event.size.width >= WIDE or event.size.height >= ROOM_FOR_CHART
        self.refresh_content()

    def refresh_content(self) -> None:
        """Show sentences, chart and days of the selected lag."""
        results, palette, lag = self._answer.insights, self._palette, self.lag
        self.query_one("#days-words", TextBlock).update_content(view.detail(results, self._index, lag))
        height = 12 if self.app.size.width >= WIDE else 7
        chart = LagProfile(results.lags, view.effects(self._finding), lag, height=height, palette=palette)
        unit = Text(f"Difference ({view.unit(results)}) by days of delay", palette.label)
        self.query_one("#days-profile", TextBlock).update_content(Group(unit, chart))
        days = view.pairs(results, self._answer.outcome, results.factors[self._index], lag)
        self.query_one(Rows).fill(
            len(days),
            lambda index, width: view.pair_line(days[index], results, width, palette),
            f" {view.pairs_title(results, days, lag)} ",
        )

    def action_lag(self, by: int) -> None:
        """Show the next lag, or the one before."""
        lags = self._answer.insights.lags
        self.lag = lags[(lags.index(self.lag) + by) % len(lags)]
        self.refresh_content()
