"""What a key does on every tab: it logs, or acts on the selected entry or the selected day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from textual.containers import VerticalScroll

from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds.meal import slot_at
from gutskin_tui.text import clean
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.key_choices import kinds, practices, usual_meals
from gutskin_tui.tui.log_questions import (
    exercise_question,
    note_question,
    sleep_question,
    water_message,
    water_question,
    waters,
)
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.unpainted import Unpainted

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class TabActions(VerticalScroll, Unpainted, can_focus=False):
    """The actions of the table that belong to every tab; a tab may override them.

    They log at the moment that the title bar shows, or ask a line first.
    """

    NAME = ""
    HELP = ""
    """A few sentences for the help screen."""

    def __init__(self, session: AppState) -> None:
        super().__init__(id=self.NAME)
        self.session = session

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def selected(self) -> AnyEntry | None:
        """The entry that edit and delete apply to, None if none is selected."""
        return None

    async def action_leave(self) -> None:
        """Close the prompt, or give the focus back to the tab's first list."""
        self.gutskin.main_screen.leave_field()

    def action_show_help(self) -> None:
        """Show help for this tab, then all keys."""
        session = self.session
        text = dialogs.help.help_page(self.NAME, self.HELP, session.keymap.chosen, session.settings.ascii)
        self.app.push_screen(dialogs.text_page.TextPage(f"Help: {self.NAME.capitalize()}", text))

    async def _run_on(self, tab: str, action: str) -> None:
        """Open a tab, and run an action that the tab has itself."""
        await self.gutskin.main_screen.open_tab(tab)
        await self.gutskin.pane.run_action(action)

    # Days.

    def action_step_day(self, by: int) -> None:
        """Show the day `by` days on; the future is not shown."""
        self.session.show_day(self.session.day + timedelta(days=by))

    def action_show_today(self) -> None:
        """Show today."""
        self.session.show_day(self.session.today)

    def action_show_yesterday(self) -> None:
        """Show yesterday."""
        self.session.show_day(self.session.today - timedelta(days=1))

    # Water.

    def action_log_glass(self) -> None:
        """Log one glass."""
        entry = self.session.add("drink", {"ml": self.session.settings.glass_ml})
        self.gutskin.status(water_message(self.session, entry.clock_time), offer="undo")

    def action_remove_water(self) -> None:
        """Remove the last glass of water of the day; undo adds it again."""
        drunk = waters(self.session)
        if not drunk:
            self.gutskin.status("No water logged on this day.", False)
            return
        self.session.remove(drunk[-1])
        self.gutskin.status(water_message(self.session, "removed"), offer="undo")

    def action_log_water(self) -> None:
        """Ask an amount: 330ml adds it, a bare number sets the day's glasses."""
        self.gutskin.main_screen.ask(water_question(self.session))

    # Meals.

    async def action_type_meal(self) -> None:
        """Open the meal line."""
        await self._run_on("meals", "type_meal")

    def action_repeat_meal(self) -> None:
        """Log the latest meal of this time of day again."""
        session = self.session
        slot = slot_at(session.moment().hour)
        meal = session.last_meal(slot)
        if meal is None:
            self.gutskin.status(f"No earlier {slot} to repeat. Press m to type one.", False)
            return
        # Which meal of the day it is follows from the time.
        self.session.add("meal", {"text": meal.text, "tags": list(meal.tags)})

    def action_log_usual(self) -> None:
        """Offer the usual meals by digit."""
        choice = usual_meals(self.session)
        if choice:
            self.gutskin.key_dispatch.offer(choice)
        else:
            self.gutskin.status("No usual meals yet.", False)

    # Skin, stress, sleep, movement, calm, words.

    async def action_check_in(self) -> None:
        """Go to Today's check-in."""
        await self._run_on("today", "check_in")

    async def action_check_skin(self) -> None:
        """Go to the skin form."""
        await self._run_on("skin", "check_skin")

    async def action_search(self) -> None:
        """Go to History's search."""
        await self._run_on("history", "search")

    def action_log_sleep(self) -> None:
        """Ask a night in one line."""
        self.gutskin.main_screen.ask(sleep_question(self.session))

    def action_log_exercise(self) -> None:
        """Ask exercise in one line: one digit counts tens of minutes."""
        self.gutskin.main_screen.ask(exercise_question(self.session))

    def action_log_practice(self) -> None:
        """Offer the practices by letter, each with the minutes of its last time; ask them where there was none."""
        self.gutskin.key_dispatch.offer(practices(self.session, self.gutskin.main_screen.ask))

    def action_log_note(self) -> None:
        """Ask a note."""
        self.gutskin.main_screen.ask(note_question(self.session))

    def action_add_entry(self) -> None:
        """Offer every kind by letter, and the day off."""
        self.gutskin.key_dispatch.offer(kinds(self.session.settings, self.open_form, self._log_day_off))

    def _log_day_off(self) -> None:
        mark = self.session.add("mark", {"what": "skip"})
        self.gutskin.status(f"{self.session.short_day(mark.date)} is a day off: it keeps your streaks.", offer="undo")

    # Entries.

    def open_form(self, kind: str, entry: AnyEntry | None = None) -> None:
        """Open the form of a kind, blank or with an entry to change."""
        self.app.push_screen(dialogs.entry_form.EntryForm(self.session, kind, entry))

    def action_edit_entry(self) -> None:
        """Open the selected entry's form."""
        if entry := self._selected():
            self.open_form(entry.kind, entry)

    def action_delete_entry(self) -> None:
        """Delete the selected entry; no question, u brings it back."""
        if entry := self._selected():
            self.session.remove(entry)

    def action_copy_entry(self) -> None:
        """Copy the selected entry as a line like those of `gutskin list`."""
        if entry := self._selected():
            words = "  ".join(filter(None, (f"{entry.day} {entry.clock_time}", entry.kind, summary(entry), entry.note)))
            self.app.copy_to_clipboard(clean(words))
            self.gutskin.status(f"Copied: {clean(words)}")

    def _selected(self) -> AnyEntry | None:
        """Return the selected entry of the open tab; None, and a hint on the status line, if there is none."""
        entry = self.selected()
        if entry is None:
            self.gutskin.status("Select an entry first (arrows).", False)
        return entry
