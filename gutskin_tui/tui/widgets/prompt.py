"""The prompt: an input line above the status line; below it a preview of what Enter would save, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.widgets.hints import Hints
from gutskin_tui.tui.widgets.text_input import LineSuggester, TextInput

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


class Question(Struct, frozen=True):
    """A question for the prompt.

    `preview(text)` returns what Enter would save, and `accept(text)` saves it; both raise UserError for invalid text.
    `draft` is the name of the draft that stores unfinished text, "" for none. `hint` is shown while nothing is typed,
    `start` is the initial text. `complete(text)` returns whole lines that begin with `text`, best first. `enter` is the
    word for what Enter does.
    """

    title: str
    hint: str
    preview: Callable[[str], str]
    accept: Callable[[str], None]
    draft: str = ""
    start: str = ""
    complete: Callable[[str], Sequence[str]] = lambda text: ()
    enter: str = "save"


class Prompt(Vertical):
    """An input line that is hidden until `ask`. Enter saves, Esc closes; the draft remains."""

    DEFAULT_CSS = """
    Prompt { height: auto; display: none; padding: 0 1; border-top: solid $primary; border-title-color: $primary;
             border-title-style: bold; }
    Prompt.-asking { display: block; }
    Prompt Static { height: auto; max-height: 3; }
    """
    BINDINGS = [Binding("tab", "complete", show=False, priority=True)]

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(id="prompt")
        self._drafts = drafts
        self._question: Question | None = None
        self._after_close: Callable[[], None] = lambda: None

    def on_mount(self) -> None:
        """Update the preview when the minute changes and when the journal becomes readable."""
        app = cast("GutskinApp", self.app)
        app.minute_changed.subscribe(self, self._refresh_preview)
        app.journal_readable.subscribe(self, self._refresh_preview)

    def _refresh_preview(self, _: datetime | None) -> None:
        if self._question:
            self._update_preview(self.query_one(TextInput).value)

    def _make_line(self) -> None:
        """Make the input, its preview and the keys for the first question: a start is 8 ms shorter without them."""
        if not self.children:
            self.mount(TextInput(id="prompt-line"), Static("", markup=False, id="prompt-preview"), Hints(()))

    def ask(self, question: Question, after_close: Callable[[], None]) -> None:
        """Open the prompt with a question. `after_close` is called when the prompt closes, to restore the focus."""
        self._question, self._after_close = question, after_close
        self._make_line()
        self.border_title = Content(f" {question.title} ")
        self.query_one(Hints).update_hints(_hints(question.enter))
        line = self.query_one(TextInput)
        line.suggester = LineSuggester(question.complete)
        self.set_class(True, "-asking")
        with self.prevent(Input.Changed):
            line.value = (self._drafts.get(question.draft) if question.draft else "") or question.start
            line.cursor_position = len(line.value)
        line.focus()
        self._update_preview(line.value)

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._question is not None

    def close(self) -> None:
        """Close the prompt. The draft stays on disk."""
        if self._question is None:
            return
        self._question = None
        self.set_class(False, "-asking")
        self._after_close()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Store the draft and update the preview."""
        event.stop()
        if self._question:
            if self._question.draft:
                self._drafts.put(self._question.draft, event.value)
            self._update_preview(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save and close, or show why the text is refused and leave it in place."""
        event.stop()
        question = self._question
        if question is None:
            return
        if not event.value.strip():
            self.close()
            return
        try:
            question.accept(event.value)
        except UserError as error:
            self._set_preview(f"! {error.short_sentence}", bad=True)
            return
        if question.draft:
            self._drafts.put(question.draft, "")
        if self._question is question:
            self.close()

    def action_complete(self) -> None:
        """Accept the suggestion; without one, the focus stays."""
        self.query_one(TextInput).accept_suggestion()

    def _update_preview(self, typed: str) -> None:
        if self._question is None:
            return
        if not typed.strip():
            self._set_preview(self._question.hint, bad=False)
            return
        try:
            self._set_preview(self._question.preview(typed), bad=False)
        except UserError as error:
            self._set_preview(f"! {error.short_sentence}", bad=True)

    def _set_preview(self, message: str, *, bad: bool) -> None:
        self.query_one("#prompt-preview", Static).update(Text(message, style="bold" if bad else "dim"))


def _hints(enter: str) -> tuple[str, ...]:
    return f"Enter {enter}", "Esc close"
