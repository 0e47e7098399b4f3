"""The input line for meals, with the time it would be saved at, the labels of its foods, and completions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds.meal import slot_at
from gutskin_tui.model.meal_syntax import MealLine, food_at, parse_meal_line
from gutskin_tui.model.tag_syntax import LineError
from gutskin_tui.nutrition.completion import Offer, offers, tag_offers
from gutskin_tui.presentation import meal_input as view
from gutskin_tui.presentation.undo import change_label
from gutskin_tui.text import clean
from gutskin_tui.tui.actions import BY_ID
from gutskin_tui.tui.food_service import FOODS
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import recent_tags
from gutskin_tui.tui.widgets.frame import HUGE, WIDE, set_title
from gutskin_tui.tui.widgets.journal_widget import JournalWidget
from gutskin_tui.tui.widgets.text_input import TextInput
from gutskin_tui.tui.widgets.unpainted import Horizontal

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Food
    from gutskin_tui.nutrition.analyzer import MealAnalyzer

DRAFT = "meal"
LONGEST_READ = 2000
"""Characters whose foods are shown while typing: a page of text, read within a few milliseconds."""


class MealCompletion:
    """The completions for a line and a position of the cursor; `chosen` is the index of the one that Tab takes."""

    def __init__(self, session: AppState) -> None:
        self.session = session
        self.offers: list[Offer] = []
        self.chosen = 0
        self._cursor = 0
        self._key: tuple[object, ...] | None = None

    def update(self, typed: str, cursor: int) -> None:
        """Find the completions of the food or tag before the cursor, unless they are up to date.

        Those of the same text, which change when the journal does, keep the chosen one.
        """
        session = self.session
        # No completions until the journal has been read: typing must not wait for that.
        key = (typed, cursor, session.day_index is None, session.foods.ready, session.change_log.revision)
        if self._key == key:
            return
        same = self._key is not None and self._key[:2] == key[:2]
        chosen = self.offers[self.chosen].text if same and self.offers else None
        self._key, self._cursor, self.offers = key, cursor, []
        place = food_at(typed, cursor)
        if place and session.day_index is not None:
            own = session.foods.analyzer.own if session.foods.ready else None
            self.offers = offers(typed, *place, session.usual, own)
        elif not place:
            self.offers = tag_offers(typed, cursor, recent_tags(session))
        self.chosen = next((index for index, offer in enumerate(self.offers) if offer.text == chosen), 0)

    def choose(self, by: int) -> None:
        """Choose another of the offers."""
        if self.offers:
            self.chosen = (self.chosen + by) % len(self.offers)

    def apply(self, typed: str) -> tuple[str, int] | None:
        """Return the line with the chosen offer in it, and where the cursor then is; None without an offer."""
        if not self.offers:
            return None
        offer = self.offers[self.chosen]
        before = typed[: offer.start] + offer.text
        return before + typed[self._cursor :], len(before)


class MealEntry(Vertical, JournalWidget):
    """A line to type a meal into. Posts `MealEntry.Done` after Enter.

    Tab inserts the food that is selected below the line, Down and Up select another; Enter saves the text.
    """

    DEFAULT_CSS = """
    MealEntry { height: auto; margin-bottom: 1; }
    MealEntry Horizontal { height: 1; }
    MealEntry Horizontal Static { width: 2; }
    MealEntry #meal-below { height: 3; padding: 0 0 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    TABLES = frozenset({"meal", FOODS})
    BINDINGS = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("down", "choose(1)", show=False),
        Binding("up", "choose(-1)", show=False),
    ]

    class Done(Message):
        """Enter was pressed. `entry` is the meal that was recorded, None if nothing was typed."""

        def __init__(self, entry: AnyEntry | None) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, session: AppState) -> None:
        super().__init__(id="meal-entry", classes="framed list")
        self.completing = MealCompletion(session)
        self.foods: Sequence[Food] = ()
        self._foods_key: tuple[str | None, MealAnalyzer | None] = (None, None)
        self._refused = ""
        self._below = Text()

    def compose(self) -> ComposeResult:
        """The line and the text below it."""
        with Horizontal():
            yield Static(">", markup=False)
            yield TextInput(id="meal-line", placeholder="oats, blueberries")
        yield Static("", markup=False, id="meal-below")

    def on_mount(self) -> None:
        """Restore the draft."""
        with self.prevent(Input.Changed):
            self.line.value = clean(self.session.drafts.get(DRAFT))
        self.line.cursor_position = len(self.line.value)
        self.watch(self.line, "selection", self.update_text, init=False)
        self.gutskin.minute_changed.subscribe(self, self._clock_changed)
        self.gutskin.journal_readable.subscribe(self, self._clear_refusal)

    @property
    def line(self) -> TextInput:
        """The field."""
        return self.query_one("#meal-line", TextInput)

    def _clock_changed(self, _: datetime) -> None:
        self.update_text()

    def _clear_refusal(self, _: None) -> None:
        self._refused = ""
        self.update_text()

    def start(self, text: str = "") -> None:
        """Give the line the focus; `text` is put there if nothing is being typed."""
        if text and not self.line.value.strip():
            self.line.value = text
            self.line.cursor_position = len(text)
        self.screen.set_focus(self.line)
        self.update_text()

    def on_resize(self) -> None:
        """Fit the texts to the new size."""
        self.update_text()

    def update_view(self) -> None:
        """Update the texts, which depend on the day and on the meals before it."""
        self.update_text()

    def update_text(self) -> None:
        """Update the title with the time of the meal, and the text below with completions, labels and mistakes."""
        typed, session = self.line.value, self.session
        self.completing.update(typed, self.line.cursor_position)
        parsed: MealLine | None = None
        mistake, when = self._refused, ""
        try:
            parsed = self._parse()
            when = view.filing_text(self._make(parsed, parsed.text or "?"), session.today, session.palette)
        except LineError as error:
            mistake = error.message
        except EntryError as error:
            mistake = error.short_sentence
        set_title(self, f"Log a meal{when}")
        self._read(parsed)
        brief = self.screen.size.width < WIDE
        upper, lower = self._lines(parsed, brief)
        if mistake:
            upper = [Text(f"! {mistake}", "bold"), *(() if brief else upper)]
        text = view.arranged(upper, lower, brief=brief)
        if text != self._below:  # a letter changes the text and then the cursor: the same is not painted twice
            self._below = text
            self.query_one("#meal-below", Static).update(text, layout=False)

    def _lines(self, parsed: MealLine | None, brief: bool) -> tuple[list[Text], list[Text]]:
        """Return the upper and the lower lines below the input: completions, then labels, tags and keys."""
        typed, palette = self.line.value, self.session.palette
        # By the screen: just after opening, the widget itself does not know its width yet.
        columns = 1 if brief else 2 if self.screen.size.width < HUGE else 3
        room = self.screen.size.width // columns - 4
        labels = view.labels_line(self.foods, typed, room)
        if self.screen.focused is not self.line:
            return view.unfocused_lines(typed) + ([] if brief else view.syntax_lines()), [labels]
        if not typed.strip():
            return view.syntax_lines()[: 1 if brief else None], view.syntax_lines()[1:] if brief else []
        offers = self.completing.offers
        keys = view.keys_line(
            room,
            palette,
            offers=bool(offers),
            settle=self._last_key("settle") if view.has_maybe(self.foods) else "",
            unknown=self._last_key("unknown") if view.unknown_food(self.foods, typed) else "",
        )
        tags = view.tag_lines(parsed)
        lower = [labels, *((tags or [keys]) if brief else [*(tags or [Text()]), keys])]
        return view.offer_lines(offers, self.completing.chosen, room, palette, brief=brief), lower

    def _last_key(self, action: str) -> str:
        """Return the last key of an action: the one that works while typing."""
        return (self.session.keymap.chosen.get(action) or BY_ID[action].keys).split(",")[-1]

    def _read(self, parsed: MealLine | None) -> None:
        """Update `foods` if the text of the line or the analyzer changed."""
        words = parsed.text[:LONGEST_READ] if parsed else None
        key = (words, self.session.foods.loaded_analyzer)
        if words is not None and key != self._foods_key:
            self._foods_key = key
            self.foods = key[1].analyze(words) if key[1] else ()

    def on_descendant_focus(self) -> None:
        """Show the hints for typing, and prepare for it."""
        self.update_text()
        self.run_worker(self.session.foods.prepare_typing(), group="typing", exclusive=True)

    def on_descendant_blur(self) -> None:
        """Show that there is a draft."""
        self.update_text()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._refused = ""
        self.session.drafts.put(DRAFT, event.value)
        self.update_text()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.post_message(self.Done(None))
            return
        try:
            entry = self._save()
        except LineError:
            return  # already shown below the line
        except UserError as error:
            self._refused = error.short_sentence
            self.update_text()
            return
        self.post_message(self.Done(entry))

    def action_complete(self) -> None:
        """Insert the selected food; on an empty line, move the focus on."""
        completed = self.completing.apply(self.line.value)
        if completed:
            self.line.value, self.line.cursor_position = completed
        elif not self.line.value:
            self.screen.focus_next()

    def action_choose(self, by: int) -> None:
        """Select another of the foods on offer."""
        self.completing.choose(by)
        self.update_text()

    def _parse(self) -> MealLine:
        return parse_meal_line(self.line.value, self.session.clock, self.session.day)

    def _make(self, line: MealLine, text: str) -> AnyEntry:
        """Return the meal that would be recorded; its slot is set only if it does not follow from the time."""
        at = line.at or self.session.moment()
        slot = None if line.slot == slot_at(at.hour) else line.slot
        values = {"text": text, "slot": slot, "tags": line.tags, "note": line.note or None}
        return self.session.make("meal", values, at)

    def _save(self) -> AnyEntry:
        line = self._parse()
        if not line.text:
            raise EntryError("text", "A meal needs at least one food.")
        entry = self._make(line, line.text)
        self.session.add_all([entry], change_label("Added", "meal"))
        self.session.drafts.put(DRAFT, "")
        self.line.value = ""
        return entry
