"""The outcome in the phases of a trial, and in its pairs of phases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean, median

from msgspec import Struct

from gutskin_tui.dates import day_range
from gutskin_tui.model.trial import Trial
from gutskin_tui.trials.schedule import Phase, counts, phases

LEAST_DAYS = 0.5
"""Least share of the days of a phase with a recorded outcome, for the phase to count."""


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
        return fmean(self.values) if self.values else None


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


def differences_of_pairs(trial: Trial, phase_results: tuple[PhaseResult, ...], today: date) -> tuple[float, ...]:
    """Return, for each pair that is over and has enough days, the mean without what is tested minus that with it.

    As many as the test is planned with, the first of them, if a spare pair gives one more.
    """
    differences: list[float] = []
    for pair, enough in recorded_pairs(trial, phase_results, today):
        if enough:
            without, with_ = sorted(pair, key=lambda phase_result: not phase_result.phase.leaves_out)
            differences.append(fmean(without.values) - fmean(with_.values))
    return tuple(differences[: trial.pairs])
