"""Counts over the foods of the whole journal, made in the background."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.tui.state import AppState

if TYPE_CHECKING:
    from gutskin_tui.nutrition.analyzer import MealAnalyzer

T = TypeVar("T")


async def count_foods(session: AppState, count: Callable[[MealAnalyzer, Iterable[AnyEntry]], T]) -> T:
    """Return what `count` makes of all entries; the journal is read a day at a time so that no key waits."""
    entries: list[AnyEntry] = []
    for day in session.journal.days():
        entries += session.journal.day(day)
        await asyncio.sleep(0)
    return await asyncio.to_thread(count, session.foods.analyzer, entries)
