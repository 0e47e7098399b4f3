"""The list of usual meals, to pin, name, change and remove them; the changes are kept in the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding

from gutskin_tui import settings as settings_file
from gutskin_tui.errors import UserError
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.kinds.meal import KIND, foods_of
from gutskin_tui.model.meal_history import OFFERED_MEALS, PINNED, REMOVED, UsualMeal, foods_key, with_choice
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.base import DIALOGS, Dialog
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.row_list import Rows

LONGEST_NAME = 40
"""Maximum length of a usual meal's name, in characters."""


class UsualMealText(Struct, frozen=True):
    """What was typed for a usual meal: its foods, and its name or `PINNED`."""

    foods: str
    name: str


class UsualMealForm(Form[UsualMealText]):
    """The name and the foods of a usual meal. `write` saves them; if it raises UserError, the form stays open."""

    def __init__(self, meal: UsualMeal, write: Callable[[UsualMealText], None]) -> None:
        self._write = write
        super().__init__(
            "Usual meal",
            [
                FormField("name", "Name", "shown in place of the foods", meal.name),
                FormField("foods", "Foods", "what R and its digit log", clean(meal.text)),
            ],
        )

    def check(self, key: str, typed: str) -> str:
        """Raise FieldError for a name or foods that cannot be saved."""
        if key == "foods":
            if not foods_of(KIND.field("text").parse(typed)):
                raise FieldError(key, "A meal needs at least one food.")
        elif typed.strip() in (PINNED, REMOVED):
            raise FieldError(key, "Please choose another name.")
        elif len(typed.strip()) > LONGEST_NAME:
            raise FieldError(key, f"A name has at most {LONGEST_NAME} characters.")
        return ""

    def save(self) -> UsualMealText:
        """Save what was typed."""
        typed = UsualMealText(", ".join(foods_of(self.typed("foods"))), self.typed("name").strip() or PINNED)
        self._write(typed)
        return typed


class UsualMealList(Dialog[None]):
    """The meals that are offered by digit, then those that were removed. Each change is saved at once."""

    TITLE = "Usual meals"
    DEFAULT_CSS = "UsualMealList DialogFrame { max-width: 84; }"
    BINDINGS = [
        Binding("p", "pin", show=False),
        Binding("d,delete", "remove", show=False),
        Binding("e", "edit", show=False),
    ]
    HINTS = ("Enter edit", "p pin", "d remove", "Esc close")

    def __init__(self, session: AppState) -> None:
        super().__init__()
        self.session = session
        self._meals: list[UsualMeal] = []

    def compose_content(self) -> ComposeResult:
        """Compose the list."""
        yield Rows("", empty="Meals you log appear here, to repeat with one key.")

    def on_mount(self) -> None:
        """List the meals; the first is selected."""
        self._fill()
        self.set_focus(self.query_one(Rows))
        self.show_message("")

    def _fill(self, selected: str = "") -> None:
        """List the meals again and select the one with the foods `selected`, else keep the selected row."""
        removed = (text for text, name in self.session.settings.usual_meals.items() if name == REMOVED)
        self._meals = [*self.session.usual_meals, *(UsualMeal(text, None, 0, None) for text in removed)]
        keys = [foods_key(meal.text) for meal in self._meals]
        key = foods_key(selected)
        self.query_one(Rows).fill(len(self._meals), self._line, cursor=keys.index(key) if key in keys else None)

    def _removed(self, meal: UsualMeal) -> bool:
        return not meal.pinned and meal.slot is None

    def _line(self, index: int, width: int) -> Text:
        meal = self._meals[index]
        state = "removed" if self._removed(meal) else "pinned" if meal.pinned else meal.slot or ""
        words = Text(clean(f"{meal.name}: {meal.text}" if meal.name else meal.text))
        words.truncate(max(9, width - 14), overflow="ellipsis", pad=True)
        number = "  " if self._removed(meal) else f"{index + 1} "
        return Text.assemble((number, "bold"), words, (f"  {state}", "dim"))

    @property
    def _selected(self) -> UsualMeal | None:
        rows = self.query_one(Rows)
        return self._meals[rows.cursor] if self.is_open and rows.count else None

    def action_pin(self) -> None:
        """Pin the selected meal, or take its pin and its name away."""
        meal = self._selected
        if meal is None:
            return
        if meal.pinned:
            self._choose(meal, None, "is not pinned any more")
        elif self._full():
            self.show_message(f"At most {OFFERED_MEALS} meals can be pinned.", error=True)
        else:
            self._choose(meal, PINNED, "is pinned")

    def action_remove(self) -> None:
        """Remove the selected meal from the list, or bring it back."""
        meal = self._selected
        if meal is None:
            return
        if self._removed(meal):
            self._choose(meal, None, "is back")
        else:
            self._choose(meal, REMOVED, "is removed; d brings it back")

    @on(Rows.Chosen)
    @work(group=DIALOGS)
    async def action_edit(self) -> None:
        """Change the name and the foods of the selected meal, which pins it."""
        meal = self._selected
        if meal is None:
            return
        if not meal.pinned and self._full():
            self.show_message(f"At most {OFFERED_MEALS} meals can be pinned.", error=True)
            return

        def change(chosen: Mapping[str, str], typed: UsualMealText) -> dict[str, str]:
            if not meal.pinned and foods_key(typed.foods) != foods_key(meal.text):
                chosen = with_choice(chosen, meal.text, REMOVED)  # the changed meal takes its place
                return with_choice(chosen, typed.foods, typed.name)
            return with_choice(chosen, meal.text, typed.name, typed.foods)

        form = UsualMealForm(meal, lambda typed: self._write(lambda chosen: change(chosen, typed)))
        typed = await self.app.push_screen_wait(form)
        if typed is not None:
            self._fill(typed.foods)
            self.show_message(f"{clean(typed.foods)} is saved.")

    def _full(self) -> bool:
        pinned = [name for name in self.session.settings.usual_meals.values() if name != REMOVED]
        return len(pinned) >= OFFERED_MEALS

    def _choose(self, meal: UsualMeal, choice: str | None, done: str) -> None:
        """Save a choice for a meal and show what was done, or why it cannot be saved."""
        try:
            self._write(lambda chosen: with_choice(chosen, meal.text, choice))
        except UserError as error:
            self.show_message(error.short_sentence, error=True)
            return
        self._fill(meal.text)
        self.show_message(f"{clean(meal.text)} {done}.")

    def _write(self, change: Callable[[Mapping[str, str]], dict[str, str]]) -> None:
        """Change the list in the file, which another process may have changed. Raises UserError."""
        chosen = change(settings_file.load(self.session.settings_path).usual_meals)
        self.gutskin.settings_editor.save({"usual-meals": chosen or None})
