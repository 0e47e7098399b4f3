"""The panel of factors: a row for each, with the difference of the outcome after days with and without it.

The presentation and the names of factors are imported where they are used: they load numpy or the lexicon, which must
not delay the first frame of the Trends tab.
"""

from __future__ import annotations

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.text import one_line
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import set_title
from gutskin_tui.tui.widgets.row_list import Rows

TITLE = "What came before"


class InsightsPanel(Vertical):
    """Rows of factors under a title with outcome and lag. Enter posts `Rows.Chosen` of its rows.

    `lag` is the lag in days for all factors, None for the best lag of each.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    InsightsPanel { height: auto; width: 1fr; margin-bottom: 1; }
    InsightsPanel Rows { margin: 0; }
    InsightsPanel Static { height: auto; padding: 0 1 0 2; }
    #factor-details { height: 4; }
    InsightsPanel.-teaching Static { display: none; }
    .-low InsightsPanel.-teaching #factor-rows { max-height: 8; }
    .-low #factor-rows { max-height: 5; }
    .-low #factor-details { height: 2; }
    .-low InsightsPanel { margin-bottom: 0; }
    .-low.-narrow #factor-rows, .-low.-tiny #factor-rows { max-height: 3; }
    """

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="framed list")
        self.session = session
        self.lag: int | None = None
        self._requested: tuple[object, ...] = ()
        self._rendered: Answer | None = None
        self._rendered_state: tuple[object, ...] = ()
        set_title(self, TITLE)

    def compose(self) -> ComposeResult:
        """Compose the head with days and columns, the factors, details of the selected one, and the legend."""
        yield Static("", markup=False, id="factor-head")
        yield Rows("", id="factor-rows")
        yield Static("", markup=False, id="factor-details")
        yield Static("", markup=False, id="factor-foot")

    @property
    def rows(self) -> Rows:
        """The rows of factors."""
        return self.query_one("#factor-rows", Rows)

    def reload(self) -> None:
        """Show the insights of the journal. If they are out of date, show the last ones and start to compute them."""
        if self.session.settings.outcome not in MEASURES:
            name = one_line(self.session.settings.outcome, 40)
            self._show_empty(f'"{name}" is no series: set outcome to one such as severity, with gutskin settings.')
            return
        fresh = self.session.insights.fresh
        if not fresh and self.session.insights.possible and self.session.insights.question != self._requested:
            self._requested = self.session.insights.question
            self._compute()
        if self.session.insights.answer is None:
            self._wait()
            return
        # Not updated without a change, as each update lays out the whole tab.
        state = fresh, self.lag, self.size, self.session.settings, self.session.theme
        if self._rendered is not self.session.insights.answer or state != self._rendered_state:
            self._show(self.session.insights.answer, fresh)
            self._rendered, self._rendered_state = self.session.insights.answer, state

    @work(exclusive=True, group="insights")
    async def _compute(self) -> None:
        """Compute the insights. A result for an older state of the journal is dropped."""
        if not await self.session.insights.work():
            self._requested = ()  # asked again by the next update
        elif self.app.is_running:  # not while the application closes, when the rows may be gone already
            self.reload()

    def _wait(self) -> None:
        """Show the names of the factors, as far as they are available, while the insights are computed."""
        more = self.session.palette.glyphs.ellipsis
        self.query_one("#factor-head", Static).update(Text(f"working it out {more}", style="dim"))
        if not self.session.insights.possible:
            return
        from gutskin_tui.insights.factors import chosen, words

        names = chosen(self.session.settings, self.session.foods.analyzer, self.session.settings.outcome)
        self.rows.fill(len(names), lambda index, width: Text(f"{words(names[index])} {more}", "dim"))

    def _show_empty(self, text: str) -> None:
        self._rendered = None
        set_title(self, TITLE)
        self.set_class(True, "-teaching")
        self.rows.empty = text
        self.rows.fill(0, lambda index, width: Text())

    def _show(self, answer: Answer, fresh: bool) -> None:
        from gutskin_tui.presentation import insights as view

        insights, palette = answer.insights, self.session.palette
        if self.lag not in insights.lags:
            self.lag = None
        if not insights.recorded:
            self._show_empty(view.teaching(insights, keys=True))
            return
        self.set_class(False, "-teaching")
        set_title(
            self, view.title(insights, self.lag) + ("" if fresh else f"   again {self.session.palette.glyphs.ellipsis}")
        )
        width = self.rows.scrollable_content_region.width or self.size.width - 1
        self.query_one("#factor-head", Static).update(view.head(insights, width - 2, palette))
        self.rows.fill(len(insights.factors), lambda index, room: view.row(insights, index, self.lag, room, palette))
        self.query_one("#factor-foot", Static).update(view.foot(width - 2, palette))
        self._update_details()

    @on(Rows.Moved, "#factor-rows")
    def _update_details(self) -> None:
        """Show the details of the selected factor that its row has no room for."""
        answer = self.session.insights.answer
        if answer is not None and self.rows.count == len(answer.insights.factors):
            from gutskin_tui.presentation import insights as view

            self.query_one("#factor-details", Static).update(
                Text(view.row_details(answer.insights, self.rows.cursor, self.lag))
            )

    def step_lag(self) -> None:
        """Show the next lag; after the last, the best lag of each factor."""
        if self.session.insights.answer is not None:
            steps = [None, *self.session.insights.answer.insights.lags]
            self.lag = steps[(steps.index(self.lag) + 1) % len(steps)]
            self._show(self.session.insights.answer, self.session.insights.fresh)
