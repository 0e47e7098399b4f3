"""The foods of a meal, to choose one of."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from gutskin_tui.foods.food import Food
from gutskin_tui.presentation.labels import fitting, label_texts
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import Dialog
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.row_list import Rows

NAME = 28
"""Columns of a food's name at most."""


class FoodPicker(Dialog[Food]):
    """Returns the food that was chosen, by Enter or its digit; None if it was left."""

    TITLE = "Choose a food"
    BINDINGS = [Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)]
    HINTS = ("Enter open", "1-9 open", "Esc close")

    def __init__(self, session: AppState, foods: list[Food]) -> None:
        super().__init__()
        self.session, self._foods = session, foods

    def compose_content(self) -> ComposeResult:
        """Compose the foods."""
        yield Rows("")

    def on_mount(self) -> None:
        """List the foods; the first is selected."""
        rows = self.query_one(Rows)
        rows.fill(len(self._foods), self._line, cursor=0)
        self.set_focus(rows)

    def _line(self, index: int, width: int) -> Text:
        food = self._foods[index]
        line = Text(f"{index + 1} " if index < 9 else "  ", "bold")
        name = Text(clean(food.name))
        name.truncate(min(NAME, width // 2), overflow="ellipsis", pad=True)
        labels = fitting(label_texts(food.labels), width - name.cell_len - 4)
        return (
            line.append_text(name)
            .append("  ")
            .append_text(labels if labels.plain or food.known else Text("unknown food", "dim"))
        )

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(self._foods[event.index])

    def action_pick(self, digit: int) -> None:
        """Choose the food with that digit."""
        if digit <= len(self._foods):
            self.dismiss(self._foods[digit - 1])
