"""The labels of a meal, as the foods of a journal give them now."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.foods.food import Labels
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.store import Journal

NOON = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/London"))


def at(minutes: int) -> Clock:
    """Return a clock at so many minutes after noon."""
    return fixed_clock(NOON + timedelta(minutes=minutes), "Europe/London")


def labels(journal: Journal, text: str) -> Labels:
    """Return the labels of a meal with these words, as they are now."""
    return MealAnalyzer.from_journal(journal).labels(make("meal", {"text": text}, at(0)))
