"""Questions about unknown foods: each becomes a food, another name of a food, or no food."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.binding import Binding

from gutskin_tui.foods.food import strongest
from gutskin_tui.model.kinds.meal import foods_of
from gutskin_tui.nutrition.completion import suggest
from gutskin_tui.nutrition.custom_foods import FoodError, save_is_food, save_recipe
from gutskin_tui.nutrition.unknown_foods import UnknownFood
from gutskin_tui.presentation.labels import GAP, label_texts
from gutskin_tui.text import clean, counted
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.dialogs.food_questions import FoodQuestions
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.form_field import FormField

OFFERED = 4
"""Completions shown at once."""


class UnknownFoods(FoodQuestions):
    """Asks about `foods`, at least one. f, s and n answer the selected question; Enter skips; Esc is done."""

    TITLE = "Unknown foods"
    DEFAULT_CSS = "UnknownFoods DialogFrame { max-width: 76; }"
    BINDINGS = [
        Binding("f", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
        Binding("s", "same", show=False),
    ]
    HINTS = ("f a food", "s same as…", "n no food", "Enter skip", "u undo", "Esc close")

    def __init__(self, session: AppState, foods: Sequence[UnknownFood]) -> None:
        super().__init__(session, len(foods))
        self._foods = foods

    def words(self, index: int) -> str:
        """Return the name."""
        return clean(self._foods[index].name)

    def count_text(self, index: int, width: int) -> str:
        """Return how often the food was logged; "" for one that is still being typed."""
        times = self._foods[index].times
        return counted(times, "time") if times else ""

    def action_answer(self, is_food: bool) -> None:
        """Save whether the selected name is a food, and go on."""
        if self.is_open:
            name, answer = self._foods[self.index].name, "food" if is_food else "no food"
            self.save_answer(
                answer,
                lambda journal, clock: save_is_food(journal, clock, name, is_food),
                f"{clean(name)}: {answer}, remembered",
            )

    @work(group=DIALOGS)
    async def action_same(self) -> None:
        """Ask which food the selected name is another name of."""
        if not self.is_open:
            return
        index = self.index
        food = await self.app.push_screen_wait(SameFood(self.session, self._foods[index].name))
        if food:
            self.set_given(index, "same")
            self.show_message(f"{self.words(index)}: same as {clean(food)}, remembered")
            self.action_skip()


class SameFood(Form[str]):
    """Asks for the food that `name` is another name of, saves it, and returns it."""

    HINTS = ("Enter save", "Tab complete", "Esc close")

    def __init__(self, session: AppState, name: str) -> None:
        self.session, self.food = session, name
        about = "Type the food. Its labels and plants then count for this name too."
        super().__init__(f"{clean(name)} is the same as", [FormField("food", "Food", complete=self._offers)], about)

    def _offers(self, typed: str) -> list[str]:
        return suggest(typed, self.session.foods.analyzer.own, [], OFFERED)

    def preview(self) -> str:
        """Return the labels of what is typed."""
        foods = self.session.foods.analyzer.analyze(self.typed("food"))
        return GAP.join(label.plain for label in label_texts(strongest(*(food.labels for food in foods))))

    def save(self) -> str:
        """Save the food as what the name is made of."""
        typed = self.typed("food").strip()
        foods = self.session.foods.analyzer.analyze(typed)
        if not foods:
            raise FoodError("Type the name of a food.")
        if not all(food.known for food in foods):
            raise FoodError("That food is unknown too.")
        self.session.change_records(
            lambda journal, clock: save_recipe(journal, clock, self.food, foods_of(typed)),
            f"{clean(self.food)}: same as {clean(typed)}",
        )
        return typed
