"""The association of each factor with the outcome: effect, interval, p, label and warning flags.

The definitions are those of [docs/domain.md 6]; the numbers in brackets are its points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gutskin_tui.insights import effect_sizes, permutation_test
from gutskin_tui.insights.covariates import adjusted_difference, freed
from gutskin_tui.insights.intervals import Interval, intervals
from gutskin_tui.insights.permutation_test import Scores

Floats = NDArray[np.float64]
Label = Literal["not_enough_data", "no_clear_pattern", "possible", "consistent"]

MOST_FACTORS = 10
MIN_PAIRS, MIN_PAIRS_LABELLED = 30, 60
"""Paired days to show a difference at all, and to label it. [3]"""
EACH = 10
"""Exposed days, and unexposed ones, to show a difference at all. [3]"""
POSSIBLE, CONSISTENT = 0.10, 0.05
"""Greatest p of the two labels. [9]"""
LARGE = 0.33
"""Least size of Cliff's delta of a consistent pattern: not small. [9; Romano et al. 2006]"""
TIED = 0.7
"""Correlation of two exposures above which nobody can tell them apart. [7]"""
FUTURE = (-1, -2, -3)
"""Lags of the negative control: the exposure that comes after the skin. [8]"""


@dataclass(frozen=True, slots=True)
class AtLag:
    """A factor at one lag: paired days with and without it, means of the outcome, difference, studentised score."""

    lag: int
    n_exposed: int
    n_unexposed: int
    mean_exposed: float
    mean_unexposed: float
    effect: float
    score: float
    p: float

    @property
    def pairs(self) -> int:
        """The paired days."""
        return self.n_exposed + self.n_unexposed


@dataclass(frozen=True, slots=True)
class Finding:
    """A factor at the lag with the greatest absolute score. Numbers are None where there are too few days.

    `effect`, the interval and `hodges_lehmann` are in the unit of the outcome; positive is a higher outcome after
    exposed days. `flags` are sign_flips, skin_first and inseparable:<factor>. `profile` holds every lag.
    """

    factor: str
    lag: int
    n_exposed: int
    n_unexposed: int
    mean_exposed: float | None
    mean_unexposed: float | None
    effect: float | None
    interval: Interval | None
    hodges_lehmann: float | None
    cliffs_delta: float | None
    p: float | None
    label: Label
    flags: tuple[str, ...]
    profile: tuple[AtLag, ...]

    @property
    def pairs(self) -> int:
        """The paired days."""
        return self.n_exposed + self.n_unexposed


