"""The association of each factor with the outcome: effect, interval, p, label and warning flags.

The definitions are those of [docs/domain.md 6].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gutskin_tui.insights import effect_sizes, permutation_test
from gutskin_tui.insights.covariates import adjusted_difference, prewhitened
from gutskin_tui.insights.intervals import Interval, intervals
from gutskin_tui.insights.permutation_test import Scores

Floats = NDArray[np.float64]
Label = Literal["not_enough_data", "no_clear_pattern", "possible", "consistent"]

MOST_FACTORS = 10
MIN_PAIRS, MIN_PAIRS_LABELLED = 30, 60
"""Least number of paired days for a difference, and for a label [docs/domain.md 6.3]."""
EACH = 10
"""Least number of exposed days, and of unexposed days, for a difference [docs/domain.md 6.3]."""
POSSIBLE, CONSISTENT = 0.10, 0.05
"""Greatest p of the two labels [docs/domain.md 6.9]."""
LEAST_DELTA = 0.33
"""Least absolute value of Cliff's delta of a consistent pattern [docs/domain.md 6.9; Romano et al. 2006]."""
INSEPARABLE = 0.7
"""Correlation of two exposures above which they are reported as inseparable [docs/domain.md 6.7]."""
FUTURE = (-1, -2, -3)
"""Lags of the negative control: exposures 1 to 3 days after the outcome [docs/domain.md 6.8]."""


@dataclass(frozen=True, slots=True)
class AtLag:
    """A factor at one lag: numbers of paired days, means of the outcome, their difference, studentised score and p.

    A paired day has both an outcome and a known exposure `lag` days before. The numbers are NaN with too few days.
    """

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


@dataclass(frozen=True, slots=True)
class _Analysis:
    """The data of all factors together, over the days with records.

    `rows` are the exposures (factors x days); `adjusted` are the scores of the prewhitened series,
    `unadjusted` those of the series as they are.
    """

    names: tuple[str, ...]
    outcome: Floats
    rows: Floats
    lags: tuple[int, ...]
    adjusted: Scores
    unadjusted: Scores

    def profile(self, index: int) -> tuple[AtLag, ...]:
        """Return the numbers of a factor at every lag."""
        profile = []
        for column, lag in enumerate(self.lags):
            exposed, unexposed = _paired(self.outcome, _lagged(self.rows[index], lag))
            means, score, p = (np.nan, np.nan), np.nan, np.nan
            if _enough(exposed.size, unexposed.size):
                means = (float(exposed.mean()), float(unexposed.mean()))
                score, p = self.adjusted.observed[index, column], self.adjusted.p[index, column]
            effect = means[0] - means[1]
            profile.append(AtLag(lag, exposed.size, unexposed.size, *means, effect, float(score), float(p)))
        return tuple(profile)

    def flags(self, index: int, best: AtLag, covariates: Sequence[Floats]) -> tuple[str, ...]:
        """Return the warning flags of a factor at its best lag."""
        flags = []
        if self._skin_first(index, self.lags.index(best.lag)):
            flags.append("skin_first")
        adjusted = adjusted_difference(self.outcome, _lagged(self.rows[index], best.lag), covariates)
        if not np.isnan(adjusted) and adjusted * best.effect < 0:
            flags.append("sign_flips")
        for other, name in enumerate(self.names):
            if other != index and abs(effect_sizes.phi(self.rows[index], self.rows[other])) > INSEPARABLE:
                flags.append(f"inseparable:{name}")
        return tuple(flags)

    def _skin_first(self, index: int, column: int) -> bool:
        """Whether a later exposure is at least as strongly associated as an earlier one [docs/domain.md 6.8]."""
        for scores in (self.adjusted, self.unadjusted):
            score, p = abs(scores.observed[index, column]), scores.p[index, column]
            for future_score, future_p in zip(scores.ahead[index], scores.ahead_p[index], strict=True):
                if abs(future_score) >= score and min(future_p, p) <= POSSIBLE:
                    return True
        return False


def findings(
    outcome: Floats,
    exposures: Mapping[str, Floats],
    lags: Sequence[int],
    covariates: Mapping[str, Floats],
    seed: int = 1,
    splits: Mapping[str, str] | None = None,
) -> list[Finding]:
    """Return a finding for each factor, in their order. Deterministic for a seed.

    `outcome` and each of `exposures` (1, 0) and `covariates` are series of the same days, NaN for a missing one.
    `splits` maps a factor to the series that it splits in two. A factor is not adjusted for a covariate that is that
    series or has the factor's name. Days before the first and after the last outcome are used for lags only.
    Raises ValueError for more than ten factors.
    """
    if len(exposures) > MOST_FACTORS:
        raise ValueError(f"at most {MOST_FACTORS} factors can be compared together")
    if not exposures:
        return []
    lags = tuple(sorted(lags))
    days = _recorded_days(outcome, lags)
    names = tuple(exposures)
    rows = np.array([exposures[name][days] for name in names], dtype=float)
    analysis = _Analysis(names, outcome[days], rows, lags, *_scores(outcome[days], rows, lags))
    profiles = [analysis.profile(index) for index in range(len(names))]
    best = [_best(profile) for profile in profiles]
    testable = [index for index, at in enumerate(best) if _enough(at.n_exposed, at.n_unexposed)]
    factor_intervals: dict[int, Interval] = {}
    if testable:
        lagged = np.array([_lagged(rows[index], best[index].lag) for index in testable])
        computed = intervals(analysis.outcome, lagged, np.random.default_rng(seed))
        factor_intervals = dict(zip(testable, computed, strict=True))
    results = []
    for index, name in enumerate(names):
        own_series = (name, (splits or {}).get(name))
        others = [series[days] for covariate, series in covariates.items() if covariate not in own_series]
        results.append(_finding(analysis, index, profiles[index], factor_intervals.get(index), others))
    return results


