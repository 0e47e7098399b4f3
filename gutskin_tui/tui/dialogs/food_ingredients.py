"""The forms for the ingredients of a food: the foods of a recipe, or the ingredient list of a packet."""

from __future__ import annotations

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import Labels, strongest
from gutskin_tui.foods.ingredient_list import parse_ingredient_list
from gutskin_tui.model.kinds.meal import foods_of
from gutskin_tui.nutrition.custom_foods import record_for, save_ingredient_list, save_recipe
from gutskin_tui.presentation.labels import GAP, label_texts
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.form_field import FormField

LONGEST_READ = 4000
"""Characters of which the labels are shown while typing."""


class FoodIngredients(Form[None]):
    """A form of one line for the food `name`. The text is stored as a draft until it is saved, also on Esc."""

    HINTS = ("Enter save", "Esc close")
    WHAT = ""
    ABOUT = ""

    def __init__(self, session: AppState, name: str, start: str = "") -> None:
        self.session, self.food = session, name
        self._record = session.foods.analyzer.record(name)
        self._draft = f"{self.WHAT.lower()} {name}"
        line = FormField("words", self.WHAT, draft=clean(session.drafts.get(self._draft) or start))
        super().__init__(f"{self.WHAT}: {clean(name)}", [line], self.ABOUT)

    def changed(self) -> None:
        """Store the draft."""
        self.session.drafts.put(self._draft, self.fields[0].typed)

    def preview(self) -> str:
        """Return the labels that follow from the text."""
        words = label_texts(self.read(self.fields[0].typed[:LONGEST_READ]))
        return GAP.join(label.plain for label in words)

    def save(self) -> None:
        """Save the text, as one change that can be undone."""
        self.save_text(self.fields[0].typed)
        self.session.drafts.put(self._draft, "")

    def opened_record(self, clock: Clock) -> FoodRecord:
        """Return the record of the food as it was when the form was opened."""
        return self._record or record_for((), clock, self.food)

    def read(self, typed: str) -> Labels:
        """Return the labels of what is typed."""
        raise NotImplementedError

    def save_text(self, typed: str) -> None:
        """Save what is typed."""
        raise NotImplementedError


class Recipe(FoodIngredients):
    """The foods that a food is made of; an empty line removes them."""

    WHAT = "Recipe"
    ABOUT = (
        "List its ingredients, separated by commas: lentils, carrot, onion. Their labels and plants then count for "
        "this food."
    )

    def read(self, typed: str) -> Labels:
        """Return the labels of all the foods."""
        return strongest(*(food.labels for food in self.session.foods.analyzer.analyze(typed)))

    def save_text(self, typed: str) -> None:
        """Save the recipe."""
        self.session.change_records(
            lambda journal, clock: save_recipe(journal, clock, self.food, foods_of(typed), self.opened_record(clock)),
            f"Saved the recipe of {clean(self.food)}",
        )


class Packet(FoodIngredients):
    """The ingredient list of a packet, with what it says it contains."""

    WHAT = "Ingredients"
    ABOUT = 'Paste the ingredient list from the packet, including "may contain". It decides this food\'s labels.'

    def read(self, typed: str) -> Labels:
        """Return the labels that the list shows."""
        return parse_ingredient_list(typed)[0]

    def save_text(self, typed: str) -> None:
        """Save the labels as answers and the ingredients as what the food is made of."""
        self.session.change_records(
            lambda journal, clock: save_ingredient_list(journal, clock, self.food, typed, self.opened_record(clock)),
            f"Saved the ingredients of {clean(self.food)}",
        )
