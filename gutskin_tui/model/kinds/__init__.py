"""The registry of the kinds of entry. A new kind is a module in this package, imported and listed in `KINDS` here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds import (
    cycle,
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
    treatment,
)
from gutskin_tui.model.kinds.cycle import Cycle
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
from gutskin_tui.model.kinds.treatment import Treatment
from gutskin_tui.settings import Settings

__all__ = [
    "KINDS",
    "LISTED",
    "MEASURES",
    "MEASURE_NAMES",
    "WITH_STREAK",
    "AnyEntry",
    "Cycle",
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
    "Treatment",
    "offered_kinds",
]


def _registry(*kinds: Kind) -> dict[str, Kind]:
    """Return the kinds by name; raises ValueError if two of them share a name, a letter or a name of a measure."""
    listed = [kind for kind in kinds if kind.listed]
    measures = [measure for kind in kinds for measure in kind.measures]
    for what, names in (
        ("name", [kind.name for kind in kinds]),
        ("letter", [kind.letter for kind in listed]),
        ("measure", [name for measure in measures for name in (measure.name, *measure.aliases)]),
    ):
        duplicates = sorted({name for name in names if names.count(name) > 1})
        if duplicates:
            raise ValueError(f"two kinds of entry have the same {what}: {', '.join(duplicates)}")
    return {kind.name: kind for kind in kinds}


KINDS: dict[str, Kind] = _registry(
    meal.KIND,
    skin.KIND,
    drink.KIND,
    stress.KIND,
    sleep.KIND,
    exercise.KIND,
    practice.KIND,
    supplement.KIND,
    treatment.KIND,
    gut.KIND,
    cycle.KIND,
    note.KIND,
    day_mark.KIND,
)
"""All kinds by name, in the order of lists and forms."""

if TYPE_CHECKING:
    AnyEntry = Entry
else:
    AnyEntry = Union[tuple(kind.struct for kind in KINDS.values())]  # noqa: UP007 - the members are known only here

LISTED: dict[str, Kind] = {name: kind for name, kind in KINDS.items() if kind.listed}
"""The kinds that forms and searches offer: all but day marks."""

WITH_STREAK = tuple(name for name, kind in LISTED.items() if kind.has_streak)
"""The kinds with a streak, for which the settings can want another frequency than daily."""


def offered_kinds(settings: Settings) -> list[Kind]:
    """Return the kinds that the screen offers: those of `LISTED` whose setting is on or that need none."""
    return [kind for kind in LISTED.values() if not kind.setting or getattr(settings, kind.setting)]


MEASURES: dict[str, tuple[Kind, Measure]] = {
    measure.name: (kind, measure) for kind in KINDS.values() for measure in kind.measures
}
"""All measures by name, each with its kind."""

MEASURE_NAMES: dict[str, str] = {name: name for name in MEASURES} | {
    alias: measure.name for _, measure in MEASURES.values() for alias in measure.aliases
}
"""Names of measures by the names and aliases that a person may type."""
