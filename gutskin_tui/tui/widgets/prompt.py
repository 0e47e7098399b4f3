"""The prompt: one line to type into, above the status line, with what it would save shown below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from gutskin_tui.errors import UserError
from gutskin_tui.store import JournalError
from gutskin_tui.text import clean
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.widgets.panel import set_title
from gutskin_tui.tui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from gutskin_tui.tui.app import GutskinApp


def sentence(error: UserError) -> str:
    """Return the sentence to show for an error; the journal's path is cut to its name to fit one line."""
    if isinstance(error, JournalError):
        return clean(str(error).replace(str(error.path), error.path.name))
    return error.sentence


@dataclass(frozen=True, slots=True)
class Question:
    """What a prompt asks. `preview(text)` says what Enter would save or raises a refusal; `accept(text)` does it.

    `draft` names where half-typed text is kept ("" for nowhere); `hint` is shown while nothing is typed;
    `complete(text)` returns whole lines that begin with `text`, best first.
    """

    title: str
    hint: str
    preview: Callable[[str], str]
    accept: Callable[[str], None]
    draft: str = ""
    start: str = ""
    complete: Callable[[str], Sequence[str]] = lambda text: ()


class LineSuggester(Suggester):
    """Offers the best of the whole lines that begin with what is typed."""

    def __init__(self, complete: Callable[[str], Sequence[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the best line that begins with `value`."""
        return next(iter(self._complete(value)), None)


class Prompt(Vertical):
    """Hidden until it is asked something. Enter saves, Esc leaves and keeps the draft."""

    DEFAULT_CSS = """
    Prompt { height: auto; display: none; padding: 0 1; border-top: solid $primary; border-title-color: $primary;
             border-title-style: bold; }
    Prompt.-asking { display: block; }
    Prompt Static { height: 1; }
    """
    BINDINGS = [Binding("tab", "take", show=False, priority=True)]

    def __init__(self, drafts: Drafts) -> None:
        super().__init__(id="prompt")
        self._drafts = drafts
        self._question: Question | None = None
        self._back: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The line and what it would do."""
        yield TextInput(id="prompt-line")
        yield Static("", markup=False, id="prompt-preview")

    def on_mount(self) -> None:
        """Let the words below the line follow the clock and the journal's file."""
        app = cast("GutskinApp", self.app)
        app.minute_changed.subscribe(self, self._judge_again)
        app.journal_readable.subscribe(self, self._judge_again)

    def _judge_again(self, _: datetime | None) -> None:
        self._preview(self.query_one(TextInput).value)

    def ask(self, question: Question, back: Callable[[], None]) -> None:
        """Ask; `back` puts the focus where it was when the prompt closes."""
        self._question, self._back = question, back
        set_title(self, question.title)
        line = self.query_one(TextInput)
        line.suggester = LineSuggester(question.complete)
        self.set_class(True, "-asking")
        with self.prevent(Input.Changed):
            line.value = (self._drafts.get(question.draft) if question.draft else "") or question.start
            line.cursor_position = len(line.value)
        line.focus()
        self._preview(line.value)

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._question is not None

    def close(self) -> None:
        """Stop asking; a draft stays on disk."""
        if self._question is None:
            return
        self._question = None
        self.set_class(False, "-asking")
        self._back()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft and say what Enter would do, at each keystroke."""
        event.stop()
        if self._question:
            if self._question.draft:
                self._drafts.put(self._question.draft, event.value)
            self._preview(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save, or say in one sentence why not; what was typed stays."""
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
            self._say(f"! {sentence(error)}", bad=True)
            return
        if question.draft:
            self._drafts.put(question.draft, "")
        if self._question is question:
            self.close()

    def action_take(self) -> None:
        """Take the completion that is shown."""
        self.query_one(TextInput).action_cursor_right()

    def _preview(self, typed: str) -> None:
        if self._question is None:
            return
        if not typed.strip():
            self._say(self._question.hint, bad=False)
            return
        try:
            self._say(self._question.preview(typed), bad=False)
        except UserError as error:
            self._say(f"! {sentence(error)}", bad=True)

    def _say(self, message: str, *, bad: bool) -> None:
        self.query_one("#prompt-preview", Static).update(
            Text(message, style="bold" if bad else "dim", no_wrap=True, overflow="ellipsis")
        )
