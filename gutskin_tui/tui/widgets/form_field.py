"""A field of a form: its text, its label and its message. `FormFields` draws the fields and edits the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gutskin_tui.text import clean

if TYPE_CHECKING:
    from gutskin_tui.tui.widgets.form_fields import FormFields


class FormField:
    """A labelled text. `key` identifies it, `placeholder` is shown while the text is empty.

    `start` is the stored text; it is selected when the field becomes the current one, so that typing replaces it.
    `draft`, if not "", is shown in its place and not selected. Both are cleaned, since files may contain anything.
    `complete` returns texts that begin with what is typed, best first; it is called in a thread if it is `slow`.
    """

    def __init__(
        self,
        key: str,
        label: str,
        help: str = "",
        start: str = "",
        placeholder: str = "",
        *,
        draft: str = "",
        complete: Callable[[str], Sequence[str]] | None = None,
        slow: bool = False,
    ) -> None:
        self.key, self.label, self.help, self.start = key, label, help, clean(start)
        self.typed, self.placeholder, self.complete = clean(draft) or self.start, placeholder, complete
        self.slow = slow
        self.message, self._bad = "", False
        self.view: FormFields | None = None
        """The widget that shows the field."""

    @property
    def is_current(self) -> bool:
        """Whether the cursor is in the field."""
        return self.view is not None and self.view.current is self

    @property
    def is_prefilled(self) -> bool:
        """Whether the text is the stored one."""
        return bool(self.typed) and self.typed == self.start

    @property
    def refused(self) -> bool:
        """Whether the message is a refusal of the text."""
        return self._bad and bool(self.message)

    def put(self, text: str) -> None:
        """Set the text, cleaned, with the cursor at its end, without a `FormFields.Changed` message."""
        self.typed = clean(text)
        if self.view and self.is_current:
            self.view.edit(self)
        self._redraw()

    def set_placeholder(self, text: str) -> None:
        """Show another text while the field is empty."""
        if text != self.placeholder:
            self.placeholder = text
            if self.view and self.is_current:
                self.view.line.placeholder = text
            self._redraw()

    def set_message(self, message: str, *, bad: bool = False) -> None:
        """Show a message below the field: how the text was understood or, if `bad`, why it is refused; "" for none."""
        if (message, bad) != (self.message, self._bad):
            self.message, self._bad = message, bad
            self._redraw()

    def _redraw(self) -> None:
        if self.view:
            self.view.redraw()
