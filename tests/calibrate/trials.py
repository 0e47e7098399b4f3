"""How often trials say something of simulated people to whom the food does nothing, or something."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.trial import Design, Trial
from gutskin_tui.trials.adherence import Reading
from gutskin_tui.trials.results import result
from gutskin_tui.trials.schedule import flip, phases

PHI = 0.6
"""How much of a day's skin is that of the day before."""
MISSING = 0.1
"""Share of days without a check-in."""
FALSE_SUPPORT = 0.07
"""Greatest share of rigorous trials without an effect that may end in a verdict."""
START = date(2026, 1, 5)


class TrialRow(NamedTuple):
    """One line of a calibration: what was measured, its value, the goal in words, and whether it was met."""

    name: str
    value: float
    goal: str
    met: bool


def simulated(coin: Random, design: Design, effect: float, phi: float = PHI, days: int = 7, pairs: int = 4) -> str:
    """Return the verdict on a person whose skin is `effect` points lower without the food; sd 1, mean 4, rounded."""
    stamp = "2026-01-05T08:00:00+00:00"
    trial = Trial(
        id="x",
        created=stamp,
        updated=stamp,
        frozen=stamp,
        what="dairy",
        outcome="severity",
        condition="rosacea",
        design=design,
        phase_days=days,
        start=START.isoformat(),
        smallest_change=0.5,
        order=flip(pairs, coin) if design == "rigorous" else (),
    )
    values: dict[date, float] = {}
    eaten: dict[date, Certainty] = {}
    lasting = coin.gauss(0, 1)
    for phase in phases(trial):
        for back in range(phase.days):
            day = phase.start + timedelta(days=back)
            lasting = phi * lasting + math.sqrt(1 - phi * phi) * coin.gauss(0, 1)
            eaten[day] = Certainty.NO if phase.leaves_out else Certainty.YES
            if coin.random() >= MISSING:
                values[day] = float(min(max(round(4 + lasting - effect * phase.leaves_out), 0), 10))
    return result(trial, Reading(values, eaten), trial.last + timedelta(days=1)).verdict


def share(
    people: int, seed: int, wanted: str, design: Design, effect: float, phi: float = PHI, pairs: int = 4
) -> float:
    """Return the share of simulated people whose trial ends in a verdict."""
    coin = Random(f"{seed} {design} {effect} {phi} {pairs}")
    return sum(simulated(coin, design, effect, phi, pairs=pairs) == wanted for _ in range(people)) / people


def trial_rows(people: int, seed: int) -> list[TrialRow]:
    """Measure trials on `people` simulated people for each row; the same for the same seed."""
    return list(_rows(people, seed))


def _rows(people: int, seed: int) -> Iterator[TrialRow]:
    supported = "supported by your own test"
    for phi in (0.0, PHI, 0.8):
        for pairs in (4, 6):
            value = share(people, seed, supported, "rigorous", 0.0, phi, pairs)
            yield TrialRow(
                f"rigorous, no effect, phi {phi}, {pairs} pairs: supported",
                value,
                f"<= {FALSE_SUPPORT}",
                value <= FALSE_SUPPORT,
            )
        value = share(people, seed, "hint", "quick", 0.0, phi)
        yield TrialRow(f"quick, no effect, phi {phi}: hint", value, "reported", True)
    for pairs in (4, 8):
        value = share(people, seed, supported, "rigorous", 1.0, PHI, pairs)
        yield TrialRow(f"rigorous, 1 SD, phi {PHI}, {pairs} pairs: supported", value, "reported", True)
    value = share(people, seed, "hint", "quick", 1.0)
    yield TrialRow(f"quick, 1 SD, phi {PHI}: hint", value, "reported", True)
    for effect in (0.0, 1.0, 3.0):
        value = share(people, seed, supported, "quick", effect)
        yield TrialRow(f"quick, {effect:g} SD: supported", value, "0", value == 0)
