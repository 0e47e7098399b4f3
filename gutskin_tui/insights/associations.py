"""The association of each factor with the outcome, in one look at given days: effect, interval, p, label and flags.

The definitions are those of [docs/domain.md 6].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from gutskin_tui.insights import effect_sizes, permutation_test
from gutskin_tui.insights.covariates import adjusted_difference, explains, prewhitened
from gutskin_tui.insights.finding import (
    CONSISTENT,
    LEAST_DELTA,
    MIN_PAIRS_LABELLED,
    POSSIBLE,
    AtLag,
    Finding,
    Label,
    enough,
)
from gutskin_tui.insights.intervals import NORMAL, Interval, intervals
from gutskin_tui.insights.permutation_test import Scores
from gutskin_tui.insights.step_down import StepDown, step_down

Floats = NDArray[np.float64]

MOST_FACTORS = 10
INSEPARABLE = 0.7
"""Correlation of two exposures above which they are reported as inseparable [docs/domain.md 6.7]."""
FUTURE = (-1, -2, -3)
"""Lags of the negative control: exposures 1 to 3 days after the outcome [docs/domain.md 6.8]."""
FUTURE_P = 0.10
"""Greatest p, of the exposure or of a later one, at which the negative control is decisive."""
DECISIVE_P = 0.10
"""Greatest p of a factor for which covariates are looked for that explain it, and its sign is compared."""


class _Analysis(Struct, frozen=True):
    """The data of all factors together, over the days with records.

    `rows` are the exposures (factors x days). `adjusted` are the scores of the prewhitened series, `white_outcome` and
    `white_rows`; `unadjusted` those of the series as they are. Rows of factors with too few days are NaN.
    """

    names: tuple[str, ...]
    outcome: Floats
    rows: Floats
    lags: tuple[int, ...]
    adjusted: Scores
    unadjusted: Scores
    white_outcome: Floats
    white_rows: Floats

    def profile(self, index: int) -> tuple[AtLag, ...]:
        """Return the numbers of a factor at every lag."""
        profile = []
        for column, lag in enumerate(self.lags):
            exposed, unexposed = _paired(self.outcome, _lagged(self.rows[index], lag))
            means, score, p = (np.nan, np.nan), np.nan, np.nan
            if enough(exposed.size, unexposed.size):
                means = (float(exposed.mean()), float(unexposed.mean()))
                score, p = self.adjusted.observed[index, column], self.adjusted.p[index, column]
            effect = means[0] - means[1]
            profile.append(AtLag(lag, exposed.size, unexposed.size, *means, effect, float(score), float(p)))
        return tuple(profile)

    def flags(self, index: int, best: AtLag, covariates: Mapping[str, Floats]) -> list[str]:
        """Return the warning flags of a factor at its best lag."""
        flags = []
        lagged = _lagged(self.rows[index], best.lag)
        if self._skin_first(index, self.lags.index(best.lag)):
            flags.append("skin_first")
        if best.score * best.effect < 0 and best.p <= DECISIVE_P:
            flags.append("sign_differs")
        adjusted = adjusted_difference(self.outcome, lagged, list(covariates.values()))
        if not np.isnan(adjusted) and adjusted * best.effect < 0:
            flags.append("sign_flips")
        if best.p <= DECISIVE_P:
            flags += [
                f"explained_by:{name}"
                for name, series in covariates.items()
                if explains(self.outcome, lagged, series, best.lag)
            ]
        for other, name in enumerate(self.names):
            if other != index and abs(effect_sizes.phi(self.rows[index], self.rows[other])) > INSEPARABLE:
                flags.append(f"inseparable:{name}")
        return flags

    def _skin_first(self, index: int, column: int) -> bool:
        """Whether a later exposure is at least as strongly associated as an earlier one [docs/domain.md 6.8]."""
        for scores in (self.adjusted, self.unadjusted):
            score, p = abs(scores.observed[index, column]), scores.p[index, column]
            for future_score, future_p in zip(scores.ahead[index], scores.ahead_p[index], strict=True):
                if abs(future_score) >= score and min(future_p, p) <= FUTURE_P:
                    return True
        return False


def findings(
    outcome: Floats,
    exposures: Mapping[str, Floats],
    lags: Sequence[int],
    covariates: Mapping[str, Floats],
    seed: int = 1,
    splits: Mapping[str, str] | None = None,
    at: Mapping[str, int] | None = None,
) -> list[Finding]:
    """Return a finding for each factor, in their order. Deterministic for a seed.

    `outcome` and each of `exposures` (1, 0) and `covariates` are series of the same days, NaN for a missing one.
    `splits` maps a factor to the series that it comes from. A factor is not adjusted for a covariate that is that
    series or has the factor's name. `at` maps factors to the lag to describe instead of the best one. Days before the
    first and after the last outcome are used for lags only. Raises ValueError for more than ten factors.
    """
    if len(exposures) > MOST_FACTORS:
        raise ValueError(f"at most {MOST_FACTORS} factors can be compared together")
    if not exposures:
        return []
    lags = tuple(sorted(lags))
    days = _recorded_days(outcome, lags)
    names = tuple(exposures)
    analysis = _analysis(names, outcome[days], np.array([exposures[name][days] for name in names], dtype=float), lags)
    profiles = [analysis.profile(index) for index in range(len(names))]
    best = [_best(profile, (at or {}).get(name)) for name, profile in zip(names, profiles, strict=True)]
    testable = [index for index, numbers in enumerate(best) if enough(numbers.n_exposed, numbers.n_unexposed)]
    results = [_counts_only(name, best[index], profiles[index]) for index, name in enumerate(names)]
    if not testable:
        return results
    lagged = np.array([_lagged(analysis.rows[index], best[index].lag) for index in testable])
    at_fixed_lag = intervals(analysis.outcome, lagged, seed)
    for index, interval in zip(testable, at_fixed_lag, strict=True):
        own_series = (names[index], (splits or {}).get(names[index]))
        others = {name: series[days] for name, series in covariates.items() if name not in own_series}
        results[index] = _described(analysis, index, results[index], best[index], interval, others)
    tested = _tested(analysis, testable, best, results, at_fixed_lag)
    for place, index in enumerate(testable):
        results[index] = _judged(results[index], place, tested, [names[other] for other in testable])
    return results


def _recorded_days(outcome: Floats, lags: tuple[int, ...]) -> slice:
    """Return the days from the first to the last outcome, extended by the greatest lag and by the negative control.

    Without the cut, days before the first record would widen the circle of shifts and make p too small.
    """
    recorded = np.flatnonzero(~np.isnan(outcome))
    if not recorded.size:
        return slice(None)
    return slice(max(0, recorded[0] - lags[-1]), recorded[-1] + 1 - min(FUTURE))


def _analysis(names: tuple[str, ...], outcome: Floats, rows: Floats, lags: tuple[int, ...]) -> _Analysis:
    """Score all factors with enough days together: of prewhitened series, and of the series as they are.

    A trend, a weekly rhythm or runs of similar days in both series would pass for an association at some lag
    (measured: up to 42 % false findings for a trend), so p is that of the prewhitened series [docs/domain.md 6.6].
    """
    testable = np.array([any(enough(*map(len, _paired(outcome, _lagged(row, lag)))) for lag in lags) for row in rows])
    white_outcome, white_rows = np.full_like(outcome, np.nan), np.full_like(rows, np.nan)
    if not testable.any():
        of_lags, of_future = np.zeros((0, len(lags))), np.zeros((0, len(FUTURE)))
        none = Scores(of_lags, of_lags, of_future, of_future, np.zeros(0), 0).among(testable)
        return _Analysis(names, outcome, rows, lags, none, none, white_outcome, white_rows)
    white_outcome, white_rows[testable] = prewhitened(outcome, rows[testable])
    adjusted = permutation_test.score(white_outcome, white_rows[testable], lags, FUTURE).among(testable)
    unadjusted = permutation_test.score(outcome, rows[testable], lags, FUTURE).among(testable)
    return _Analysis(names, outcome, rows, lags, adjusted, unadjusted, white_outcome, white_rows)


def _counts_only(name: str, best: AtLag, profile: tuple[AtLag, ...]) -> Finding:
    """Return the finding of a factor with too few days for a difference."""
    return Finding(
        factor=name,
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
        p_smallest=None,
        label="not_enough_data",
        flags=(),
        profile=profile,
    )


def _described(
    analysis: _Analysis,
    index: int,
    finding: Finding,
    best: AtLag,
    interval: Interval,
    covariates: Mapping[str, Floats],
) -> Finding:
    """Add the numbers and the flags of a factor; `interval` is that of its lag alone."""
    exposed, unexposed = _paired(analysis.outcome, _lagged(analysis.rows[index], best.lag))
    return replace(
        finding,
        mean_exposed=best.mean_exposed,
        mean_unexposed=best.mean_unexposed,
        effect=best.effect,
        interval=_simultaneous(interval, best.effect, float(analysis.adjusted.own_point[index])),
        hodges_lehmann=effect_sizes.hodges_lehmann(exposed, unexposed),
        cliffs_delta=effect_sizes.cliffs_delta(exposed, unexposed),
        p_smallest=1 / (1 + analysis.adjusted.shifts),
        flags=tuple(analysis.flags(index, best, covariates)),
    )


def _simultaneous(interval: Interval, effect: float, own_point: float) -> Interval:
    """Return an interval that holds for all lags together: the lag shown was chosen from them [docs/domain.md 6.11].

    (Measured: coverage of the interval at the best lag .87, of this one .95.)
    """
    wider = 1.0 if np.isnan(own_point) else max(1.0, own_point / NORMAL)
    return Interval(effect - (effect - interval.low) * wider, effect + (interval.high - effect) * wider)


def _tested(
    analysis: _Analysis,
    testable: Sequence[int],
    best: Sequence[AtLag],
    results: Sequence[Finding],
    at_fixed_lag: Sequence[Interval],
) -> StepDown:
    """Return the p of the testable factors; only those that could be a pattern are taken out of the outcome."""

    def eligible(place: int) -> bool:
        finding, interval = results[testable[place]], at_fixed_lag[place]
        return finding.pairs >= MIN_PAIRS_LABELLED and interval.low * interval.high > 0 and not _refuted(finding)

    columns = [analysis.lags.index(best[index].lag) for index in testable]
    rows, first = analysis.white_rows[list(testable)], analysis.adjusted.of(testable)
    return step_down(analysis.white_outcome, rows, analysis.lags, columns, first, POSSIBLE, eligible)


def _refuted(finding: Finding) -> bool:
    """Whether a flag speaks against any pattern."""
    return any(flag == "sign_differs" or flag.startswith("explained_by:") for flag in finding.flags)


def _judged(finding: Finding, place: int, tested: StepDown, names: Sequence[str]) -> Finding:
    """Add p, label and the factor that a finding goes with [docs/domain.md 6.9]."""
    flags = finding.flags
    if place in tested.goes_with:
        flags = (*flags, f"goes_with:{names[tested.goes_with[place]]}")
    p = tested.p[place]
    label: Label = "no_clear_pattern"
    if finding.pairs < MIN_PAIRS_LABELLED:
        label = "not_enough_data"
    elif place in tested.patterns:
        robust = not {"sign_flips", "skin_first"}.intersection(flags)
        large = abs(finding.cliffs_delta or 0.0) >= LEAST_DELTA
        label = "consistent" if p <= CONSISTENT and large and robust else "possible"
    return replace(finding, p=p, label=label, flags=flags)


def _lagged(exposure: Floats, lag: int) -> Floats:
    """Return, for each day, the exposure `lag` days before; NaN for the first `lag` days."""
    if lag == 0:
        return exposure
    return np.concatenate([np.full(lag, np.nan), exposure[:-lag]])[: exposure.size]


def _paired(outcome: Floats, lagged: Floats) -> tuple[Floats, Floats]:
    """Return the outcomes of exposed and of unexposed days, where both series have a value."""
    recorded = ~np.isnan(outcome)
    return outcome[(lagged == 1) & recorded], outcome[(lagged == 0) & recorded]


def _best(profile: tuple[AtLag, ...], lag: int | None = None) -> AtLag:
    """Return the numbers at `lag`; if None at that with the greatest absolute score, or the most pairs without any."""
    if lag is not None:
        return next(numbers for numbers in profile if numbers.lag == lag)
    return max(profile, key=lambda at: (0.0 if np.isnan(at.score) else abs(at.score), at.pairs, -at.lag))
