"""The check-in form: one widget, scores by digit, each saved as it is typed.

It is a single widget on purpose: no focus moves between fields, so no burst of keys can land in
the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from rich.console import Group
from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from gutskin_tui.charts.meter import meter
from gutskin_tui.errors import UserError
from gutskin_tui.tui.state import Session
from gutskin_tui.tui.widgets.items import Item
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.prompt import sentence

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

CELL_WIDTH = 28
"""Columns one field needs for its longest word; as many stand side by side as the panel has room for, three at most."""

ROOMY = 30
"""Screen rows from which all choices are always shown; on lower screens only those under the cursor are."""

FRAME = 6
"""Screen rows around a form. In a form taller than the rest, the help stands right below the cursor."""

ONE_LINE = 72
"""Columns from which the help of a field and its keys stand on one line."""

METER_WIDTH = 36
"""Columns a field needs before it also gets a meter."""

DIGITS = {"": "", "score": ", digit scores", "tens": ", digit × 10 min"}
"""What a digit after a letter does, as the help says it."""

MINUTES = "How many minutes? 2 is 20 min"
"""Asked of a choice that needs them and has none from before."""


class ScoreForm(Widget, can_focus=True):
    """Fields that fill by digit. Posts `ScoreForm.Done` after the last one.

    The focus alone does not open it for answers: keys typed to get about the screen must not become health data. Until
    `start` is called, and again once the focus has left it, it passes on every key but Enter. Enter and a click post
    `ScoreForm.StartRequested`.
    """

    DEFAULT_CSS = """
    ScoreForm { width: 1fr; height: auto; padding: 0 1 0 0; margin-bottom: 1;
                border-top: solid $rule; border-title-color: $foreground; border-title-style: bold; }
    ScoreForm:focus { border-top: solid $primary; border-title-color: $primary; }
    """

    class Done(Message):
        """The last field was answered or passed over."""

    class StartRequested(Message):
        """Enter was pressed on a form that is not started, or it was clicked."""

    def __init__(
        self,
        session: Session,
        title: str,
        save: Callable[[str, Any], None],
        idle: str = "",
        *,
        id: str | None = None,
    ) -> None:
        """`save(key, value)` takes each answer; `idle` says how to begin, shown while the form has no focus."""
        super().__init__(id=id)
        self.session = session
        self._save, self._idle = save, idle
        self.items: tuple[Item, ...] = ()
        self.values: dict[str, Any] = {}
        self.at = 0
        self._started = False
        self._line, self._lines = 0, 2
        self._typing = ""
        self._letter = ""
        self._message = ""
        set_title(self, title)

    def on_mount(self) -> None:
        """Take back what was said of a journal that could not be read, once it can be again."""
        cast("GutskinApp", self.app).journal_readable.subscribe(self, self._accept_again)

    def _accept_again(self, _: None) -> None:
        self._message = ""
        self.refresh()

    def fill(self, items: Sequence[Item], values: Mapping[str, Any], title: str | None = None) -> None:
        """Show `items` with the day's `values` by key; where the cursor stands is kept."""
        if title is not None:
            set_title(self, title)
        self.items, self.values = tuple(items), dict(values)
        self.at = min(self.at, max(0, len(self.items) - 1))
        self.refresh(layout=True)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Stop taking answers when the focus leaves; choices open and close with it on low screens."""
        super().watch_has_focus(has_focus)
        if not has_focus and self.app.app_focus:  # not where only the terminal's window lost the focus
            self._started = False
        self.refresh(layout=True)

    @property
    def takes_answers(self) -> bool:
        """Whether keys are answers: the form was started and still has the focus."""
        return self._started and self.has_focus

    def start(self) -> None:
        """Put the cursor on the first blank field, take the focus and, from now on, answers."""
        self._started = True
        blank = [index for index, item in enumerate(self.items) if self._blank(item)]
        self.at = blank[0] if blank else 0
        self._typing = self._message = self._letter = ""
        self.focus()
        self.refresh()
        self.call_after_refresh(self._into_view)

    @property
    def item(self) -> Item | None:
        """The field the cursor stands on."""
        return self.items[self.at] if self.items else None

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Take the keys that mean something to the field under the cursor; the rest go on up."""
        item = self.item
        if item is None:
            return
        if not self.takes_answers:
            if event.key == "enter":
                event.stop()
                self.post_message(self.StartRequested())
            return
        self._message = ""
        moves = {"down": 1, "up": -1, "right": 1, "left": -1}
        if event.key in moves and not (item.field.unit == "h" and event.key in ("left", "right")):
            self._leave(moves[event.key])
        elif item.field.unit == "h" and event.key in ("left", "right"):
            self._step_hours(item, 0.25 if event.key == "right" else -0.25)
        elif event.key == "enter":
            self._enter(item)
        elif event.key == "backspace":
            self._back(item)
        elif event.key in ("minus", "full_stop") and not self._typing and item.type != "toggles":
            self._clear_and_go(item)
        elif not self._character(item, event.character or ""):
            return
        event.stop()
        event.prevent_default()
        self.refresh(layout=True)
        self.call_after_refresh(self._into_view)

    def on_click(self) -> None:
        """Ask to be started; a click within a started form changes nothing."""
        if not self.takes_answers:
            self.post_message(self.StartRequested())

    def _into_view(self) -> None:
        """Bring the field under the cursor, and the line below it, into view."""
        tab = self.query_ancestor(VerticalScroll)
        above = self.region.y + 1 + self._line - tab.region.y
        below = min(above, above + self._lines + 1 - tab.size.height)
        if above < 0 or below > 0:
            tab.scroll_relative(y=above if above < 0 else below, animate=False, immediate=True)

    def _character(self, item: Item, character: str) -> bool:
        if item.type == "toggles":
            return self._toggle(item, character)
        if item.type == "digit" and (character.isdigit() or character == "t"):
            self._put(item, "10" if character == "t" else character, advance=True)
        elif item.type == "tens" and character.isdigit():
            self._put(item, str(int(character) * 10) if character != "0" else "", advance=True)
        elif item.type == "typed" and (character.isdigit() or (self._typing and character in ".,:h")):
            self._typing += character
        else:
            return False
        return True

    def _toggle(self, item: Item, character: str) -> bool:
        """Switch a choice by its letter, or give the choice of the last letter a score or minutes by a digit."""
        chosen = self.values.get(item.key) or {}
        if character.isdigit() and item.digits and self._letter:
            name = next(value for letter, value, _ in item.choices if letter == self._letter)
            number = int(character) * (10 if item.digits == "tens" else 1)
            if number or item.digits == "score":
                self._put(item, chosen | {name: number}, advance=False)
            else:
                self._letter = ""
                self._put(item, {other: value for other, value in chosen.items() if other != name}, advance=False)
            return True
        for letter, value, _ in item.choices:
            if letter == character:
                waiting = self._missing_minutes(item) == value
                self._letter = "" if value in chosen or waiting else letter
                if value in chosen:
                    self._put(item, {name: number for name, number in chosen.items() if name != value}, advance=False)
                elif item.digits != "tens":
                    self._put(item, chosen | {value: None}, advance=False)
                elif value in item.last:
                    self._put(item, chosen | {value: item.last[value]}, advance=False)
                return True
        return False

    def _missing_minutes(self, item: Item) -> str:
        """Return the choice whose letter was typed and whose minutes are still to come, "" if there is none."""
        if item.digits != "tens" or not self._letter:
            return ""
        chosen = self.values.get(item.key) or {}
        return next((name for letter, name, _ in item.choices if letter == self._letter and name not in chosen), "")

    def _enter(self, item: Item) -> None:
        if self._typing:
            self._put(item, self._typing, advance=True)
        elif item.type != "toggles" and self._blank(item) and item.last is not None:
            self._put(item, item.field.format(item.last), advance=True)
        elif self._missing_minutes(item):
            self._message = f"{MINUTES}; its letter again leaves it out."
        else:
            self._go(1)

    def _back(self, item: Item) -> None:
        if self._typing:
            self._typing = self._typing[:-1]
        elif not self._blank(item) and item.type != "toggles":
            self._put(item, "", advance=False)
        else:
            self._go(-1, wrap=False)

    def _clear_and_go(self, item: Item) -> None:
        if self._blank(item):
            self._go(1)
        else:
            self._put(item, "", advance=True)

    def _step_hours(self, item: Item, step: float) -> None:
        now = self.values.get(item.key)
        start = item.last if now is None else now
        if start is None:
            self._message = "There is no earlier night to begin from: type the hours, such as 7.5."
            return
        low, high = item.field.low or 0, item.field.high or 24
        self._put(item, f"{max(low, min(high, start + step)):g}", advance=False)

    def _leave(self, step: int) -> None:
        item = self.item
        if self._typing and item:
            self._put(item, self._typing, advance=False)
            if self._message:
                return
        if item and self._missing_minutes(item):
            self._message = f"{MINUTES}; its letter again leaves it out."
            return
        self._go(step, wrap=False)

    def _put(self, item: Item, typed: Any, *, advance: bool) -> None:
        """Parse, save, and go on; a refusal stays on the field with its sentence.

        Saving fills the form anew: with the answer, and with what was changed elsewhere.
        """
        before = self.values
        try:
            value = item.field.parse(typed) if isinstance(typed, str) else typed
            if isinstance(typed, str) and not typed:
                value = None
            self.values = before | {item.key: value}
            self._save(item.key, value)
        except UserError as error:
            self.values = before
            self._message = sentence(error)
            self._typing = ""
            return
        self._typing = ""
        if advance:
            self._go(1)

    def _go(self, step: int, *, wrap: bool = True) -> None:
        self._letter = ""
        if self.at + step >= len(self.items):
            if wrap:
                self.post_message(self.Done())
            return
        self.at = max(0, self.at + step)

    def _blank(self, item: Item) -> bool:
        return self.values.get(item.key) in (None, {}, ())

    # Drawing.

    def render(self) -> Group:
        """Draw fields side by side, toggles on lines of their own, help or a refusal below."""
        width = max(20, self.content_size.width)
        across = max(1, min(3, width // CELL_WIDTH))
        lines: list[Text] = []
        row: list[Text] = []
        for index, item in enumerate(self.items):
            if item.type == "toggles":
                if row:
                    lines.append(_beside(row, width, across))
                    row = []
                toggles = self._toggles(index, item, width)
                if index == self.at:
                    self._line, self._lines = len(lines), len(toggles) + 1
                lines.extend(toggles)
                continue
            if index == self.at:
                self._line, self._lines = len(lines), 2
            row.append(self._cell(index, item, width // across))
            if len(row) == across:
                lines.append(_beside(row, width, across))
                row = []
        if row:
            lines.append(_beside(row, width, across))
        tall = len(lines) + FRAME > self.screen.size.height
        below = self._line + 1 if tall and self.takes_answers else len(lines)
        lines[below:below] = self._help(width)
        return Group(*lines)

    def _cell(self, index: int, item: Item, width: int) -> Text:
        here = index == self.at and self.takes_answers
        value = self.values.get(item.key)
        text = Text().append("> " if here else "  ", "bold" if here else "")
        text.append(f"{item.label.lower()[:13]:<13} ")
        if here and self._typing:
            text.append(f"{self._typing}_", style="bold")
        elif value is None:
            text.append("_" if here else "·", style="bold" if here else "dim")
            text.append(f"  {item.hint}" if item.hint else "", style="dim")
        else:
            text.append(f"{item.field.format(value):>2}", style="bold")
            if item.field.is_score and item.field.high and width >= METER_WIDTH:
                text.append(" ").append_text(meter(value, item.field.high, ink=self.session.ink))
            text.append(f" {item.field.band(value) or item.field.unit}")
        text.truncate(width - 1, overflow="ellipsis")
        return text

    def _toggles(self, index: int, item: Item, width: int) -> list[Text]:
        here = index == self.at and self.takes_answers
        chosen = self.values.get(item.key) or {}
        text = (
            Text().append("> " if here else "  ", "bold" if here else "").append(f"{item.label.lower():<13}".rstrip())
        )
        if not here and self.screen.size.height < ROOMY:
            words = ", ".join(label for _, value, label in item.choices if value in chosen)
            return [text.append(f"  {words}" if words else "  ·", "" if words else "dim")]
        lines = [text]
        marks = []
        for letter, value, label in item.choices:
            score = chosen.get(value)
            box = "x" if value in chosen else "_" if here and value == self._missing_minutes(item) else " "
            mark = f"[{box}] {letter} {label}{'' if score is None else f' {score}'}"
            marks.append(Text(mark, "bold" if value in chosen else ""))
        size = max((mark.cell_len for mark in marks), default=0) + 2
        across = max(1, (width - 4) // size)
        for start in range(0, len(marks), across):
            lines.append(Text("    ").append_text(_beside(marks[start : start + across], size * across, across)))
        return lines

    def _help(self, width: int) -> list[Text]:
        """Say what the field takes and which keys it has: always as many lines, so that nothing below jumps."""
        item = self.item
        what, how = f"Enter or {self._idle}" if self.has_focus else self._idle, ""
        if item is not None and self.takes_answers:
            ten = "  t=10" if item.type == "digit" and item.field.high == 10 else ""
            what = MINUTES if self._missing_minutes(item) else f"{item.field.help}{ten}"
            what, how = f"! {self._message}" if self._message else what, self._how(item)
        said = [what, how] if width < ONE_LINE else [what if self._message else f"{what}   {how}"]
        style = "bold" if self._message and self.takes_answers else "dim"
        return [Text(f"  {words}", style=style, overflow="ellipsis", no_wrap=True) for words in said]

    def _how(self, item: Item) -> str:
        how = {
            "digit": "- skip  ⌫ back", "tens": "digit × 10 min  - skip  ⌫ back", "typed": "type, then ⏎",
            "toggles": f"letters toggle{DIGITS[item.digits]}, ⏎ ends",
        }[item.type]  # fmt: skip
        if item.last_words and (item.type == "toggles" or self._blank(item)):
            how += f"   {item.last_words}"
        return how


def _beside(cells: list[Text], width: int, across: int) -> Text:
    line = Text()
    for cell in cells:
        line.append_text(cell).append(" " * max(0, width // across - cell.cell_len))
    return line
