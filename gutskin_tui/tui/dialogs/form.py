"""A form: labelled lines one below the other, checked at each keystroke, saved from anywhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.form_field import HELP, LABEL, FormField
from gutskin_tui.tui.widgets.frame_bars import BarLine
from gutskin_tui.tui.widgets.panel import Panel, set_title
from gutskin_tui.tui.widgets.prompt import sentence

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp

FRAME = 7
"""Lines of the screen that a form needs besides its fields."""


class Form(Dialog[None]):
    """The lines `fields` under `title`. A subclass overrides `check`, `save` and, if needed, `preview` and `changed`.

    Enter goes on and saves on the last line; ctrl+s and F5 save from anywhere; Esc leaves.
    """

    DEFAULT_CSS = (
        """
    Form > Vertical { max-width: 104; }
    Form VerticalScroll { height: auto; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Form Panel { border-top: none; margin-bottom: 1; padding: 0; }
    Form #form-said { margin-top: 1; height: auto; min-height: 1; max-height: 3; }
    """
        + f"Form FormField TextInput {{ margin: 0 0 0 {LABEL}; }} "
        + f"Form.-wide FormField TextInput {{ margin: 0 {HELP + 2} 0 {LABEL}; }}"
    )
    BINDINGS = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s,f5", "save", show=False, priority=True),
        # Priority, as the scrolling box around the lines would take them to scroll.
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]
    KEYS = "Enter next   ctrl+s save   Esc close"
    TIMED: tuple[str, ...] = ()
    """The lines whose messages depend on the clock."""

    def __init__(self, title: str, fields: list[FormField], words: str = "") -> None:
        super().__init__()
        self._title, self.fields, self._about = title, fields, words

    def compose(self) -> ComposeResult:
        """The lines, what saving would do, and the keys."""
        with Vertical() as frame:
            set_title(frame, self._title)
            with VerticalScroll(can_focus=False):
                if self._about:
                    about = Panel("")
                    about.update_content(self._about)
                    yield about
                yield from self.fields
            yield Static(id="form-said", markup=False)
            yield BarLine(id="form-keys")

    def on_mount(self) -> None:
        """Focus the first line at once: keys may be queued already."""
        self.set_focus(self.fields[0].line)
        self.query_one("#form-keys", BarLine).update_text(Text(self.KEYS, style="dim"))
        self.refresh_preview()
        app = cast("GutskinApp", self.app)
        app.journal_readable.subscribe(self, lambda _: self.refresh_preview())
        if self.TIMED:
            app.minute_changed.subscribe(self, self._clock_changed)

    def on_resize(self, event: events.Resize) -> None:
        """Scroll the lines where the screen is too low for all of them."""
        self.query_one(VerticalScroll).styles.max_height = max(3, event.size.height - FRAME)
        self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """Bring the line that is typed into back into view: the screen may have become lower."""
        if self.focused and isinstance(self.focused.parent, FormField):
            self.focused.parent.scroll_visible(animate=False)

    # For subclasses to override.

    def check(self, key: str, typed: str) -> str:
        """Return words to show under a line ("" for none); raise a refusal if it cannot be saved."""
        return ""

    def preview(self) -> str:
        """Return what saving would do, "" if nothing can be said yet."""
        return ""

    def changed(self) -> None:
        """Something was typed."""

    def save(self) -> str | None:
        """Save; the form closes then. Return a sentence to stay open instead. Raises refusals."""
        return None

    # How every form behaves.

    def row(self, key: str) -> FormField | None:
        """Return the line called `key`."""
        return next((field for field in self.fields if field.key == key), None)

    def show_message(self, words: str, *, bad: bool = False) -> None:
        """Show a message below the lines."""
        text = Text(f"! {words}" if bad and words else words, style="bold" if bad else "dim")
        self.query_one("#form-said", Static).update(text)

    def refresh_preview(self) -> None:
        """Show what saving would do, nothing while a line is refused."""
        self.show_message("" if any(field.refused for field in self.fields) else self.preview())

    def check_field(self, field: FormField) -> bool:
        """Check a line, show its message, and return whether it can be saved."""
        try:
            field.set_message(self.check(field.key, field.typed))
        except UserError as error:
            field.set_message(sentence(error), bad=True)
            return False
        return True

    def _clock_changed(self, _: datetime) -> None:
        for field in self.fields:
            if field.key in self.TIMED:
                self.check_field(field)
        self.refresh_preview()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        field = event.input.parent
        if isinstance(field, FormField):
            self.check_field(field)
            self.changed()
            self.refresh_preview()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = next((index for index, field in enumerate(self.fields) if field.line is event.input), None)
        if at is None:
            return
        if at + 1 < len(self.fields):
            self.set_focus(self.fields[at + 1].line)
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save and close; if something is refused, show why and stay open with the text unchanged."""
        if not self.is_open:
            return
        wrong = [field for field in self.fields if not self.check_field(field)]
        if wrong:
            self.set_focus(wrong[0].line)
            self.refresh_preview()
            return
        try:
            refusal = self.save()
        except UserError as error:
            self.refuse(getattr(error, "field", ""), sentence(error))
            return
        if refusal:
            self.show_message(refusal, bad=True)
            return
        self.close()

    def refuse(self, key: str, words: str) -> None:
        """Show a refusal at the line it is about, or below all lines."""
        field = self.row(key)
        if field is None:
            self.show_message(words, bad=True)
            return
        field.set_message(words, bad=True)
        self.set_focus(field.line)
        self.show_message("")