def findings(
    outcome: Floats,
    exposures: Mapping[str, Floats],
    lags: Sequence[int],
    covariates: Mapping[str, Floats],
    seed: int = 1,
    splits: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return a finding for each factor, in their order.

    `outcome` and each of `exposures` (1, 0) and `covariates` are series of the same days, NaN for a missing one.
    `splits` names the series that a factor splits in two; a covariate that is it is not adjusted for, nor one under
    the factor's own name. Days before the first and after the last outcome count for nothing but lags. Deterministic
    for a seed. Raises ValueError for more than ten factors.
    """
    if len(exposures) > MOST_FACTORS:
        raise ValueError(f"at most {MOST_FACTORS} factors can be looked at together")
    if not exposures:
        return []
    lags = tuple(sorted(lags))
    stretch = _recorded(outcome, lags)
    outcome, covariates = outcome[stretch], {name: series[stretch] for name, series in covariates.items()}
    names, rows = list(exposures), np.array([exposures[name][stretch] for name in exposures], dtype=float)
    counted = [_counts(outcome, row, lags) for row in rows]
    open_to = [any(_enough(with_, without) for with_, without in counts) for counts in counted]
    scores = _scores(outcome, rows, lags, open_to)
    profiles = [_profile(outcome, row, lags, scores[0], place) for place, row in enumerate(rows)]
    best = [_best(profile) for profile in profiles]
    lagged = np.array([_lagged(row, lag) for row, lag in zip(rows, best, strict=True)])
    rng = np.random.default_rng(seed)
    enough = [place for place, lag in enumerate(best) if _enough(*_at(profiles[place], lag))]
    spans = dict(zip(enough, intervals(outcome, lagged[enough], rng), strict=True)) if enough else {}
    return [
        _finding(
            place,
            names,
            rows,
            outcome,
            profiles[place],
            best[place],
            lagged[place],
            scores,
            spans.get(place),
            [
                series
                for name, series in covariates.items()
                if name not in (names[place], (splits or {}).get(names[place]))
            ],
        )
        for place in range(len(names))
    ]


def _recorded(outcome: Floats, lags: tuple[int, ...]) -> slice:
    """Return the days from the first outcome, and as many before as the greatest lag needs, to those of the control.

    A circle of days on most of which there was no diary yet would make chance look smaller than it is.
    """
    seen = np.flatnonzero(~np.isnan(outcome))
    return slice(max(0, seen[0] - lags[-1]), seen[-1] + 1 - min(FUTURE)) if seen.size else slice(None)


def _scores(outcome: Floats, rows: Floats, lags: tuple[int, ...], open_to: list[bool]) -> tuple[Scores, Scores]:
    """Test the factors that have enough days, together: freed of what the days explain by themselves, and as they are.

    A trend, a weekly rhythm or lasting days in both series pass for a tie at some lag (measured: up to 42 % false
    findings for a trend), so p is that of the freed series. [6, 7]
    """
    both = []
    for adjusted in (True, False):
        sizes = (len(lags), len(lags), len(FUTURE), len(FUTURE))
        scores = Scores(*(np.full((len(rows), size), np.nan) for size in sizes))
        if any(open_to):
            y, x = freed(outcome, rows[open_to]) if adjusted else (outcome, rows[open_to])
            for whole, part in zip(scores, permutation_test.score(y, x, lags, FUTURE), strict=True):
                whole[open_to] = part
        both.append(scores)
    return both[0], both[1]


def _skin_first(scores: tuple[Scores, Scores], place: int, column: int) -> bool:
    """Whether a later exposure is at least as strongly associated as an earlier one, by either test. [8]"""
    for tested in scores:
        here, p = abs(tested.observed[place, column]), tested.p[place, column]
        if any(
            abs(ahead) >= here and min(its_p, p) <= POSSIBLE
            for ahead, its_p in zip(tested.ahead[place], tested.ahead_p[place], strict=True)
        ):
            return True
    return False


def _finding(
    place: int,
    names: list[str],
    rows: Floats,
    outcome: Floats,
    profile: tuple[AtLag, ...],
    lag: int,
    lagged: Floats,
    scores: tuple[Scores, Scores],
    interval: Interval | None,
    others: Sequence[Floats],
) -> Finding:
    here = next(at_lag for at_lag in profile if at_lag.lag == lag)
    if interval is None:
        return Finding(
            names[place],
            lag,
            here.n_exposed,
            here.n_unexposed,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            "not_enough_data",
            (),
            profile,
        )
    paired = ~np.isnan(lagged) & ~np.isnan(outcome)
    with_, without = outcome[paired & (lagged == 1)], outcome[paired & (lagged == 0)]
    delta = effect_sizes.cliffs_delta(with_, without)
    flags = [
        f"inseparable:{names[other]}"
        for other in range(len(names))
        if other != place and abs(effect_sizes.phi(rows[place], rows[other])) > TIED
    ]
    beside = adjusted_difference(outcome, lagged, others)
    if not np.isnan(beside) and beside * here.effect < 0:
        flags.insert(0, "sign_flips")
    if _skin_first(scores, place, profile.index(here)):
        flags.insert(0, "skin_first")
    return Finding(
        names[place],
        lag,
        here.n_exposed,
        here.n_unexposed,
        here.mean_exposed,
        here.mean_unexposed,
        here.effect,
        interval,
        effect_sizes.hodges_lehmann(with_, without),
        delta,
        here.p,
        _label(here, interval, delta, flags),
        tuple(flags),
        profile,
    )


def _label(here: AtLag, interval: Interval, delta: float, flags: Sequence[str]) -> Label:
    if here.pairs < MIN_PAIRS_LABELLED:
        return "not_enough_data"
    if not here.p <= POSSIBLE or interval.low <= 0 <= interval.high:
        return "no_clear_pattern"
    survives = not {"sign_flips", "skin_first"}.intersection(flags)
    return "consistent" if here.p <= CONSISTENT and abs(delta) >= LARGE and survives else "possible"


def _lagged(exposure: Floats, lag: int) -> Floats:
    """Return, for each day, the exposure `lag` days before; NaN where the series had not begun."""
    if lag == 0:
        return exposure
    return np.concatenate([np.full(lag, np.nan), exposure[:-lag]])[: exposure.size]


def _counts(outcome: Floats, exposure: Floats, lags: Sequence[int]) -> list[tuple[int, int]]:
    """Return the paired days with and without the exposure, for each lag."""
    seen = ~np.isnan(outcome)
    counts = []
    for lag in lags:
        lagged = _lagged(exposure, lag)
        counts.append((int(((lagged == 1) & seen).sum()), int(((lagged == 0) & seen).sum())))
    return counts


def _enough(with_: int, without: int) -> bool:
    return with_ >= EACH and without >= EACH and with_ + without >= MIN_PAIRS


def _profile(outcome: Floats, row: Floats, lags: tuple[int, ...], scores: Scores, place: int) -> tuple[AtLag, ...]:
    profile = []
    for column, lag in enumerate(lags):
        lagged = _lagged(row, lag)
        with_, without = outcome[(lagged == 1) & ~np.isnan(outcome)], outcome[(lagged == 0) & ~np.isnan(outcome)]
        enough = _enough(with_.size, without.size)
        means = (float(with_.mean()), float(without.mean())) if enough else (float("nan"), float("nan"))
        score, p = (scores.observed[place, column], scores.p[place, column]) if enough else (np.nan, np.nan)
        profile.append(AtLag(lag, with_.size, without.size, *means, means[0] - means[1], float(score), float(p)))
    return tuple(profile)


def _best(profile: tuple[AtLag, ...]) -> int:
    """Return the lag with the greatest absolute score, or with the most pairs if no score is defined."""
    return max(profile, key=lambda at: (0.0 if np.isnan(at.score) else abs(at.score), at.pairs, -at.lag)).lag


def _at(profile: tuple[AtLag, ...], lag: int) -> tuple[int, int]:
    here = next(at_lag for at_lag in profile if at_lag.lag == lag)
    return here.n_exposed, here.n_unexposed