def _recorded_days(outcome: Floats, lags: tuple[int, ...]) -> slice:
    """Return the days from the first to the last outcome, extended by the greatest lag and by the negative control.

    Without the cut, days before the first record would widen the circle of shifts and make p too small.
    """
    recorded = np.flatnonzero(~np.isnan(outcome))
    if not recorded.size:
        return slice(None)
    return slice(max(0, recorded[0] - lags[-1]), recorded[-1] + 1 - min(FUTURE))


def _scores(outcome: Floats, rows: Floats, lags: tuple[int, ...]) -> tuple[Scores, Scores]:
    """Return the scores of all factors with enough days, tested together: of adjusted series and of unadjusted ones.

    A trend, a weekly rhythm or runs of similar days in both series would pass for an association at some lag
    (measured: up to 42 % false findings for a trend), so p is that of the adjusted series [docs/domain.md 6.6].
    """
    testable = [any(_enough(*map(len, _paired(outcome, _lagged(row, lag)))) for lag in lags) for row in rows]
    results = []
    for adjusted in (True, False):
        sizes = (len(lags), len(lags), len(FUTURE), len(FUTURE))
        scores = Scores(*(np.full((len(rows), size), np.nan) for size in sizes))
        if any(testable):
            y, x = prewhitened(outcome, rows[testable]) if adjusted else (outcome, rows[testable])
            for whole, part in zip(scores, permutation_test.score(y, x, lags, FUTURE), strict=True):
                whole[testable] = part
        results.append(scores)
    return results[0], results[1]


def _finding(
    analysis: _Analysis,
    index: int,
    profile: tuple[AtLag, ...],
    interval: Interval | None,
    covariates: Sequence[Floats],
) -> Finding:
    """Return the finding of a factor; without an interval (too few days) only its counts are known."""
    best = _best(profile)
    finding = Finding(
        factor=analysis.names[index],
        lag=best.lag,
        n_exposed=best.n_exposed,
        n_unexposed=best.n_unexposed,
        mean_exposed=None,
        mean_unexposed=None,
        effect=None,
        interval=None,
        hodges_lehmann=None,
        cliffs_delta=None,
        p=None,
        label="not_enough_data",
        flags=(),
        profile=profile,
    )
    if interval is None:
        return finding
    exposed, unexposed = _paired(analysis.outcome, _lagged(analysis.rows[index], best.lag))
    delta = effect_sizes.cliffs_delta(exposed, unexposed)
    flags = analysis.flags(index, best, covariates)
    return replace(
        finding,
        mean_exposed=best.mean_exposed,
        mean_unexposed=best.mean_unexposed,
        effect=best.effect,
        interval=interval,
        hodges_lehmann=effect_sizes.hodges_lehmann(exposed, unexposed),
        cliffs_delta=delta,
        p=best.p,
        label=_label(best, interval, delta, flags),
        flags=flags,
    )


def _label(best: AtLag, interval: Interval, delta: float, flags: Sequence[str]) -> Label:
    """Return the label of a finding [docs/domain.md 6.9]."""
    if best.pairs < MIN_PAIRS_LABELLED:
        return "not_enough_data"
    if not best.p <= POSSIBLE or interval.low <= 0 <= interval.high:
        return "no_clear_pattern"
    robust = not {"sign_flips", "skin_first"}.intersection(flags)
    return "consistent" if best.p <= CONSISTENT and abs(delta) >= LEAST_DELTA and robust else "possible"


def _lagged(exposure: Floats, lag: int) -> Floats:
    """Return, for each day, the exposure `lag` days before; NaN for the first `lag` days."""
    if lag == 0:
        return exposure
    return np.concatenate([np.full(lag, np.nan), exposure[:-lag]])[: exposure.size]


def _paired(outcome: Floats, lagged: Floats) -> tuple[Floats, Floats]:
    """Return the outcomes of exposed and of unexposed days, where both series have a value."""
    recorded = ~np.isnan(outcome)
    return outcome[(lagged == 1) & recorded], outcome[(lagged == 0) & recorded]


def _enough(exposed: int, unexposed: int) -> bool:
    """Whether these numbers of days suffice for a difference [docs/domain.md 6.3]."""
    return exposed >= EACH and unexposed >= EACH and exposed + unexposed >= MIN_PAIRS


def _best(profile: tuple[AtLag, ...]) -> AtLag:
    """Return the lag with the greatest absolute score, or with the most pairs if no score is defined."""
    return max(profile, key=lambda at: (0.0 if np.isnan(at.score) else abs(at.score), at.pairs, -at.lag))
