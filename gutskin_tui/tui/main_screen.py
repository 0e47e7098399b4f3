"""The main screen, which holds the tabs, and the actions that are the same on every tab."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from gutskin_tui.dates import days_until, short_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import Drink, Exercise, Sleep, offered_kinds
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.kind import minutes_text
from gutskin_tui.model.kinds.meal import slot_at
from gutskin_tui.model.kinds.practice import USUAL
from gutskin_tui.model.quick_entry import parse_exercise, parse_minutes, parse_night, parse_water
from gutskin_tui.presentation.score_form import with_letters
from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.actions import TABS, bindings
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.prompt import Prompt, Question

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
        return self.gutskin.applies(action, parameters)

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

    def action_show_commands(self) -> None:
        """Offer all commands by name."""
        from gutskin_tui.tui.dialogs.command_palette import CommandList, commands

        session, settings = self.session, self.session.settings
        offered = commands(self.gutskin.tab, offered_kinds(settings), session.keymap.chosen, settings.ascii)
        self.app.push_screen(CommandList(offered), self.gutskin.dialogs.run_command)

    # Water.

    def action_log_glass(self) -> None:
        """Log one glass."""
        session = self.session
        entry = session.add("drink", {"ml": session.settings.glass_ml})
        self._notify_water(f"{entry.when:%H:%M}")

    def action_take_back_water(self) -> None:
        """Take the day's last water back; undo brings it again."""
        waters = [entry for entry in self.session.entries() if isinstance(entry, Drink) and is_water(entry)]
        if not waters:
            self.gutskin.status("No water to take back on this day.", False)
            return
        self.session.remove(waters[-1])
        self._notify_water("taken back")

    def action_log_water(self) -> None:
        """Ask an amount: 330ml adds it, a bare number sets the day's glasses."""
        self.gutskin.ask(
            Question("Water", "330ml adds that much, 6 sets the day to 6 glasses", self._water_words, self._water)
        )

    def _water_amount(self, typed: str) -> int:
        """Return the ml to add; negative if the day is to have less. Raises EntryError."""
        return parse_water(typed, self.session.settings.glass_ml, self._water_drunk())

    def _water_drunk(self) -> int:
        """Return the ml of water of the visible day."""
        return sum(entry.ml for entry in self.session.entries() if isinstance(entry, Drink) and is_water(entry))

    def _water_words(self, typed: str) -> str:
        amount = self._water_amount(typed)
        if amount <= 0:
            return "The day has that much already; - takes the last one back."
        self.session.make("drink", {"ml": amount})
        return f"adds {amount} ml · {self.session.moment_words()}"

    def _water(self, typed: str) -> None:
        amount = self._water_amount(typed)
        if amount <= 0:
            raise EntryError("ml", "The day has that much already; - takes the last one back.")
        self.session.add("drink", {"ml": amount})
        self._notify_water(f"{self.session.moment():%H:%M}")

    def _notify_water(self, when: str) -> None:
        session = self.session
        ml = self._water_drunk()
        glass, goal = session.settings.glass_ml, session.settings.water_goal_ml
        day = "" if session.day == session.today else f" · {short_day(session.day)}"
        self.gutskin.status(f"Water {ml / glass:.4g}/{goal / glass:.4g}{day} · {when}", offer="undo")

    # Meals.

    async def action_type_meal(self) -> None:
        """Open the meal line."""
        await self._run_on("meals", "type_meal")

    def action_repeat_meal(self) -> None:
        """Log the latest meal of this time of day again."""
        session = self.session
        slot = slot_at(session.moment().hour)
        meal = session.usual.repeat(slot)
        if meal is None:
            self.gutskin.status(f"No earlier {slot} to repeat yet. m types one.", False)
            return
        # Which meal of the day it is follows from the time.
        self.session.add("meal", {"text": meal.text, "tags": list(meal.tags)})

    def action_log_usual(self) -> None:
        """Offer the usual meals by digit."""
        usual = self.session.usual.meals(self.session.today)
        if not usual:
            self.gutskin.status("No usual meals yet: what you log twice is offered here.", False)
            return
        names = [f"{number} {one_line(meal.text, 22)}" for number, meal in enumerate(usual, 1)]

        def pick(key: str) -> None:
            if not key.isdigit() or not 1 <= int(key) <= len(usual):
                self.gutskin.status(f"Usual meals have the digits 1 to {len(usual)}.", False)
                return
            self.session.add("meal", {"text": usual[int(key) - 1].text})

        self.gutskin.await_key(names, pick)

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
        self.gutskin.ask(
            Question(
                "Sleep",
                "7h30, or from and to: 2340 0710; then q and quality: q7",
                self._sleep_words,
                lambda typed: self._log("sleep", parse_night(typed)),
                draft="sleep",
            )
        )

    def _sleep_words(self, typed: str) -> str:
        night = self.session.make("sleep", parse_night(typed))
        assert isinstance(night, Sleep)
        quality = "" if night.quality is None else f", quality {night.quality}"
        return f"{minutes_text(night.hours * 60)}{quality}, woke up on {self.session.short_day(night.date)}"

    def action_log_exercise(self) -> None:
        """Ask exercise in one line: one digit counts tens of minutes."""
        self.gutskin.ask(
            Question(
                "Exercise",
                "3 walk is 30 min, 45 swim hard",
                self._exercise_words,
                lambda typed: self._log("exercise", parse_exercise(typed)),
                draft="exercise",
                complete=self._exercise_names,
            )
        )

    def _exercise_words(self, typed: str) -> str:
        values = parse_exercise(typed)
        self.session.make("exercise", values)
        what = f", {clean(values['what'])}" if "what" in values else ""
        effort = values.get("effort", "easy, moderate or hard if you like")
        return f"{minutes_text(values['minutes'])}{what}, {effort} · {self.session.moment_words()}"

    def _exercise_names(self, typed: str) -> list[str]:
        head, space, name = typed.partition(" ")
        if not space or not name:
            return []
        recent = (entry for day in reversed(days_until(self.session.today, 60)) for entry in self.session.entries(day))
        known = dict.fromkeys(entry.what for entry in recent if isinstance(entry, Exercise) and entry.what)
        return [f"{head} {what}" for what in known if what.startswith(name)]

    def action_log_practice(self) -> None:
        """Offer the practices by letter, each with the minutes of its last time; ask them where there was none."""
        choices = with_letters(USUAL)
        last = {name: self.session.last_minutes(name) for name in USUAL}
        names = [
            f"{letter} {label}{f', again {last[name]} min' if last[name] else ''}" for letter, name, label in choices
        ]

        def pick(key: str) -> None:
            for letter, name, _ in choices:
                if key == letter and last[name]:
                    self._log("practice", {"what": name, "minutes": last[name]})
                    return
                if key == letter:
                    self._ask_minutes(name)
                    return
            self.gutskin.status("No practice has that letter. a p adds any other.", False)

        self.gutskin.await_key(["Practice:", *names], pick)

    def _ask_minutes(self, practice: str) -> None:
        """Ask how long a practice took."""

        def save(typed: str) -> None:
            self._log("practice", {"what": practice, "minutes": parse_minutes("practice", typed)})

        hint = "Minutes: 2 is 20 min, 45 is 45 min"

        def preview(typed: str) -> str:
            minutes = parse_minutes("practice", typed)
            self.session.make("practice", {"what": practice, "minutes": minutes})
            return f"{minutes_text(minutes)} · {self.session.moment_words()}"

        self.gutskin.ask(Question(practice.capitalize(), hint, preview, save))

    def action_log_note(self) -> None:
        """Ask a note."""
        self.gutskin.ask(
            Question(
                "Note",
                "Anything worth remembering about the day",
                self._note_words,
                lambda typed: self._log("note", {"text": typed.strip()}),
                draft="note",
            )
        )

    def action_add_entry(self) -> None:
        """Offer every kind by letter, and the day off."""
        kinds = offered_kinds(self.session.settings)
        names = [f"{kind.letter} {kind.label.lower()}" for kind in kinds]

        def pick(key: str) -> None:
            if key == "o":
                self._day_off()
                return
            for kind in kinds:
                if kind.letter == key:
                    self.gutskin.dialogs.open_form(kind.name)
                    return
            self.gutskin.status("No kind has that letter.", False)

        self.gutskin.await_key(["Add:", *names, "o day off"], pick)

    def _day_off(self) -> None:
        mark = self.session.add("mark", {"what": "skip"})
        self.gutskin.status(f"{self.session.short_day(mark.date)} is a day off: it keeps your streaks.", offer="undo")

    # Entries.

    def action_edit_entry(self) -> None:
        """Open the selected entry's form."""
        entry = self.gutskin.pane.selected()
        if entry is None:
            self.gutskin.status("Nothing is selected. Arrows choose an entry.", False)
            return
        self.gutskin.dialogs.open_form(entry.kind, entry)

    def action_delete_entry(self) -> None:
        """Delete the selected entry; no question, u brings it back."""
        entry = self.gutskin.pane.selected()
        if entry is None:
            self.gutskin.status("Nothing is selected. Arrows choose an entry.", False)
            return
        self.session.remove(entry)

    def _log(self, kind: str, values: dict[str, Any]) -> None:
        self.session.add(kind, values)

    def _note_words(self, typed: str) -> str:
        self.session.make("note", {"text": typed.strip()})
        return f"saved for {self.session.moment_words()}"
