"""Every number behind an insight that scipy, statsmodels or a plain loop can compute too, to 1e-9."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.tsa.stattools import acf

from gutskin_tui.insights import covariates, permutation_test, step_down
from gutskin_tui.insights.associations import FUTURE, findings
from gutskin_tui.insights.intervals import _spread_over_shifts, autocorrelation
from gutskin_tui.insights.known_days import usual
from tests.calibrate.counts import Share
from tests.calibrate.people import LAGS, World, person


def sample(seed: int, effect: float = 0.0, missing: float = 0.1) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    world = World(days=90, phi=0.6, exposed_phi=0.3, effect=effect, missing=missing)
    return person(world, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(4))
def test_the_numbers_of_a_finding_are_those_of_its_paired_days(seed: int) -> None:
    outcome, exposures = sample(seed, effect=0.8)
    for finding in findings(outcome, exposures, LAGS, {}):
        exposed = np.concatenate([np.full(finding.lag, np.nan), exposures[finding.factor]])[: outcome.size]
        after, other = (outcome[(exposed == value) & ~np.isnan(outcome)] for value in (1, 0))
        assert (finding.n_exposed, finding.n_unexposed) == (after.size, other.size)
        assert finding.mean_exposed == pytest.approx(stats.tmean(after), abs=1e-9)
        assert finding.mean_unexposed == pytest.approx(stats.tmean(other), abs=1e-9)
        regression = sm.OLS(outcome, sm.add_constant(exposed), missing="drop").fit()
        assert finding.effect == pytest.approx(regression.params[1], abs=1e-9)
        assert finding.hodges_lehmann == pytest.approx(np.median(np.subtract.outer(after, other)), abs=1e-9)
        u = stats.mannwhitneyu(after, other, method="asymptotic").statistic
        assert finding.cliffs_delta == pytest.approx(2 * u / (after.size * other.size) - 1, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_what_a_pattern_leaves_is_the_rest_of_ordinary_least_squares(seed: int) -> None:
    outcome, exposures = sample(seed, effect=1.0)
    row = exposures["factor 0"]
    table = np.column_stack([np.concatenate([np.full(lag, np.nan), row])[: row.size] for lag in LAGS])
    centred = sm.add_constant(np.nan_to_num(table - np.nanmean(table, axis=0)))
    slow = sm.OLS(outcome, centred, missing="drop").fit().resid
    assert step_down._without(outcome, row, LAGS)[~np.isnan(outcome)] == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("lag", [0, 1, 7])
def test_what_a_covariate_explains_is_the_ratio_of_two_regressions(seed: int, lag: int) -> None:
    outcome, exposures = sample(seed, effect=0.8, missing=0.0)
    n, exposed = outcome.size, exposures["factor 0"]
    covariate = exposed + np.random.default_rng(seed).normal(0, 0.2 + seed, n)

    def later(series: np.ndarray, days: int) -> np.ndarray:
        return np.concatenate([np.full(days, np.nan), series])[:n]

    own = [later(exposed, lag), *np.eye(7)[np.arange(n) % 7].T, np.linspace(-1, 1, n), later(outcome, 1)]
    beside = [later(covariate, days) for days in sorted({*range(min(lag, 3) + 1), lag})]
    filled = [np.where(np.isnan(series), np.nanmean(series), series) for series in beside]
    alone, with_covariate = (
        sm.OLS(outcome, np.column_stack(columns), missing="drop").fit().params[0] for columns in (own, own + filled)
    )
    explained = covariates.explains(outcome, later(exposed, lag), covariate, lag)
    assert explained == (with_covariate / alone < 0.5)
    assert covariates.adjusted_difference(outcome, later(exposed, lag), beside) == pytest.approx(
        with_covariate, abs=1e-9
    )


@given(st.lists(st.integers(0, 10).map(float), min_size=3, max_size=60).filter(lambda values: len(set(values)) > 1))
def test_the_autocorrelation_is_that_of_statsmodels(values: list[float]) -> None:
    slow = acf(values, adjusted=True, nlags=1, fft=False)[1]
    assert autocorrelation(np.array(values)) == pytest.approx(min(0.95, max(0.0, slow)), abs=1e-9)


def test_the_spread_over_shifts_is_that_of_the_shifted_days() -> None:
    outcome, exposures = sample(2, missing=0.15)
    row = exposures["factor 0"]
    differences = []
    for shift in range(5, outcome.size - 5):
        moved = np.roll(row, shift)
        differences.append(np.nanmean(outcome[moved == 1]) - np.nanmean(outcome[moved == 0]))
    assert _spread_over_shifts(outcome, row) == pytest.approx(np.std(differences), abs=1e-9)


def test_what_is_usual_is_the_median_of_the_28_days_before() -> None:
    rng, first = np.random.default_rng(1), date(2026, 1, 5)
    counts = {first + timedelta(days=day): int(rng.integers(1, 7)) for day in range(90) if rng.random() < 0.7}
    medians = {}
    for day in counts:
        before = [count for other, count in counts.items() if 1 <= (day - other).days <= 28]
        if len(before) >= 7:
            medians[day] = pytest.approx(np.median(before), abs=1e-9)
    assert usual(counts) == medians


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_of_a_share_is_that_of_wilson(hits: int, of: int) -> None:
    hits = min(hits, of)
    assert Share(hits, of).interval == pytest.approx(proportion_confint(hits, of, method="wilson"), abs=1e-5)


@pytest.mark.parametrize("scores", [1, 40, 220])
def test_the_chance_of_a_score_is_that_of_normal_scores(scores: int) -> None:
    sizes = np.array([0.0, 0.7, 2.5, 3.3, 8.0, 1e3, np.nan])
    slow = 1 - (1 - 2 * stats.norm.sf(sizes)) ** scores
    assert permutation_test.chance(sizes, scores) == pytest.approx(slow, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("effect", [0.0, 0.5, 2.0])
def test_the_interval_is_simultaneous_over_the_rival_lags(effect: float) -> None:
    outcome, exposures = sample(3, effect=effect)
    rows = np.array(list(exposures.values()))
    scored = permutation_test.score(outcome, rows, LAGS, FUTURE)
    chance, n = permutation_test.correlations(outcome, rows), outcome.size
    own = [shift for shift in range(n) if shift not in LAGS]
    spread = np.sqrt(chance[:, own].var(axis=1, ddof=1).mean())
    for row, sizes, point in zip(chance, np.abs(scored.observed), scored.own_point, strict=True):
        scores = np.abs(row - row[own].mean()) / spread
        lags = [lag for lag, size in zip(LAGS, sizes, strict=True) if size >= sizes.max() - 2.77]
        greatest = [max(scores[(shift + lag) % n] for lag in lags) for shift in range(4, n - 3)]
        assert point == pytest.approx(np.quantile(greatest, 0.95), abs=1e-9)
    alone = np.abs(scored.observed[0]) >= np.abs(scored.observed[0]).max() - 2.77
    assert (alone.sum() == 1) == (effect == 2.0)
