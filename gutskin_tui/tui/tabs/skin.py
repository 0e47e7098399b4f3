"""Skin: the check-in form, recent check-ins, a chart of severity, and the days of each region."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds.skin import form_fields
from gutskin_tui.presentation import skin as view
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.check_in import CheckIn
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.score_form import ScoreForm


class Skin(Tab):
    """The skin check-in of the selected day. Its fields depend on the conditions in the settings."""

    NAME = "skin"
    BINDINGS = bindings("skin")
    HELP = (
        "s starts the form: type a digit for each line, t for 10, - to skip; it goes on by itself and is saved as "
        "typed; Esc leaves. "
        "0 is an answer, a gap is not. Letters mark where it is, a digit after a letter scores that place. "
        "Which lines are asked follows from your conditions (F12)."
    )

    def left(self) -> ComposeResult:
        self.checkin = CheckIn(self.session, "Skin check-in", self._questions())
        yield ScoreForm(self.session, "Skin check-in", self.checkin.save, "s starts the check-in", id="skin-form")
        yield Rows("Recent", id="skin-recent", empty="No check-in yet. s starts one: three digits are plenty.")

    def middle(self) -> ComposeResult:
        yield TextPanel("Overall", id="skin-chart")
        yield TextPanel("By area, 28 days", id="skin-areas")

    def _questions(self) -> list[str]:
        names = form_fields(self.session.settings.conditions)
        return [f"skin.{name}" for name in (*names, "regions", "products")]

    def update_tab(self) -> None:
        session = self.session
        self.checkin.questions = self._questions()
        self.checkin.choices = {"skin.products": view.offered_products(session.entries, session.today)}
        self.checkin.fill(self.query_one("#skin-form", ScoreForm))
        self._recent = view.recent_check_ins(session.entries, session.day, 56 if self.wide else 14)
        self.query_one("#skin-recent", Rows).fill(
            len(self._recent), lambda index, width: view.check_in_line(*self._recent[index], session.palette)
        )
        days, height = (56, 12) if self.wide else (28, 8)
        self.query_one("#skin-chart", TextPanel).update_content(
            view.chart(session.series, session.today, days, height, session.palette), f"Overall, {days} days, 0 to 10"
        )
        width = self.screen.size.width // (2 if self.wide else 1) - 4
        self.query_one("#skin-areas", TextPanel).update_content(
            view.areas(session.entries, session.today, 28, width, session.palette)
        )

    def follow_clock(self) -> None:
        self.checkin.fill(self.query_one("#skin-form", ScoreForm))

    def home(self) -> Widget | None:
        # Not the form: arrows and Enter are for the list until the form is started.
        return self.query_one("#skin-recent", Rows)

    def selected(self) -> AnyEntry | None:
        rows = self.query_one("#skin-recent", Rows)
        if rows.has_focus and self._recent:
            return self._recent[rows.cursor][1]
        return self.session.latest("skin")

    def action_check_skin(self) -> None:
        """Start the form on its first blank field."""
        form = self.query_one("#skin-form", ScoreForm)
        self.checkin.begin()
        self.checkin.fill(form)
        form.start()

    @on(ScoreForm.StartRequested)
    def _start(self) -> None:
        self.action_check_skin()

    @on(ScoreForm.Done)
    def _done(self) -> None:
        self.screen.set_focus(self.query_one("#skin-recent", Rows))

    @on(Rows.Chosen)
    async def _chosen(self, event: Rows.Chosen) -> None:
        day, entry = self._recent[event.index]
        if entry is None:
            self.session.show_day(day)
            self.action_check_skin()
        else:
            await self.run_action("screen.edit_entry")
