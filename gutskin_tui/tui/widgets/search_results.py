"""The search field and the list of the days that match: every day while there is no query."""

from __future__ import annotations

from datetime import date

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker

from gutskin_tui.presentation import history as view
from gutskin_tui.presentation.search import no_match
from gutskin_tui.tui.background import after_frame
from gutskin_tui.tui.food_service import FOODS
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.frame import TALL
from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_panel import DaySearch
from gutskin_tui.tui.widgets.text_input import LineSuggester, TextInput
from gutskin_tui.tui.widgets.unpainted import Horizontal, Vertical

PLACEHOLDER = "Search all days"
TYPING = "Enter go to days · Tab complete · Esc close"
"""The keys of the field, shown while it has a query and the focus."""
FILTERED = "/ change or empty the search"
"""The key that returns to the field, shown while it has a query and no focus."""
NOTHING_YET = "Nothing logged yet. Press m for a meal, w for a glass of water."


class SearchLine(TextInput):
    """The search field. Down and Enter move the focus to the list, Tab accepts the suggestion."""

    BINDINGS = [Binding("down", "submit", show=False)]


class SearchResults(Vertical, JournalWidget):
    """Search while typing over all days. Moving in the list shows the day; Enter posts `Rows.Chosen` of the list."""

    SCOPED_CSS = False
    DEFAULT_CSS = """
    #search { height: 1; padding: 0 1; }
    #search Static { width: 2; }
    #search-line { width: 1fr; }
    #search-help { height: auto; min-height: 1; max-height: 3; padding: 0 1 0 3; color: $quiet; }
    .-low #search-help { max-height: 1; }
    .-low #search-help.-empty { display: none; }
    #days { height: 1fr; margin-bottom: 0; }
    """

    class Searched(Message):
        """The query changed."""

    def __init__(self, session: AppState, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.search = DaySearch(session)
        self._listed: tuple[object, ...] = ()
        self._lines: dict[tuple[date, int], Text] = {}
        """The lines of days by their width."""
        self._lines_made_for: tuple[object, ...] = ()
        self._lines_revision = 0
        self._help_text = Text()
        self._preparation: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Compose the field, its help or error, and the list of days."""
        with Horizontal(id="search"):
            yield Static("/ ", markup=False)
            line = SearchLine(id="search-line", placeholder=PLACEHOLDER)
            line.suggester = LineSuggester(self.search.complete)
            yield line
        yield Static("", markup=False, id="search-help", classes="-empty")
        yield Rows("Days", id="days")

    @property
    def searching(self) -> bool:
        """Whether the field has the focus."""
        return self.screen.focused is self.query_one(SearchLine)

    def enter_field(self) -> None:
        """Move the focus to the search field."""
        self.screen.set_focus(self.query_one(SearchLine))

    def update_view(self) -> None:
        """Update the list if the days that match changed, and move its cursor to the selected day."""
        search, rows = self.search, self.query_one("#days", Rows)
        if search.text or self.searching:
            self._prepare_search()
        if (*search.state, self.session.day_index is None) != self._listed:
            search.update_days()
            self._fill()
        elif rows.count and (index := search.index_of(self.session.day)) is not None:
            rows.cursor = index

    def _prepare_search(self) -> None:
        """Prepare the search in a worker unless one is running: the first time, then whenever there is a query.

        It takes 30 ms and 4 MB, which a look at the list of days does without.
        """
        search = self.search
        if (search.ready and not search.waiting) or not self.session.indexes:
            return
        if self._preparation is None or (self._preparation.is_finished and search.text):
            self._preparation = self.run_worker(self._prepared(), group="search")

    async def _prepared(self) -> None:
        if not self.search.text:
            await after_frame()
        await self.search.prepare()
        if self.app.is_running:  # not while the application closes, when the list may be gone already
            self.update_view()

    def _fill(self) -> None:
        search, session = self.search, self.session
        self._listed = (*search.state, session.day_index is None)
        self._drop_lines()
        title = view.match_count(len(search.days), len(session.journal.days()), search.searched)
        rows = self.query_one("#days", Rows)
        rows.empty = no_match(search.text) if search.searched else NOTHING_YET
        rows.fill(len(search.days), self._line, title, cursor=search.index_of(session.day) or 0)
        self._update_help()

    def on_descendant_focus(self) -> None:
        """Show the keys of the field, and prepare for it."""
        self._update_help()
        if self.searching:
            self._prepare_search()

    def on_descendant_blur(self) -> None:
        """Show the key that returns to the field."""
        self._update_help()

    def on_resize(self) -> None:
        """Move the help into the empty field on a low screen, and out of it on a higher one."""
        self.call_after_refresh(self._update_help)

    def _update_help(self) -> None:
        text = self._help()
        placeholder = PLACEHOLDER if text else f"{PLACEHOLDER}: {self._terms()}"
        self.query_one(SearchLine).placeholder = placeholder
        if text != self._help_text:  # the update lays the tab out, which costs more than the search
            self._help_text = text
            help_line = self.query_one("#search-help", Static)
            help_line.set_class(not text, "-empty")
            help_line.update(text)

    def _drop_lines(self) -> None:
        """Forget the lines that the changes since the last list, or another query or theme, made wrong."""
        session, search = self.session, self.search
        made_for = (search.text, search.waiting, session.day_index is None, session.palette)
        changes = session.change_log.since(self._lines_revision)
        if made_for != self._lines_made_for or changes.everything or FOODS in changes.tables:
            self._lines.clear()
        for line in [line for line in self._lines if line[0] in changes.days]:
            del self._lines[line]
        self._lines_made_for, self._lines_revision = made_for, session.change_log.revision

    def _help(self) -> Text:
        search, field = self.search, self.query_one(SearchLine)
        if search.error:
            lines = 1 if self.screen.has_class("-low") else 3
            return view.query_error(search.error, search.text, round(field.scroll_offset.x), field.size.width, lines)
        if search.waiting:
            return Text(f"still loading {self.session.palette.glyphs.ellipsis}")
        if search.text.strip():
            return Text(TYPING if self.searching else FILTERED)
        return Text("" if self.app.size.height < TALL else self._terms())

    def _terms(self) -> str:
        return view.query_help(self.session.palette.glyphs.ellipsis)

    def _line(self, index: int, width: int) -> Text:
        day = self.search.days[index]
        line = self._lines.get((day, width))
        if line is None:
            search, day_index = self.search, self.session.day_index
            severity = day_index.values["severity"].get(day) if day_index else None
            line = view.day_line(day, severity, search.hits(day), width, self.session.palette, search.needles)
            self._lines[day, width] = line
        return line

    @on(Input.Changed, "#search-line")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.search.set_text(event.value)
        self._prepare_search()
        self._fill()
        self.post_message(self.Searched())

    @on(Input.Submitted, "#search-line")
    def to_list(self) -> None:
        """Move the focus from the field to the list and show the selected day of the list."""
        self.screen.set_focus(self.query_one("#days", Rows))
        self._moved()

    @on(Rows.Moved, "#days")
    @on(Rows.Chosen, "#days")
    def _moved(self) -> None:
        rows = self.query_one("#days", Rows)
        if self.screen.focused is rows and rows.cursor < len(self.search.days):
            day = self.search.days[rows.cursor]
            if day != self.session.day:
                self.session.show_day(day)
