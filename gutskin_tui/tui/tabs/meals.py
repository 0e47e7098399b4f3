"""Meals: the input line, recent meals, usual meals, and a summary of the last seven days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from gutskin_tui.dates import short_day
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.kinds.meal import Slot
from gutskin_tui.nutrition.uncertain_labels import uncertain_labels
from gutskin_tui.nutrition.unknown_foods import UnknownFood, is_unknown
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.meal_input import MealEntry
from gutskin_tui.tui.widgets.meal_list import MealRows
from gutskin_tui.tui.widgets.meal_panels import PlantDays, SelectedMeal, TriggerDays, UsualMeals, WeekFoods
from gutskin_tui.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Food

PAGE_WIDTH = 104
"""Maximum columns of a page of text."""
SELECT_FIRST = "Select a meal first (arrows)."


class Meals(Tab):
    """The meals of the selected day and the days before it."""

    NAME = "meals"
    BINDINGS = bindings("meals")
    HELP = (
        "Press m to type a meal. Separate foods with commas; @12:30 or @yesterday sets when, +dairy adds a tag, # a "
        "note. Tab takes the food that is offered: from your own meals first, then from the lexicon. r logs the last "
        "meal of this time of day again, R and a digit a usual one; E pins, names, changes and removes these. Enter or "
        "e edits the selected meal, d deletes it. A label marked ? is uncertain. M asks you about it, K what "
        "an unknown food is, and your answer is remembered. f opens a food's card: correct its labels, star it as a "
        "suspect, add its recipe or ingredient list; P lists the plants. Gut signs (a, then g) are "
        "listed between the meals."
    )

    def left(self) -> ComposeResult:
        yield MealEntry(self.session).data_bind(Tab.day)
        yield MealRows().data_bind(Tab.day)

    def middle(self) -> ComposeResult:
        yield UsualMeals("Usual meals", id="meals-usual")
        yield TriggerDays("Triggers", id="meals-triggers").data_bind(Tab.day)
        yield PlantDays("Plants by day", id="meals-plants").data_bind(Tab.day)

    def right(self) -> ComposeResult:
        yield WeekFoods("Foods", id="meals-week").data_bind(Tab.day)
        yield SelectedMeal("Selected", id="meal-selected")

    @property
    def rows(self) -> MealRows:
        """The list of meals."""
        return self.query_one(MealRows)

    def home(self) -> Widget:
        return self.rows

    def selected(self) -> AnyEntry | None:
        return self.rows.entry

    async def action_type_meal(self) -> None:
        """Type a meal."""
        self.query_one(MealEntry).start()

    def _foods(self) -> Sequence[Food]:
        """Return the foods of the input line while it has the focus, else of the selected meal."""
        entry, meal = self.query_one(MealEntry), self.rows.meal
        if self.screen.focused is entry.line and entry.foods:
            return entry.foods
        return self.session.foods.analyzer.foods_of(meal) if meal else ()

    def action_settle_labels(self) -> None:
        """Ask about the labels that the words of the meal's foods leave uncertain."""
        foods = self._foods()
        questions = uncertain_labels(self.session.foods.analyzer, foods)
        if questions:
            self.gutskin.push_screen(dialogs.label_questions.LabelQuestions(self.session, questions))
        else:
            self.gutskin.status("This meal has no uncertain labels." if foods else SELECT_FIRST, False)

    def action_ask_unknown(self) -> None:
        """Ask what the unknown foods of the meal are."""
        foods = self._foods()
        unknown = {key(food.name): food.name for food in foods if is_unknown(food)}
        if unknown:
            questions = [UnknownFood(name, 0, self.session.today) for name in unknown.values()]
            self.gutskin.push_screen(dialogs.unknown_foods.UnknownFoods(self.session, questions))
        else:
            self.gutskin.status("This meal has no unknown foods." if foods else SELECT_FIRST, False)

    def action_open_food(self) -> None:
        """Open the card of a food of the meal; ask which if there are several."""
        foods = {food.name: food for food in self._foods() if food.name}
        if foods:
            self._show_food(list(foods.values()))
        else:
            self.gutskin.status(SELECT_FIRST, False)

    @work(group=DIALOGS)
    async def _show_food(self, foods: list[Food]) -> None:
        food: Food | None = foods[0]
        if len(foods) > 1:
            food = await self.app.push_screen_wait(dialogs.food_picker.FoodPicker(self.session, foods))
        if food is not None:
            await self.app.push_screen_wait(dialogs.food_card.FoodCard(self.session, food.name))

    def action_list_plants(self) -> None:
        """List the plants and the triggers of the seven days."""
        width = min(self.screen.size.width, PAGE_WIDTH) - 4
        text = self.query_one(WeekFoods).summary.lines(width, brief=False, tall=True, every=True)
        self.gutskin.push_screen(dialogs.text_page.TextPage(f"7 days to {short_day(self.session.day)}", text))

    def action_edit_usual(self) -> None:
        """Pin, name, change or remove usual meals."""
        self.gutskin.push_screen(dialogs.usual_meals.UsualMealList(self.session))

    @on(MealEntry.Done)
    def _typed(self, event: MealEntry.Done) -> None:
        if event.entry:
            self.rows.select(event.entry.id)
        self.screen.set_focus(self.rows)

    @on(UsualMeals.Chosen)
    def _log_usual(self, event: UsualMeals.Chosen) -> None:
        usual = self.session.usual_meals
        if event.number <= len(usual):
            self.session.add("meal", {"text": usual[event.number - 1].text})

    @on(Rows.Moved, "#meals-list")
    def _describe(self) -> None:
        panel, row = self.query_one(SelectedMeal), self.rows.row
        slot = row.slot if row else ""
        panel.missing_slot = slot
        panel.meal = self.session.last_meal(cast("Slot", slot)) if slot and self.session.day_index else self.rows.meal

    @on(Rows.Chosen, "#meals-list")
    async def _chosen(self) -> None:
        row = self.rows.row
        if row and row.entry:
            await self.run_action("edit_entry")
        elif row and row.slot:
            self.query_one(MealEntry).start(f"{row.slot}: ")
