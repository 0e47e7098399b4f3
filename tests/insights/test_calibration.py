"""The calibration in short: wide limits over few people, and tests that are broken on purpose must break them.

`make test` counts false patterns and one true one, `make test-all` does the rest. The whole of it, with the limits that
count, is `make calibrate`.
"""

from __future__ import annotations

import numpy as np
import pytest

from gutskin_tui.insights import associations, intervals, permutation_test, step_down
from tests.calibrate import counts
from tests.calibrate.diaries import Diary
from tests.calibrate.people import World
from tests.calibrate.shares import coverage, false_findings, power, reverse

PEOPLE, SEED = 60, 1
TRENDS = World(90, 0.3, 0.3, trend=2.0, exposed=None)
FLAT = World(90, 0.0, 0.0, exposed=None)
EFFECT = World(90, 0.8, 0.6, effect=0.8)
"""Harder than what the limits are for, so that a weaker test shows."""
LASTING = World(90, 0.8, 0.8, effect=1.0, scale=False)
TOGETHER = Diary(180, effect=1.5, together=0.7)
STRESS = Diary(180, stress=1.0)


def few_false() -> bool:
    """Whether false findings stay below what 60 people allow for."""
    return all(false_findings(world, PEOPLE, SEED)["possible"] <= 0.15 for world in (FLAT, TRENDS))


def powerful() -> bool:
    shares = power(EFFECT, PEOPLE, SEED)
    return shares["found"] >= 0.6 and shares["right"] >= 0.8


def covering() -> bool:
    return coverage(LASTING, 2 * PEOPLE, SEED)["covered"] >= 0.87


def flagging() -> bool:
    return reverse(World(90, 0.8, 0.4, reverse=True), PEOPLE, SEED)["flagged"] >= 0.75


def few_bystanders() -> bool:
    return counts.power(TOGETHER, PEOPLE // 2, SEED)["bystander"].value <= 0.2


def few_foods_of_stress() -> bool:
    return counts.confounded(STRESS, PEOPLE // 2, SEED)["false food"].value <= 0.25


def test_false_findings_are_few_beside_a_trend() -> None:
    # 0.02 of these people; 0.73 without adjusting for the trend, 0.77 without the maximum over factors.
    assert false_findings(TRENDS, PEOPLE // 2, SEED)["possible"] <= 0.15


def test_typed_diaries_show_few_false_patterns_and_the_true_pattern() -> None:
    assert counts.false_patterns(Diary(90), 20, SEED)["possible"].value <= 0.2
    shares = counts.power(Diary(180, effect=1.2), 12, SEED)
    assert shares["found"].value >= 0.7
    assert shares["bystander"].value <= 0.25


@pytest.mark.slow
@pytest.mark.parametrize("holds", [few_false, powerful, covering, flagging, few_bystanders, few_foods_of_stress])
def test_short_calibration(holds: object) -> None:
    assert callable(holds)
    assert holds()


@pytest.mark.slow
def test_without_the_maximum_over_factors_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = permutation_test.score

    def alone(outcome, exposures, lags, future):  # type: ignore[no-untyped-def]
        scores = [whole(outcome, row[None], (lag,), future) for row in exposures for lag in lags]
        p = np.array([score.p[0, 0] for score in scores]).reshape(len(exposures), len(lags))
        together = whole(outcome, exposures, lags, future)
        return together._replace(p=p)

    monkeypatch.setattr(permutation_test, "score", alone)
    assert not few_false()


@pytest.mark.slow
def test_without_adjusting_for_trend_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(associations, "prewhitened", lambda outcome, rows: (outcome, rows))
    assert not few_false()


@pytest.mark.slow
def test_without_adjusting_the_exposures_too_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = associations.prewhitened
    monkeypatch.setattr(associations, "prewhitened", lambda outcome, rows: (whole(outcome, rows)[0], rows))
    assert not powerful()


@pytest.mark.slow
def test_a_bootstrap_of_single_days_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "_block_length", lambda series: 1)
    monkeypatch.setattr(intervals, "_spread_over_shifts", lambda outcome, exposed: 0.0)
    monkeypatch.setattr(intervals, "_independent_pairs", lambda *rest: 1e9)
    assert not covering()


@pytest.mark.slow
def test_without_the_negative_control_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(associations._Analysis, "_skin_first", lambda *rest: False)
    assert not flagging()


@pytest.mark.slow
def test_without_taking_the_strongest_out_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_down, "_without", lambda outcome, row, lags: outcome)
    assert not few_bystanders()


@pytest.mark.slow
def test_without_covariates_that_explain_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(associations, "explains", lambda *rest: False)
    monkeypatch.setattr(step_down, "_without", lambda outcome, row, lags: outcome)
    assert not few_foods_of_stress()
