"""Questions about uncertain labels; an answer is saved for the food, in all its meals."""

from __future__ import annotations

from msgspec.structs import replace
from textual import work
from textual.binding import Binding

from gutskin_tui.foods.custom_food import LabelAnswer
from gutskin_tui.foods.food import LABELS
from gutskin_tui.foods.normalize import key
from gutskin_tui.nutrition.custom_foods import record_for, save_answers
from gutskin_tui.nutrition.uncertain_labels import UncertainLabel, journal_uncertain_labels
from gutskin_tui.presentation.food_questions import resolved_days
from gutskin_tui.text import clean, counted
from gutskin_tui.tui.dialogs.food_questions import FoodQuestions
from gutskin_tui.tui.state import AppState

WIDE = 60
"""Columns from which a row has the days that each answer settles."""


class LabelQuestions(FoodQuestions):
    """Asks `questions`, at least one, with the days that an answer settles. y and n answer; Enter skips; Esc is done.

    The days are counted in the background, and again after each answer; the order stays.
    """

    TITLE = "Uncertain labels"
    DEFAULT_CSS = "LabelQuestions DialogFrame { max-width: 76; }"
    BINDINGS = [
        Binding("y", "answer('yes')", show=False),
        Binding("n", "answer('no')", show=False),
    ]
    HINTS = ("y yes", "n no", "Enter skip", "u undo", "Esc close")

    def __init__(self, session: AppState, questions: list[UncertainLabel]) -> None:
        super().__init__(session, len(questions))
        self._questions = questions
        self._records = {question.food: session.foods.analyzer.record(question.food) for question in questions}

    def on_mount(self) -> None:
        """Count the days that the answers settle, unless that was done."""
        if self._questions[0].yes_settles is None:
            self._count()

    def words(self, index: int) -> str:
        """Return the food and the label."""
        question = self._questions[index]
        return f"{clean(question.food)}: {LABELS[question.label]}"

    def count_text(self, index: int, width: int) -> str:
        """Return the days that each answer settles; "" if none, while they are counted, and for an answered label."""
        question = self._questions[index]
        if not question.yes_settles or index in self._given:
            return ""
        return resolved_days(question) if width >= WIDE else counted(question.yes_settles, "day")

    def action_answer(self, choice: LabelAnswer) -> None:
        """Save an answer to the selected question for the food, and go on."""
        if not self.is_open:
            return
        question = self._questions[self.index]
        record = self._records[question.food]
        self.save_answer(
            choice,
            lambda journal, clock: save_answers(
                journal,
                clock,
                question.food,
                {question.label: choice},
                record or record_for((), clock, question.food),
            ),
            f"{self.words(self.index)} {choice}: remembered",
        )

    def answers_changed(self, index: int) -> None:
        """Read the record of the food again, and count again."""
        food = self._questions[index].food
        self._records[food] = self.session.foods.analyzer.record(food)
        self._count()

    @work(exclusive=True)
    async def _count(self) -> None:
        """Count the days that each answer settles."""
        labels = await self.session.foods.count(journal_uncertain_labels)
        counts = {(key(label.food), label.label): label for label in labels}
        for index, question in enumerate(self._questions):
            label = counts.get((key(question.food), question.label))
            yes, no = (label.yes_settles, label.no_settles) if label else (0, 0)
            self._questions[index] = replace(question, yes_settles=yes, no_settles=no)
        self.refresh_rows()
