"""The panels beside the list of meals: usual meals, counts of what was eaten, and the selected meal."""

from __future__ import annotations

from datetime import date, timedelta

from rich.text import Text
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.dates import days_until, short_day
from gutskin_tui.model.kinds import Meal
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import TRIGGER_DAYS, food_week
from gutskin_tui.presentation import meals as view
from gutskin_tui.presentation.statistics import marked_spans
from gutskin_tui.store import Changes
from gutskin_tui.text import one_line
from gutskin_tui.tui.food_service import FOODS
from gutskin_tui.tui.trial_service import TABLE as TRIALS
from gutskin_tui.tui.widgets.frame import key_link
from gutskin_tui.tui.widgets.panel import Panel, chart_strips, text_strips

WEEK = 7
PLANT_DAYS = 28
"""Days of the bars of plants, up to and including the selected day."""
BRIEF = 2
"""Rows up to which the week is a line of its most important counts."""
TALL = 15
"""Rows from which each trigger of the week has a line of its own."""


class UsualMeals(Panel):
    """The usual meals by digit. A click on one posts `UsualMeals.Chosen`."""

    TABLES = frozenset({"meal"})

    class Chosen(Message):
        """A usual meal was clicked; `number` is its digit."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def heading(self) -> tuple[Content, Content]:
        words = f"Usual meals {self.session.palette.glyphs.separator} "
        return Content.assemble(words, key_link("R then a digit", "usual")), key_link("E edits", "usual_list")

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        if session.day_index is None:
            return self.loading_lines(width)
        usual = session.usual_meals
        if not usual:
            text = Text("Meals you log appear here, to repeat with one key.", "dim")
            return text_strips(text, width, self.app.console)
        brief = height < BRIEF
        items = view.usual_words(usual, width) if brief else view.usual_lines(usual, width, session.palette)
        for number, item in enumerate(items, 1):
            item.on(click=f"choose({number})")
        return text_strips(Text("  " if brief else "\n").join(items), width, self.app.console, wrap=False)

    def action_choose(self, number: int) -> None:
        """Post that a usual meal was chosen."""
        self.post_message(self.Chosen(number))


class FoodPanel(Panel):
    """A panel of what was eaten up to the selected day; a glass of water does not concern it."""

    TABLES = frozenset({"meal", "drink", FOODS})

    def __init__(self, title: str, *, id: str) -> None:
        super().__init__(title, id=id)
        self._eaten_revision = -1

    def concerns(self, changes: Changes) -> bool:
        if self.MARKS_TRIALS and TRIALS in changes.tables:
            return True
        return super().concerns(changes) and self.session.foods.eaten_revision != self._eaten_revision

    def update_view(self) -> None:
        self._eaten_revision = self.session.foods.eaten_revision
        super().update_view()


class WeekFoods(FoodPanel):
    """The plants, foods, triggers and meals of seven days."""

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=TRIGGER_DAYS), self.day

    def heading(self) -> tuple[str, Content]:
        session = self.session
        until = "last 7 days" if self.day == session.today else f"7 days to {short_day(self.day)}"
        return f"Foods, {until}", key_link("P lists all plants", "plants")

    @property
    def summary(self) -> view.WeekSummary:
        """The counts of the seven days."""
        session, day, foods = self.session, self.day, self.session.foods
        analyzer = foods.loaded_analyzer
        meals = [meal for past in reversed(days_until(day, WEEK)) for meal in view.meals_of(foods.eaten(past))]
        counts = None
        if meals and analyzer:
            counts = session.cached(f"food week {day}", lambda: food_week(analyzer, foods.eaten, day))
        return view.WeekSummary(
            meals, counts, session.day_word(), session.today, session.settings.plants_goal, session.palette
        )

    def draw(self, width: int, height: int) -> list[Strip]:
        brief = height <= BRIEF
        text = self.summary.lines(width, brief=brief, tall=height >= TALL)
        return text_strips(text, width, self.app.console, wrap=not brief)


class TriggerDays(FoodPanel):
    """A mark for each day with a trigger, on large screens only."""

    MARKS_TRIALS = True

    @property
    def _days(self) -> int:
        return WEEK * view.trigger_weeks(self.content_size.width)

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=self._days - 1), self.day

    def heading(self) -> tuple[str, str]:
        marked = marked_spans(self.session.trial_spans, *self.span)
        return f"Triggers, {self._days} days", ", ".join([*marked, "? uncertain"])

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        analyzer = session.foods.loaded_analyzer
        if analyzer is None:
            return self.loading_lines(width)
        text = view.trigger_days(
            session.foods.eaten, analyzer, self.day, self._days, session.palette, session.trial_spans
        )
        return text_strips(text, width, self.app.console)

    def day_at(self, x: int, y: int) -> date | None:
        return view.trigger_day(self.day, self._days, x)


class PlantDays(FoodPanel):
    """The plants of each day as bars, on large screens only."""

    MARKS_TRIALS = True

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=PLANT_DAYS - 1), self.day

    def heading(self) -> tuple[str, str]:
        marked = marked_spans(self.session.trial_spans, *self.span)
        return f"Plants by day, {PLANT_DAYS} days", ", ".join([*marked, "herbs and spices count a quarter"])

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        analyzer = session.foods.loaded_analyzer
        if analyzer is None:
            return self.loading_lines(width)
        return chart_strips(self._chart(analyzer, height), width, height)

    def day_at(self, x: int, y: int) -> date | None:
        analyzer, (width, height) = self.session.foods.loaded_analyzer, self.content_size
        return self._chart(analyzer, height).day_at(x, width, height) if analyzer else None

    def _chart(self, analyzer: MealAnalyzer, height: int) -> BarChart:
        session = self.session
        return view.plants_chart(
            session.foods.eaten,
            analyzer,
            self.day,
            session.today,
            PLANT_DAYS,
            height,
            session.palette,
            session.trial_spans,
        )


class SelectedMeal(Panel):
    """What the journal holds of the selected meal, or on the row of a missing one of the last meal of that slot."""

    TABLES = frozenset({"meal", "skin", FOODS})

    meal: reactive[Meal | None] = reactive(None, init=False, repaint=False)
    """The meal that is described."""

    missing_slot = reactive("", init=False, repaint=False)
    """The slot of the row if it is that of a missing meal, else ""."""

    def watch_meal(self) -> None:
        """Describe another meal."""
        self.invalidate()

    def watch_missing_slot(self) -> None:
        """Describe the last meal of another slot."""
        self.invalidate()

    def heading(self) -> tuple[str, str]:
        if self.meal is None:
            return "Selected", ""
        name = f"Last {self.missing_slot}" if self.missing_slot else "Selected"
        return f"{name}: {one_line(self.meal.text, 40)}", ""

    def draw(self, width: int, height: int) -> list[Strip]:
        session, meal = self.session, self.meal
        if meal is None:
            return text_strips(Text("Select a meal to see its labels.", "dim"), width, self.app.console)
        description = view.MealDescription(
            meal,
            session.usual.days(meal.text) if session.day_index else (),
            session.day_index,
            session.foods.loaded_analyzer,
            session.trials.latest if session.trials.reports else None,
            session.palette,
        )
        return text_strips(description.lines(width, height), width, self.app.console)
