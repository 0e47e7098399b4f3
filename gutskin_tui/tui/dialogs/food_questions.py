"""The base class of dialogs that ask about foods one after the other; an answer is saved for all meals."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult

from gutskin_tui.clock import Clock
from gutskin_tui.store import Journal
from gutskin_tui.tui.dialogs.undo_dialog import UndoDialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows


class FoodQuestions(UndoDialog):
    """Asks `number` questions, at least one. An answer is saved at once and the next question selected.

    Enter skips a question, after the last the dialog closes. u undoes the last answer given here.
    """

    def __init__(self, session: AppState, number: int) -> None:
        super().__init__(session)
        self._number = number
        self._given: dict[int, str] = {}

    def compose_content(self) -> ComposeResult:
        """Compose the questions."""
        yield Rows("")

    def on_mount(self) -> None:
        """Select the first question at once: keys may be queued already."""
        rows = self.query_one(Rows)
        rows.fill(self._number, self._line, cursor=0)
        self.set_focus(rows)
        self.show_message("Your answer applies to this food in all meals, past and future.")

    # For subclasses to define.

    def words(self, index: int) -> str:
        """Return a question in words."""
        raise NotImplementedError

    def count_text(self, index: int, width: int) -> str:
        """Return how much a question is about, for a row of `width` cells."""
        raise NotImplementedError

    def answers_changed(self, index: int) -> None:
        """Handle that the answer to a question was saved or undone."""

    # How each of them behaves.

    @property
    def index(self) -> int:
        """The index of the selected question."""
        return self.query_one(Rows).cursor

    def refresh_rows(self) -> None:
        """Draw the questions again; does nothing once the dialog is closing, as work in the background may end then."""
        for rows in self.query(Rows):
            rows.refresh()

    def _line(self, index: int, width: int) -> Text:
        given = self._given.get(index)
        count = self.count_text(index, width)
        right = f"  {count}" if count else ""
        line = Text(self.words(index))
        line.truncate(width - len(right) - 8, overflow="ellipsis", pad=True)
        return line.append(right, "dim").append(f"  {given or '?':<6}", "bold" if given else "dim")

    @on(Rows.Chosen)
    def action_skip(self) -> None:
        """Leave a question open and go on; done after the last."""
        rows = self.query_one(Rows)
        if rows.cursor == self._number - 1:
            self.dismiss()
        else:
            rows.cursor += 1

    def save_answer(self, answer: str, change: Callable[[Journal, Clock], object], message: str) -> None:
        """Save an answer to the selected question and go on, or show why it is refused."""
        rows = self.query_one(Rows)
        index = rows.cursor
        if saved := self.save_change(change, message):
            self.set_given(index, answer)
            self.show_message(saved[1])
            self.action_skip()

    def set_given(self, index: int, answer: str) -> None:
        """Show an answer that was saved."""
        self._given.pop(index, None)  # the newest comes last, for undo
        self._given[index] = answer
        self.answers_changed(index)
        self.query_one(Rows).refresh()

    @property
    def can_undo(self) -> bool:
        """Whether an answer is left to undo; of several to the same question only the last is."""
        return bool(self._given)

    def show_change(self, message: str) -> None:
        """Select the question whose answer was undone, and show it in the message."""
        index, _ = self._given.popitem()
        self.answers_changed(index)
        rows = self.query_one(Rows)
        rows.cursor = index
        rows.refresh()
        self.show_message(f"Undone: {self.words(index)}")
