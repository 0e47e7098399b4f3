"""What a trial shows: numbers by phase, the test, and the verdict with what holds it back [docs/domain.md 6]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import fsum
from statistics import median
from typing import Literal

from gutskin_tui.dates import day_range
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import FEWEST_PAIRS, Trial
from gutskin_tui.trials.adherence import ENOUGH, Adherence, Reading, adherence
from gutskin_tui.trials.randomization_test import Exact, exact, nap
from gutskin_tui.trials.schedule import NEEDS, Phase, counts, long_enough, over, phases

Verdict = Literal["too early to call", "no verdict", "no clear change", "hint", "supported by your own test"]

SUPPORTED = 1 / 16
"""Greatest one-sided p of "supported by your own test". Four pairs can reach it (1/16 = 0.0625), and as the test is
exact no more than 6.25 % of trials without an effect do, however the days hang together."""
HINT = 0.66
"""Least share of improved pairs of a hint, there and back: medium by Parker & Vannest 2009."""
LEAST_DAYS = 0.5
"""Share of the days of a phase that need the outcome for the phase to count."""
LEAST_EATEN = 1 / 7
"""Share of known days with the food on which it was eaten: less than weekly, there was nothing to leave out."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase in numbers: `values` of the days that count, of `wanted` such days once the phase is over."""

    phase: Phase
    wanted: int
    values: tuple[float, ...]

    @property
    def enough(self) -> bool:
        """Whether it has the outcome on as many days as it takes to count."""
        return len(self.values) >= LEAST_DAYS * self.wanted

    @property
    def median(self) -> float | None:
        """The median of its values, None without any."""
        return median(self.values) if self.values else None

    @property
    def mean(self) -> float | None:
        """The mean of its values, None without any."""
        return _mean(self.values) if self.values else None


@dataclass(frozen=True, slots=True)
class Eaten:
    """The days that count, as eaten and not as planned: means and numbers of days with and without the food."""

    n_with: int
    n_without: int
    mean_with: float | None
    mean_without: float | None
    days_with: int
    known_with: int
    """Of the days planned with the food: those on which it was or may have been eaten, and those that say."""

    @property
    def change(self) -> float | None:
        """The mean of days without it less that of days with it; None without either."""
        if self.mean_with is None or self.mean_without is None:
            return None
        return self.mean_without - self.mean_with


@dataclass(frozen=True, slots=True)
class Result:
    """What a trial shows so far or in the end.

    `change` is in the unit of the outcome, without the food less with it: medians of elimination and baseline in a
    quick trial, the mean of the pairs' `differences` in a rigorous one. `nap` is the share of improved pairs from
    baseline to elimination, `nap_back` that of worsened ones from there to reintroduction. `test` is turned so that
    higher is better for the person. `why` says what holds a verdict back, and `caps` all that does, from the start.
    """

    verdict: Verdict
    why: str
    caps: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    change: float | None
    nap: float | None
    nap_back: float | None
    differences: tuple[float, ...]
    test: Exact | None
    eaten: Eaten
    adherence: Adherence


def result(trial: Trial, reading: Reading, today: date) -> Result:
    """Return what a trial shows today."""
    stretches = tuple(_stretch(trial, phase, reading) for phase in phases(trial))
    lower = MEASURES[trial.outcome][1].better == "lower"
    change: float | None = None
    there = back = None
    differences: tuple[float, ...] = ()
    test = None
    if trial.design == "quick":
        before, out, reintroduced = stretches
        if before.values and out.values:
            change = median(out.values) - median(before.values)
            there = _improved(before.values, out.values, lower)
        if out.values and reintroduced.values:
            back = _improved(reintroduced.values, out.values, lower)
    else:
        differences = _differences(trial, stretches, today)
        if differences:
            change = _mean(differences)
            test = exact([-difference if lower else difference for difference in differences])
    adherence_so_far = adherence(trial, reading, today)
    eaten = _eaten(trial, reading)
    caps = _caps(trial, stretches, differences, adherence_so_far, eaten, today)
    verdict: Verdict
    if not over(trial, today):
        verdict, why = "too early to call", f"a verdict needs day {trial.days}"
    elif caps:
        verdict, why = "no verdict", caps[0]
    else:
        helped = -(change or 0.0) if lower else change or 0.0
        far = helped >= trial.smallest_change - 1e-9
        if trial.design == "quick":
            passed = (there or 0.0) >= HINT and (back or 0.0) >= HINT
            verdict = "hint" if far and passed else "no clear change"
        else:
            passed = test is not None and test.p <= SUPPORTED + 1e-9
            verdict = "supported by your own test" if far and passed else "no clear change"
        why = _short(trial, far, passed) if verdict == "no clear change" else ""
    return Result(verdict, why, caps, stretches, change, there, back, differences, test, eaten, adherence_so_far)


