"""Water: drinks of the selected day, pace and goal, and the last four weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from gutskin_tui.model.entries import EntryError
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.presentation import hydration as view
from gutskin_tui.settings import SettingsError
from gutskin_tui.settings import save as save_settings
from gutskin_tui.text import ambiguity
from gutskin_tui.tui.actions import bindings
from gutskin_tui.tui.tabs.base import Tab
from gutskin_tui.tui.widgets.panel import Panel
from gutskin_tui.tui.widgets.prompt import Question
from gutskin_tui.tui.widgets.row_list import Rows

KEYS = ("w +1 glass    - take one back    g goal", "W exact: 330ml adds, 6 sets the glasses")


class Drinks(Rows, inherit_bindings=False):
    """The list of drinks. It leaves g to the tab, whose goal it sets; other lists go to the top by it."""

    BINDINGS = [
        replace(binding, key=binding.key.replace(",g", "")) for binding in Rows.BINDINGS if isinstance(binding, Binding)
    ]


class Water(Tab):
    """The drinks of the selected day, and the days before it."""

    NAME = "water"
    BINDINGS = bindings("water")
    HELP = (
        "w logs a glass, - takes the last one back, W takes an exact amount, a d adds any other drink. "
        "The goal counts plain water; other drinks stand apart. g sets the goal."
    )

    def left(self) -> ComposeResult:
        yield Panel("Water", id="water-today")
        yield Drinks("Drinks", id="drinks", empty="Nothing yet. w logs a glass of water, a d any other drink.")
        yield Panel("Other drinks", id="other-drinks")

    def right(self) -> ComposeResult:
        yield Panel("28 days", id="water-days")
        yield Panel("When you drink (28 days)", id="water-hours")

    def reload(self) -> None:
        session = self.session
        drinks, palette, settings = view.drinks_of(session.entries()), session.palette, session.settings
        lines = view.today_lines(drinks, session.day, session.clock, settings, palette)
        if self.wide or self.screen.size.height >= 24:
            lines = lines.append("".join(f"\n{keys}" for keys in KEYS), "dim")
        glass, goal = settings.glass_ml, settings.water_goal_ml
        self.query_one("#water-today", Panel).update_content(
            lines, f"Water {session.day_word()} · a glass is {glass} ml"
        )
        self.query_one("#drinks", Rows).fill(
            len(drinks), lambda index, width: view.drink_line(drinks, index, glass), f"Drinks ({len(drinks)})"
        )
        alcohol = session.values("alcohol", session.day - timedelta(days=6), session.day)
        self.query_one("#other-drinks", Panel).update_content(
            view.other_drinks(drinks, alcohol, settings.alcohol_limit_units)
        )
        days, height = (28, 10) if self.wide else (14, 7)
        title = f"{days} days, in glasses (goal {goal / glass:.3g})"
        glasses = session.series("water", session.today - timedelta(days=days - 1)).scaled(glass)
        run = view.goal_streak(session.day_index, goal, session.today) if session.day_index else None
        self.query_one("#water-days", Panel).update_content(view.days_chart(glasses, run, days, height, palette), title)
        width = self.screen.size.width // (2 if self.wide else 1) - 4
        self.query_one("#water-hours", Panel).update_content(
            view.hours(session.entries, session.today, settings.day_starts, width, palette)
        )

    def selected(self) -> AnyEntry | None:
        drinks = view.drinks_of(self.session.entries())
        return drinks[self.query_one("#drinks", Rows).cursor] if drinks else None

    def action_ask_goal(self) -> None:
        """Ask the day's goal, in litres, ml or glasses."""
        now = self.session.settings.water_goal_ml
        self.gutskin.ask(
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
        try:
            self.session.settings = save_settings(self.session.settings_path, {"water-goal-ml": goal})
        except SettingsError as error:
            raise EntryError("", str(error)) from None
        self.gutskin.status(f"Water goal {goal} ml a day")
        self.gutskin.show_all()

    @on(Rows.Chosen, "#drinks")
    async def _edit(self) -> None:
        await self.run_action("screen.edit_entry")
