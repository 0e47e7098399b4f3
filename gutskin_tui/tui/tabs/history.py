"""History: a heatmap of a year, a list of all days with a search, and the entries of the selected day."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from gutskin_tui.exchange.exporters import DEFAULT, EXPORTERS
from gutskin_tui.exchange.exporters.exporter import ExportContents
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.trends import LEADING, offered
from gutskin_tui.text import counted
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.tabs.today import logged_line
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap, months_on
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_results import SearchResults


class History(Tab):
    """The tab to find a day in, by calendar or search, and to edit its entries."""

    NAME = "history"
    BINDINGS = bindings("history")
    HELP = (
        "Arrows or hjkl walk through the days, H and L by a month, v shows another series. / searches as you type: "
        "words, food:milk, skin>=4, since:oct, missing:skin; Esc keeps the search. Enter opens a day, then an entry."
    )
    SCOPED_CSS = False
    DEFAULT_CSS = """
    History #below { height: 1fr; min-height: 11; }
    .-wide History #below, .-huge History #below { layout: horizontal; }
    History #results { width: 1fr; height: 3fr; }
    History #shown-day { width: 1fr; height: 2fr; }
    .-wide History #results, .-huge History #results { height: 1fr; }
    .-wide History #shown-day, .-huge History #shown-day { height: 1fr; }
    History #day { height: 1fr; margin-bottom: 0; }
    History #around { height: 3; margin-bottom: 0; }
    .-low History #around, .-narrow History #around, .-middle History #around, .-tiny History #around { display: none; }
    .-tall History CalendarHeatmap { margin-bottom: 1; }
    """

    def __init__(self, session: AppState) -> None:
        super().__init__(session)
        self.series = LEADING[0]
        self._last = session.today

    def compose(self) -> ComposeResult:
        """Compose the heatmap; below it the search with its results, and the selected day."""
        yield CalendarHeatmap(self.session, id="heat")
        with Container(id="below"):
            yield SearchResults(self.session, id="results")
            with Vertical(id="shown-day"):
                yield Rows("Day", id="day", empty="Nothing on this day. m, w, s … add to it.")
                yield TextPanel("Around", id="around")

    def home(self) -> Widget:
        return self.query_one(CalendarHeatmap)

    def update_tab(self) -> None:
        self._show_year()
        entries = self.session.entries()
        session, step = self.session, timedelta(days=1)
        severities = session.values("severity", session.day - step, session.day + step)
        skin = view.skin_before_and_after(severities, session.day, session.today, session.palette)
        title = view.day_title(session.day, session.needs, "" if self.wide else skin)
        self.query_one("#day", Rows).fill(len(entries), lambda index, width: logged_line(entries[index]), title)
        self.query_one("#around", TextPanel).update(view.day_details(session.needs, skin), layout=False)
        self.query_one(SearchResults).reload()

    def _show_year(self) -> None:
        session, heat = self.session, self.query_one(CalendarHeatmap)
        if session.day_index is None:
            heat.update_heatmap(None, f"The year: counting {session.palette.glyphs.ellipsis}")
            return
        first_weekday = session.clock.first_weekday
        newest = max(session.day, session.today)
        self._last = view.window_end(session.day, newest, self._last, heat.weeks, first_weekday)
        heatmap, title = view.heatmap(
            session.day_index.values[self.series],
            series_style(self.series, session.settings),
            self._last,
            heat.weeks,
            selected=session.day,
            today=session.today,
            first_weekday=first_weekday,
            palette=session.palette,
        )
        heat.update_heatmap(heatmap, title)

    @on(CalendarHeatmap.Chosen)
    @on(Rows.Chosen, "#days")
    def _into_day(self) -> None:
        self.screen.set_focus(self.query_one("#day", Rows))

    @on(Rows.Chosen, "#day")
    async def _open(self) -> None:
        await self.run_action("screen.edit_entry")

    def selected(self) -> AnyEntry | None:
        rows, entries = self.query_one("#day", Rows), self.session.entries()
        return entries[rows.cursor] if self.screen.focused is rows and rows.cursor < len(entries) else None

    async def action_leave(self) -> None:
        """From the search field move the focus to the results; from elsewhere as on any tab."""
        results = self.query_one(SearchResults)
        if results.searching:
            results.to_list()
        else:
            await self.run_action("screen.leave")

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(SearchResults).enter_field()

    def action_next_series(self) -> None:
        """Shade the year by the next series."""
        index = self.session.day_index
        names = offered([name for name, values in index.values.items() if values] if index else [])
        self.series = names[(names.index(self.series) + 1) % len(names)] if self.series in names else names[0]
        self._show_year()

    def action_step_month(self, by: int) -> None:
        """Show the same day `by` months on."""
        self.session.show_day(months_on(self.session.day, by))

    def action_export(self) -> None:
        """Ask a file name and write every entry of the listed days to it."""
        search, session = self.query_one(SearchResults).search, self.session
        if search.waiting:
            self.gutskin.status("The journal is still being read; the search is not done yet.", False)
            return
        days = tuple(search.days)
        if not days:
            self.gutskin.status("No day is listed, so there is nothing to export.", False)
            return
        exporter = EXPORTERS[DEFAULT]

        async def gather() -> Write:
            entries: list[AnyEntry] = []
            for day in days:
                entries.extend(session.journal.day(day))
                await asyncio.sleep(0)
            return partial(exporter.write, ExportContents(entries, session.clock.now()))

        count = counted(len(days), "day")
        ask_export(self.gutskin, f"gutskin-days-{session.today}{exporter.suffix}", count, gather)