def _caps(
    trial: Trial,
    stretches: tuple[Stretch, ...],
    differences: tuple[float, ...],
    went: Adherence,
    eaten: Eaten,
    today: date,
) -> tuple[str, ...]:
    """Say what rules a verdict out: first what cannot change any more, then what the days so far say."""
    caps: list[str] = []
    if trial.ended and trial.ended.reason == "severe_reaction":
        caps.append("ended by a severe reaction")
    elif trial.ended_on is not None and trial.ended_on < trial.last:
        caps.append("stopped early")
    if not long_enough(trial):
        caps.append(
            f"phases of {trial.phase_days} days are shorter than the {NEEDS[trial.condition]} that "
            f"{trial.condition} needs"
        )
    if over(trial, today):
        if trial.design == "quick" and (few := [stretch for stretch in stretches if not stretch.enough]):
            stretch = few[0]
            caps.append(
                f"only {len(stretch.values)} of {stretch.wanted} days of the {stretch.phase.name} were recorded"
            )
        if trial.design == "rigorous" and len(differences) < FEWEST_PAIRS:
            caps.append(f"only {len(differences)} pairs have enough days recorded, {FEWEST_PAIRS} are needed")
    if went.days and (over(trial, today) or went.days >= trial.phase_days):
        if went.share is not None and went.share < ENOUGH:
            caps.append(f"adherence {int(100 * went.share)} %, {100 * ENOUGH:.0f} % is needed")
        elif went.least is not None and went.least < ENOUGH:
            caps.append(f"{len(went.uncertain)} of {went.days} days without it may have had it: settle those first")
        elif went.known < ENOUGH:
            caps.append(f"{len(went.unknown)} of {went.days} days without it have no meal recorded")
    if over(trial, today) and not eaten.known_with:
        caps.append("no meal was recorded on the days with it")
    elif over(trial, today) and eaten.days_with < LEAST_EATEN * eaten.known_with:
        caps.append(f"it was eaten on only {eaten.days_with} of the {eaten.known_with} known days with it")
    return tuple(caps)


def _short(trial: Trial, far: bool, passed: bool) -> str:
    """Say what a verdict lacked."""
    if passed:
        return "the change is smaller than the one that matters to you"
    if trial.design == "rigorous":
        return f"as good a result comes of more than {100 * SUPPORTED:.3g} % of the ways the coin could have fallen"
    return "days with and without it overlap too much" if far else "the medians differ too little"


def _stretch(trial: Trial, phase: Phase, reading: Reading) -> Stretch:
    counting = [day for day in day_range(phase.start, phase.end) if counts(trial, phase, day)]
    return Stretch(phase, len(counting), tuple(reading.values[day] for day in counting if day in reading.values))


def _differences(trial: Trial, stretches: tuple[Stretch, ...], today: date) -> tuple[float, ...]:
    """Return, for each pair that is over and has enough days, the mean without the food less that with it."""
    differences = []
    for place in range(0, len(stretches), 2):
        pair = stretches[place : place + 2]
        done = pair[1].phase.end < today or pair[1].phase.end == trial.ended_on
        if done and all(stretch.enough and stretch.values for stretch in pair):
            without, with_ = sorted(pair, key=lambda stretch: not stretch.phase.leaves_out)
            differences.append(_mean(without.values) - _mean(with_.values))
    return tuple(differences)


def _eaten(trial: Trial, reading: Reading) -> Eaten:
    """Part the days by what was eaten; a maybe is neither."""
    values: dict[Certainty, list[float]] = {Certainty.NO: [], Certainty.MAYBE: [], Certainty.YES: []}
    known: list[Certainty] = []
    for phase in phases(trial):
        for day in day_range(phase.start, phase.end):
            certainty = reading.eaten.get(day)
            if certainty is None:
                continue
            if not phase.leaves_out:
                known.append(certainty)
            if counts(trial, phase, day) and day in reading.values:
                values[certainty].append(reading.values[day])
    with_, without = values[Certainty.YES], values[Certainty.NO]
    return Eaten(
        len(with_),
        len(without),
        _mean(with_) if with_ else None,
        _mean(without) if without else None,
        sum(certainty is not Certainty.NO for certainty in known),
        len(known),
    )


def _improved(before: tuple[float, ...], after: tuple[float, ...], lower: bool) -> float:
    return nap(before, after) if lower else nap(after, before)


def _mean(values: tuple[float, ...] | list[float]) -> float:
    return fsum(values) / len(values)
