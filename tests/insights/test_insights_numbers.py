"""The numbers of an insight against other programs' and against slow, plain ways of working them out."""

from __future__ import annotations

import random
import subprocess
import sys
import warnings
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from gutskin_tui.insights import covariates, permutation_test
from gutskin_tui.insights.associations import FUTURE, findings
from gutskin_tui.insights.effect_sizes import cliffs_delta, hodges_lehmann, phi
from gutskin_tui.insights.intervals import _drawn_days, _student_quantile, intervals
from gutskin_tui.insights.permutation_test import quantile
from gutskin_tui.insights.step_down import step_down
from tests.calibrate.people import LAGS, World, person

SCORES = st.lists(st.integers(0, 10).map(float), min_size=1, max_size=40)
NUMBERS = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=25)


def sample(seed: int, **other: Any) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    return person(World(**{"days": 90, "phi": 0.6, "exposed_phi": 0.3} | other), np.random.default_rng(seed))


@given(SCORES | NUMBERS, SCORES | NUMBERS)
def test_hodges_lehmann_is_the_median_of_all_differences(with_: list[float], without: list[float]) -> None:
    slow = np.median(np.subtract.outer(with_, without))
    assert hodges_lehmann(np.array(with_), np.array(without)) == pytest.approx(slow, abs=1e-9)


