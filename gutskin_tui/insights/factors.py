"""Factors that may be associated with the skin, as exposed and unexposed days.

The name of a factor is a label (dairy), a kind and a name ("food:oat latte", "drink:coffee", "practice:yoga",
"supplement:zinc"), or a daily series (stress, sleep, water, itch ...), which is split in two. short_sleep and low_water
are days below the person's goal; plants is the number of different plants of a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from gutskin_tui.errors import InputError
from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.foods.normalize import key
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, Drink, Meal
from gutskin_tui.nutrition import MealAnalyzer
from gutskin_tui.nutrition.counts import plants_of
from gutskin_tui.settings import Settings
from gutskin_tui.text import alternatives, one_line, with_suggestion

DEFAULTS = (
    "dairy",
    "gluten",
    "added_sugar",
    "ultra_processed",
    "alcohol",
    "stress",
    "short_sleep",
    "low_water",
    "fermented",
    "plants",
)
"""Factors that are analysed unless a person chooses others [docs/domain.md 6.2]."""
DAYS_BACK = 365
"""Days that are analysed by default, up to the newest entry."""
MOST = 10
"""Most factors analysed together; each factor more makes chance findings likelier."""
NAMED = ("food", *(kind.name for kind in KINDS.values() if kind.factor))
"""What can precede the colon in the name of a factor."""
BELOW_GOAL = {"short_sleep": "sleep", "low_water": "water"}
"""Factors that are days below a goal -> their series."""


class FactorError(InputError):
    """A text is not the name of a factor."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor and its days: 1 for exposed, 0 for unexposed, absent where unknown. `words` describe an exposed day.

    `unsure` is the number of unexposed days on which a meal may contain the label.
    """

    name: str
    words: str
    days: dict[date, int]
    unsure: int = 0


def check(name: str) -> str:
    """Return a factor's name in its stored form. Raises FactorError."""
    wanted = " ".join(name.casefold().split())
    kind, colon, rest = wanted.partition(":")
    if colon and kind.strip() in NAMED and key(rest):
        return f"{kind.strip()}:{rest.strip()}"
    wanted = wanted.replace(" ", "_").replace("-", "_")
    if wanted in LABELS or wanted in BELOW_GOAL or wanted == "plants" or wanted in MEASURES:
        return wanted
    prefixes = alternatives(f"{kind}:" for kind in NAMED)
    advice = f"use a label such as dairy, a measure such as stress, or {prefixes} and a name"
    message = f'"{one_line(name, 40)}" is not a factor'
    raise FactorError(
        with_suggestion(message, wanted, () if colon else (*LABELS, *BELOW_GOAL, "plants", *MEASURES), advice)
    )


def chosen(settings: Settings, analyzer: MealAnalyzer, outcome: str) -> tuple[str, ...]:
    """Return the names of the factors to analyse, ten at most: foods starred as suspects, then those of the settings.

    Invalid names are left out (see `unknown`), and so is the outcome itself.
    """
    foods = [f"food:{food.name.casefold()}" for food in analyzer.own if food.starred]
    invalid = unknown(settings)
    known = [check(name) for name in settings.factors if name not in invalid] or DEFAULTS
    return tuple(dict.fromkeys(name for name in (*foods, *known) if series_of(name) != outcome))[:MOST]


def unknown(settings: Settings) -> tuple[str, ...]:
    """Return the names in the settings that are no factors, as the settings file can be edited by hand."""
    names = []
    for name in settings.factors:
        try:
            check(name)
        except FactorError:
            names.append(name)
    return tuple(names)


def series_of(name: str) -> str:
    """Return the daily series that a factor splits in two, "" if it is none."""
    series = BELOW_GOAL.get(name, name)
    return series if series in MEASURES and name not in LABELS else ""


