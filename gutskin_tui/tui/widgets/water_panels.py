"""The panels of Water: the water of a day, the lists of drinks, and the water of the last weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.strip import Strip

from gutskin_tui.charts.bars import BarChart
from gutskin_tui.dates import day_range, show_day
from gutskin_tui.model.kinds import Drink
from gutskin_tui.model.series import Series
from gutskin_tui.presentation import hydration as view
from gutskin_tui.presentation.series_style import series_style
from gutskin_tui.presentation.statistics import marked_spans
from gutskin_tui.presentation.streaks import WATER_GOAL
from gutskin_tui.tui.widgets.day_chart import DayChart
from gutskin_tui.tui.widgets.frame import has_border, key_link
from gutskin_tui.tui.widgets.journal_rows import JournalRows
from gutskin_tui.tui.widgets.panel import Panel, rendered_strips, text_strips
from gutskin_tui.tui.widgets.row_list import Rows

RECENT_DAYS = 27
"""Days before the selected day in the list of drinks."""


class WaterToday(Panel):
    """The water of the selected day against its goal."""

    TABLES = frozenset({"drink"})

    @property
    def span(self) -> tuple[date, date]:
        return self.day, self.day

    def heading(self) -> tuple[str, Content]:
        session = self.session
        glass = key_link(f"a glass is {session.settings.glass_ml} ml", "preferences")
        return f"Water {session.day_word()}", glass

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        drinks = view.drinks_of(session.entries(self.day))
        text = view.today_lines(drinks, self.day, session.clock, session.settings, session.palette, width, height)
        return text_strips(text, width, self.app.console, wrap=False)


class Drinks(JournalRows, inherit_bindings=False):
    """The drinks of the selected day, then the days before it, a line each.

    It leaves g to the tab, whose goal it sets; other lists go to the top by it.
    """

    BINDINGS = [
        replace(binding, key=binding.key.replace(",g", "")) for binding in Rows.BINDINGS if isinstance(binding, Binding)
    ]
    TABLES = frozenset({"drink"})

    def __init__(self) -> None:
        super().__init__("Drinks", id="drinks", empty="Nothing logged yet. Press w for a glass of water.")
        self.drinks: list[Drink] = []
        self.days: list[date] = []
        """The days listed after the drinks, the latest first; [] if none has a drink."""

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=RECENT_DAYS), self.day

    def update_view(self) -> None:
        session, settings, palette = self.session, self.session.settings, self.session.palette
        first = self.day - timedelta(days=RECENT_DAYS)
        earlier = {day: view.drinks_of(session.entries(day)) for day in reversed(day_range(first, self.day)[:-1])}
        drinks = self.drinks = view.drinks_of(session.entries(self.day))
        days = self.days = list(earlier) if any(earlier.values()) else []
        if days and not drinks:
            days.insert(0, self.day)
            earlier[self.day] = drinks

        def line(index: int) -> Text:
            if index < len(drinks):
                return view.drink_line(drinks, index, settings)
            day = days[index - len(drinks)]
            return view.day_line(day, earlier[day], settings, palette)

        self.fill(len(drinks) + len(days), lambda index, width: line(index), f"Drinks ({len(drinks)})")

    @property
    def selected(self) -> Drink | date | None:
        """The selected drink, or the selected earlier day."""
        rows: list[Drink | date] = [*self.drinks, *self.days]
        return rows[self.cursor] if rows else None


class OtherDrinks(Panel):
    """Drinks that do not count as water, and the alcohol of seven days."""

    TABLES = frozenset({"drink"})

    @property
    def span(self) -> tuple[date, date]:
        return self.day - timedelta(days=6), self.day

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        drinks = view.drinks_of(session.entries(self.day))
        alcohol = session.values("alcohol", *self.span)
        unknown = sum(view.without_strength(view.drinks_of(session.entries(day))) for day in day_range(*self.span))
        text = view.other_drinks(drinks, alcohol, session.settings.alcohol_limit_units, unknown)
        return text_strips(text, width, self.app.console)


class WaterByDay(DayChart):
    """Water by day against the goal, over as many days as fit."""

    TABLES = frozenset({"drink", "mark"})
    MARKS_TRIALS = True

    def title_and_fact(self) -> tuple[str, Content]:
        session, days = self.session, self._columns(self.content_size.width)
        goal = key_link(f"goal {session.settings.water_goal_ml / session.settings.glass_ml:.3g}", "goal")
        marked = "".join(
            f"{text}, "
            for text in marked_spans(session.trial_spans, session.today - timedelta(days=days - 1), session.today)
        )
        title = f"{days} days, in glasses"
        if has_border(self):
            return title, Content.assemble(marked, goal)
        return f"{title}, {marked}".removesuffix(", "), goal

    def day_text(self, day: date) -> str:
        session = self.session
        ml = session.values("water", day, day).get(day)
        if ml is None:
            return f"{show_day(day)} {session.palette.glyphs.separator} no entry"
        glasses = view.glasses_of(ml, session.settings)
        return f"{show_day(day)} {session.palette.glyphs.separator} {glasses}"

    def chart(self, width: int, height: int) -> BarChart:
        days = self._columns(width)
        session = self.session
        return view.days_chart(self._glasses(days), days, height, session.palette, session.trial_spans, self.crosshair)

    def below(self, width: int, height: int) -> list[Strip]:
        session, days = self.session, self._columns(width)
        style, run = series_style("water", session.settings), session.streak(WATER_GOAL)
        facts = view.days_facts(self._glasses(days), style, run, days, session.palette)
        return text_strips(facts, width, self.app.console)[: max(0, height - 1)]

    def _glasses(self, days: int) -> Series:
        session = self.session
        return session.series("water", session.today - timedelta(days=days - 1)).scaled(session.settings.glass_ml)

    @staticmethod
    def _columns(width: int) -> int:
        """Return how many days fit, a column for each and a gap between them."""
        return next((days for days in (56, 28) if 2 * days + 6 <= width), 14)


class WaterByHour(Panel):
    """The hours at which water was drunk in the last four weeks."""

    TABLES = frozenset({"drink"})

    @property
    def span(self) -> tuple[date, date]:
        return self.session.today - timedelta(days=27), self.session.today

    def heading(self) -> tuple[str, str]:
        return "When you drink (28 days)", view.busiest_hour(self._totals)

    @property
    def _totals(self) -> list[float]:
        return view.water_by_hour(self.session.entries, self.session.today)

    def draw(self, width: int, height: int) -> list[Strip]:
        session = self.session
        day_start = session.settings.day_starts
        chart = view.hours_chart(self._totals, day_start, max(1, height), session.palette)
        return rendered_strips(chart, width, self.app.console)
