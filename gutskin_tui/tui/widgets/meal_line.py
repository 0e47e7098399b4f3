"""The entry line of meals: what is typed, when it would be saved, and the person's own foods to complete it."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from gutskin_tui.journal.entries import EntryError
from gutskin_tui.journal.inert import clean
from gutskin_tui.journal.kinds import AnyEntry
from gutskin_tui.journal.kinds.meal import slot_at
from gutskin_tui.journal.mealline import MealLine, MealLineError, parse_meal_line
from gutskin_tui.journal.mealtyping import food_at
from gutskin_tui.journal.usual import KnownFood, normalise
from gutskin_tui.tui.session import Session
from gutskin_tui.tui.views.meal_line import filed, help_lines, offer_lines
from gutskin_tui.tui.widgets.line import Line
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.prompt import REFUSALS, sentence

DRAFT = "meal"
OFFERED = 4
LOOK_AT_CLOCK = 15
"""Seconds between looks at the clock: the time that is shown is the time that would be saved."""


class MealEntry(Vertical):
    """A line to type a meal into. Posts `MealEntry.Done` when it is finished with.

    Tab takes the food that is selected below the line, Down and Up select another; Enter saves what was typed.
    """

    DEFAULT_CSS = """
    MealEntry { height: auto; padding: 0 1 0 0; margin-bottom: 1; border-top: solid $rule;
                border-title-color: $foreground; border-title-style: bold; }
    MealEntry:focus-within { border-top: solid $primary; border-title-color: $primary; }
    MealEntry Horizontal { height: 1; }
    MealEntry Horizontal Static { width: 2; }
    MealEntry #meal-below { height: 2; padding: 0 0 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS = [
        Binding("tab", "take", show=False, priority=True),
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    class Done(Message):
        """The line is finished with. `entry` is the meal that was recorded, None if nothing was typed."""

        def __init__(self, entry: AnyEntry | None) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, session: Session) -> None:
        super().__init__(id="meal-entry")
        self.session = session
        self._place: tuple[int, int] | None = None
        self._offered: list[KnownFood] = []
        self._looked_up: tuple[str, int, bool, int] | None = None
        self._chosen = 0
        self._refused = ""

    def compose(self) -> ComposeResult:
        """The line and what is said below it."""
        with Horizontal():
            yield Static(">", markup=False)
            yield Line(id="meal-line", placeholder="oats, blueberries")
        yield Static("", markup=False, id="meal-below")

    def on_mount(self) -> None:
        """Bring back what was being typed."""
        with self.prevent(Input.Changed):
            self.line.value = clean(self.session.drafts.get(DRAFT))
        self.line.cursor_position = len(self.line.value)
        self.watch(self.line, "selection", self.look, init=False)
        self.set_interval(LOOK_AT_CLOCK, self.look)

    @property
    def line(self) -> Line:
        """The field."""
        return self.query_one("#meal-line", Line)

    def start(self, text: str = "") -> None:
        """Give the line the focus; `text` is put there if nothing is being typed."""
        if text and not self.line.value.strip():
            self.line.value = text
            self.line.cursor_position = len(text)
        self.screen.set_focus(self.line)
        self.look()

    def look(self) -> None:
        """Say when the meal would be saved, what it could go on with, and what is not understood."""
        self._offer()
        parsed: MealLine | None = None
        mistake, when = self._refused, ""
        try:
            parsed = self._parse()
            when = filed(self.session, self._make(parsed, parsed.text or "?"))
        except MealLineError as error:
            mistake = error.message
        except EntryError as error:
            mistake = sentence(error)
        set_title(self, f"Log a meal{when}")
        focused = self.screen.focused is self.line
        below = self.query_one("#meal-below", Static)
        lines = [Text(f"! {mistake}", "bold")] if mistake else []
        if focused:
            room = below.content_size.width
            lines += offer_lines(self.session, self._offered, self._chosen, room, brief=self.screen.size.width < 100)
        lines += help_lines(self.session, self.line.value, parsed, focused, offers=bool(self._offered))
        below.update(Text("\n").join(lines))

    def on_descendant_focus(self) -> None:
        """Show how the line works."""
        self.look()

    def on_descendant_blur(self) -> None:
        """Show that a draft is kept."""
        self.look()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._refused = ""
        self.session.drafts.put(DRAFT, event.value)
        self.look()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.post_message(self.Done(None))
            return
        try:
            entry = self._save()
        except MealLineError:
            return  # said below the line already
        except REFUSALS as error:
            self._refused = sentence(error)
            self.look()
            return
        self.post_message(self.Done(entry))

    def action_take(self) -> None:
        """Take the selected food; on an empty line, go on to the next part of the screen."""
        if self._place and self._offered:
            food = clean(self._offered[self._chosen].text)
            start, end = self._place
            self.line.value = self.line.value[:start] + food + self.line.value[end:]
            self.line.cursor_position = start + len(food)
        elif not self.line.value:
            self.screen.focus_next()

    def action_choose(self, by: int) -> None:
        """Select another of the foods on offer."""
        if self._offered:
            self._chosen = (self._chosen + by) % len(self._offered)
            self.look()

    def _offer(self) -> None:
        """Look up what the food before the cursor could be, unless that was done already."""
        typed, cursor = self.line.value, self.line.cursor_position
        known = self.session.book is not None  # while the journal is still being read, nothing waits for it
        if self._looked_up == (typed, cursor, known, self.session.journal.revision):
            return
        self._looked_up = (typed, cursor, known, self.session.journal.revision)
        self._chosen, self._offered = 0, []
        self._place = food_at(typed, cursor)
        if self._place and known:
            food = typed[slice(*self._place)]
            found = self.session.usual.complete(food, OFFERED + 1)
            self._offered = [one for one in found if normalise(one.text) != normalise(food)][:OFFERED]

    def _parse(self) -> MealLine:
        return parse_meal_line(self.line.value, self.session.clock, self.session.day)

    def _make(self, line: MealLine, text: str) -> AnyEntry:
        """Return the meal that would be recorded; its slot is named only where the time does not say it."""
        at = line.at or self.session.moment()
        slot = None if line.slot == slot_at(at.hour) else line.slot
        values = {"text": text, "slot": slot, "tags": line.tags, "note": line.note or None}
        return self.session.make("meal", values, at)

    def _save(self) -> AnyEntry:
        line = self._parse()
        if not line.text:
            raise EntryError("text", "A meal needs at least one food.")
        entry = self._make(line, line.text)
        self.session.add_all([entry], "meal")
        self.session.drafts.put(DRAFT, "")
        self.line.value = ""
        return entry
