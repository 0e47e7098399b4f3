"""The panel of factors: a row for each, with the difference of the outcome after days with and without it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip

from gutskin_tui import insights, presentation
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.store import Changes
from gutskin_tui.text import one_line
from gutskin_tui.tui.background import after_frame
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import key_link, linked, set_title
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips, text_strips
from gutskin_tui.tui.widgets.row_list import Rows

TITLE = "What came before"


class Lines(Panel):
    """A part of the panel without a frame of its own, drawn by `draw_lines(width, height)` when the panel asks."""

    def __init__(self, draw_lines: Callable[[int, int], list[Strip]], *, id: str) -> None:
        super().__init__(id=id)
        self.remove_class("framed", update=False)  # it is styled when it is mounted
        self._draw_lines = draw_lines

    def concerns(self, changes: Changes) -> bool:
        return False

    def draw(self, width: int, height: int) -> list[Strip]:
        return self._draw_lines(width, height)


class InsightsPanel(Vertical):
    """Rows of factors, strongest first, under a title with outcome and lag; below them the details of the selected one.

    Enter posts `Rows.Chosen` of its rows. `lag` is the lag in days for all factors, None for the best lag of each.
    """

    SCOPED_CSS = False
    DEFAULT_CSS = """
    InsightsPanel Rows { margin: 0; padding: 0; height: 10; }
    InsightsPanel Lines { padding: 0 1 0 2; }
    #factor-head { height: 1; }
    #factor-details { height: 10; }
    #factor-foot { height: 4; }
    .-low #factor-rows { height: 5; }
    .-low #factor-details { height: 3; }
    .-low.-narrow #factor-rows, .-low.-tiny #factor-rows { height: 3; }
    .-wide #factor-rows, .-huge #factor-rows { height: 5; }
    .-with-week #factor-rows { height: 10; }
    .-wide #factor-details, .-huge #factor-details { height: 1fr; }
    .-huge.-tall #factor-foot { height: 2; }
    .-huge.-with-week #factor-foot { height: 4; }
    InsightsPanel.-teaching Lines { display: none; }
    InsightsPanel.-teaching #factor-rows, .-low InsightsPanel.-teaching #factor-rows { height: 8; }
    """

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="framed list")
        self.session = session
        self.lag: int | None = None
        self.answer: Answer | None = None
        """The answer that is shown, with the factors in the order of the rows."""
        self._requested: tuple[object, ...] = ()
        self._source: Answer | None = None
        self._state: tuple[object, ...] = ()
        set_title(self, TITLE)

    def compose(self) -> ComposeResult:
        """Compose the headings, the factors, details of the selected one, and the legend."""
        yield Lines(self._head, id="factor-head")
        yield Rows("", id="factor-rows")
        yield Lines(self._details, id="factor-details")
        yield Lines(self._foot, id="factor-foot")

    @property
    def rows(self) -> Rows:
        """The rows of factors."""
        return self.query_one("#factor-rows", Rows)

    def reload(self) -> None:
        """Show the insights of the journal. If they are out of date, show the last ones and start to compute them."""
        insights = self.session.insights
        if self.session.settings.outcome not in MEASURES:
            name = one_line(self.session.settings.outcome, 40)
            self._show_empty(f'Unknown outcome "{name}". Choose one, such as: gutskin settings set outcome severity.')
            return
        fresh = insights.fresh
        if not fresh and insights.possible and insights.question != self._requested:
            self._requested = insights.question
            self._compute()
        if insights.answer is None:
            self._wait()
            return
        state = fresh, self.lag, self.session.settings
        if self._source is not insights.answer or state != self._state:
            self._show(insights.answer, fresh)
            self._source, self._state = insights.answer, state

    @work(exclusive=True, group="insights")
    async def _compute(self) -> None:
        """Compute the insights. A result for an older state of the journal is dropped."""
        await after_frame()
        if not await self.session.insights.work():
            self._requested = ()  # asked again by the next update
        elif self.app.is_running:  # not while the application closes, when the rows may be gone already
            self.reload()

    def _wait(self) -> None:
        """Show the names of the factors, as far as they are available, while the insights are computed."""
        more = self.session.palette.glyphs.ellipsis
        set_title(self, f"{TITLE}   calculating {more}")
        if not self.session.insights.possible:
            return
        records, settings = insights.choices.choices(self.session.journal), self.session.settings
        names = insights.factors.chosen(settings, self.session.foods.analyzer, settings.outcome, records)
        self.rows.fill(len(names), lambda index, width: Text(f"{insights.factors.words(names[index])} {more}", "dim"))

    def _show_empty(self, text: str) -> None:
        self._source = self.answer = None
        set_title(self, TITLE)
        self.set_class(True, "-teaching")
        self.rows.empty = text
        self.rows.fill(0, lambda index, width: Text())

    def _show(self, answer: Answer, fresh: bool) -> None:
        view = presentation.insights
        if not answer.insights.recorded:
            self._show_empty(view.teaching(answer.insights, keys=True))
            return
        selected = self._selected
        if self.answer is None or self._source is not answer:
            self.answer = replace(answer, insights=view.strongest_first(answer.insights))
        insights = self.answer.insights
        if self.lag not in insights.lags:
            self.lag = None
        self.set_class(False, "-teaching")
        updating = "" if fresh else f"   updating {self.session.palette.glyphs.ellipsis}"
        choices = view.lag_choices(insights, self.lag)
        links = Content(" ").join(linked(name, f"show_lag({lag})") for lag, name in choices)
        unit = " days" if len(choices) > 1 else ""
        head = Content.assemble(view.title(insights), "   ", key_link("D delay", "lag"), " ", links, unit, updating)
        set_title(self, head)
        names = [factor.name for factor in insights.factors]
        self.rows.fill(
            len(names),
            lambda index, room: view.row(insights, index, self.lag, room, self.session.palette),
            cursor=names.index(selected) if selected in names else None,
        )
        for lines in self.query(Lines):
            lines.update_view()

    @property
    def _selected(self) -> str:
        """The name of the selected factor, "" before there is an answer."""
        if self.answer is None or self.rows.cursor >= len(self.answer.insights.factors):
            return ""
        return self.answer.insights.factors[self.rows.cursor].name

    @on(Rows.Moved, "#factor-rows")
    def _update_details(self) -> None:
        self.query_one("#factor-details", Lines).update_view()

    def _head(self, width: int, height: int) -> list[Strip]:
        if self.answer is None:
            return []
        view = presentation.insights
        return text_strips(view.head(self.rows.text_width, self.session.palette), width, self.app.console, wrap=False)

    def _details(self, width: int, height: int) -> list[Strip]:
        """Return what the row of the selected factor has no room for."""
        if not self._selected:
            return []
        view = presentation.factor_details
        assert self.answer is not None  # as there is a selected factor
        insights, index, console = self.answer.insights, self.rows.cursor, self.app.console
        words = Text(view.row_details(insights, index, self.lag)).wrap(console, max(1, width))
        if len(words) > height > 0:  # Enter shows all of it
            more = f" {self.session.palette.glyphs.ellipsis}"
            words[height - 1].rstrip()
            words[height - 1].truncate(max(0, width - len(more)))
            words[height - 1].append(more)
        lines = text_strips(Text("\n").join(words[:height]), width, console, wrap=False)
        size = width, height - len(lines)
        for part in view.delays_and_days(insights, self.answer.outcome, index, self.lag, size, self.session.palette):
            lines += rendered_strips(part, width, console)
        return lines

    def _foot(self, width: int, height: int) -> list[Strip]:
        if self.answer is None:
            return []
        view = presentation.insights
        return text_strips(view.foot(self.answer.insights, width, self.session.palette), width, self.app.console)

    def action_show_lag(self, lag: int | None) -> None:
        """Show a lag, None for the best lag of each factor."""
        self.lag = lag
        self.reload()

    def step_lag(self) -> None:
        """Show the next lag; after the last, the best lag of each factor."""
        if self.answer is not None:
            steps = [None, *self.answer.insights.lags]
            self.action_show_lag(steps[(steps.index(self.lag) + 1) % len(steps)])
