"""The result of a trial: numbers by phase, the test, and the verdict with its reasons [docs/domain.md 6]."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from statistics import fmean, median
from typing import Literal

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.foods.food import Certainty
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.model.trial import FEWEST_PAIRS, Trial
from gutskin_tui.trials.adherence import ENOUGH, Adherence, Reading, adherence
from gutskin_tui.trials.phase_results import PhaseResult, differences_of_pairs, recorded_phases
from gutskin_tui.trials.randomization_test import RandomizationTest, nap, randomization_test
from gutskin_tui.trials.schedule import NEEDS, counts, long_enough, over, phases
from gutskin_tui.trials.subject import words_of

Verdict = Literal["too early to call", "no verdict", "no clear change", "hint", "supported by your own test"]

SUPPORTED = 1 / 16
"""Greatest one-sided p of "supported by your own test". Four pairs can reach it (1/16 = 0.0625). The test is exact: at
most 6.25 % of trials without an effect reach it, whatever the autocorrelation of the days."""
HINT = 0.66
"""Least share of improved pairs of days of a hint, in the middle phase and once it is over (Parker & Vannest 2009)."""
LEAST_EATEN = 1 / 7
"""Least share of the known days planned with what is left out on which it was eaten or used: once a week."""


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


class _Comparison(Struct, frozen=True):
    """The numbers of a trial that compare its phases, as `Result` has them."""

    change: float | None = None
    nap: float | None = None
    nap_back: float | None = None
    differences: tuple[float, ...] = ()
    test: RandomizationTest | None = None


def result(trial: Trial, reading: Reading, today: date) -> Result:
    """Return the result of a trial on the day `today`."""
    phase_results = recorded_phases(trial, reading.values)
    if trial.design == "quick":
        comparison = _compare_phases(trial, phase_results)
    else:
        comparison = _compare_pairs(trial, differences_of_pairs(trial, phase_results, today))
    adherence_so_far = adherence(trial, reading, today)
    eaten = _eaten(trial, reading)
    caps = (
        *_caps_of_plan(trial),
        *_caps_of_outcome(trial, phase_results, comparison.differences, today),
        *_caps_of_adherence(trial, adherence_so_far, today),
        *_caps_of_eaten(trial, eaten, today),
    )
    verdict, why = _verdict(trial, comparison, caps, today)
    return Result(
        verdict,
        why,
        caps,
        phase_results,
        comparison.change,
        comparison.nap,
        comparison.nap_back,
        comparison.differences,
        comparison.test,
        eaten,
        adherence_so_far,
    )


def _compare_phases(trial: Trial, phase_results: tuple[PhaseResult, ...]) -> _Comparison:
    """Compare the three phases of a quick trial."""
    before, during, back = phase_results
    lower = MEASURES[trial.outcome][1].better == "lower"
    change: float | None = None
    nap_out: float | None = None
    if before.values and during.values:
        with_, without = (during, before) if trial.tried == "with" else (before, during)
        change = median(without.values) - median(with_.values)
        nap_out = _improved(before.values, during.values, lower)
    nap_back = _improved(back.values, during.values, lower) if during.values and back.values else None
    return _Comparison(change, nap_out, nap_back)


def _compare_pairs(trial: Trial, differences: tuple[float, ...]) -> _Comparison:
    """Test the differences of the pairs of a rigorous trial."""
    if not differences:
        return _Comparison()
    sign = better_sign(trial)
    test = randomization_test([sign * difference for difference in differences])
    return _Comparison(fmean(differences), differences=differences, test=test)


def _verdict(trial: Trial, comparison: _Comparison, caps: tuple[str, ...], today: date) -> tuple[Verdict, str]:
    """Return the verdict, and the reason if it is none or no clear change; "" for any other."""
    if not over(trial, today):
        return "too early to call", f"a verdict needs day {trial.days}"
    if caps:
        return "no verdict", caps[0]
    helped = better_sign(trial) * (comparison.change or 0.0)
    large_enough = helped >= trial.smallest_change - 1e-9
    if trial.design == "quick":
        passed = (comparison.nap or 0.0) >= HINT and (comparison.nap_back or 0.0) >= HINT
    else:
        passed = comparison.test is not None and comparison.test.p <= SUPPORTED + 1e-9
    if large_enough and passed:
        return "hint" if trial.design == "quick" else "supported by your own test", ""
    worse = helped <= -trial.smallest_change + 1e-9
    return "no clear change", _shortfall(trial, large_enough, passed, worse)


def better_sign(trial: Trial) -> int:
    """Return the sign of a change, without minus with, that is the improvement the trial expects."""
    lower = MEASURES[trial.outcome][1].better == "lower"
    return -1 if lower == (trial.tried == "without") else 1


def _caps_of_plan(trial: Trial) -> Iterator[str]:
    """Yield why the trial as it was planned and ended rules a verdict out."""
    if trial.ended and trial.ended.reason == "severe_reaction":
        yield "ended by a severe reaction"
    elif trial.ended_on is not None and trial.ended_on < trial.last:
        yield "stopped early"
    if not long_enough(trial):
        yield (
            f"phases of {trial.phase_days} days are shorter than the {NEEDS[trial.condition]} that "
            f"{trial.condition} needs"
        )


def _caps_of_outcome(
    trial: Trial, phase_results: tuple[PhaseResult, ...], differences: tuple[float, ...], today: date
) -> Iterator[str]:
    """Yield why the recorded days of a trial that is over rule a verdict out."""
    if not over(trial, today):
        return
    if trial.design == "quick" and (short := [part for part in phase_results if not part.enough]):
        first = short[0]
        yield f"only {len(first.values)} of {first.wanted} days of the {first.phase.name} were recorded"
    if trial.design == "rigorous" and len(differences) < FEWEST_PAIRS:
        yield f"only {len(differences)} pairs have enough days recorded, {FEWEST_PAIRS} are needed"


def _caps_of_adherence(trial: Trial, plan: Adherence, today: date) -> Iterator[str]:
    """Yield why the adherence to the plan rules a verdict out, once a phase has passed."""
    if not plan.days or not (over(trial, today) or plan.days >= trial.phase_days):
        return
    if plan.share is not None and plan.share < ENOUGH:
        yield f"adherence {int(100 * plan.share)} %, {100 * ENOUGH:.0f} % is needed"
    elif plan.least is not None and plan.least < ENOUGH:
        yield f"{len(plan.uncertain)} of {plan.days} days without it possibly had it: answer those first"
    elif plan.known < ENOUGH:
        which = "" if trial.tried == "with" else " without it"
        yield f"{len(plan.unknown)} of {plan.days} days{which} have no {words_of(trial).entry} recorded"


def _caps_of_eaten(trial: Trial, eaten: Eaten, today: date) -> Iterator[str]:
    """Yield why the days with what is left out rule a verdict out: it was hardly eaten or used on them."""
    if trial.tried == "with" or not over(trial, today):
        return  # the days with it are part of the adherence
    words = words_of(trial)
    if not eaten.known_with:
        yield f"no {words.entry} was recorded on the days with it"
    elif eaten.days_with < LEAST_EATEN * eaten.known_with:
        yield (
            f"it was {words.participle} on only {eaten.days_with} of the {eaten.known_with} known days planned with it"
        )


def _shortfall(trial: Trial, large_enough: bool, passed: bool, worse: bool) -> str:
    """Return why the verdict is no clear change."""
    if worse:
        return f"the days {trial.tried} it were worse, not better"
    if passed:
        return "the change is smaller than the one that matters to you"
    if trial.design == "rigorous":
        return f"chance alone gives a result this good in more than 1 of {1 / SUPPORTED:.0f} trials"
    return "days with and without it overlap too much" if large_enough else "the medians differ too little"


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
        fmean(with_) if with_ else None,
        fmean(without) if without else None,
        sum(certainty is not Certainty.NO for certainty in known),
        len(known),
    )


def _improved(before: tuple[float, ...], after: tuple[float, ...], lower: bool) -> float:
    """Return the share of pairs of days that improved; `lower`: whether a lower outcome is better."""
    return nap(before, after) if lower else nap(after, before)
