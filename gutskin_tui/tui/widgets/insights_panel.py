"""The panel of factors: what came before the outcome, a row each, and the work of finding it out."""

from __future__ import annotations

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.text import one_line
from gutskin_tui.tui.insights_worker import Answer, InsightsWorker
from gutskin_tui.tui.state import Session
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.row_list import Rows

TITLE = "What came before"


class InsightsPanel(Vertical):
    """Rows of factors under a title that names outcome and lag. Posts `Rows.Chosen` of its rows for Enter.

    `lag` is the one that is shown, None for each factor's own.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    InsightsPanel { height: auto; width: 1fr; margin-bottom: 1; border-top: solid $rule;
              border-title-color: $foreground; border-title-style: bold; }
    InsightsPanel:focus-within { border-top: solid $primary; border-title-color: $primary; }
    InsightsPanel Rows, InsightsPanel Rows:focus { margin: 0; border-top: none; }
    InsightsPanel Static { height: auto; padding: 0 1 0 2; }
    #factor-said { height: 4; }
    InsightsPanel.-teaching Static { display: none; }
    .-low InsightsPanel.-teaching #factor-rows { max-height: 8; }
    .-low #factor-rows { max-height: 5; }
    .-low #factor-said { height: 2; }
    .-low InsightsPanel { margin-bottom: 0; }
    .-low.-narrow #factor-rows, .-low.-tiny #factor-rows { max-height: 3; }
    """

    def __init__(self, session: Session, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.session = session
        self.work = InsightsWorker(session)
        self.lag: int | None = None
        self._asked: tuple[object, ...] = ()
        self._shown: Answer | None = None
        self._how: tuple[object, ...] = ()
        set_title(self, TITLE)

    def compose(self) -> ComposeResult:
        """What was looked at and the columns' names, the factors, words on the selected one, what the signs mean."""
        yield Static("", markup=False, id="factor-head")
        yield Rows("", id="factor-rows")
        yield Static("", markup=False, id="factor-said")
        yield Static("", markup=False, id="factor-foot")

    @property
    def rows(self) -> Rows:
        """The rows of factors."""
        return self.query_one("#factor-rows", Rows)

    def reload(self) -> None:
        """Show the answer to the journal as it is now; where there is none yet, the last one, and find it."""
        if self.session.settings.outcome not in MEASURES:
            name = one_line(self.session.settings.outcome, 40)
            self._teach(f'"{name}" is no series: set outcome to one such as severity, with gutskin settings.')
            return
        fresh = self.work.fresh
        if not fresh and self.work.possible and self.work.question != self._asked:
            self._asked = self.work.question
            self._find()
        if self.work.answer is None:
            self._wait()
            return
        # What stands already is left alone: each update lays the whole tab out again.
        how = fresh, self.lag, self.size, self.session.settings, self.session.look
        if self._shown is not self.work.answer or how != self._how:
            self._show(self.work.answer, fresh)
            self._shown, self._how = self.work.answer, how

    @work(exclusive=True, group="insights")
    async def _find(self) -> None:
        """Find the answer; one to an older question is dropped."""
        if await self.work.work():
            self.reload()
        else:
            self._asked = ()

    def _wait(self) -> None:
        """Name the factors, as far as they are known, while their numbers are worked out."""
        more = self.session.sign("more")
        self.query_one("#factor-head", Static).update(Text(f"working it out {more}", style="dim"))
        if not self.work.possible:
            return
        from gutskin_tui.insights.factors import chosen, words

        names = chosen(self.session.settings, self.session.diet, self.session.settings.outcome)
        self.rows.fill(len(names), lambda index, width: Text(f"{words(names[index])} {more}", "dim"))

    def _teach(self, words: str) -> None:
        self._shown = None
        set_title(self, TITLE)
        self.set_class(True, "-teaching")
        self.rows.empty = words
        self.rows.fill(0, lambda index, width: Text())

    def _show(self, answer: Answer, fresh: bool) -> None:
        from gutskin_tui.presentation import insights as view

        found, ink = answer.found, self.session.ink
        if self.lag not in found.lags:
            self.lag = None
        if not found.recorded:
            self._teach(view.teaching(found))
            return
        self.set_class(False, "-teaching")
        set_title(self, view.title(found, self.lag) + ("" if fresh else f"   again {self.session.sign('more')}"))
        width = self.rows.scrollable_content_region.width or self.size.width - 1
        self.query_one("#factor-head", Static).update(view.head(found, width - 2, ink))
        self.rows.fill(len(found.factors), lambda index, room: view.row(found, index, self.lag, room, ink))
        self.query_one("#factor-foot", Static).update(view.foot(width - 2, ink))
        self._say()

    @on(Rows.Moved, "#factor-rows")
    def _say(self) -> None:
        """Say of the selected factor what its row has no room for."""
        answer = self.work.answer
        if answer is not None and self.rows.count == len(answer.found.factors):
            from gutskin_tui.presentation import insights as view

            self.query_one("#factor-said", Static).update(Text(view.said(answer.found, self.rows.cursor, self.lag)))

    def step_lag(self) -> None:
        """Show the next lag; after the last comes each factor's own."""
        if self.work.answer is not None:
            steps = [None, *self.work.answer.found.lags]
            self.lag = steps[(steps.index(self.lag) + 1) % len(steps)]
            self._show(self.work.answer, self.work.fresh)