@dataclass(slots=True)
class Facts:
    """The values of factors by day, read from a journal one day at a time. `names` are those of the factors."""

    names: Sequence[str]
    analyzer: MealAnalyzer
    values: dict[str, dict[date, float]] = field(default_factory=dict)
    unsure: dict[str, set[date]] = field(default_factory=dict)

    def read(self, day: date, entries: Iterable[AnyEntry], *, under_way: bool = False) -> None:
        """Add the entries of a day, in place of those that were read for it before.

        On a day that is `under_way` only scores and sleep are known: it is neither exposed nor unexposed to what may
        still be eaten, drunk or done.
        """
        entries = list(entries)
        for values in self.values.values():
            values.pop(day, None)
        for days in self.unsure.values():
            days.discard(day)
        if not under_way:
            self._read_foods(day, entries)
        for name in self.names:
            kind, colon, rest = name.partition(":")
            if colon and not under_way:
                self._read_named(name, kind, rest, day, entries)
            elif (series := series_of(name)) and not (under_way and MEASURES[series][1].cumulative):
                measured, measure = MEASURES[series]
                value = day_value(measure, [entry for entry in entries if entry.kind == measured.name])
                if value is not None:
                    self._set_value(name, day, value)

    def copy(self) -> Facts:
        """Return a copy that later readings do not change."""
        values = {name: dict(of_name) for name, of_name in self.values.items()}
        return Facts(self.names, self.analyzer, values, {name: set(days) for name, days in self.unsure.items()})

    def _read_foods(self, day: date, entries: list[AnyEntry]) -> None:
        """Add the labels and the plants of what was eaten and drunk."""
        meals = [entry for entry in entries if isinstance(entry, Meal)]
        eaten = [entry for entry in entries if isinstance(entry, Meal | Drink)]
        labels = {name for name in self.names if name in LABELS}
        if meals or (eaten and "alcohol" in labels):
            entry_labels = [self.analyzer.labels(entry) for entry in eaten]
            for name in labels if meals else ("alcohol",):
                certainty = max(
                    (labels_of_entry.get(name, Certainty.NO) for labels_of_entry in entry_labels), default=Certainty.NO
                )
                self._set_value(name, day, float(certainty is Certainty.YES))
                if certainty is Certainty.MAYBE:
                    self.unsure.setdefault(name, set()).add(day)
        if meals and "plants" in self.names:
            foods = [food for entry in meals for food in self.analyzer.foods_of(entry)]
            self._set_value("plants", day, plants_of(foods).points)

    def _read_named(self, name: str, kind: str, rest: str, day: date, entries: list[AnyEntry]) -> None:
        """Add a day of the factor `kind:rest`.

        A food is unknown on a day without a meal, a drink on one without a drink, another kind on one without entries.
        """
        meals = [entry for entry in entries if isinstance(entry, Meal)]
        if kind == "food" and meals:
            self._set_value(name, day, float(any(self.analyzer.contains(entry, rest) for entry in entries)))
        elif kind == "drink" and any(isinstance(entry, Drink) for entry in entries):
            # Coffee may also be named in the text of a meal.
            drunk = any(
                key(entry.what) == key(rest) if isinstance(entry, Drink) else self.analyzer.contains(entry, rest)
                for entry in entries
            )
            self._set_value(name, day, float(drunk))
        elif entries and kind not in ("food", "drink") and (factor := KINDS[kind].factor):
            exposures = [factor(entry) for entry in entries if entry.kind == kind]
            exposed = any(exposed and key(entry_name) == key(rest) for entry_name, exposed in exposures)
            self._set_value(name, day, float(exposed))

    def _set_value(self, name: str, day: date, value: float) -> None:
        self.values.setdefault(name, {})[day] = value

    def factors(self, settings: Settings) -> list[Factor]:
        """Return the factors, in the order of their names."""
        values, unsure = self.values, self.unsure
        return [_split(name, values.get(name, {}), len(unsure.get(name, ())), settings) for name in self.names]


def words(name: str) -> str:
    """Return a factor's name in words, without a threshold: "added sugar", "oat latte"."""
    _, colon, rest = name.partition(":")
    if colon:
        return one_line(rest, 40)
    if name in LABELS:
        return LABELS[name]
    if name in MEASURES:
        return MEASURES[name][1].label.lower()
    return name.replace("_", " ")


def _split(name: str, values: Mapping[date, float], unsure: int, settings: Settings) -> Factor:
    """Return a factor; a series is split in exposed and unexposed days by a threshold."""
    if name in BELOW_GOAL:
        goal = settings.sleep_goal_h if name == "short_sleep" else settings.water_goal_ml
        label = f"sleep under {goal:g} h" if name == "short_sleep" else f"water under {goal:g} ml"
        return Factor(name, label, {day: int(value < goal) for day, value in values.items()})
    if name == "plants" or (name in MEASURES and name not in LABELS):
        unit = "" if name == "plants" else MEASURES[name][1].unit
        threshold = _threshold(name, values, settings)
        label = f"{words(name)} {threshold:g}{f' {unit}' if unit else ''} or more"
        return Factor(name, label, {day: int(value >= threshold) for day, value in values.items()})
    return Factor(name, words(name), {day: int(value) for day, value in values.items()}, unsure)


def _threshold(name: str, values: Mapping[date, float], settings: Settings) -> float:
    """Return the least value of an exposed day: the goal of the settings, else what splits the days most evenly."""
    if name == "sleep":
        return settings.sleep_goal_h
    if name == "water":
        return float(settings.water_goal_ml)
    if not values:
        return 0.0
    centre = median(values.values())
    middle = min(value for value in values.values() if value >= centre)
    above = min((value for value in values.values() if value > middle), default=middle)
    even = sum(value >= middle for value in values.values()) - len(values) / 2
    higher = sum(value >= above for value in values.values()) - len(values) / 2
    return middle if abs(even) <= abs(higher) else above
