"""The safety questions before a trial, one at a time: y or n each; one yes ends it with what to do instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from gutskin_tui.trials.safety import CONFIRM_ECZEMA, NOTICES, Question, SafetyError, check
from gutskin_tui.tui.dialogs.base import Dialog


class SafetyAnswers(Struct, frozen=True):
    """The answers to safety questions, by the names of the questions."""

    answers: Mapping[str, bool]


class SafetyQuestions(Dialog[SafetyAnswers]):
    """Asks `questions` before a trial of `what`.

    Returns the answers if a trial may start, None if not, or if Esc closed it.
    """

    TITLE = "Before a trial"
    DEFAULT_CSS = """
    SafetyQuestions DialogFrame { max-width: 76; }
    SafetyQuestions #question-text { min-height: 5; margin: 1; }
    """
    BINDINGS = [
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("u,backspace", "back", show=False),
        Binding("enter", "confirm", show=False),
    ]
    HINTS = ("y yes", "n no", "u back", "Esc close")

    def __init__(self, questions: Sequence[Question], what: str) -> None:
        super().__init__()
        self._questions, self._what = questions, what
        self._answers: dict[str, bool] = {}
        self._refusal = ""

    def compose_content(self) -> ComposeResult:
        """Compose the question, or why there is no trial."""
        yield Static("", markup=False, id="question-text")

    def on_mount(self) -> None:
        """Ask the first."""
        self._refresh()
        self.show_message("")

    def _refresh(self) -> None:
        text = Text()
        if self._refusal:
            text.append(self._refusal, "bold")
        else:
            question = self._questions[len(self._answers)]
            if len(self._questions) > 1:
                text.append(f"Question {len(self._answers) + 1} of {len(self._questions)}\n\n", "dim")
            if notice := NOTICES.get(question.name):
                text.append(f"{notice}\n\n")
            text.append(question.text, "bold")
        self.query_one("#question-text", Static).update(text)

    def action_answer(self, answer: bool) -> None:
        """Record an answer: ask the next question, refuse the trial, or close with the answers."""
        if self._refusal or not self.is_open:
            return
        question = self._questions[len(self._answers)]
        self._answers[question.name] = answer
        try:
            check(self._answers, self._what, "eczema" if question is CONFIRM_ECZEMA else "acne")
        except SafetyError as error:
            if error.refused:
                self._refusal = str(error)
                self.show_hints("Esc close")
        if not self._refusal and len(self._answers) == len(self._questions):
            self.dismiss(SafetyAnswers(self._answers))
            return
        self._refresh()

    def action_confirm(self) -> None:
        """Name the keys that answer: Enter gives no answer, and does not close a refusal that was not read yet."""
        self.show_message("Press Esc to close." if self._refusal else "Press y for yes or n for no.")

    def action_back(self) -> None:
        """Return to the question before."""
        if self._answers and not self._refusal:
            self._answers.popitem()
            self._refresh()