@given(SCORES | NUMBERS, SCORES | NUMBERS)
def test_cliffs_delta_is_that_of_mann_whitney(with_: list[float], without: list[float]) -> None:
    u = stats.mannwhitneyu(with_, without, method="asymptotic").statistic
    assert cliffs_delta(np.array(with_), np.array(without)) == pytest.approx(
        2 * u / (len(with_) * len(without)) - 1, abs=1e-9
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_correlation_at_every_shift_is_that_of_the_shifted_days(seed: int) -> None:
    outcome, exposures = sample(seed, days=97, missing=0.15)
    rows = np.array(list(exposures.values()))[:3]
    fast = permutation_test.correlations(outcome, rows)
    for row, correlations in zip(rows, fast, strict=True):
        for shift in range(outcome.size):
            moved = np.roll(row, shift)
            both = ~np.isnan(moved) & ~np.isnan(outcome)
            slow = stats.pearsonr(moved[both], outcome[both]).statistic * np.sqrt(both.sum())
            assert correlations[shift] == pytest.approx(slow, abs=1e-9)


def test_phi_is_the_correlation_of_the_days_that_have_both() -> None:
    first, second = np.array([1, 0, 1, np.nan, 0, 1.0]), np.array([1, 0, 0, 1, np.nan, 1.0])
    assert phi(first, second) == pytest.approx(np.corrcoef([1, 0, 1, 1], [1, 0, 0, 1])[0, 1], abs=1e-12)
    assert phi(np.ones(5), np.arange(5) % 2.0) == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_the_adjusted_difference_is_ordinary_least_squares(seed: int) -> None:
    outcome, exposures = sample(seed)
    exposed, rng = exposures["factor 0"], np.random.default_rng(seed)
    stress = rng.integers(0, 11, outcome.size).astype(float)
    stress[::9] = np.nan
    n = outcome.size
    table = np.column_stack(
        [
            exposed,
            np.eye(7)[np.arange(n) % 7],
            np.linspace(-1, 1, n),
            np.concatenate([[np.nan], outcome[:-1]]),
            np.where(np.isnan(stress), np.nanmean(stress), stress),
        ]
    )
    slow = sm.OLS(outcome, table, missing="drop").fit().params[0]
    assert covariates.adjusted_difference(outcome, exposed, [stress]) == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("weekly", [0.0, 2.0])
def test_the_freed_outcome_is_the_rest_of_ordinary_least_squares(seed: int, weekly: float) -> None:
    outcome, exposures = sample(seed, weekly=weekly)
    n = outcome.size
    before = np.nan_to_num(np.concatenate([[np.nan], outcome[:-1]]) - np.nanmean(outcome))
    plain = np.column_stack([np.ones(n), np.linspace(-1, 1, n), before])
    weekdays = np.column_stack([np.eye(7)[np.arange(n) % 7], np.linspace(-1, 1, n), before])
    fits = [sm.OLS(outcome, table, missing="drop").fit() for table in (plain, weekdays)]
    rhythm = int(fits[1].compare_f_test(fits[0])[0] > covariates.RHYTHM)
    assert rhythm or not weekly
    left, bare = covariates.prewhitened(outcome, np.array(list(exposures.values())))
    assert left[~np.isnan(outcome)] == pytest.approx(fits[rhythm].resid, abs=1e-9)
    share = fits[rhythm].params[-1]
    row = exposures["factor 0"]
    prewhitened = row - share * np.nan_to_num(np.concatenate([[np.nan], row[:-1]]) - np.nanmean(row))
    slow = sm.OLS(prewhitened, (plain, weekdays)[rhythm][:, :-1], missing="drop").fit().resid
    assert bare[0][~np.isnan(row)] == pytest.approx(slow, abs=1e-9)


@pytest.mark.parametrize("free", [8, 15, 40, 200])
def test_students_factor(free: int) -> None:
    assert _student_quantile(free + 2) == pytest.approx(stats.t.ppf(0.975, free), rel=3e-3)


def test_p_follows_from_the_far_shifts_and_the_chance_of_normal_scores() -> None:
    outcome, exposures = sample(1, effect=0.8)
    rows = np.array(list(exposures.values()))
    scored = permutation_test.score(outcome, rows, LAGS, FUTURE)
    n, chance = outcome.size, permutation_test.correlations(outcome, rows)
    own = [shift for shift in range(n) if shift not in LAGS]
    centre = chance[:, own].mean(axis=1, keepdims=True)
    spread = np.sqrt(chance[:, own].var(axis=1, ddof=1).mean())
    scores = (chance - centre) / spread
    assert scored.observed == pytest.approx(scores[:, list(LAGS)], abs=1e-9)
    greatest = [np.abs(scores[:, [(shift + lag) % n for lag in LAGS]]).max() for shift in range(4, n - 3)]
    share = np.array(
        [
            [(1 + sum(g >= abs(z) - 1e-9 for g in greatest)) / (1 + len(greatest)) for z in row]
            for row in scored.observed
        ]
    )
    by_chance = 1 - (1 - 2 * stats.norm.sf(np.abs(scored.observed))) ** scored.observed.size
    smaller, greater = np.minimum(share, by_chance), np.maximum(share, by_chance)
    expected = np.maximum(np.maximum(smaller, greater / 2), 1 / (1 + len(greatest)))
    assert scored.p == pytest.approx(expected, abs=1e-9)


def test_shifts_that_bring_few_recorded_days_together_do_not_count() -> None:
    outcome, exposures = sample(1, effect=0.8)
    row = exposures["factor 0"].copy()
    outcome[15:-15] = np.nan
    row[15:-15] = np.nan
    recorded, known, n = ~np.isnan(outcome), ~np.isnan(row), outcome.size
    pairs = [int(np.sum(recorded & np.roll(known, shift))) for shift in range(n)]
    counted = [pairs[shift] * 2 >= max(pairs) for shift in range(1, n)]
    assert 0 < sum(counted) < n // 2
    assert permutation_test.score(outcome, row[None], (0,), ()).shifts == sum(counted)


def test_p_never_falls_from_step_to_step() -> None:
    rng = np.random.default_rng(5)
    rows = (rng.random((2, 120)) < 0.4).astype(float)
    outcome = 2 * rows[1] + rng.standard_normal(120)
    first = permutation_test.score(outcome, rows, (0,), ())
    assert first.p[1, 0] < 0.02
    first.p[:, 0] = 0.02, 0.03
    tested = step_down(outcome, rows, (0,), [0, 0], first, 0.035, lambda index: True)
    assert (tested.patterns, tested.p) == ([0, 1], [0.02, 0.02])


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(-50, 50))
@example(1, 0.0)
def test_what_must_not_matter_does_not(seed: int, more: float) -> None:
    outcome, exposures = sample(seed, effect=0.5)
    rows = np.array(list(exposures.values()))
    here = permutation_test.score(outcome, rows, LAGS, FUTURE)
    assert np.all((here.p >= 1 / outcome.size) & (here.p <= 1))
    moved = permutation_test.score(outcome + more, rows, LAGS, FUTURE)
    assert moved.observed == pytest.approx(here.observed, abs=1e-6)
    backwards = permutation_test.score(outcome, rows[::-1], LAGS, FUTURE)
    assert backwards.observed[::-1] == pytest.approx(here.observed, abs=1e-9)
    assert backwards.p[::-1] == pytest.approx(here.p, abs=1e-9)


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.permutations(range(10)))
def test_the_order_of_factors_changes_nothing_but_the_order(seed: int, order: list[int]) -> None:
    outcome, exposures = sample(seed, effect=1.0)
    names = list(exposures)
    here = {finding.factor: finding for finding in findings(outcome, exposures, LAGS, {})}
    for finding in findings(outcome, {names[place]: exposures[names[place]] for place in order}, LAGS, {}):
        other = here[finding.factor]
        assert (finding.lag, finding.n_exposed, finding.label) == (other.lag, other.n_exposed, other.label)
        assert finding.p == pytest.approx(other.p, abs=1e-9)
        assert finding.interval == pytest.approx(other.interval, abs=1e-9)
        assert sorted(finding.flags) == sorted(other.flags)


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_deterministic_for_a_seed_and_only_the_interval_is_drawn(seed: int) -> None:
    outcome, exposures = sample(seed, effect=1.0)
    first, repeated, other = (findings(outcome, exposures, LAGS, {}, number) for number in (seed, seed, seed + 1))
    assert repr(first) == repr(repeated)
    assert [finding.p for finding in first] == [finding.p for finding in other]
    assert [finding.interval for finding in first] != [finding.interval for finding in other]


