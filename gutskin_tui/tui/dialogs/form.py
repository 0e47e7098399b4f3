"""The base class of forms: labelled text fields one below the other, checked when they are left."""

from __future__ import annotations

from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ScreenResultType
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.form_field import HELP, LABEL, FormField
from gutskin_tui.tui.widgets.prompt import sentence


class Form(Dialog[ScreenResultType]):
    """A form of `fields` under `title`. A subclass overrides `check`, `save` and, if needed, `preview` and `changed`.

    Enter goes to the next field and on the last saves; ctrl+s and F5 save from any field; Esc closes.
    """

    DEFAULT_CSS = (
        """
    Form DialogFrame { max-width: 104; }
    Form #about { margin-bottom: 1; }
    Form #message { display: block; margin-top: 1; }
    """
        + f"Form FormField TextInput {{ margin: 0 0 0 {LABEL}; }} "
        + f"Form.-wide FormField TextInput, Form.-huge FormField TextInput {{ margin: 0 {HELP + 2} 0 {LABEL}; }}"
    )
    BINDINGS = [
        Binding("ctrl+s,f5", "save", show=False, priority=True),
        # With priority, because the scrolling container around the fields uses the same keys.
        Binding("down", "app.focus_next", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False, priority=True),
    ]
    HINTS: tuple[str, ...] = ("Enter next", "ctrl+s save", "Esc close")
    TIMED: tuple[str, ...] = ()
    """The keys of the fields whose messages depend on the clock."""

    def __init__(self, title: str, fields: list[FormField], about: str = "") -> None:
        """`about` is a text above the fields."""
        super().__init__()
        self.title, self.fields, self._about = title, fields, about

    def compose_content(self) -> ComposeResult:
        """Compose the fields, with the text above them."""
        with VerticalScroll(can_focus=False):
            if self._about:
                yield Static(self._about, markup=False, id="about")
            yield from self.fields

    def on_mount(self) -> None:
        """Focus the first field at once: keys may be queued already."""
        self.set_focus(self.fields[0].line)
        self.refresh_preview()
        self.gutskin.journal_readable.subscribe(self, lambda _: self.refresh_preview())
        if self.TIMED:
            self.gutskin.minute_changed.subscribe(self, self._clock_changed)

    def on_resize(self) -> None:
        """Keep the focused field in view on a lower screen."""
        self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        """Scroll the focused field into view: the screen may have become lower."""
        if self.focused and isinstance(self.focused.parent, FormField):
            self.focused.parent.scroll_visible(animate=False)

    # For subclasses to override.

    def check(self, key: str, typed: str) -> str:
        """Return a message on the text of a field, "" for none. Raises UserError if it cannot be saved."""
        return ""

    def preview(self) -> str:
        """Return a message on what saving would do, "" if that is not determined yet."""
        return ""

    def changed(self) -> None:
        """Handle a change of any field."""

    def save(self) -> ScreenResultType | None:
        """Save, and return the result of the dialog. Raises UserError; then the form stays open and shows why."""
        return None

    # How every form behaves.

    def row(self, key: str) -> FormField | None:
        """Return the field called `key`."""
        return next((field for field in self.fields if field.key == key), None)

    def typed(self, key: str) -> str:
        """Return the text of the field called `key`, "" before it is mounted or without such a field."""
        row = self.row(key)
        return row.typed if row and row.is_mounted else ""

    def refresh_preview(self) -> None:
        """Show what saving would do, nothing while a field is refused."""
        self.show_message("" if any(field.refused for field in self.fields) else self.preview())

    def check_field(self, field: FormField, *, typing: bool = False) -> bool:
        """Check a field, show its message, and return whether it can be saved.

        While `typing`, an error is shown only if the field had one already: the text may be incomplete.
        """
        try:
            field.set_message(self.check(field.key, field.typed))
        except UserError as error:
            bad = field.refused or not typing
            field.set_message(sentence(error) if bad else "", bad=bad)
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
            self.check_field(field, typing=field.line.has_focus)
            self.changed()
            self.refresh_preview()

    @on(events.DescendantBlur)
    def _left(self, event: events.DescendantBlur) -> None:
        """Check the text of the field that lost the focus."""
        field = event.widget.parent
        if isinstance(field, FormField) and field.typed != field.start and self.is_open:
            self.check_field(field)
            self.refresh_preview()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        index = next((index for index, field in enumerate(self.fields) if field.line is event.input), None)
        if index is None:
            return
        if index + 1 < len(self.fields):
            self.set_focus(self.fields[index + 1].line)
        else:
            self.action_save()

    def action_save(self) -> None:
        """Save and close; if something is refused, show why and stay open with the text unchanged."""
        if not self.is_open:
            return
        refused = [field for field in self.fields if not self.check_field(field)]
        if refused:
            self.set_focus(refused[0].line)
            self.refresh_preview()
            return
        try:
            result = self.save()
        except UserError as error:
            self.refuse(getattr(error, "field", ""), sentence(error))
        else:
            self.dismiss(result)

    def refuse(self, key: str, message: str) -> None:
        """Show an error message at the field called `key` and focus it; without such a field, below all fields."""
        field = self.row(key)
        if field is None:
            self.show_message(message, error=True)
            return
        field.set_message(message, bad=True)
        self.set_focus(field.line)
        self.show_message("")
