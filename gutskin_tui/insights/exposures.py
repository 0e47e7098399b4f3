"""The days of each factor, exposed or unexposed, read from a journal one day at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.foods.normalize import key
from gutskin_tui.insights.factors import BELOW_GOAL, is_food, series_of, words
from gutskin_tui.insights.known_days import logged_in_part, usual, usually
from gutskin_tui.model.cycle import cycle_starts, premenstrual_exposure
from gutskin_tui.model.day_index import day_value
from gutskin_tui.model.kinds import KINDS, MEASURES, AnyEntry, DayMark, Drink, Meal, Treatment
from gutskin_tui.model.treatments import Course, courses, treatment_days, treatment_names
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.counts import plants_of
from gutskin_tui.settings import Settings
from gutskin_tui.text import match_key

CUT_DAYS = 28
"""Days with a value from which the cut of a series is taken; later days do not move it."""


class Factor(Struct, frozen=True):
    """A factor and its days: 1 for exposed, 0 for unexposed, absent where unknown. `words` describe an exposed day.

    `unsure` are the unexposed days on which a meal may contain the label.
    """

    name: str
    words: str
    days: dict[date, int]
    unsure: frozenset[date] = frozenset()


class Facts(Struct):
    """The values of factors by day. `names` are those of the factors.

    `meals`, `drinks` and `entries` are the numbers of the complete days that have any; `tagged` the days with a tag,
    `treatments` the names, as match keys, of those used or started on a day if one is a factor, `course_events` the
    entries that start or stop one, `flow` the greatest flow.
    """

    names: Sequence[str]
    analyzer: MealAnalyzer
    values: dict[str, dict[date, float]] = field(default_factory=dict)
    unsure: dict[str, set[date]] = field(default_factory=dict)
    meals: dict[date, int] = field(default_factory=dict)
    drinks: dict[date, int] = field(default_factory=dict)
    entries: dict[date, int] = field(default_factory=dict)
    treatments: dict[date, frozenset[str]] = field(default_factory=dict)
    course_events: dict[date, tuple[Treatment, ...]] = field(default_factory=dict)
    flow: dict[date, float] = field(default_factory=dict)

    def read(self, day: date, entries: Iterable[AnyEntry], *, under_way: bool = False) -> None:
        """Add the entries of a day, in place of those that were read for it before.

        On a day that is `under_way` only scores and sleep are known: it is neither exposed nor unexposed to what may
        still be eaten, drunk or done.
        """
        entries = [entry for entry in entries if not isinstance(entry, DayMark)]
        for values in (*self.values.values(), *self._by_day):
            values.pop(day, None)
        for days in self.unsure.values():
            days.discard(day)
        self.read_lasting(day, entries)
        if not under_way:
            self._count(day, entries)
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

    def read_lasting(self, day: date, entries: Iterable[AnyEntry]) -> None:
        """Add only what lasts beyond a day: treatments and the cycle."""
        entries = list(entries)
        if any(name.startswith("treatment:") for name in self.names):
            used = frozenset(match_key(name) for entry in entries for name in treatment_names(entry))
            if used:
                self.treatments[day] = used
        events = tuple(entry for entry in entries if isinstance(entry, Treatment) and entry.event != "used")
        if events:
            self.course_events[day] = events
        kind, measure = MEASURES["flow"]
        flow = day_value(measure, [entry for entry in entries if entry.kind == kind.name])
        if flow is not None:
            self.flow[day] = flow

    def copy(self) -> Facts:
        """Return a copy that later readings do not change."""
        return Facts(
            self.names,
            self.analyzer,
            {name: dict(of_name) for name, of_name in self.values.items()},
            {name: set(days) for name, days in self.unsure.items()},
            *map(dict, self._by_day),
        )

    @property
    def _by_day(self) -> tuple[dict[date, Any], ...]:
        """What there is of days besides the values of factors, in the order of the fields."""
        return self.meals, self.drinks, self.entries, self.treatments, self.course_events, self.flow

    @property
    def courses(self) -> list[Course]:
        """The courses of treatments, by their start."""
        return courses(entry for events in self.course_events.values() for entry in events)

    def _count(self, day: date, entries: list[AnyEntry]) -> None:
        counts = (
            (self.meals, sum(isinstance(entry, Meal) for entry in entries)),
            (self.drinks, sum(isinstance(entry, Drink) for entry in entries)),
            (self.entries, len(entries)),
        )
        for days, count in counts:
            if count:
                days[day] = count

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

        A food is unknown on a day without a meal, another kind on one without entries.
        """
        if not entries:
            return
        if kind == "tag":
            tag = match_key(rest)
            self._set_value(name, day, float(any(tag == match_key(own) for entry in entries for own in entry.tags)))
        elif kind == "food":
            if any(isinstance(entry, Meal) for entry in entries):
                self._set_value(name, day, float(any(self.analyzer.contains(entry, rest) for entry in entries)))
        elif kind == "drink":
            # Coffee may also be named in the text of a meal.
            drunk = any(
                key(entry.what) == key(rest) if isinstance(entry, Drink) else self.analyzer.contains(entry, rest)
                for entry in entries
            )
            self._set_value(name, day, float(drunk))
        elif kind != "treatment" and (factor := KINDS[kind].factor):
            exposures = [factor(entry) for entry in entries if entry.kind == kind]
            exposed = any(exposed and key(entry_name) == key(rest) for entry_name, exposed in exposures)
            self._set_value(name, day, float(exposed))

    def _set_value(self, name: str, day: date, value: float) -> None:
        self.values.setdefault(name, {})[day] = value

    def factors(self, settings: Settings, until: date) -> list[Factor]:
        """Return the factors, in the order of their names. A course that was not stopped lasts to `until`."""
        partly = logged_in_part(self.meals) if any(map(is_food, self.names)) else set()
        return [self._factor(name, partly, settings, until) for name in self.names]

    def _factor(self, name: str, partly: set[date], settings: Settings, until: date) -> Factor:
        kind, _, rest = name.partition(":")
        values = self.values.get(name, {})
        if kind == "treatment":
            return Factor(name, words(name), self._treatment(rest, until))
        if name == "premenstrual":
            return Factor(name, words(name), premenstrual_exposure(cycle_starts(self.flow)))
        if name == "alcohol" or kind == "drink":
            days = usually({**self.meals, **self.drinks}, self.drinks)
            values = {day: value for day, value in values.items() if value or day in days}
        elif kind == "tag":
            medians = usual(self.entries)
            values = {
                day: value for day, value in values.items() if value or self.entries[day] >= medians.get(day, 0.0)
            }
        if is_food(name):
            values = {day: value for day, value in values.items() if day not in partly}
        return _split(name, values, frozenset(self.unsure.get(name, ())).intersection(values), settings)

    def _treatment(self, what: str, until: date) -> dict[date, int]:
        """Return 1 for each day on a treatment, 0 for each other day with an entry."""
        uses = ((day, name) for day, names in self.treatments.items() for name in names)
        on = treatment_days(uses, self.courses, until).get(match_key(what), set())
        return {day: int(day in on) for day in (*self.entries, *on)}