def test_days_without_a_diary_around_it_change_nothing() -> None:
    outcome, exposures = sample(3, effect=1.0)
    outcome[[0, -1]] = 4.0

    def within(series: np.ndarray) -> np.ndarray:
        return np.concatenate([np.full(150, np.nan), series, np.full(120, np.nan)])

    here = findings(outcome, exposures, LAGS, {})
    there = findings(within(outcome), {name: within(row) for name, row in exposures.items()}, LAGS, {})
    assert (here[0].lag, here[0].n_exposed, here[0].label) == (there[0].lag, there[0].n_exposed, there[0].label)
    # Every p would be a fraction of what it is, were the empty days taken for chance.
    ratios = [(other.p or 0) / (finding.p or 1) for finding, other in zip(here, there, strict=True)]
    assert 0.7 < float(np.median(ratios)) < 1.5


def test_a_long_gap_does_not_lower_p() -> None:
    low = []
    for seed in range(30):
        outcome, exposures = sample(seed, days=300, phi=0.0, exposed_phi=0.0)
        gap = slice(50, 250)
        outcome[gap] = np.nan
        for row in exposures.values():
            row[gap] = np.nan
        low.append(min(finding.p or 1.0 for finding in findings(outcome, exposures, LAGS, {})))
    # 3 are expected, more where fewer shifts say anything; were holes taken for chance, nearly all.
    assert sum(p <= 0.1 for p in low) <= 12


def test_many_lags_can_still_show_a_pattern() -> None:
    outcome, exposures = sample(5, days=180, effect=2.5, lag=10)
    finding = findings(outcome, exposures, tuple(range(7, 29)), {})[0]
    assert (finding.lag, finding.label) == (10, "consistent")


def test_an_interval_is_around_its_difference_and_narrows_with_the_days() -> None:
    widths = []
    for days in (60, 240, 960):
        outcome, exposures = sample(2, days=days, effect=1.0, scale=False)
        finding = findings(outcome, exposures, (1,), {})[0]
        assert finding.interval is not None
        assert finding.effect is not None
        assert finding.interval.low < finding.effect < finding.interval.high
        widths.append(finding.interval.high - finding.interval.low)
    assert widths[0] > widths[1] > widths[2]


def test_a_quantile_is_that_of_numpy_without_missing_values() -> None:
    rows = np.random.default_rng(1).normal(size=(5, 101))
    rows[0, ::3] = rows[1, 1:] = rows[2] = np.nan
    for share in (0.0, 0.025, 0.5, 0.95, 1.0):
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = np.nanquantile(rows, share, axis=1)
        assert quantile(rows, share) == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_days_are_drawn_with_equal_chances_and_the_same_for_a_seed() -> None:
    drawn = _drawn_days(random.Random(1), 7, 70_000)
    assert np.bincount(drawn) == pytest.approx(np.full(7, 10_000), abs=400)
    assert (drawn == _drawn_days(random.Random(1), 7, 70_000)).all()
    assert abs(np.corrcoef(drawn[1:], drawn[:-1])[0, 1]) < 0.02


def test_insights_load_neither_random_generators_nor_masked_arrays_of_numpy() -> None:
    program = (
        "import sys, numpy as np\n"
        "alone = set(sys.modules)\n"  # numpy before 2 loads all of itself
        "from gutskin_tui.insights.associations import findings\n"
        "days = np.arange(120) % 3\n"
        "finding, = findings(days * 2.0, {'gluten': (days > 1) * 1.0}, (0, 1), {'stress': np.sin(days)})\n"
        "assert finding.interval is not None\n"
        "print({'numpy.random', 'numpy.ma', 'numpy.polynomial'} & (sys.modules.keys() - alone) or 'none')"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "none"


def test_missing_days_drop_out_of_the_interval() -> None:
    outcome, exposures = sample(2, missing=0.0)
    row = exposures["factor 0"]
    outcome[10:20] = np.nan
    (here,) = intervals(outcome, row[None], 1)
    row[10:20] = 1.0
    (there,) = intervals(outcome, row[None], 1)
    assert here == pytest.approx(there, abs=0.05 * (here.high - here.low))
