"""History: a year in shades, every day in a list, search as you type, and the shown day to look into and mend."""

from __future__ import annotations

import asyncio
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from gutskin_tui.exchange.exporters import DEFAULT, EXPORTERS
from gutskin_tui.exchange.exporters.exporter import ExportContents
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.trends import LEADING, offered
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.state import Session
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.tabs.today import logged_line
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap, months_on
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_results import SearchResults


class History(Tab):
    """The tab that finds a day again."""

    NAME = "history"
    HELP = (
        "Arrows or hjkl walk through the days, H and L by a month, v shows another series. / searches as you type: "
        "words, food:milk, skin>=4, since:oct, missing:skin; Esc keeps the search. Enter opens a day, then an entry."
    )
    SCOPED_CSS = False
    DEFAULT_CSS = """
    History #below { height: 1fr; min-height: 11; }
    .-wide History #below { layout: horizontal; }
    History #found { width: 1fr; height: 3fr; }
    History #shown-day { width: 1fr; height: 2fr; }
    .-wide History #found, .-wide History #shown-day { height: 1fr; }
    History #day { height: 1fr; margin-bottom: 0; }
    History #around { height: 3; margin-bottom: 0; }
    .-low History #around, .-narrow History #around, .-middle History #around, .-tiny History #around { display: none; }
    .-tall History CalendarHeatmap { margin-bottom: 1; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.series = LEADING[0]
        self._last = session.today

    def compose(self) -> ComposeResult:
        """The year; below it the search with the days it finds, and the shown day."""
        yield CalendarHeatmap(self.session, id="heat")
        with Container(id="below"):
            yield SearchResults(self.session, id="found")
            with Vertical(id="shown-day"):
                yield Rows("", id="day", empty="Nothing on this day. m, w, s … add to it.")
                yield Panel("Around", id="around")

    def home(self) -> Widget:
        return self.query_one(CalendarHeatmap)

    def reload(self) -> None:
        self._show_year()
        entries = self.session.entries()
        title = view.day_title(self.session, self.wide)
        self.query_one("#day", Rows).fill(len(entries), lambda index, width: logged_line(entries[index]), title)
        self.query_one("#around", Panel).update(view.around(self.session), layout=False)
        self.query_one(SearchResults).reload()

    def _show_year(self) -> None:
        session, heat = self.session, self.query_one(CalendarHeatmap)
        if session.day_index is None:
            heat.update_heatmap(None, f"The year: counting {session.sign('more')}")
            return
        first_weekday = session.clock.first_weekday
        newest = max(session.day, session.today)
        self._last = view.last_of_window(session.day, newest, self._last, heat.weeks, first_weekday)
        heat.update_heatmap(*view.heatmap(session, self.series, self._last, heat.weeks, self.screen.size.width))

    @on(CalendarHeatmap.Chosen)
    @on(Rows.Chosen, "#days")
    def _into_day(self) -> None:
        self.screen.set_focus(self.query_one("#day", Rows))

    @on(Rows.Chosen, "#day")
    async def _open(self) -> None:
        await self.gutskin.do("edit")

    def selected(self) -> AnyEntry | None:
        rows, entries = self.query_one("#day", Rows), self.session.entries()
        return entries[rows.cursor] if self.screen.focused is rows and rows.cursor < len(entries) else None

    async def do_leave(self) -> None:
        """From the field go to the days found, its text kept; from elsewhere as on any tab."""
        found = self.query_one(SearchResults)
        if found.searching:
            found.to_list()
        else:
            await self.gutskin.do_leave()

    def do_search(self) -> None:
        """Go to the search field."""
        self.query_one(SearchResults).enter_field()

    def do_series(self) -> None:
        """Shade the year by the next series."""
        book = self.session.day_index
        names = offered([name for name, values in book.values.items() if values] if book else [])
        self.series = names[(names.index(self.series) + 1) % len(names)] if self.series in names else names[0]
        self._show_year()

    def do_month_back(self) -> None:
        """Show the same day a month earlier."""
        self.session.show_day(months_on(self.session.day, -1))

    def do_month_on(self) -> None:
        """Show the same day a month later."""
        self.session.show_day(months_on(self.session.day, 1))

    def do_export(self) -> None:
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

        count = f"{len(days)} {'day' if len(days) == 1 else 'days'}"
        ask_export(self.gutskin, f"gutskin-days-{session.today}{exporter.suffix}", count, gather)
