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
from gutskin_tui.presentation.score_form import FormLines, FormState, Item, form_lines
from gutskin_tui.tui.score_entry import ScoreEntry
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
        """The last field was answered or skipped, or Esc was pressed."""

    class StartRequested(Message):
        """Enter was pressed on a form that is not active, or it was clicked."""

    def __init__(self, title: str, save: Callable[[str, Any], None], start_key: str, *, id: str | None = None) -> None:
        """`save(key, value)` stores an answer; `start_key` starts the form, by a binding of its tab."""
        super().__init__(title, id=id)
        self.add_class("list", update=False)  # it is styled when it is mounted
        self.entry = ScoreEntry(save, self._finish)
        self._start_key = start_key
        self._started = False
        self._line, self._item_height = 0, 2  # the first line of the current field, and its height
        self._top = 0  # the first visible line
        self._line_count = 0
        self._scrolled = 0.0  # of the tab, when the form was started
        self._clicked: tuple[int, str] | None = None  # the field and key whose click requested the start
        self._form_source: tuple[FormState, int, int, int, Palette] | None = None
        self._drawn_form: FormLines | None = None

    def on_mount(self) -> None:
        """Clear the message about an unreadable journal as soon as the journal can be read."""
        self.gutskin.journal_readable.subscribe(self, self._clear_message)

    def _clear_message(self, _: None) -> None:
        self.entry.message = ""
        self.redraw()

    def fill(self, items: Sequence[Item], values: Mapping[str, Any], title: str | None = None) -> None:
        """Show `items` with the day's `values` by key. The current position is kept."""
        if title is not None:
            set_title(self, title)
        self.entry.fill(items, values)
        self.redraw()

    def redraw(self) -> None:
        """Draw changed lines when the screen is next painted, with a layout if there are more of them or fewer."""
        width = self.content_size.width
        form = self._form(width)
        if self._lines is None or form is not self._drawn_form:
            self._lines = None
            self.refresh(layout=not width or len(form.lines) != self._line_count)

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
        if not self.accepts_answers:
            self._scrolled = self._tab.scroll_y
        self._started = True
        self.entry.start()
        self.focus()
        if self._clicked:
            self.entry.press_at(*self._clicked)
            self._clicked = None
        self._update()

    def scroll_back(self) -> None:
        """Scroll the tab to where it was when the form was started."""
        self._tab.scroll_to(y=self._scrolled, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Bring a form into view that was hidden when it was started, or whose screen has a new size."""
        if self.accepts_answers:
            self.call_after_refresh(self._into_view)

    def _finish(self) -> None:
        self.post_message(self.Done())

    def _update(self) -> None:
        """Redraw the form, with the current field in view."""
        self.redraw()
        self.call_after_refresh(self._into_view)

    def on_key(self, event: events.Key) -> None:
        """Handle the keys of the current field; all others bubble."""
        if self.entry.item is None:
            return
        if not self.accepts_answers:
            if event.key == "enter":
                event.stop()
                self.post_message(self.StartRequested())
        elif event.key == "escape":
            event.stop()
            event.prevent_default()
            self._finish()
        elif self.entry.press(event.key, event.character or ""):
            event.stop()
            event.prevent_default()
            self._update()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked field and press the clicked key; on a form that is not active request the start before."""
        field, key = event.style.meta.get("field"), event.style.meta.get("key", "")
        if not self.accepts_answers:
            self._clicked = None if field is None else (field, key)
            self.post_message(self.StartRequested())
        elif field is not None:
            self.entry.press_at(field, key)
            self._update()

    def _into_view(self) -> None:
        """Scroll the form into view, of a form that is higher than the tab the current field and the line below it."""
        if not self.accepts_answers:
            return
        tab = self._tab
        above, height = self.region.y - tab.region.y, self.region.height
        if height > tab.size.height:
            above, height = above + 1 + self._line, self._item_height + 1
        below = min(above, above + height - tab.size.height)
        if above < 0 or below > 0:
            tab.scroll_relative(y=above if above < 0 else below, animate=False, immediate=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, or of those that there is room for."""
        self._line_count = len(self._form(width).lines)
        return min(self._line_count, self._room) if self.app.size.width >= WIDE else self._line_count

    def draw(self, width: int, height: int) -> list[Strip]:
        """Draw the form, and remember the position of the current field for scrolling."""
        drawn = self._drawn_form = self._form(width)
        self._line, self._item_height = drawn.line, drawn.height
        last = drawn.line + drawn.height
        self._top = max(0, min(max(self._top, last + 1 - height), drawn.line, len(drawn.lines) - height))
        lines = drawn.lines[self._top : self._top + height]
        return text_strips(Text("\n").join(lines), width, self.app.console, wrap=False)

    @property
    def _tab(self) -> VerticalScroll:
        return self.query_ancestor(VerticalScroll)

    @property
    def _room(self) -> int:
        """The lines that the form can have on the screen at once."""
        width, height = self.app.size
        return height - BARS - FRAME - (self.BELOW if width >= WIDE else 0)

    def _form(self, width: int) -> FormLines:
        idle = f"Press {'Enter or ' if self.has_focus else ''}{self._start_key} to check in"
        state = self.entry.state(active=self.accepts_answers, idle=idle)
        source = state, max(20, width), self._room, self.app.size.height, self.session.palette
        if self._form_source is None or source != self._form_source:
            self._form_source, self._form_lines = source, form_lines(*source)
        return self._form_lines
