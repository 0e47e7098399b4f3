"""Questions about the uncertain labels of a meal; an answer is saved for the food, in all its meals."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from gutskin_tui.errors import UserError
from gutskin_tui.foods.custom_food import LabelAnswer
from gutskin_tui.foods.food import LABELS
from gutskin_tui.nutrition.custom_foods import record_for, save_answers
from gutskin_tui.nutrition.uncertain_labels import UncertainLabel
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows


class LabelQuestions(Dialog[None]):
    """Asks `questions`, at least one. y and n answer the selected question and go on; Enter skips; Esc is done."""

    TITLE = "Uncertain labels"
    DEFAULT_CSS = "LabelQuestions DialogFrame { max-width: 72; }"
    BINDINGS = [
        Binding("y", "answer('yes')", show=False),
        Binding("n", "answer('no')", show=False),
        Binding("u,ctrl+z", "undo", show=False),
    ]
    HINTS = ("y yes", "n no", "Enter skip", "u undo", "Esc close")

    def __init__(self, session: AppState, questions: list[UncertainLabel]) -> None:
        super().__init__()
        self.session, self._questions = session, questions
        self._records = {question.food: session.foods.analyzer.record(question.food) for question in questions}
        self._given: dict[int, LabelAnswer] = {}

    def compose_content(self) -> ComposeResult:
        """Compose the questions."""
        yield Rows("")

    def on_mount(self) -> None:
        """Select the first question at once: keys may be queued already."""
        rows = self.query_one(Rows)
        rows.fill(len(self._questions), self._line, cursor=0)
        self.set_focus(rows)
        self.show_message("Your answer applies to this food in all meals, past and future.")

    def _line(self, index: int, width: int) -> Text:
        question, given = self._questions[index], self._given.get(index)
        line = Text(self._words(question))
        line.truncate(width - 6, overflow="ellipsis", pad=True)
        return line.append(f"  {given or '?'}", "bold" if given else "dim")

    def _words(self, question: UncertainLabel) -> str:
        return f"{clean(question.food)}: {LABELS[question.label]}"

    @on(Rows.Chosen)
    def action_skip(self) -> None:
        """Leave a question open and go on; done after the last."""
        rows = self.query_one(Rows)
        if rows.cursor == len(self._questions) - 1:
            self.dismiss()
        else:
            rows.cursor += 1

    def action_answer(self, choice: LabelAnswer) -> None:
        """Save an answer to the selected question for the food, and go on."""
        if not self.is_open:
            return
        rows = self.query_one(Rows)
        question = self._questions[rows.cursor]
        words = f"{self._words(question)} {choice}"
        record = self._records[question.food]
        try:
            _, text = self.session.change_records(
                lambda journal, clock: save_answers(
                    journal,
                    clock,
                    question.food,
                    {question.label: choice},
                    record or record_for((), clock, question.food),
                ),
                f"{words}: remembered",
            )
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self._given.pop(rows.cursor, None)  # the newest comes last, for undo
        self._given[rows.cursor] = choice
        self._records[question.food] = self.session.foods.analyzer.record(question.food)
        self.show_message(text)
        rows.refresh()
        self.action_skip()

    def action_undo(self) -> None:
        """Undo the last answer given in this dialog, and select its question."""
        if not self._given:
            self.show_message("Nothing to undo here.")
            return
        try:
            self.session.undo()
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        index, _ = self._given.popitem()
        food = self._questions[index].food
        self._records[food] = self.session.foods.analyzer.record(food)
        rows = self.query_one(Rows)
        rows.cursor = index
        rows.refresh()
        self.show_message(f"Undone: {self._words(self._questions[index])}")
