"""Meals: the input line, recent meals, usual meals, and a summary of the last seven days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget

from gutskin_tui.dates import days_until, short_day
from gutskin_tui.model.kinds import AnyEntry, Meal
from gutskin_tui.nutrition.counts import food_week
from gutskin_tui.nutrition.uncertain_labels import uncertain_labels
from gutskin_tui.presentation import meals as view
from gutskin_tui.text import one_line
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.dialogs.base import DIALOGS
from gutskin_tui.tui.dialogs.food_card import FoodCard
from gutskin_tui.tui.dialogs.food_picker import FoodPicker
from gutskin_tui.tui.dialogs.label_questions import LabelQuestions
from gutskin_tui.tui.dialogs.text_page import TextPage
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.meal_input import MealEntry
from gutskin_tui.tui.widgets.panel import TextPanel
from gutskin_tui.tui.widgets.row_list import Rows

if TYPE_CHECKING:
    from gutskin_tui.foods.food import Food

TALL = 38
"""Screen rows from which the summary of the 7 days is shown in full."""
PAGE_WIDTH = 104
"""Maximum columns of a page of text."""


class Meals(Tab):
    """The meals of the selected day and the days before it."""

    NAME = "meals"
    BINDINGS = bindings("meals")
    HELP = (
        "m types a meal: foods with commas between, @12:30 or @yesterday for when, +dairy for a tag, # for a note. "
        "Tab takes the food that is offered: from your own meals first, then from the lexicon. r logs the last meal of "
        "this time of day again, R and a digit a usual one. Enter or e edits the selected meal, d deletes it. "
        "A label with a ? cannot be told from the words: M asks, and keeps your answers for good. f opens a food's "
        "card, where labels are corrected, suspects starred, recipes and packets kept; P lists the plants."
    )
    DEFAULT_CSS = """
    Meals Columns { height: 1fr; min-height: 14; }
    Meals Columns > Vertical { height: 1fr; }
    Meals Columns > Vertical:last-child { height: auto; }
    Meals #meals-list { height: 1fr; min-height: 5; }
    Meals #meals-usual { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, session: AppState) -> None:
        super().__init__(session)
        self._rows: list[view.Row] = []
        self._day: date | None = None

    def left(self) -> ComposeResult:
        yield MealEntry(self.session)
        yield HeadedRows("Meals", id="meals-list")

    def middle(self) -> ComposeResult:
        yield TextPanel("Usual (R then digit)", id="meals-usual")
        yield TextPanel("7 days", id="meals-week")
        yield TextPanel("Selected", id="meal-selected")

    def update_tab(self) -> None:
        session = self.session
        before = self.selected()
        self._rows = view.rows_of(session.entries, session.day, session.needs)
        cursor = None if self._day == session.day else 0
        self._day = session.day
        self._fill(cursor if before is None or cursor == 0 else self._row_of(before.id))
        self.query_one(MealEntry).update_text()
        room = self._room
        usual = None
        if session.day_index is not None:
            usual = session.cached("usual meals", lambda: session.usual.meals(session.today))
        self.query_one("#meals-usual", TextPanel).update_content(
            view.usual_lines(usual, room, not self.wide, session.palette)
        )
        week = self._week().lines(room, brief=not self.wide, tall=self.screen.size.height >= TALL)
        until = "" if session.day == session.today else f" to {short_day(session.day)}"
        self.query_one("#meals-week", TextPanel).update_content(week, f"7 days{until}")

    def _week(self) -> view.WeekSummary:
        """Return the summary of the seven days up to the selected one."""
        session, day, analyzer = self.session, self.session.day, self.session.foods.loaded_analyzer
        meals = [meal for past in reversed(days_until(day, 7)) for meal in view.meals_of(session.entries(past))]
        foods = None
        if meals and analyzer:
            foods = session.cached(f"food week {day}", lambda: food_week(analyzer, session.entries, day))
        return view.WeekSummary(
            meals, foods, session.day_word(), session.today, session.settings.plants_goal, session.palette
        )

    @property
    def _room(self) -> int:
        """Columns within a panel."""
        return self.screen.size.width // (2 if self.wide else 1) - 4

    def home(self) -> Widget:
        return self.query_one("#meals-list")

    def selected(self) -> AnyEntry | None:
        index = self.query_one("#meals-list", HeadedRows).cursor
        return self._rows[index].meal if index < len(self._rows) else None

    def action_type_meal(self) -> None:
        """Type a meal."""
        self.query_one(MealEntry).start()

    async def action_log_usual(self) -> None:
        """Offer the usual meals by digit."""
        await self.run_action("screen.log_usual")

    def _foods(self) -> Sequence[Food]:
        """Return the foods of the input line while it has the focus, else of the selected meal."""
        entry, meal = self.query_one(MealEntry), self.selected()
        if self.screen.focused is entry.line and entry.foods:
            return entry.foods
        return self.session.foods.analyzer.foods_of(meal) if meal else ()

    def action_settle_labels(self) -> None:
        """Ask about the labels that the words of the meal's foods leave uncertain."""
        foods = self._foods()
        questions = uncertain_labels(self.session.foods.analyzer, foods)
        if questions:
            self.gutskin.push_screen(LabelQuestions(self.session, questions))
        else:
            self.gutskin.status("Nothing to settle here." if foods else "Arrows select a meal first.", False)

    def action_open_food(self) -> None:
        """Open the card of a food of the meal; ask which if there are several."""

        foods = {food.name: food for food in self._foods() if food.name}
        if foods:
            self._show_food(list(foods.values()))
        else:
            self.gutskin.status("Arrows select a meal first.", False)

    @work(group=DIALOGS)
    async def _show_food(self, foods: list[Food]) -> None:
        food = foods[0] if len(foods) == 1 else await self.app.push_screen_wait(FoodPicker(self.session, foods))
        if food is not None:
            await self.app.push_screen_wait(FoodCard(self.session, food.name))

    def action_list_plants(self) -> None:
        """List the plants and the triggers of the seven days."""
        width = min(self.screen.size.width, PAGE_WIDTH) - 4
        text = self._week().lines(width, brief=False, tall=True, every=True)
        self.gutskin.push_screen(TextPage(f"7 days to {short_day(self.session.day)}", text))

    def _row_of(self, entry_id: str) -> int | None:
        """Return the row of an entry, None if it is not listed."""
        return next((index for index, row in enumerate(self._rows) if row.meal and row.meal.id == entry_id), None)

    def _fill(self, cursor: int | None) -> None:
        session, rows = self.session, self._rows
        lines = view.MealList(
            session.day,
            session.today,
            session.moment,
            session.values("severity", session.day - timedelta(days=view.DAYS + 1), session.day),
            session.foods.loaded_analyzer,
            session.usual.repeat if session.day_index else lambda slot: None,
            session.palette,
        )
        self.query_one("#meals-list", HeadedRows).fill_headed(
            [index for index, row in enumerate(rows) if row.heading],
            len(rows),
            lambda index, width: lines.line(rows[index], width),
            "Today and before" if session.day == session.today else f"{short_day(session.day)} and before",
            cursor,
        )
        self._show_selected()

    def _show_selected(self) -> None:
        panel, meal = self.query_one("#meal-selected", TextPanel), self.selected()
        if isinstance(meal, Meal):
            session = self.session
            text = view.selected_lines(
                meal,
                session.usual.days(meal.text) if session.day_index else (),
                session.day_index,
                session.foods.loaded_analyzer,
                session.trials.latest if session.trials.reports else None,
                self._room,
                session.palette,
            )
            panel.update_content(text, f"Selected: {one_line(meal.text, 40)}")
        else:
            panel.update_content("Arrows select a meal.", "Selected")

    @on(MealEntry.Done)
    def _typed(self, event: MealEntry.Done) -> None:
        rows = self.query_one("#meals-list", HeadedRows)
        if event.entry and (index := self._row_of(event.entry.id)) is not None:
            rows.cursor = index
        self.screen.set_focus(rows)

    @on(Rows.Moved, "#meals-list")
    def _moved(self) -> None:
        self._show_selected()

    @on(Rows.Chosen, "#meals-list")
    async def _chosen(self, event: Rows.Chosen) -> None:
        row = self._rows[event.index]
        if row.meal:
            await self.run_action("screen.edit_entry")
        elif row.slot:
            self.query_one(MealEntry).start(f"{row.slot}: ")
