"""Skin: the check-in form, recent check-ins, severity, the other scores, and the days of each region."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from gutskin_tui.charts.small_multiples import LEAST_ROWS, SmallMultiples
from gutskin_tui.errors import UserError
from gutskin_tui.exchange.photo import open_photo
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds import Skin as SkinEntry
from gutskin_tui.model.kinds.skin import form_fields
from gutskin_tui.presentation import skin as view
from gutskin_tui.presentation.statistics import range_days
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.check_in import CheckInForm
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.panel import Panel, chart_strips, text_strips
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm
from gutskin_tui.tui.widgets.skin_chart import SkinChart

RECENT_DAYS = 56
"""Days whose check-ins are listed."""

MOST_SCORE_DAYS = 56
"""The most days that the charts of scores show."""

AREA_DAYS = 28
"""Days in which the marks of a region are counted."""


class SkinForm(CheckInForm):
    """The check-in of the skin. Its fields depend on the conditions in the settings."""

    TABLES = frozenset({"skin", "treatment"})
    BELOW = 6

    def questions(self) -> Sequence[str]:
        names = form_fields(self.session.settings.conditions)
        return [f"skin.{name}" for name in (*names, "regions", "products")]

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"skin.products": view.offered_products(self.session.entries, self.session.today)}


class RecentCheckIns(JournalRows):
    """The check-ins up to the selected day."""

    TABLES = frozenset({"skin"})

    def __init__(self) -> None:
        super().__init__("Recent", id="skin-recent", empty="No check-in yet. Press s: three digits are enough.")
        self.rows: list[tuple[date, SkinEntry | None]] = []

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=RECENT_DAYS - 1), self.day

    def update_view(self) -> None:
        rows, palette = view.recent_check_ins(self.session.entries, self.day, RECENT_DAYS), self.session.palette
        self.rows = rows
        self.fill(len(rows), lambda index, width: view.check_in_line(*rows[index], width, palette))


class Scores(Panel):
    """Itch, redness and the other scores of the skin, each as a small chart, or on few rows as a strip of digits."""

    TABLES = frozenset({"skin"})
    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        return self.session.today - timedelta(days=MOST_SCORE_DAYS + 13), self.session.today

    @property
    def _days(self) -> int:
        today, most = self.session.today, MOST_SCORE_DAYS if self.content_size.width >= 60 else 28
        first = today - timedelta(days=most - 1)
        names = view.scores(self.session.series, today, most)
        return range_days((self.session.values(name, first, today) for name in names), today, most)

    def draw(self, width: int, height: int) -> list[Strip]:
        session, today, days = self.session, self.session.today, self._days
        names = view.scores(session.series, today, days)
        if not names:
            text = Text("No scores yet. Press s: a digit for each of itch, redness and the others.", "dim")
            return text_strips(text, width, self.app.console)
        if height > LEAST_ROWS * len(names):
            return chart_strips(self._chart(names), width, height)
        text = view.score_strips(
            session.series, names[: height - 1], today, width, session.palette, session.trial_spans
        )
        return text_strips(text, width, self.app.console, wrap=False)

    def _chart(self, names: list[str]) -> SmallMultiples:
        session = self.session
        return view.score_charts(session.series, names, session.today, self._days, session.palette, session.trial_spans)

    def day_at(self, x: int, y: int) -> date | None:
        session, today, days, (width, height) = self.session, self.session.today, self._days, self.content_size
        names = view.scores(session.series, today, days)
        if not names:
            return None
        if height > LEAST_ROWS * len(names):
            return self._chart(names).day_at(x, width, height)
        return view.score_strips_day(names[: height - 1], today, width, x)


class Areas(Panel):
    """The regions of the body that were marked, with the number of days."""

    TABLES = frozenset({"skin"})

    @property
    def span(self) -> tuple[date, date]:
        return self.session.today - timedelta(days=AREA_DAYS - 1), self.session.today

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        marked = view.marked_regions(session.entries, session.today, AREA_DAYS)
        text = view.region_lines(marked, AREA_DAYS, width, height, session.palette)
        return text_strips(text, width, self.app.console)


class Skin(Tab):
    """The skin check-in of the selected day. Its fields depend on the conditions in the settings."""

    NAME = "skin"
    BINDINGS = bindings("skin")
    HELP = (
        "s starts the form: type a digit for each line, t for 10, - to skip; it goes on by itself and is saved as "
        "typed; Esc stops. "
        "0 counts as an answer; a blank does not. Letters mark where it is, a digit after a letter scores that place. "
        "The questions depend on your conditions (F12). e adds the path of a photo to a check-in, o opens it."
    )

    def left(self) -> ComposeResult:
        yield SkinForm(self.session, "Skin check-in", "s", id="skin-form").data_bind(Tab.day)
        yield RecentCheckIns().data_bind(Tab.day)

    def middle(self) -> ComposeResult:
        yield SkinChart("Skin", id="skin-chart")
        yield Areas(f"By area, {AREA_DAYS} days", id="skin-areas")

    def right(self) -> ComposeResult:
        yield Scores("Scores", id="skin-scores")

    def follow_clock(self) -> None:
        self.query_one(SkinForm).follow_clock()

    def home(self) -> Widget | None:
        # Not the form: arrows and Enter are for the list until the form is started.
        return self.query_one(RecentCheckIns)

    def selected(self) -> AnyEntry | None:
        recent = self.query_one(RecentCheckIns)
        if recent.has_focus and recent.rows:
            return recent.rows[recent.cursor][1]
        return self.session.latest("skin")

    async def action_check_skin(self) -> None:
        """Start the form on its first blank field."""
        self.query_one(SkinForm).begin()

    def action_open_photo(self) -> None:
        """Open the photo of the selected check-in."""
        self._open_photo(self.selected())

    @work(group="photo")
    async def _open_photo(self, entry: AnyEntry | None) -> None:
        try:
            await asyncio.to_thread(open_photo, entry)
        except UserError as error:
            self.gutskin.status(error.sentence, False)
        else:
            self.gutskin.status("Opened the photo.")

    @on(ScoreForm.StartRequested)
    async def _start(self) -> None:
        await self.action_check_skin()

    @on(ScoreForm.Done)
    def _done(self) -> None:
        self.screen.set_focus(self.home(), scroll_visible=False)
        self.query_one(SkinForm).scroll_back()

    @on(Rows.Chosen)
    async def _chosen(self, event: Rows.Chosen) -> None:
        day, entry = self.query_one(RecentCheckIns).rows[event.index]
        if entry is None:
            self.session.show_day(day)
            await self.action_check_skin()
        else:
            await self.run_action("edit_entry")
