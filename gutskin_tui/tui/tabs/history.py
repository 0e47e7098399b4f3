"""History: a heatmap of a year or months, a list of all days with a search, and the entries of the selected day."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.exchange.exporters import DEFAULT, EXPORTERS
from gutskin_tui.exchange.exporters.exporter import ExportContents
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.day import logged_line
from gutskin_tui.presentation.labels import with_labels
from gutskin_tui.presentation.trends import offered
from gutskin_tui.text import counted
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.export_prompt import Write, ask_export
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.calendar_months import CalendarMonths
from gutskin_tui.tui.widgets.day_picker import DayPicker, months_on
from gutskin_tui.tui.widgets.day_ribbon import DayHours
from gutskin_tui.tui.widgets.frame import WIDE
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.panel import Panel, text_strips
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_results import SearchResults
from gutskin_tui.tui.widgets.today_panels import DayBefore
from gutskin_tui.tui.widgets.unpainted import Container, Vertical

ANY_WIDTH = 10_000
"""Columns in which every entry fits."""


class DayEntries(JournalRows):
    """The entries of the selected day, meals with their triggers; words that the search found are marked."""

    def __init__(self) -> None:
        super().__init__("Day", id="day", empty="Nothing on this day. Press m for a meal, w for water, s for skin.")
        self._needles: Sequence[str] = ()

    @property
    def span(self) -> tuple[date, date]:
        return around(self.day)

    def source(self) -> object:
        return self.day, self.session.entries(self.day), self._skin(), self.session.foods.loaded_analyzer

    def update_view(self) -> None:
        if self.has_changed():
            count = len(self.session.entries(self.day))
            self.fill(count, self._entry_line, view.day_title(self.day, self.session.needs, self._skin()))

    def _skin(self) -> str:
        # Below 80 columns there is no room for it, and from `WIDE` on there is a panel of its own.
        return skin_around(self.session, brief=True) if 80 <= self.screen.size.width < WIDE else ""

    def on_resize(self) -> None:
        """Fit the title, which has the skin around the day on a narrow screen only."""
        self.invalidate()

    def mark_words(self, needles: Sequence[str]) -> None:
        """Mark words, given as match keys; redraw only the entries that have one of these or of those before."""
        before_or_now, self._needles = (*self._needles, *needles), needles
        for index, entry in enumerate(self.session.entries(self.day)):
            if view.mark(logged_line(entry, ANY_WIDTH), before_or_now):
                self.refresh_line(index)

    def _entry_line(self, index: int, width: int) -> Text:
        entry, analyzer = self.session.entries(self.day)[index], self.session.foods.loaded_analyzer
        line = logged_line(entry, width)
        view.mark(line, self._needles)
        return with_labels(line, analyzer.labels(entry), width) if analyzer else line


class DayDetails(Panel):
    """The skin around the selected day, and what the day still needs."""

    @property
    def span(self) -> tuple[date, date]:
        return around(self.day)

    def draw(self, width: int, height: int) -> list[Strip]:
        text = view.day_details(self.session.needs, skin_around(self.session))
        return text_strips(text, width, self.app.console)


def around(day: date) -> tuple[date, date]:
    """Return the days before and after a day."""
    return day - timedelta(days=1), day + timedelta(days=1)


def skin_around(session: AppState, *, brief: bool = False) -> str:
    """Return the skin severity of the selected day and of its neighbours."""
    severities = session.values("severity", *around(session.day))
    return view.skin_before_and_after(severities, session.day, session.today, session.palette, brief=brief)


class History(Tab):
    """The tab to find a day in, by calendar or search, and to edit its entries."""

    NAME = "history"
    BINDINGS = bindings("history")
    HELP = (
        "Arrows or hjkl walk through the days, H and L by a month, v shows another measure, V months instead of the "
        "year. / searches as you type: words, food:milk, skin>=4, since:oct, missing:skin; Tab accepts the suggestion. "
        "Esc closes the search field; the filter stays. Enter opens a day, then an entry."
    )
    SCOPED_CSS = False
    DEFAULT_CSS = """
    History #below { height: 1fr; min-height: 10; }
    .-low.-narrow History #below, .-low.-tiny History #below { min-height: 16; }
    .-wide History #below, .-huge History #below { layout: horizontal; }
    History #results { width: 1fr; height: 3fr; }
    History #shown-day { width: 1fr; height: 2fr; }
    .-wide History #results, .-huge History #results { height: 1fr; }
    .-wide History #shown-day, .-huge History #shown-day { height: 1fr; }
    History #day { height: 1fr; margin-bottom: 0; }
    History #history-before { display: none; height: 2fr; margin-bottom: 0; }
    .-huge.-tall History #history-before { display: block; }
    .-huge.-tall History #day { height: 3fr; }
    History #day-hours { display: none; height: 5; margin-bottom: 0; }
    .-wide.-tall History #day-hours, .-huge.-tall History #day-hours { display: block; }
    History #around { height: 3; margin-bottom: 0; }
    .-low History #around, .-narrow History #around, .-middle History #around, .-tiny History #around { display: none; }
    .-tall History DayPicker { margin-bottom: 1; }
    History CalendarMonths { display: none; }
    """

    def compose(self) -> ComposeResult:
        """Compose the heatmap and the months, hidden at first; below them the search with its results, and the day."""
        yield CalendarHeatmap(id="heat").data_bind(Tab.day)
        yield CalendarMonths(id="months").data_bind(Tab.day)
        with Container(id="below"):
            yield SearchResults(self.session, id="results").data_bind(Tab.day)
            with Vertical(id="shown-day"):
                yield DayEntries().data_bind(Tab.day)
                yield DayBefore("The day before", id="history-before").data_bind(Tab.day)
                yield DayHours("Hours", id="day-hours").data_bind(Tab.day)
                yield DayDetails("Around", id="around").data_bind(Tab.day)

    def home(self) -> Widget:
        return self.picker

    @property
    def picker(self) -> DayPicker:
        """The heatmap or the months, whichever is shown."""
        return next(picker for picker in self.query(DayPicker) if picker.display)

    @property
    def series(self) -> str:
        """The measure that the days are shaded by."""
        return self.picker.series

    @on(SearchResults.Searched)
    def _mark_words(self, event: SearchResults.Searched) -> None:
        event.stop()
        self.query_one(DayEntries).mark_words(self.query_one(SearchResults).search.needles)

    @on(DayPicker.Chosen)
    @on(Rows.Chosen, "#days")
    def _into_day(self) -> None:
        self.screen.set_focus(self.query_one("#day", Rows))

    @on(DayHours.Chosen)
    def _select_entry(self, event: DayHours.Chosen) -> None:
        rows = self.query_one("#day", Rows)
        rows.cursor = event.index
        rows.focus()

    @on(Rows.Chosen, "#day")
    async def _open(self) -> None:
        await self.run_action("edit_entry")

    def selected(self) -> AnyEntry | None:
        rows, entries = self.query_one("#day", Rows), self.session.entries()
        return entries[rows.cursor] if self.screen.focused is rows and rows.cursor < len(entries) else None

    async def action_leave(self) -> None:
        """From the search field move the focus to the results; from elsewhere as on any tab."""
        results = self.query_one(SearchResults)
        if results.searching:
            results.to_list()
        else:
            await super().action_leave()

    async def action_search(self) -> None:
        """Go to the search field."""
        self.query_one(SearchResults).enter_field()

    def action_next_series(self) -> None:
        """Colour the year by another measure."""
        index = self.session.day_index
        names = offered([name for name, values in index.values.items() if values] if index else [])
        series = names[(names.index(self.series) + 1) % len(names)] if self.series in names else names[0]
        for picker in self.query(DayPicker):
            picker.show_series(series)

    def action_toggle_view(self) -> None:
        """Show months instead of the heatmap, and back."""
        before, after = sorted(self.query(DayPicker), key=lambda picker: picker is not self.picker)
        before.display, after.display = False, True
        after.catch_up()
        if before.has_focus:
            after.focus()

    def action_step_month(self, by: int) -> None:
        """Show the same day `by` months on."""
        self.session.show_day(months_on(self.session.day, by))

    def action_export(self) -> None:
        """Ask a file name and write every entry of the listed days to it."""
        search, session = self.query_one(SearchResults).search, self.session
        if search.waiting:
            self.gutskin.status("Still loading the journal; the search is not done yet.", False)
            return
        days = tuple(search.days)
        if not days:
            self.gutskin.status("Nothing to export: no days match.", False)
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
