"""The registry of the kinds of entry. A new kind is a module in this package and its line in `KINDS`."""

from __future__ import annotations

from gutskin_tui.model.kinds import (
    day_mark,
    drink,
    exercise,
    gut,
    meal,
    note,
    practice,
    skin,
    sleep,
    stress,
    supplement,
)
from gutskin_tui.model.kinds.day_mark import DayMark
from gutskin_tui.model.kinds.drink import Drink
from gutskin_tui.model.kinds.exercise import Exercise
from gutskin_tui.model.kinds.gut import Gut
from gutskin_tui.model.kinds.kind import Kind, Measure
from gutskin_tui.model.kinds.meal import Meal
from gutskin_tui.model.kinds.note import Note
from gutskin_tui.model.kinds.practice import Practice
from gutskin_tui.model.kinds.skin import Skin
from gutskin_tui.model.kinds.sleep import Sleep
from gutskin_tui.model.kinds.stress import Stress
from gutskin_tui.model.kinds.supplement import Supplement

__all__ = [
    "KINDS",
    "LISTED",
    "MEASURES",
    "MEASURE_NAMES",
    "AnyEntry",
    "DayMark",
    "Drink",
    "Exercise",
    "Gut",
    "Kind",
    "Meal",
    "Measure",
    "Note",
    "Practice",
    "Skin",
    "Sleep",
    "Stress",
    "Supplement",
]  # fmt: skip

AnyEntry = Meal | Skin | Drink | Stress | Sleep | Exercise | Practice | Supplement | Gut | Note | DayMark

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        meal.KIND, skin.KIND, drink.KIND, stress.KIND, sleep.KIND, exercise.KIND, practice.KIND, supplement.KIND,
        gut.KIND, note.KIND, day_mark.KIND,
    )
}  # fmt: skip
"""All kinds by name, in the order of lists and forms."""

LISTED: dict[str, Kind] = {name: kind for name, kind in KINDS.items() if kind.listed}
"""The kinds that a person adds by name: all but day marks."""

MEASURES: dict[str, tuple[Kind, Measure]] = {
    measure.name: (kind, measure) for kind in KINDS.values() for measure in kind.measures
}
"""All measures by name, each with its kind."""

MEASURE_NAMES: dict[str, str] = {name: name for name in MEASURES} | {
    alias: measure.name for _, measure in MEASURES.values() for alias in measure.aliases
}
"""Names of measures by the names and aliases that a person may type."""
