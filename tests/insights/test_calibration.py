"""The calibration in short: wide limits over few people, and tests that are broken on purpose must break them.

`make test` counts false findings alone, `make test-all` does the rest. The whole of it, with the limits that count,
is `make calibrate`.
"""

from __future__ import annotations

import numpy as np
import pytest

from gutskin_tui.insights import associations, covariates, intervals, permutation_test
from tests.calibrate.people import World
from tests.calibrate.shares import coverage, false_findings, power, reverse

PEOPLE, SEED = 60, 1
TRENDS = World(90, 0.3, 0.3, trend=2.0, exposed=None)
FLAT = World(90, 0.0, 0.0, exposed=None)
EFFECT = World(90, 0.8, 0.6, effect=0.8)
"""Harder than what the limits are for, so that a weaker test shows."""
LASTING = World(90, 0.8, 0.8, effect=1.0, scale=False)


def few_false() -> bool:
    """Whether false findings stay below what 60 people allow for: 0.12 and two standard errors."""
    return all(false_findings(world, PEOPLE, SEED)["possible"] <= 0.2 for world in (FLAT, TRENDS))


def powerful() -> bool:
    shares = power(EFFECT, PEOPLE, SEED)
    return shares["found"] >= 0.65 and shares["right"] >= 0.8


def covering() -> bool:
    return coverage(LASTING, 2 * PEOPLE, SEED)["covered"] >= 0.87


def flagging() -> bool:
    return reverse(World(90, 0.8, 0.4, reverse=True), PEOPLE, SEED)["flagged"] >= 0.75


def test_false_findings_are_few_beside_a_trend() -> None:
    # 0.03 of these people; 0.73 without freeing from the trend, 0.77 without the maximum over factors.
    assert false_findings(TRENDS, PEOPLE // 2, SEED)["possible"] <= 0.2


@pytest.mark.slow
@pytest.mark.parametrize("holds", [few_false, powerful, covering, flagging])
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
def test_without_freeing_from_trend_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covariates, "prewhitened", lambda outcome, rows: (outcome, rows))
    assert not few_false()


@pytest.mark.slow
def test_without_freeing_the_exposures_too_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = covariates.prewhitened
    monkeypatch.setattr(covariates, "prewhitened", lambda outcome, rows: (whole(outcome, rows)[0], rows))
    assert not powerful()


@pytest.mark.slow
def test_a_bootstrap_of_single_days_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intervals, "_block_length", lambda series: 1)
    monkeypatch.setattr(intervals, "_spread_over_shifts", lambda outcome, exposed: 0.0)
    monkeypatch.setattr(intervals, "_independent_pairs", lambda *rest: 1e9)
    assert not covering()


@pytest.mark.slow
def test_without_the_negative_control_it_would_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(associations, "_skin_first", lambda *rest: False)
    assert not flagging()
