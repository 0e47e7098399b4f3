"""The base class of forms: labelled text fields one below the other, checked when they are left."""

from __future__ import annotations

from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.form_fields import FormFields


class Form(Dialog[ScreenResultType]):
    """A form of `fields` under `title`. A subclass overrides `check`, `save` and, if needed, `preview` and `changed`.

    Enter goes to the next field and on the last saves; ctrl+s and F5 save from any field; Esc closes.
    """

    DEFAULT_CSS = """
    Form DialogFrame { max-width: 104; }
    Form #about { margin-bottom: 1; }
    Form #message { display: block; }
    """
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
            yield FormFields(self.fields)

    def on_mount(self) -> None:
        """Focus the first field at once: keys may be queued already."""
        self.set_focus(self.view.line)
        self.refresh_preview()
        self.gutskin.journal_readable.subscribe(self, lambda _: self.refresh_preview())
        if self.TIMED:
            self.gutskin.minute_changed.subscribe(self, self._clock_changed)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the current field in view on a lower screen."""
        self.call_after_refresh(self.view.show_current)

    @property
    def view(self) -> FormFields:
        """The widget that shows the fields."""
        return self.query_one(FormFields)

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Make the next field the current one, after the last the first: Tab goes through the fields."""
        return self._go(1)

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Make the field before the current one."""
        return self._go(-1)

    def _go(self, by: int) -> Widget:
        index = self.fields.index(self.view.current) + by
        self.view.edit(self.fields[index % len(self.fields)])
        return self.view.line

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
        """Return the text of the field called `key`, "" without such a field."""
        row = self.row(key)
        return row.typed if row else ""

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
            field.set_message(error.short_sentence if bad else "", bad=bad)
            return False
        return True

    def _clock_changed(self, _: datetime) -> None:
        for field in self.fields:
            if field.key in self.TIMED:
                self.check_field(field)
        self.refresh_preview()

    @on(FormFields.Changed)
    def _changed(self, event: FormFields.Changed) -> None:
        event.stop()
        self.check_field(event.field, typing=event.field.is_current)
        self.changed()
        self.refresh_preview()

    @on(FormFields.Left)
    def _left(self, event: FormFields.Left) -> None:
        """Check the text of the field that the cursor has left."""
        event.stop()
        if event.field.typed != event.field.start and self.is_open:
            self.check_field(event.field)
            self.refresh_preview()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.view.current is self.fields[-1]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save and close; if something is refused, show why and stay open with the text unchanged."""
        if not self.is_open:
            return
        refused = [field for field in self.fields if not self.check_field(field)]
        if refused:
            self.view.edit(refused[0])
            self.refresh_preview()
            return
        try:
            result = self.save()
        except UserError as error:
            self.refuse(getattr(error, "field", ""), error.short_sentence)
        else:
            self.dismiss(result)

    def refuse(self, key: str, message: str) -> None:
        """Show an error message at the field called `key` and focus it; without such a field, below all fields."""
        field = self.row(key)
        if field is None:
            self.show_message(message, error=True)
            return
        field.set_message(message, bad=True)
        self.view.edit(field)
        self.show_message("")
