"""The structs of the records that a journal may hold besides entries."""

from __future__ import annotations

from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.trial import Trial

RECORD_STRUCTS: dict[str, type[Trial] | type[FoodRecord] | type[FactorChoice]] = {
    "trials": Trial,
    "foods": FoodRecord,
    "factors": FactorChoice,
}
"""Table of records (see `layout.RECORD_TABLES`) -> the struct of its records."""
