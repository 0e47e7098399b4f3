"""The parser of the lines of the trial form, and of the plan that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from gutskin_tui.clock import Clock
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import LABELS, TRIGGERS
from gutskin_tui.model.fields import FieldError
from gutskin_tui.model.kinds import MEASURE_NAMES, MEASURES
from gutskin_tui.model.trial import (
    ADDABLE,
    FEWEST_PAIRS,
    LONGEST,
    MOST_PAIRS,
    OUTCOMES,
    PROPOSED_PAIRS,
    SHORTEST,
    Arm,
    Design,
)
from gutskin_tui.settings import CONDITIONS, Condition, Settings
from gutskin_tui.text import alternatives, match_key
from gutskin_tui.trials import repository
from gutskin_tui.trials.schedule import NEEDS, proposed_smallest
from gutskin_tui.trials.subject import SubjectError, kind_of, subject

N = TypeVar("N", bound=str)

LEAVE_OUT, USE = "leave out", "use"


class PlanParser:
    """Parses the lines of a plan. Each method raises FieldError with one sentence.

    `own_foods` are the foods with a custom record; `eaten` returns the eaten foods that match what is typed, and
    `named` the treatments, tags and the like of the journal that do ("treatment:zinc paste").
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        own_foods: Iterable[FoodRecord],
        eaten: Callable[[str], Iterable[str]],
        named: Callable[[str], Iterable[str]],
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.own_foods = tuple(own_foods)
        self._eaten = eaten
        self._named = named

    def what(self, typed: str) -> str:
        """Return the subject as it is stored; a bare word has to be a label, or a name of the journal."""
        words = " ".join(typed.split())
        if not words:
            raise FieldError("what", "Name one label such as dairy, or one thing such as oat latte or zinc paste.")
        try:
            return subject(words)
        except SubjectError as error:
            if "," in words or ":" in words:
                raise FieldError("what", error.sentence) from None
        names = [f"food:{name}" for name in self._own(words)]
        named = next((name for name in (*names, *self._named(words)) if _bare(name) == match_key(words)), "")
        if not named:
            raise FieldError("what", f"Neither a label nor in your journal: type food:{words} or treatment:{words}.")
        try:
            return subject(f"food:{words}" if kind_of(named) == "food" else named)
        except SubjectError as error:
            raise FieldError("what", error.sentence) from None

    def tried(self, typed: str, what: str) -> Arm:
        """Return whether a trial of `what`, "" while unknown, is to be without it or with it; without by default."""
        choice = parse_choice("tried", typed.strip() or LEAVE_OUT, (LEAVE_OUT, USE))
        if choice == USE and what and kind_of(what) not in ADDABLE:
            raise FieldError("tried", f"Only a {alternatives(ADDABLE)} can be tested by use; leave this out instead.")
        return "with" if choice == USE else "without"

    def offers(self, typed: str) -> list[str]:
        """Return labels, starred foods, foods eaten and other names that begin with what is typed and go on."""
        start = match_key(typed)
        if not start:
            return []
        starred = [food.name for food in self.own_foods if food.starred]
        foods = [name for name in (*starred, *self._own(typed)) if "," not in name]
        names: dict[str, str] = {}
        others = [name.partition(":")[2] for name in self._named(typed) if "," not in name]
        for name in (*TRIGGERS.values(), *LABELS.values(), *foods, *others):
            names.setdefault(match_key(name), name)
        return [name for key, name in names.items() if key.startswith(start) and key != start]

    def _own(self, typed: str) -> list[str]:
        """Return the eaten foods that match `typed`, and all foods with a custom record."""
        return [*self._eaten(typed), *(food.name for food in self.own_foods)]

    def condition(self, typed: str) -> Condition:
        """Return a condition; the one of the settings if nothing is typed and they name just one."""
        own = self.settings.conditions
        if not typed.strip() and len(own) == 1:
            return own[0]
        return parse_choice("condition", typed, CONDITIONS)

    def outcome(self, typed: str) -> str:
        """Return the outcome series; that of the settings if nothing is typed."""
        words = typed.strip() or self.settings.outcome
        name = MEASURE_NAMES.get(words.casefold(), words)
        return parse_choice("outcome", name, OUTCOMES)

    def design(self, typed: str) -> tuple[Design, int]:
        """Return the design and the pairs of a rigorous one: "rigorous 6"."""
        word, _, number = (typed.strip() or "quick").partition(" ")
        design: Design = parse_choice("design", word, ("quick", "rigorous"))
        if not number.strip():
            return design, PROPOSED_PAIRS
        pairs = _whole(number)
        if design == "quick" or pairs is None or not FEWEST_PAIRS <= pairs <= MOST_PAIRS:
            raise FieldError("design", f"quick, or rigorous with {FEWEST_PAIRS} to {MOST_PAIRS} pairs: rigorous 6.")
        return design, pairs

    def days(self, typed: str, condition: Condition) -> int:
        """Return the days of a phase; those that the condition needs if nothing is typed."""
        days = _whole(typed) if typed.strip() else NEEDS[condition]
        if days is None or not SHORTEST <= days <= LONGEST:
            raise FieldError("days", f"A phase has {SHORTEST} to {LONGEST} days.")
        return days

    def smallest(self, typed: str, outcome: str) -> float:
        """Return the smallest change that matters; a proposal if nothing is typed."""
        if not typed.strip():
            return proposed_smallest(outcome)
        unit = MEASURES[outcome][1].unit or "points"
        try:
            change = float(typed.strip().removesuffix(unit).replace(",", "."))
        except ValueError:
            change = 0.0
        if not 0 < change <= 10_000:
            raise FieldError("smallest", f"A number above 0, in {unit}.")
        return change

    def start(self, typed: str) -> date:
        """Return the first day, today if nothing is typed; a weekday is the next one, a date may lie ahead."""
        day = repository.first_day(typed, self.clock.today())
        if day is None:
            raise FieldError("start", "A day such as today, tomorrow, mon or 2026-11-30.")
        return day

    def plan(self, typed: Mapping[str, str]) -> repository.Plan:
        """Return the plan of all lines; raises FieldError for the first invalid one, or for the plan as a whole."""
        condition, outcome = self.condition(typed["condition"]), self.outcome(typed["outcome"])
        design, pairs = self.design(typed["design"])
        what = self.what(typed["what"])
        plan = repository.Plan(
            what,
            condition,
            self.days(typed["days"], condition),
            self.smallest(typed["smallest"], outcome),
            self.start(typed["start"]),
            outcome,
            design,
            pairs,
            typed["stop"],
            self.tried(typed["tried"], what),
        )
        try:
            repository.draft(plan, self.clock)
        except repository.TrialError as error:
            raise FieldError("start" if "start" in str(error) else "", str(error)) from None
        return plan


def _bare(name: str) -> str:
    return match_key(name.partition(":")[2])


def _whole(typed: str) -> int | None:
    number = typed.split()[0] if typed.split() else ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 5 else None


def parse_choice(field: str, typed: str, names: Iterable[N]) -> N:
    """Return the name equal to `typed`, or the only one that starts with it. Raises FieldError."""
    wanted = typed.strip().casefold()
    names = list(names)
    matches = [name for name in names if name == wanted] or [
        name for name in names if wanted and name.startswith(wanted)
    ]
    if len(matches) != 1:
        raise FieldError(field, f"One of {', '.join(names)}.")
    return matches[0]
