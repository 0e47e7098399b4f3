"""Meals recorded before the application opens, and the texts of the Meals tab."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from textual.widgets import Static

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import Meal
from gutskin_tui.nutrition.custom_foods import find_food, own_foods
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.meal_input import MealEntry
from gutskin_tui.tui.widgets.text_input import TextInput

TODAY = date(2026, 11, 21)


def meals(app: GutskinApp, day: date = TODAY) -> list[Meal]:
    """Return the recorded meals of a day."""
    return [entry for entry in app.session.journal.day(day) if isinstance(entry, Meal)]


def line(app: GutskinApp) -> TextInput:
    """Return the field that a meal is typed into."""
    return app.query_one("#meal-line", TextInput)


def below(app: GutskinApp) -> str:
    """Return the text below the field, without spaces at the ends of its lines."""
    lines = str(app.query_one("#meal-below", Static).render()).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def title(app: GutskinApp) -> str:
    """Return the title of the field."""
    return str(app.query_one(MealEntry).border_title)


def listed(app: GutskinApp, width: int = 76) -> list[str]:
    """Return the rows of the list of meals as so wide a list draws them, with single spaces."""
    rows = app.query_one("#meals-list", HeadedRows)
    return [" ".join(rows._line(index, width).plain.split()) for index in range(rows.count)]


def answers(app: GutskinApp, food: str) -> dict[str, str]:
    """Return the person's answers about the labels of a food."""
    record = find_food(own_foods(app.session.journal), food)
    return dict(record.labels) if record else {}


def remember(tmp_path: Path, clock: Clock, *recorded: tuple[str, str, dict[str, Any]]) -> None:
    """Record entries before the application opens: (kind, instant, values)."""
    with Journal.open(tmp_path / "journal.json") as journal:
        for kind, at, values in recorded:
            journal.add(make(kind, values, clock, at=clock.localise(datetime.fromisoformat(at))))