def _split(name: str, values: Mapping[date, float], unsure: frozenset[date], settings: Settings) -> Factor:
    """Return a factor; a series is split in exposed and unexposed days by a threshold."""
    if name in BELOW_GOAL:
        goal = settings.sleep_goal_h if name == "short_sleep" else settings.water_goal_ml
        label = f"sleep under {goal:g} h" if name == "short_sleep" else f"water under {goal:g} ml"
        return Factor(name, label, {day: int(value < goal) for day, value in values.items()})
    if name == "plants" or series_of(name):
        unit = "" if name == "plants" else MEASURES[name][1].unit
        threshold = _threshold(name, values, settings)
        label = f"{words(name)} {threshold:g}{f' {unit}' if unit else ''} or more"
        return Factor(name, label, {day: int(value >= threshold) for day, value in values.items()})
    return Factor(name, words(name), {day: int(value) for day, value in values.items()}, unsure)


def _threshold(name: str, values: Mapping[date, float], settings: Settings) -> float:
    """Return the least value of an exposed day [docs/domain.md 6.16].

    It is the goal of the settings, else the whole number that splits the first 28 days most evenly, which days yet to
    come cannot move.
    """
    if name == "sleep":
        return settings.sleep_goal_h
    if name == "water":
        return float(settings.water_goal_ml)
    first = [values[day] for day in sorted(values)[:CUT_DAYS]]
    if not first:
        return 0.0
    cuts = {-(-value // 1) for value in first}
    return float(min(cuts, key=lambda cut: (abs(sum(value >= cut for value in first) - len(first) / 2), cut)))
