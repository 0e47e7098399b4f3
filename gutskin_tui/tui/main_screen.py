"""The main screen, which holds the tabs, and the actions that are the same on every tab."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from textual import work
from textual.screen import Screen

from gutskin_tui.model.entries import summary
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds.meal import slot_at
from gutskin_tui.text import clean
from gutskin_tui.tui.actions import TABS, bindings
from gutskin_tui.tui.dialogs.base import DIALOGS
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
from gutskin_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class MainScreen(Screen[None]):
    """The screen below all dialogs. Its actions log at the moment that the title bar shows, or ask a line first."""

    BINDINGS = bindings("screen")

    def __init__(self, session: AppState) -> None:
        super().__init__(id="_default")
        self.session = session

    @property
    def gutskin(self) -> GutskinApp:
        """The application, typed."""
        return cast("GutskinApp", self.app)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the actions of the table that do not apply now."""
        return self.gutskin.check_action(action, parameters)

    # Tabs and days.

    async def action_open_tab(self, name: str) -> None:
        """Open a tab."""
        await self.gutskin.open_tab(name)

    async def action_step_tab(self, by: int) -> None:
        """Open the tab `by` places to the right; after the last comes the first."""
        await self.gutskin.open_tab(TABS[(TABS.index(self.gutskin.tab) + by) % len(TABS)])

    def action_step_day(self, by: int) -> None:
        """Show the day `by` days on; the future is not shown."""
        self.session.show_day(self.session.day + timedelta(days=by))

    def action_show_today(self) -> None:
        """Show today."""
        self.session.show_day(self.session.today)

    def action_show_yesterday(self) -> None:
        """Show yesterday."""
        self.session.show_day(self.session.today - timedelta(days=1))

    async def _run_on(self, tab: str, action: str) -> None:
        """Open a tab, and run an action that the tab has itself."""
        await self.gutskin.open_tab(tab)
        await self.gutskin.pane.run_action(action)

    def action_leave(self) -> None:
        """Close the prompt, or give the focus back to the tab's first list."""
        prompt = self.query_one(Prompt)
        if prompt.asking:
            prompt.close()
        else:
            self.set_focus(self.gutskin.pane.home())

    # Help.

    def action_show_help(self) -> None:
        """Show help for the open tab, then all keys."""
        from gutskin_tui.tui.dialogs.help import help_page
        from gutskin_tui.tui.dialogs.text_page import TextPage

        session, tab = self.session, self.gutskin.pane
        text = help_page(tab.NAME, tab.HELP, session.keymap.chosen, session.settings.ascii)
        self.app.push_screen(TextPage(f"Help: {tab.NAME.capitalize()}", text))

    @work(group=DIALOGS)
    async def action_show_commands(self) -> None:
        """Offer all commands by name, and run the chosen one."""
        from gutskin_tui.tui.palette_commands import choose_command

        await choose_command(self.gutskin)

    # Water.

    def action_log_glass(self) -> None:
        """Log one glass."""
        entry = self.session.add("drink", {"ml": self.session.settings.glass_ml})
        self.gutskin.status(water_message(self.session, f"{entry.when:%H:%M}"), offer="undo")

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
        self.gutskin.ask(water_question(self.session))

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
        self.gutskin.ask(sleep_question(self.session))

    def action_log_exercise(self) -> None:
        """Ask exercise in one line: one digit counts tens of minutes."""
        self.gutskin.ask(exercise_question(self.session))

    def action_log_practice(self) -> None:
        """Offer the practices by letter, each with the minutes of its last time; ask them where there was none."""
        self.gutskin.key_dispatch.offer(practices(self.session, self.gutskin.ask))

    def action_log_note(self) -> None:
        """Ask a note."""
        self.gutskin.ask(note_question(self.session))

    def action_add_entry(self) -> None:
        """Offer every kind by letter, and the day off."""
        self.gutskin.key_dispatch.offer(kinds(self.session.settings, self.open_form, self._log_day_off))

    def _log_day_off(self) -> None:
        mark = self.session.add("mark", {"what": "skip"})
        self.gutskin.status(f"{self.session.short_day(mark.date)} is a day off: it keeps your streaks.", offer="undo")

    # Entries.

    def open_form(self, kind: str, entry: AnyEntry | None = None) -> None:
        """Open the form of a kind, blank or with an entry to change."""
        from gutskin_tui.tui.dialogs.entry_form import EntryForm

        self.app.push_screen(EntryForm(self.session, kind, entry))

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
            words = "  ".join(filter(None, (f"{entry.day} {entry.when:%H:%M}", entry.kind, summary(entry), entry.note)))
            self.app.copy_to_clipboard(clean(words))
            self.gutskin.status(f"Copied: {clean(words)}")

    def action_copy_text(self) -> None:
        """Copy the text selected with the mouse, and say so."""
        super().action_copy_text()
        self.gutskin.status("Copied the selected text.")

    def _selected(self) -> AnyEntry | None:
        """Return the selected entry of the open tab; None, and a hint on the status line, if there is none."""
        entry = self.gutskin.pane.selected()
        if entry is None:
            self.gutskin.status("Select an entry first (arrows).", False)
        return entry
