"""The form of an entry of any kind, made from the kind's own fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from textual.binding import Binding

from gutskin_tui.dates import parse_moment, short_day, show_day
from gutskin_tui.errors import UserError
from gutskin_tui.exchange.photo import existing_path
from gutskin_tui.model.entries import EntryError, summary, title
from gutskin_tui.model.fields import Field
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.model.tag_syntax import complete_tag, complete_tag_list, split_tags, without_signs
from gutskin_tui.paths import complete_path
from gutskin_tui.text import clean, match_key
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.suggestions import recent_tags
from gutskin_tui.tui.widgets.form_field import FormField

WHEN = "at"
"""The key of the field for date and time."""
LINE_END = "⏎"
"""Replaces the line ends of a text in its one-line field; saving converts it back."""


class EntryForm(Form[None]):
    """A form that adds an entry of `kind`, or changes `entry`. A new entry is stored as a draft until it is saved.

    What would be saved has one line, as the fields show it in full: the form does not grow while one types.
    """

    DEFAULT_CSS = """
    EntryForm #message { text-wrap: nowrap; text-overflow: ellipsis; }
    EntryForm #message.-error { text-wrap: wrap; }
    """
    BINDINGS = [Binding("ctrl+r", "reset", show=False)]
    TIMED = (WHEN,)

    def __init__(self, session: AppState, kind: str, entry: AnyEntry | None = None) -> None:
        self.session, self.kind, self.entry = session, KINDS[kind], entry
        self._fields = {field.name: field for field in self.kind.fields}
        self._draft = "" if entry else f"form.{kind}"
        heading = (
            f"Edit {title(entry)}, {short_day(entry.when)} {entry.clock_time}"
            if entry
            else f"Add {self.kind.label.lower()}"
        )
        super().__init__(heading, self._rows())

    def on_mount(self) -> None:
        """Restore the draft."""
        for name, text in self._draft_texts().items():
            row = self.row(name)
            if row and text:
                row.put(text)
                self.check_field(row)
        when = self.row(WHEN)
        assert when is not None
        self.check_field(when)
        if self._draft_texts():
            self.show_hints("ctrl+r discard draft", *self.HINTS)

    def check(self, key: str, typed: str) -> str:
        """Return a message, for `at` the date and time that the entry gets. Raises FieldError for an invalid value."""
        if key == WHEN:
            at = self._at(typed) or (self.entry.when if self.entry else self.session.moment())
            day = self.session.clock.day_of(at) if self._at(typed) else self.entry.date if self.entry else self._day
            filed = "" if day == at.date() else f", counts for {show_day(day)}"
            ahead = ", in the future" if at > self.session.clock.now() else ""
            return f"{show_day(at)}, {at:%H:%M}{filed}{ahead}"
        if self._sleep_by_times(key, typed):
            return "calculated from the two times"
        value, tags = self._parse(self._fields[key], typed)
        if tags:
            return f"{'tag' if len(tags) == 1 else 'tags'} {', '.join(tags)}"
        return value if self._fields[key].type == "path" and value != typed.strip() else ""

    def preview(self) -> str:
        """Return a summary of the entry that would be saved, "" while the values are incomplete or invalid."""
        if not any(row.typed.strip() for row in self.fields if row.key != WHEN):
            return ""
        try:
            at = self._at(self.typed(WHEN))
            if self.entry is None:
                entry = self.session.make(self.kind.name, self._values(every=True), at)
            else:
                entry = self.session.preview_change(self.entry, self._values(every=False), at)
        except UserError:
            return ""
        return f"Will save: {title(entry)}: {clean(summary(entry))}"

    def changed(self) -> None:
        """Store the draft at each keystroke."""
        for name in ("hours", "bed", "up"):  # the message of each depends on the others
            row = self.row(name)
            if row and self.kind.name == "sleep" and row.typed.strip() + self.typed("bed") + self.typed("up"):
                self.check_field(row, typing=row.is_current)
        if self._draft:
            typed = {row.key: row.typed for row in self.fields if row.typed.strip()}
            self.session.drafts.put_form(self._draft, typed)

    def save(self) -> None:
        """Add the entry, or save the changed fields."""
        at = self._at(self.typed(WHEN))
        if self.entry is None:
            self.session.add(self.kind.name, self._values(every=True), at)
            self.session.drafts.put(self._draft, "")
            return
        values = self._values(every=False)
        if values or at:
            self.session.change(self.entry, values, at)
        else:
            self.session.on_status("Nothing was changed.", False, "")

    def action_reset(self) -> None:
        """Clear the form of a new entry; reset the form of a stored entry to its values."""
        for row in self.fields:
            row.put(row.start)
            row.set_message("")
            if row.key == WHEN:
                self.check_field(row)
        self.changed()
        self.refresh_preview()
        self.view.edit(self.fields[0])

    @property
    def _day(self) -> date:
        """The journal day of a new entry."""
        return self.session.clock.day_of(self.session.moment())

    def _rows(self) -> list[FormField]:
        rows = []
        for field in self._fields.values():
            if field.name == "note":
                start = f"{self.entry.when:%Y-%m-%d %H:%M}" if self.entry else ""
                rows.append(FormField(WHEN, "When", "yesterday 8pm, 08:30, fri, -2h", start, "now"))
            start = self._start_text(field, getattr(self.entry, field.name)) if self.entry else ""
            complete = self._completion(field)
            slow = field.type == "path"  # the folder may be on a slow disk
            blank = _blank_text(field)
            row = FormField(field.name, field.label, _help(field), start, blank, complete=complete, slow=slow)
            rows.append(row)
        return rows

    def _completion(self, field: Field) -> Callable[[str], Sequence[str]] | None:
        """Return the function that completes the text of a field, None for none."""
        if field.type == "path":
            return complete_path
        complete = complete_tag_list if field.name == "tags" else complete_tag if field.type == "str" else None
        return (lambda typed: complete(typed, recent_tags(self.session))) if complete else None

    def _start_text(self, field: Field, value: Any) -> str:
        text = field.format(value)
        return clean(text.replace("\r\n", LINE_END).replace("\n", LINE_END) if field.type == "str" else text)

    def _at(self, typed: str) -> datetime | None:
        """Return the typed time; None if the field is empty or unchanged. Raises DateError, EntryError."""
        when = self.row(WHEN)
        if not typed.strip() or (when and typed == when.start):
            return None
        day = self.entry.date if self.entry else self.session.day
        at = parse_moment(typed, self.session.clock, min(day, self.session.today))
        if at > self.session.clock.now():
            raise EntryError(WHEN, f"{show_day(at)} {at:%H:%M} is in the future.")
        return at

    def _parse(self, field: Field, typed: str) -> tuple[Any, tuple[str, ...]]:
        """Return the value of a typed text, and the tags typed in it. Raises FieldError, LineError."""
        row = self.row(field.name)
        if self.entry and row and typed == row.start:
            return getattr(self.entry, field.name), ()  # as it is: a photo may have been moved
        if field.type == "path":
            return existing_path(field, typed), ()
        if field.type == "str":
            text = field.parse(typed.replace(LINE_END, "\n"))
            return split_tags(text) if text else (text, ())
        return field.parse(without_signs(typed) if field.name == "tags" else typed), ()

    def _values(self, *, every: bool) -> dict[str, Any]:
        """Return all non-empty values if `every`, else the changed values. Raises FieldError."""
        values: dict[str, Any] = {}
        typed_tags: tuple[str, ...] = ()
        for name, field in self._fields.items():
            row = self.row(name)
            assert row is not None
            if not every and row.typed == row.start:
                continue
            if self._sleep_by_times(name, row.typed):
                values[name] = None
                continue
            value, tags = self._parse(field, row.typed)
            typed_tags += tags
            if not every or row.typed.strip():
                values[name] = value
        if typed_tags:
            before = values.get("tags", self.entry.tags if self.entry else ()) or ()
            tags_by_key: dict[str, str] = {}
            for tag in (*before, *typed_tags):
                tags_by_key.setdefault(match_key(tag), tag)
            values["tags"] = tuple(tags_by_key.values())
        return values

    def _sleep_by_times(self, key: str, typed: str) -> bool:
        """Whether the hours of sleep are empty and derived from the times of going to bed and getting up."""
        times = self.typed("bed").strip() and self.typed("up").strip()
        return bool(self.kind.name == "sleep" and key == "hours" and not typed.strip() and times)

    def _draft_texts(self) -> dict[str, str]:
        """Return the draft by field; empty for a stored entry, which has none."""
        return self.session.drafts.get_form(self._draft) if self._draft else {}


def _help(field: Field) -> str:
    """Return the help of a field, with its range where the help does not name it."""
    if field.type in ("int", "float") and not any(character.isdigit() for character in field.help):
        return f"{field.help}, {field.range}" if field.help and not field.unit else field.range
    if field.type == "choice":
        return field.range
    return field.help


def _blank_text(field: Field) -> str:
    """Return the text of the default of an empty field; "" for numbers, which have no default value."""
    return "" if field.type in ("int", "float") else field.format(field.default)
