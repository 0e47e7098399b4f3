"""Water: drinks of the selected day, pace and goal, and the last four weeks."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import AnyEntry, Drink
from gutskin_tui.text import ambiguity
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.prompt import Question
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.water_panels import Drinks, OtherDrinks, WaterByDay, WaterByHour, WaterToday


class Water(Tab):
    """The drinks of the selected day, and the days before it."""

    NAME = "water"
    BINDINGS = bindings("water")
    HELP = (
        "w logs a glass, - takes the last one back, W takes an amount, a then d adds any other drink. "
        "The goal counts plain water; other drinks are counted separately. g sets the goal."
    )

    def left(self) -> ComposeResult:
        yield WaterToday("Water", id="water-today").data_bind(Tab.day)
        yield Drinks().data_bind(Tab.day)
        yield OtherDrinks("Other drinks", id="other-drinks").data_bind(Tab.day)

    def middle(self) -> ComposeResult:
        yield WaterByDay("28 days", id="water-days")

    def right(self) -> ComposeResult:
        yield WaterByHour("When you drink (28 days)", id="water-hours")

    def selected(self) -> AnyEntry | None:
        selected = self.query_one(Drinks).selected
        return selected if isinstance(selected, Drink) else None

    def action_ask_goal(self) -> None:
        """Ask the day's goal, in litres, ml or glasses."""
        now = self.session.settings.water_goal_ml
        self.gutskin.main_screen.ask(
            Question(
                "Water goal",
                f"now {now} ml; type 2000, 2l, or 8 for eight glasses. Reference: 1.6 to 2.0 L [EFSA 2010]",
                lambda typed: f"{self._goal(typed)} ml a day",
                self._set_goal,
            )
        )

    def _goal(self, typed: str) -> int:
        if message := ambiguity(typed):
            raise EntryError("ml", message)
        text = typed.strip().lower().replace(",", ".")
        try:
            if text.endswith("ml"):
                return round(float(text[:-2]))
            if text.endswith("l"):
                return round(float(text[:-1]) * 1000)
            number = float(text)
        except (ValueError, OverflowError):
            raise EntryError("ml", "A goal such as 2000, 2l, or 8 for eight glasses.") from None
        return round(number * self.session.settings.glass_ml if number < 40 else number)

    def _set_goal(self, typed: str) -> None:
        goal = self._goal(typed)
        self.gutskin.settings_editor.save({"water-goal-ml": goal})
        self.gutskin.status(f"Water goal {goal} ml a day")

    @on(Rows.Chosen, "#drinks")
    async def _choose(self) -> None:
        """Edit the selected drink, or show the selected day."""
        selected = self.query_one(Drinks).selected
        if isinstance(selected, Drink):
            await self.run_action("edit_entry")
        elif selected is not None:
            self.session.show_day(selected)
