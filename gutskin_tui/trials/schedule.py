"""The schedule of a trial: its phases, the phase of a day, and the length of a phase that a condition needs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random, SystemRandom
from typing import Literal

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import Arm, Trial
from gutskin_tui.settings import Condition

PhaseName = Literal["baseline", "elimination", "reintroduction", "without", "with"]

WASHOUT = 2
"""Days at the start of each phase of a rigorous trial that do not count [docs/domain.md 6]."""
NEEDS: dict[Condition, int] = {"rosacea": 7, "rash": 7, "eczema": 14, "acne": 28, "psoriasis": 84}
"""Days of a phase that a condition needs before a verdict is given, proposed at the start; a week is always allowed.
[docs/domain.md 3]"""


class Phase(Struct, frozen=True):
    """A run of days, both ends included.

    `leaves_out` is whether it is without what is tested. `pair` counts from 1 in a rigorous trial and is 0 in a quick
    one.
    """

    name: PhaseName
    start: date
    end: date
    leaves_out: bool
    pair: int = 0

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start).days + 1

    @property
    def short(self) -> str:
        """The name on a chart, where there is little room: "out" without what is tested, "in" with it."""
        return {"without": "out", "with": "in"}.get(self.name, self.name)

    def holds(self, day: date) -> bool:
        """Whether `day` is in the phase."""
        return self.start <= day <= self.end


def phases(trial: Trial) -> tuple[Phase, ...]:
    """Return the phases of the plan, in order."""
    names: list[tuple[PhaseName, bool, int]]
    if trial.design == "quick" and trial.tried == "with":
        names = [("baseline", True, 0), ("with", False, 0), ("without", True, 0)]
    elif trial.design == "quick":
        names = [("baseline", False, 0), ("elimination", True, 0), ("reintroduction", False, 0)]
    else:
        names = []
        for pair, first in enumerate(trial.order[: trial.pairs + trial.spare_used], 1):
            second: Arm = "with" if first == "without" else "without"
            names += [(name, name == "without", pair) for name in (first, second)]
    starts = day_range(trial.first, trial.last)[:: trial.phase_days]
    length = timedelta(days=trial.phase_days - 1)
    return tuple(
        Phase(name, start, start + length, leaves_out, pair)
        for (name, leaves_out, pair), start in zip(names, starts, strict=True)
    )


def phase_of(trial: Trial, day: date) -> Phase | None:
    """Return the phase of a day, None outside the plan."""
    return next((phase for phase in phases(trial) if phase.holds(day)), None)


def counts(trial: Trial, phase: Phase, day: date) -> bool:
    """Whether a day counts for the result: not in the washout of a rigorous trial, nor after the trial was ended."""
    if trial.ended_on is not None and day > trial.ended_on:
        return False
    return trial.design == "quick" or (day - phase.start).days >= WASHOUT


def over(trial: Trial, today: date) -> bool:
    """Whether a trial was ended or its last day has passed."""
    return trial.ended is not None or today > trial.last


def day_number(trial: Trial, today: date) -> int:
    """Return the number of today in the plan, from 1 and at most the days of the plan; 0 or less before the start."""
    return min((today - trial.first).days + 1, trial.days)


def long_enough(trial: Trial) -> bool:
    """Whether a phase has the days that the condition needs."""
    return trial.phase_days >= NEEDS[trial.condition]


def proposed_smallest(outcome: str) -> float:
    """Return a proposal for the smallest change that matters: POEM 4 [Howells 2018], else a tenth of the scale or 1."""
    _, measure = MEASURES[outcome]
    if outcome == "poem":
        return 4.0
    return round((measure.high - (measure.low or 0)) / 10, 1) if measure.high else 1.0


def flip(pairs: int, coin: Random | None = None) -> tuple[Arm, ...]:
    """Flip a fair coin for each pair: which of its two phases comes first.

    The randomisation test is exact only if the order is random.
    """
    coin = coin or SystemRandom()
    return tuple(coin.choice(("without", "with")) for _ in range(pairs))
