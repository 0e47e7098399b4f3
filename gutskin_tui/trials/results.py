"""The result of a trial: numbers by phase, the test, and the verdict with its reasons [docs/domain.md 6]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum
from statistics import median
from typing import Literal

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import FEWEST_PAIRS, Trial
from gutskin_tui.trials.adherence import ENOUGH, Adherence, Reading, adherence
from gutskin_tui.trials.randomization_test import RandomizationTest, nap, randomization_test
from gutskin_tui.trials.schedule import NEEDS, Phase, counts, long_enough, over, phases
from gutskin_tui.trials.subject import words_of

Verdict = Literal["too early to call", "no verdict", "no clear change", "hint", "supported by your own test"]

SUPPORTED = 1 / 16
"""Greatest one-sided p of "supported by your own test". Four pairs can reach it (1/16 = 0.0625). The test is exact: at
most 6.25 % of trials without an effect reach it, whatever the autocorrelation of the days."""
HINT = 0.66
"""Least share of improved pairs of days of a hint, in the middle phase and once it is over (Parker & Vannest 2009)."""
LEAST_DAYS = 0.5
"""Least share of the days of a phase with a recorded outcome, for the phase to count."""
LEAST_EATEN = 1 / 7
"""Least share of the known days planned with what is left out on which it was eaten or used: once a week."""


class PhaseResult(Struct, frozen=True):
    """The outcome in a phase: the `values` of its days that count, and the number of such days planned, `wanted`."""

    phase: Phase
    wanted: int
    values: tuple[float, ...]

    @property
    def enough(self) -> bool:
        """Whether enough days have the outcome for the phase to count."""
        return len(self.values) >= LEAST_DAYS * self.wanted

    @property
    def median(self) -> float | None:
        """The median of its values, None without any."""
        return median(self.values) if self.values else None

    @property
    def mean(self) -> float | None:
        """The mean of its values, None without any."""
        return _mean(self.values) if self.values else None


class Eaten(Struct, frozen=True):
    """The days that count, by whether what is tested was eaten or used: numbers of days, and their means."""

    n_with: int
    n_without: int
    mean_with: float | None
    mean_without: float | None
    days_with: int
    known_with: int
    """The number of days planned with it for which it is known whether it was eaten; on `days_with` of these days it
    was, or may have been."""

    @property
    def change(self) -> float | None:
        """The mean of days without it minus that of days with it; None if either is unknown."""
        if self.mean_with is None or self.mean_without is None:
            return None
        return self.mean_without - self.mean_with


class Result(Struct, frozen=True):
    """The result of a trial so far or at its end.

    - `change`, in the unit of the outcome: days without what is tested minus days with it. In a quick trial the
      difference of the medians of the first two phases, in a rigorous one the mean of the `differences` of the pairs.
    - `nap`: the share of pairs of days that improved from the first phase to the second, in which it was tried;
      `nap_back`: the share of pairs in which the day of the second was better than that of the third.
    - `test`: the randomisation test of the differences, with the sign that makes a higher value better for what is
      tried.
    - `why`: the reason that there is no verdict or no clear change; `caps`: all reasons that rule a verdict out.
    """

    verdict: Verdict
    why: str
    caps: tuple[str, ...]
    phase_results: tuple[PhaseResult, ...]
    change: float | None
    nap: float | None
    nap_back: float | None
    differences: tuple[float, ...]
    test: RandomizationTest | None
    eaten: Eaten
    adherence: Adherence


def result(trial: Trial, reading: Reading, today: date) -> Result:
    """Return the result of a trial on the day `today`."""
    phase_results = recorded_phases(trial, reading.values)
    lower = MEASURES[trial.outcome][1].better == "lower"
    sign = better_sign(trial)
    change: float | None = None
    nap_out: float | None = None
    nap_back: float | None = None
    differences: tuple[float, ...] = ()
    test = None
    if trial.design == "quick":
        before, during, back = phase_results
        if before.values and during.values:
            with_, without = (during, before) if trial.tried == "with" else (before, during)
            change = median(without.values) - median(with_.values)
            nap_out = _improved(before.values, during.values, lower)
        if during.values and back.values:
            nap_back = _improved(back.values, during.values, lower)
    else:
        differences = _differences(trial, phase_results, today)
        if differences:
            change = _mean(differences)
            test = randomization_test([sign * difference for difference in differences])
    adherence_so_far = adherence(trial, reading, today)
    eaten = _eaten(trial, reading)
    caps = _caps(trial, phase_results, differences, adherence_so_far, eaten, today)
    verdict: Verdict
    if not over(trial, today):
        verdict, why = "too early to call", f"a verdict needs day {trial.days}"
    elif caps:
        verdict, why = "no verdict", caps[0]
    else:
        helped = sign * (change or 0.0)
        large_enough = helped >= trial.smallest_change - 1e-9
        if trial.design == "quick":
            passed = (nap_out or 0.0) >= HINT and (nap_back or 0.0) >= HINT
            verdict = "hint" if large_enough and passed else "no clear change"
        else:
            passed = test is not None and test.p <= SUPPORTED + 1e-9
            verdict = "supported by your own test" if large_enough and passed else "no clear change"
        worse = helped <= -trial.smallest_change + 1e-9
        why = _shortfall(trial, large_enough, passed, worse) if verdict == "no clear change" else ""
    return Result(
        verdict, why, caps, phase_results, change, nap_out, nap_back, differences, test, eaten, adherence_so_far
    )


def better_sign(trial: Trial) -> int:
    """Return the sign of a change, without minus with, that is the improvement the trial expects."""
    lower = MEASURES[trial.outcome][1].better == "lower"
    return -1 if lower == (trial.tried == "without") else 1


def _caps(
    trial: Trial,
    phase_results: tuple[PhaseResult, ...],
    differences: tuple[float, ...],
    plan: Adherence,
    eaten: Eaten,
    today: date,
) -> tuple[str, ...]:
    """Return the reasons that rule a verdict out, those of the plan first; `plan` is the adherence to it."""
    caps: list[str] = []
    words = words_of(trial)
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
        if trial.design == "quick" and (short := [part for part in phase_results if not part.enough]):
            first = short[0]
            caps.append(f"only {len(first.values)} of {first.wanted} days of the {first.phase.name} were recorded")
        if trial.design == "rigorous" and len(differences) < FEWEST_PAIRS:
            caps.append(f"only {len(differences)} pairs have enough days recorded, {FEWEST_PAIRS} are needed")
    if plan.days and (over(trial, today) or plan.days >= trial.phase_days):
        if plan.share is not None and plan.share < ENOUGH:
            caps.append(f"adherence {int(100 * plan.share)} %, {100 * ENOUGH:.0f} % is needed")
        elif plan.least is not None and plan.least < ENOUGH:
            caps.append(f"{len(plan.uncertain)} of {plan.days} days without it possibly had it: answer those first")
        elif plan.known < ENOUGH:
            which = "" if trial.tried == "with" else " without it"
            caps.append(f"{len(plan.unknown)} of {plan.days} days{which} have no {words.entry} recorded")
    if trial.tried == "with" or not over(trial, today):
        return tuple(caps)  # the days with it are part of the adherence
    if not eaten.known_with:
        caps.append(f"no {words.entry} was recorded on the days with it")
    elif eaten.days_with < LEAST_EATEN * eaten.known_with:
        caps.append(
            f"it was {words.participle} on only {eaten.days_with} of the {eaten.known_with} known days planned with it"
        )
    return tuple(caps)


def _shortfall(trial: Trial, large_enough: bool, passed: bool, worse: bool) -> str:
    """Return why the verdict is no clear change."""
    if worse:
        return f"the days {trial.tried} it were worse, not better"
    if passed:
        return "the change is smaller than the one that matters to you"
    if trial.design == "rigorous":
        return f"chance alone gives a result this good in more than 1 of {1 / SUPPORTED:.0f} trials"
    return "days with and without it overlap too much" if large_enough else "the medians differ too little"


def recorded_phases(trial: Trial, values: Mapping[date, float]) -> tuple[PhaseResult, ...]:
    """Return the outcome in each phase, from its `values` by day."""
    results = []
    for phase in phases(trial):
        counting = [day for day in day_range(phase.start, phase.end) if counts(trial, phase, day)]
        results.append(PhaseResult(phase, len(counting), tuple(values[day] for day in counting if day in values)))
    return tuple(results)


def recorded_pairs(
    trial: Trial, phase_results: Sequence[PhaseResult], today: date
) -> list[tuple[Sequence[PhaseResult], bool]]:
    """Return each pair of phases that is over, and whether enough of it was recorded for it to count."""
    pairs = [phase_results[place : place + 2] for place in range(0, len(phase_results), 2)]
    return [
        (pair, all(phase_result.enough and phase_result.values for phase_result in pair))
        for pair in pairs
        if pair[1].phase.end < today or pair[1].phase.end == trial.ended_on
    ]


def _differences(trial: Trial, phase_results: tuple[PhaseResult, ...], today: date) -> tuple[float, ...]:
    """Return, for each pair that is over and has enough days, the mean without what is tested minus that with it.

    As many as the test is planned with, the first of them, if a spare pair gives one more.
    """
    differences = []
    for pair, enough in recorded_pairs(trial, phase_results, today):
        if enough:
            without, with_ = sorted(pair, key=lambda phase_result: not phase_result.phase.leaves_out)
            differences.append(_mean(without.values) - _mean(with_.values))
    return tuple(differences[: trial.pairs])


def _eaten(trial: Trial, reading: Reading) -> Eaten:
    """Return the days that count, by whether what is tested was eaten or used; a maybe counts as neither."""
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
    """Return the share of pairs of days that improved; `lower`: whether a lower outcome is better."""
    return nap(before, after) if lower else nap(after, before)


def _mean(values: tuple[float, ...] | list[float]) -> float:
    return fsum(values) / len(values)
