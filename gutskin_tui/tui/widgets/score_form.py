"""The input of the check-in form: scores by digit, each saved as it is typed.

The form is a single widget, so that the focus does not move between fields and fast keys cannot reach the wrong field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.text import Text
from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from gutskin_tui.charts.palette import Palette
from gutskin_tui.errors import UserError
from gutskin_tui.presentation.score_form import (
    MINUTES_MISSING,
    FormLines,
    FormState,
    Item,
    form_lines,
    is_blank,
    toggled,
)
from gutskin_tui.tui.widgets.frame import WIDE, set_title
from gutskin_tui.tui.widgets.panel import Panel, text_strips

BARS = 4
"""Rows of the screen above and below the tab."""
FRAME = 2
"""Rows of the form's border."""


class ScoreForm(Panel, can_focus=True):
    """Fields that are filled in by digit. Posts `ScoreForm.Done` after the last field. Subclasses define `update_view`.

    It is as high as its fields need, and laid out only when their number of lines changes. Beside other panels, in two
    columns or three, it leaves them `BELOW` rows, and shows the lines around the current field if it has more.

    Keys are answers only from `start` until the focus leaves the form, so that keys typed to navigate do not become
    health data. Before that, every key but Enter is passed on; Enter and a click post `ScoreForm.StartRequested`.
    """

    DEFAULT_CSS = """
    ScoreForm { width: 1fr; height: auto; margin-bottom: 1; }
    """

    BELOW = 0
    """Rows of its column that the form leaves to other panels, in two columns or three."""

    class Done(Message):
        """The last field was answered or skipped."""

    class StartRequested(Message):
        """Enter was pressed on a form that is not active, or it was clicked."""

    def __init__(self, title: str, save: Callable[[str, Any], None], start_key: str, *, id: str | None = None) -> None:
        """`save(key, value)` stores an answer; `start_key` starts the form, by a binding of its tab."""
        super().__init__(title, id=id)
        self.add_class("list", update=False)  # it is styled when it is mounted
        self._save, self._start_key = save, start_key
        self.items: tuple[Item, ...] = ()
        self.values: dict[str, Any] = {}
        self.position = 0
        self._started = False
        self._line, self._item_height = 0, 2  # the first line of the current field, and its height
        self._top = 0  # the first visible line
        self._line_count = 0
        self._typing = ""
        self._letter = ""
        self._message = ""
        self._clicked: tuple[int, str] | None = None  # the field and key whose click requested the start
        self._form_source: tuple[FormState, int, int, int, Palette] | None = None

    def on_mount(self) -> None:
        """Clear the message about an unreadable journal as soon as the journal can be read."""
        self.gutskin.journal_readable.subscribe(self, self._clear_message)

    def _clear_message(self, _: None) -> None:
        self._message = ""
        self.redraw()

    def fill(self, items: Sequence[Item], values: Mapping[str, Any], title: str | None = None) -> None:
        """Show `items` with the day's `values` by key. The current position is kept."""
        if title is not None:
            set_title(self, title)
        self.items, self.values = tuple(items), dict(values)
        self.position = min(self.position, max(0, len(self.items) - 1))
        self.redraw()

    def redraw(self) -> None:
        """Draw the lines anew when the screen is next painted, with a layout if there are more of them or fewer."""
        self._lines = None
        width = self.content_size.width
        self.refresh(layout=not width or len(self._form(width).lines) != self._line_count)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Deactivate the form when the focus leaves. Low screens list choices only while the form has the focus."""
        super().watch_has_focus(has_focus)
        if not has_focus and self.app.app_focus:  # not if the terminal window lost the focus
            self._started = False
        self.redraw()

    @property
    def accepts_answers(self) -> bool:
        """Whether keys are answers: the form was started and has had the focus since."""
        return self._started and self.has_focus

    def start(self) -> None:
        """Activate the form, focus it, and move to the first blank field."""
        self._started = True
        blank = [index for index, item in enumerate(self.items) if is_blank(self.values.get(item.key))]
        self.position = blank[0] if blank else 0
        self._typing = self._message = self._letter = ""
        self.focus()
        self.redraw()
        if self._clicked:
            self._press_at(*self._clicked)
            self._clicked = None
        self.call_after_refresh(self._into_view)

    @property
    def item(self) -> Item | None:
        """The current field."""
        return self.items[self.position] if self.items else None

    def on_key(self, event: events.Key) -> None:
        """Handle the keys of the current field; all others bubble."""
        if self.item is None:
            return
        if not self.accepts_answers:
            if event.key == "enter":
                event.stop()
                self.post_message(self.StartRequested())
        elif self._press(event.key, event.character or ""):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked field and press the clicked key; on a form that is not active request the start before."""
        field, key = event.style.meta.get("field"), event.style.meta.get("key", "")
        if not self.accepts_answers:
            self._clicked = None if field is None else (field, key)
            self.post_message(self.StartRequested())
        elif field is not None:
            self._press_at(field, key)

    def _press_at(self, field: int, key: str) -> None:
        """Move to the field with this index, if the current one allows it, and press `key` there, if any."""
        if field != self.position:
            self._message = ""
            self._move(field - self.position)
        if key and field == self.position:
            self._press(key, key)
        self.redraw()
        self.call_after_refresh(self._into_view)

    def _press(self, key: str, character: str) -> bool:
        """Handle a key of the current field; return whether it is one."""
        item = self.item
        if item is None:
            return False
        self._message = ""
        moves = {"down": 1, "up": -1, "right": 1, "left": -1}
        if key in moves and not (item.field.unit == "h" and key in ("left", "right")):
            self._move(moves[key])
        elif item.field.unit == "h" and key in ("left", "right"):
            self._step_hours(item, 0.25 if key == "right" else -0.25)
        elif key == "enter":
            self._handle_enter(item)
        elif key == "backspace":
            self._handle_backspace(item)
        elif key in ("minus", "full_stop") and not self._typing:
            self._skip(item)
        elif not self._handle_character(item, character):
            return False
        self.redraw()
        self.call_after_refresh(self._into_view)
        return True

    def _into_view(self) -> None:
        """Scroll the form into view, of a form that is higher than the tab the current field and the line below it."""
        tab = self.query_ancestor(VerticalScroll)
        above, height = self.region.y - tab.region.y, self.region.height
        if height > tab.size.height:
            above, height = above + 1 + self._line, self._item_height + 1
        below = min(above, above + height - tab.size.height)
        if above < 0 or below > 0:
            tab.scroll_relative(y=above if above < 0 else below, animate=False, immediate=True)

    def _handle_character(self, item: Item, character: str) -> bool:
        """Handle a character as an answer to the field; return whether it is one."""
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
        """Handle a character typed into choices; return whether it is a letter of theirs or a digit after one."""
        chosen = self.values.get(item.key) or {}
        result = toggled(item, chosen, self._letter, character)
        if result is None:
            return False
        values, self._letter = result
        if values is not chosen:
            self._put(item, values, advance=False)
        return True

    def _missing_minutes(self, item: Item) -> str:
        """Return the choice of the last letter if its minutes are still to be typed, else ""."""
        return item.awaiting_minutes(self.values.get(item.key), self._letter)

    def _handle_enter(self, item: Item) -> None:
        """Save the typed text, or the previous value in a blank field, and go on."""
        if self._typing:
            self._put(item, self._typing, advance=True)
        elif item.type != "toggles" and is_blank(self.values.get(item.key)) and item.last is not None:
            self._put(item, item.field.format(item.last), advance=True)
        elif self._missing_minutes(item):
            self._message = MINUTES_MISSING
        else:
            self._go(1)

    def _handle_backspace(self, item: Item) -> None:
        """Delete a typed character or the value; on a blank field go back a field."""
        if self._typing:
            self._typing = self._typing[:-1]
        elif not is_blank(self.values.get(item.key)) and item.type != "toggles":
            self._put(item, "", advance=False)
        else:
            self._go(-1, finish=False)

    def _skip(self, item: Item) -> None:
        """Remove the value of the field, if there is any, and go on; chosen letters stay."""
        if item.type == "toggles":
            self._handle_enter(item)
        elif is_blank(self.values.get(item.key)):
            self._go(1)
        else:
            self._put(item, "", advance=True)

    def _step_hours(self, item: Item, step: float) -> None:
        """Change a number of hours by `step`, starting from the previous value in a blank field."""
        now = self.values.get(item.key)
        start = item.last if now is None else now
        if start is None:
            self._message = "There is no earlier night to begin from: type the hours, such as 7.5."
            return
        low, high = item.field.low or 0, item.field.high or 24
        self._put(item, f"{max(low, min(high, start + step)):g}", advance=False)

    def _move(self, step: int) -> None:
        """Save the typed text, and move by `step` fields; stay if the text or the missing minutes do not allow it."""
        item = self.item
        if self._typing and item:
            self._put(item, self._typing, advance=False)
            if self._message:
                return
        if item and self._missing_minutes(item):
            self._message = MINUTES_MISSING
            return
        self._go(step, finish=False)

    def _put(self, item: Item, typed: Any, *, advance: bool) -> None:
        """Parse and save a value, then move on if `advance`. On a UserError stay on the field and show its message.

        `save` calls `fill` with the stored values, which may include changes made by other programs.
        """
        before = self.values
        try:
            value = typed
            if isinstance(typed, str):
                value = item.field.parse(typed) if typed else None
            self.values = before | {item.key: value}
            self._save(item.key, value)
        except UserError as error:
            self.values = before
            self._message = error.short_sentence
            self._typing = ""
            return
        self._typing = ""
        if advance:
            self._go(1)

    def _go(self, step: int, *, finish: bool = True) -> None:
        """Move by `step` fields. After the last field post `Done` if `finish`, else stay."""
        self._letter = ""
        if self.position + step >= len(self.items):
            if finish:
                self.post_message(self.Done())
            return
        self.position = max(0, self.position + step)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, or of those that there is room for."""
        self._line_count = len(self._form(width).lines)
        return min(self._line_count, self._room) if self.screen.size.width >= WIDE else self._line_count

    def draw(self, width: int, height: int) -> list[Strip]:
        """Draw the form, and remember the position of the current field for scrolling."""
        drawn = self._form(width)
        self._line, self._item_height = drawn.line, drawn.height
        last = drawn.line + drawn.height
        self._top = max(0, min(max(self._top, last + 1 - height), drawn.line, len(drawn.lines) - height))
        lines = drawn.lines[self._top : self._top + height]
        return text_strips(Text("\n").join(lines), width, self.app.console, wrap=False)

    @property
    def _room(self) -> int:
        """The lines that the form can have on the screen at once."""
        width, height = self.screen.size
        return height - BARS - FRAME - (self.BELOW if width >= WIDE else 0)

    def _form(self, width: int) -> FormLines:
        idle = f"Press {'Enter or ' if self.has_focus else ''}{self._start_key} to check in"
        state = FormState(
            self.items,
            self.values,
            self.position,
            self.accepts_answers,
            self._typing,
            self._letter,
            self._message,
            idle,
        )
        source = state, max(20, width), self._room, self.screen.size.height, self.session.palette
        if self._form_source is None or source != self._form_source:
            self._form_source, self._form_lines = source, form_lines(*source)
        return self._form_lines
