"""The actions that record something, the same from every tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gutskin_tui.dates import days_until, short_day
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import Drink, Exercise, Meal, Sleep, offered_kinds
from gutskin_tui.model.kinds.drink import is_water
from gutskin_tui.model.kinds.kind import minutes_text
from gutskin_tui.model.kinds.meal import slot_at
from gutskin_tui.model.kinds.practice import USUAL
from gutskin_tui.model.quick_entry import parse_exercise, parse_minutes, parse_night, parse_water
from gutskin_tui.presentation.score_form import with_letters
from gutskin_tui.text import clean, one_line
from gutskin_tui.tui.actions import Handler
from gutskin_tui.tui.widgets.prompt import Question

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Recording:
    """Each `do_<action>` records at the moment the title bar shows, or asks one line first."""

    def __init__(self, app: GutskinApp) -> None:
        self.app = app
        self.session = app.session

    def actions(self) -> dict[str, Handler]:
        """The handlers of actions, by the id of the action."""
        return {
            "water": self.do_water,
            "water_back": self.do_water_back,
            "water_exact": self.do_water_exact,
            "meal": self.do_meal,
            "repeat": self.do_repeat,
            "usual_anywhere": self.do_usual_anywhere,
            "check_in": self.do_check_in,
            "skin": self.do_skin,
            "search": self.do_search,
            "sleep": self.do_sleep,
            "exercise": self.do_exercise,
            "practice": self.do_practice,
            "note": self.do_note,
            "add": self.do_add,
            "edit": self.do_edit,
            "delete": self.do_delete,
        }

    # Water.

    def do_water(self) -> None:
        """Log one glass."""
        session = self.session
        entry = session.add("drink", {"ml": session.settings.glass_ml})
        self._notify_water(f"{entry.when:%H:%M}")

    def do_water_back(self) -> None:
        """Take the day's last water back; undo brings it again."""
        waters = [entry for entry in self.session.entries() if isinstance(entry, Drink) and is_water(entry)]
        if not waters:
            self.app.status("No water to take back on this day.", False)
            return
        self.session.remove(waters[-1])
        self._notify_water("taken back")

    def do_water_exact(self) -> None:
        """Ask an amount: 330ml adds it, a bare number sets the day's glasses."""
        self.app.ask(
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
        self.app.status(f"Water {ml / glass:.4g}/{goal / glass:.4g}{day} · {when}", offer="undo")

    # Meals.

    async def do_meal(self) -> None:
        """Open the meal line."""
        await self.app.open_tab("meals")
        await self.app.do("meal")

    def do_repeat(self) -> None:
        """Log the latest meal of this time of day again."""
        session = self.session
        slot = slot_at(session.moment().hour)
        meal = session.usual.repeat(slot)
        if meal is None:
            self.app.status(f"No earlier {slot} to repeat yet. m types one.", False)
            return
        self.repeat_meal(meal)

    def repeat_meal(self, meal: Meal) -> None:
        """Log a meal's words and tags once more, now. Which meal of the day it is follows from the time."""
        self.session.add("meal", {"text": meal.text, "tags": list(meal.tags)})

    def do_usual_anywhere(self) -> None:
        """Offer the usual meals by digit."""
        usual = self.session.usual.meals(self.session.today)
        if not usual:
            self.app.status("No usual meals yet: what you log twice is offered here.", False)
            return
        names = [f"{number} {one_line(meal.text, 22)}" for number, meal in enumerate(usual, 1)]

        def pick(key: str) -> None:
            if not key.isdigit() or not 1 <= int(key) <= len(usual):
                self.app.status(f"Usual meals have the digits 1 to {len(usual)}.", False)
                return
            self.session.add("meal", {"text": usual[int(key) - 1].text})

        self.app.await_key(names, pick)

    # Skin, stress, sleep, movement, calm, words.

    async def do_check_in(self) -> None:
        """Go to Today's check-in."""
        await self.app.open_tab("today")
        await self.app.do("check_in")

    async def do_skin(self) -> None:
        """Go to the skin form."""
        await self.app.open_tab("skin")
        await self.app.do("skin")

    async def do_search(self) -> None:
        """Go to History's search."""
        await self.app.open_tab("history")
        await self.app.do("search")

    def do_sleep(self) -> None:
        """Ask a night in one line."""
        self.app.ask(
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

    def do_exercise(self) -> None:
        """Ask exercise in one line: one digit counts tens of minutes."""
        self.app.ask(
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

    def do_practice(self) -> None:
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
            self.app.status("No practice has that letter. a p adds any other.", False)

        self.app.await_key(["Practice:", *names], pick)

    def _ask_minutes(self, practice: str) -> None:
        """Ask how long a practice took."""

        def save(typed: str) -> None:
            self._log("practice", {"what": practice, "minutes": parse_minutes("practice", typed)})

        hint = "Minutes: 2 is 20 min, 45 is 45 min"

        def preview(typed: str) -> str:
            minutes = parse_minutes("practice", typed)
            self.session.make("practice", {"what": practice, "minutes": minutes})
            return f"{minutes_text(minutes)} · {self.session.moment_words()}"

        self.app.ask(Question(practice.capitalize(), hint, preview, save))

    def do_note(self) -> None:
        """Ask a note."""
        self.app.ask(
            Question(
                "Note",
                "Anything worth remembering about the day",
                self._note_words,
                lambda typed: self._log("note", {"text": typed.strip()}),
                draft="note",
            )
        )

    def do_add(self) -> None:
        """Offer every kind by letter, and the day off."""
        kinds = offered_kinds(self.session.settings)
        names = [f"{kind.letter} {kind.label.lower()}" for kind in kinds]

        def pick(key: str) -> None:
            if key == "o":
                self._day_off()
                return
            for kind in kinds:
                if kind.letter == key:
                    self.app.dialogs.open_form(kind.name)
                    return
            self.app.status("No kind has that letter.", False)

        self.app.await_key(["Add:", *names, "o day off"], pick)

    def _day_off(self) -> None:
        mark = self.session.add("mark", {"what": "skip"})
        self.app.status(f"{self.session.short_day(mark.date)} is a day off: it keeps your streaks.", offer="undo")

    # Entries.

    def do_edit(self) -> None:
        """Open the selected entry's form."""
        entry = self.app.pane.selected()
        if entry is None:
            self.app.status("Nothing is selected. Arrows choose an entry.", False)
            return
        self.app.dialogs.open_form(entry.kind, entry)

    def do_delete(self) -> None:
        """Delete the selected entry; no question, u brings it back."""
        entry = self.app.pane.selected()
        if entry is None:
            self.app.status("Nothing is selected. Arrows choose an entry.", False)
            return
        self.session.remove(entry)

    def _log(self, kind: str, values: dict[str, Any]) -> None:
        self.session.add(kind, values)

    def _note_words(self, typed: str) -> str:
        self.session.make("note", {"text": typed.strip()})
        return f"saved for {self.session.moment_words()}"
